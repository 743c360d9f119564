"""Adding a request to a case: what is asked of whom, on facts that the case has; the routes are looked at first."""

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction

from comity.casefile.loader import case_from_data
from comity.casefile.reading import case_of
from comity.casefile.requests import Measure, StepKind, Undertaking, UrgencyLevel
from comity.casework.access import Permission, require
from comity.casework.accounts.models import User
from comity.casework.assets.models import Asset
from comity.casework.cases.case_file import BehindWallError, case_data
from comity.casework.cases.models import Case
from comity.casework.cases.selectors import subject_of
from comity.casework.identity import Identity
from comity.casework.log.services import log_append
from comity.casework.people.models import Party
from comity.casework.records.carrying import protection_of
from comity.casework.records.models import CaseRecord, Record
from comity.casework.requests.models import Request
from comity.common.errors import BadInputError, Place
from comity.law.states import parse_state

if TYPE_CHECKING:
    from comity.law.routes import Route


_CHOSEN_FROM: tuple[type[CaseRecord], ...] = (Record, Party, Asset)


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked: of which state, which measure, for whom and on which records of the case."""

    to: str = ""
    measure: str = ""
    people: tuple[str, ...] = ()
    conduct: tuple[str, ...] = ()
    assets: tuple[str, ...] = ()
    proceedings: tuple[str, ...] = ()
    annexes: tuple[str, ...] = ()
    purpose: str = ""
    to_authority: str = ""
    signatory: str = ""
    language: str = ""
    basis: str = ""
    urgency: str = UrgencyLevel.NORMAL.value
    urgency_reason: str = ""
    deadline: dt.date | None = None
    confidential: bool = False
    step: str = ""
    particulars: str = ""
    undertakings: tuple[str, ...] = ()

    def data(self, key: str) -> dict[str, Any]:
        """As the case file has it; what is empty is left out."""
        urgency: dict[str, Any] = {"level": self.urgency}
        urgency |= {"reason": self.urgency_reason.strip()} if self.urgency_reason.strip() else {}
        urgency |= {"deadline": self.deadline.isoformat()} if self.deadline else {}
        step = {"kind": self.step, "particulars": self.particulars.strip()}
        lists = {name: list(getattr(self, name)) for name in ("people", "conduct", "assets", "proceedings", "annexes")}
        found = {
            "id": key,
            "to": self.to,
            "measure": self.measure,
            **lists,
            "basis": self.basis,
            "purpose": self.purpose.strip(),
            "to_authority": self.to_authority.strip(),
            "signatory": self.signatory,
            "language": self.language,
            "urgency": urgency if len(urgency) > 1 or self.urgency != UrgencyLevel.NORMAL else None,
            "confidential": self.confidential or None,
            "steps": [{name: text for name, text in step.items() if text}] if self.step else [],
            "undertakings": list(self.undertakings),
        }
        return {name: value for name, value in found.items() if value}


def routes_offered(case: Case, asked: Asked, on: dt.date, who: Identity) -> "tuple[Route, ...]":
    """The routes that what is asked would have today, best first, before anything is written."""
    from comity.drafting.chosen_route import routes_of  # noqa: PLC0415 - the law is read when it is asked

    require(Permission.REQUEST_DRAFT, who, subject_of(case, who))
    _check(case, asked, who)
    read = case_of({**case_data(case), "requests": [asked.data("new")]})
    return routes_of(read, read.request("new"), on)


@transaction.atomic
def request_add(
    *,
    case: Case,
    asked: Asked,
    on: dt.date,
    actor: User,
    who: Identity,
    because: dict[str, str] | None = None,
    drawn_on: tuple[CaseRecord, ...] = (),
) -> Request:
    """Add a request in its first state; its facts are those of the case, so nothing is written twice.

    ``because`` names what it was made from, such as a trace; the log keeps it. The request stands behind the wall of
    what it draws on (``drawn_on`` beside what is chosen), and is handled as high.
    """
    require(Permission.REQUEST_DRAFT, who, subject_of(case, who))
    _check(case, asked, who)
    key, needed = _free_key(case, asked), protection_of([*drawn_on, *_chosen(case, asked)], "people")
    data = asked.data(key)
    request = Request.everything.create(
        case=case,
        key=key,
        position=Request.everything.filter(case=case).count(),
        counterpart=asked.to,
        measure=asked.measure,
        drafted_by=[actor.pk],
        data=data,
        wall=needed.wall,
        handling=needed.handling,
    )
    case_from_data(case_data(case), case.reference, unfinished=True)
    details = {"data": data, **(because or {})}
    log_append(event="needed", actor=actor, case=case, subject="request", key=key, day=on, details=details)
    case.save(update_fields=["changed"])
    return request


def _check(case: Case, asked: Asked, who: Identity) -> None:
    _check_state(case, asked.to)
    if asked.measure not in set(Measure):
        raise BadInputError("choose what is asked", Place(field="measure"))
    if not asked.conduct:
        raise BadInputError("choose the conduct on which it rests", Place(field="conduct"))
    if asked.urgency not in set(UrgencyLevel):
        raise BadInputError("choose one", Place(field="urgency"))
    if asked.step and asked.step not in set(StepKind):
        raise BadInputError("choose one", Place(field="step"))
    if set(asked.undertakings) - set(Undertaking):
        raise BadInputError("choose from the list", Place(field="undertakings"))
    _visible(case, asked, who)


def _check_state(case: Case, state: str) -> None:
    try:
        addressee = parse_state(state)
    except BadInputError:
        raise BadInputError("choose the state that is asked", Place(field="to")) from None
    if addressee == case.state:
        raise BadInputError("a request goes to another state", Place(field="to"))


def _wanted(asked: Asked) -> set[str]:
    return {*asked.people, *asked.conduct, *asked.assets, *asked.proceedings, *asked.annexes}


def _chosen(case: Case, asked: Asked) -> list[CaseRecord]:
    wanted = _wanted(asked)
    rows = (model.everything.filter(case=case, key__in=wanted).select_related("wall") for model in _CHOSEN_FROM)
    return [record for found in rows for record in found]


def _visible(case: Case, asked: Asked, who: Identity) -> None:
    """Only records that the person may see can be chosen, so that nobody draws on what stands behind a wall."""
    wanted = _wanted(asked)
    seen: set[str] = set()
    for model in _CHOSEN_FROM:
        seen |= set(model.objects.visible_to(who).filter(case=case, key__in=wanted).values_list("key", flat=True))
    if wanted - seen:
        raise BehindWallError("a record was chosen that is not in this case, or not yours to see")


def _free_key(case: Case, asked: Asked) -> str:
    """A name that says what and whom: freezing-che, freezing-che-2."""
    taken = set(Request.everything.filter(case=case).values_list("key", flat=True))
    plain = f"{asked.measure.replace('_', '-')}-{asked.to.lower()}"
    names = (plain, *(f"{plain}-{number}" for number in range(2, len(taken) + 3)))
    return next(name for name in names if name not in taken)
