"""The law room: routes between two states, parties, facts; and the tables by which the office works."""

import datetime as dt
from typing import Any

from django.http import HttpRequest
from ninja import Router
from ninja.params.functions import Query

from comity.casework.access import POLICY, Permission, require
from comity.casework.lifecycle import LIFECYCLES
from comity.casework.lifecycle.answers import lifecycle_data
from comity.common.errors import BadInputError, Place
from comity.common.plain import plain
from comity.web.api import shapes
from comity.web.api.auth import asking_of
from comity.web.asking import found
from comity.web.clock import today

router = Router(tags=["law and tables"])


@router.get("/me", response=shapes.Me, tags=["account"])
def me(request: HttpRequest) -> dict[str, Any]:
    """Who the program acts for."""
    asking = asking_of(request)
    require(Permission.OWN_ACCOUNT, asking.who)
    user = asking.user
    told = {"username": user.username, "name": user.name, "agency": user.agency.key, "roles": user.roles}
    return {**told, "clearance": user.clearance, "second_factor": asking.who.strong}


@router.get("/law/routes", response=dict[str, Any])
def find_routes(
    request: HttpRequest,
    requesting: str = Query(..., alias="from", description="The requesting state."),
    requested: str = Query(..., alias="to", description="The requested state."),
    measure: str = Query("any"),
    conduct: list[str] = Query(default=[]),  # noqa: B008 - as ninja declares a parameter
    fact: list[str] = Query(default=[], description="KEY=VALUE, as `comity route` takes them."),  # noqa: B008
    on: dt.date | None = None,
) -> dict[str, Any]:
    """Every lawful route for a measure between two states, ranked, with reasons and open questions."""
    _open_to_everybody(request)
    from comity.law.answers import route_answer  # noqa: PLC0415 - reads the whole law
    from comity.law.conduct import conduct as conduct_of  # noqa: PLC0415
    from comity.law.facts import read_facts  # noqa: PLC0415
    from comity.law.inquiry import Inquiry  # noqa: PLC0415
    from comity.law.routes import routes  # noqa: PLC0415
    from comity.law.states import read_state  # noqa: PLC0415

    inquiry = Inquiry(
        requesting=read_state(requesting),
        requested=read_state(requested),
        on=on or today(),
        conduct=tuple(conduct_of(key).key for key in conduct),
        facts=read_facts([_pair(text) for text in fact]),
    )
    if inquiry.requesting == inquiry.requested:
        raise BadInputError("the requesting and the requested state are the same", Place(field="to"))
    measures = _measures(measure)
    answer: dict[str, Any] = plain(route_answer(inquiry, measure, measures, routes(inquiry, measures)))
    return answer


def _pair(text: str) -> tuple[str, str]:
    key, separator, value = text.partition("=")
    if not separator:
        raise BadInputError("a fact is given as KEY=VALUE", Place(field="fact"))
    return key.strip(), value


def _measures(text: str) -> tuple[str, ...]:
    from comity.law.vocabulary import MEASURES  # noqa: PLC0415

    if text != "any" and text not in MEASURES:
        raise BadInputError(
            f"'{text}' is not a measure; measures are {', '.join(MEASURES)}, or any", Place(field="measure")
        )
    return tuple(MEASURES) if text == "any" else (text,)


@router.get("/law/parties/{instrument}/{state}", response=dict[str, Any])
def party_status(request: HttpRequest, instrument: str, state: str, on: dt.date | None = None) -> dict[str, Any]:
    """The status of a state under a multilateral instrument on a day, with its sources."""
    _open_to_everybody(request)
    from comity.law.answers import status_answer  # noqa: PLC0415
    from comity.law.register import register  # noqa: PLC0415
    from comity.law.states import read_state  # noqa: PLC0415

    answer: dict[str, Any] = plain(status_answer(register().status(instrument, read_state(state), on or today())))
    return answer


@router.get("/law/facts", response=list[dict[str, Any]])
def list_facts(request: HttpRequest) -> list[dict[str, Any]]:
    """Every fact the rules can ask for."""
    _open_to_everybody(request)
    from comity.law.answers import fact_answers  # noqa: PLC0415

    return list(plain(fact_answers()))


@router.get("/lifecycles/{name}", response=dict[str, Any])
def read_lifecycle(request: HttpRequest, name: str) -> dict[str, Any]:
    """A life cycle: which action leads from which state to which, its guard, its clock and its event."""
    _open_to_everybody(request)
    answer: dict[str, Any] = plain(lifecycle_data(found(name if name in LIFECYCLES else None)))
    return answer


@router.get("/permissions", response=list[dict[str, Any]])
def list_permissions(request: HttpRequest) -> list[dict[str, Any]]:
    """The permission policy: permission, any of, all of; what is not in it is denied."""
    _open_to_everybody(request)
    return [{"permission": str(p), "any_of": [[q.__name__ for q in way] for way in ways]} for p, ways in POLICY.items()]


def _open_to_everybody(request: HttpRequest) -> None:
    """To everybody who has an account: nothing here is about a case."""
    require(Permission.OWN_ACCOUNT, asking_of(request).who)
