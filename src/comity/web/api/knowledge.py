"""What is known and counted, for programs: figures, the network, state profiles, commitments, lessons."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from ninja import Router
from ninja.params.functions import Query

from comity.casework.access import Permission, require
from comity.common.errors import BadInputError, Place
from comity.common.plain import plain
from comity.knowledge.playbooks.selectors import learnt_by_state
from comity.law.states import read_state
from comity.law.vocabulary import MEASURES
from comity.statistics.counted import as_rows
from comity.statistics.frameworks import answers_to
from comity.statistics.period import Period
from comity.statistics.suppression import DEFAULT_LEAST
from comity.statistics.table import Table, publishable
from comity.web.api.auth import asking_of
from comity.web.clock import today
from comity.web.views.figures import figures_of
from comity.web.views.network import cells_of, connected, negotiations_for

router = Router(tags=["knowledge"])


@router.get("/figures", response=dict[str, Any])
def read_figures(
    request: HttpRequest,
    since: dt.date = Query(..., alias="from"),  # noqa: B008 - as ninja declares a parameter
    until: dt.date = Query(..., alias="to"),  # noqa: B008
    framework: str = Query("", description="What a framework asks, such as fatf-io-2; our own report where empty."),
) -> dict[str, Any]:
    """The office's figures of a period, counted from its log; small counts are always kept back."""
    require(Permission.FIGURES_READ, asking_of(request).who)
    if since > min(until, today()):
        raise BadInputError("the period ends before it begins", Place(field="to"))
    period = Period(since, min(until, today()))
    counted = figures_of(period)
    tables = publishable(counted.tables)
    head = {"size": counted.head.size, "root": counted.head.root}
    told = {"period": {"from": period.start, "to": period.end}, "log": head, "least": DEFAULT_LEAST}
    if not framework:
        return plain_data({**told, "figures": _figures(tables)})
    asked = [
        {
            "question": a.question.id,
            "title": a.question.title,
            "counts": a.question.counts,
            "answers": _figures(a.tables),
        }
        for a in answers_to(framework, tables)
    ]
    return plain_data({**told, "framework": framework, "asked": asked})


def _figures(tables: Iterable[Table]) -> list[dict[str, Any]]:
    return [{"figure": table.figure, "rows": as_rows(table)} for table in tables]


@router.get("/network/{state}", response=dict[str, Any])
def read_network(
    request: HttpRequest, state: str, measure: str = "extradition", on: dt.date | None = None
) -> dict[str, Any]:
    """A state's place in the network of routes for one measure: every pair with its best verdict and basis."""
    require(Permission.KNOWLEDGE_READ, asking_of(request).who)
    code, day = read_state(state), on or today()
    cells = cells_of(code, _measure(measure), day)
    pairs = [
        {"requesting": c.requesting, "requested": c.requested, "verdict": c.verdict.value, "basis": c.basis}
        for c in cells
    ]
    told = {"state": code, "measure": measure, "on": day, "connectivity": connected(cells, code, measure)}
    return plain_data({**told, "pairs": pairs})


@router.get("/network/{state}/negotiation", response=dict[str, Any])
def read_negotiation(
    request: HttpRequest, state: str, measure: str = "extradition", on: dt.date | None = None
) -> dict[str, Any]:
    """Accessions, withdrawn reservations and new treaties, ranked by what each would open."""
    asking = asking_of(request)
    require(Permission.KNOWLEDGE_READ, asking.who)
    code, day = read_state(state), on or today()
    moves = negotiations_for(asking, code, _measure(measure), day)
    return plain_data({"state": code, "measure": measure, "on": day, "moves": moves})


@router.get("/profiles/{state}", response=dict[str, Any])
def read_profile(request: HttpRequest, state: str, measure: str = "any", on: dt.date | None = None) -> dict[str, Any]:
    """Everything the data knows of a state as requested state, each fact with its age and source."""
    require(Permission.KNOWLEDGE_READ, asking_of(request).who)
    from comity.law.profile_page import profile_page  # noqa: PLC0415 - reads much of the law

    measures = tuple(MEASURES) if measure == "any" else (_measure(measure),)
    return plain_data(profile_page(read_state(state), on or today(), measures))


@router.get("/commitments/{state}", response=dict[str, Any])
def read_commitments(request: HttpRequest, state: str, on: dt.date | None = None) -> dict[str, Any]:
    """The commitments and memberships of networks that a state has on record, with evidence and date."""
    require(Permission.KNOWLEDGE_READ, asking_of(request).who)
    from comity.law.commitments import memberships  # noqa: PLC0415 - law data
    from comity.law.on_record import commitments_of  # noqa: PLC0415

    code, day = read_state(state), on or today()
    told = {"commitments": commitments_of(code, day), "memberships": memberships(code)}
    return plain_data({"state": code, "on": day, **told})


@router.get("/lessons", response=dict[str, Any])
def list_lessons(request: HttpRequest, state: str = "", measure: str = "") -> dict[str, Any]:
    """What the office has learnt of other states, by reason and as playbook; only what a second person confirmed."""
    require(Permission.KNOWLEDGE_READ, asking_of(request).who)
    about, what = read_state(state) if state else "", _measure(measure) if measure else ""
    return plain_data({"lessons": learnt_by_state(about, what)})


def _measure(text: str) -> str:
    if text not in MEASURES:
        raise BadInputError(
            f"'{text[:40]}' is not a measure; measures are {', '.join(MEASURES)}", Place(field="measure")
        )
    return text


def plain_data(value: Any) -> dict[str, Any]:  # noqa: ANN401 - an answer of a room below
    """An answer as JSON has it."""
    made: dict[str, Any] = plain(value)
    return made
