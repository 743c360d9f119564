"""Taking in a request of another state, on paper or as a package: it gets a case of its own and the first state."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from comity.casefile.loader import case_from_data
from comity.casefile.requests import Measure, UrgencyLevel
from comity.casework.access import Permission, require
from comity.casework.accounts.models import User
from comity.casework.cases.case_file import case_data
from comity.casework.cases.models import Case
from comity.casework.cases.services import case_open
from comity.casework.identity import Identity
from comity.casework.lifecycle import INCOMING
from comity.casework.log.services import log_append
from comity.casework.requests.attaching import Brought, files_attach
from comity.casework.requests.keyed import ConductKeyed, PartyKeyed, conduct_key, parties_key
from comity.casework.requests.models import Request
from comity.casework.requests.outgoing_fields import CHANNELS
from comity.casework.requests.selectors import request_subject
from comity.common.errors import BadInputError, Place
from comity.law.states import parse_state

_NUMBERED = re.compile(r"IN-(\d{4})-(\d{1,6})")


@dataclass(frozen=True, slots=True)
class Paper:
    """What a request says beyond the least that is needed to take it in; all of it may be unknown."""

    their_authority: str = ""
    letter_date: dt.date | None = None
    channel: str = ""
    language: str = ""
    claimed_basis: str = ""
    basis: str = ""
    urgency: str = UrgencyLevel.NORMAL.value
    urgency_reason: str = ""
    deadline: dt.date | None = None
    confidential: bool = False
    people: tuple[PartyKeyed, ...] = ()
    conduct: ConductKeyed = field(default_factory=ConductKeyed)
    steps: tuple[str, ...] = ()


@transaction.atomic
def request_receive(
    *,
    reference: str,
    sender: str,
    measure: str,
    foreign_reference: str,
    summary: str,
    received: dt.date,
    on: dt.date,
    actor: User,
    who: Identity,
    paper: Paper | None = None,
    files: Sequence[Brought] = (),
) -> Request:
    """Key in a request that another state has made; ``reference`` is the one our office gives it."""
    require(Permission.REQUEST_RECEIVE, who)
    said = paper or Paper()
    _check(reference, measure, received, on, said)
    state = parse_state(sender)
    if state == actor.agency.state:
        raise BadInputError("this office belongs to that state", Place(field="sender"))
    case = _case(reference, state, measure, actor, who, received)
    data = {"from": state, "measure": measure, "summary": summary.strip(), "received": received.isoformat()}
    request = Request.everything.create(
        case=case,
        key="incoming",
        direction=INCOMING.name,
        state=INCOMING.first,
        counterpart=state,
        measure=measure,
        foreign_reference=foreign_reference.strip(),
        data=data | _said(said) | _records(case, state, foreign_reference, received, said),
    )
    case_from_data(case_data(case), case.reference, unfinished=True)
    kept = files_attach(request=request, files=files, actor=actor, who=who, subject=request_subject(request, who))
    details = {"data": request.data, "files": kept}
    log_append(
        event="received", actor=actor, case=case, subject="request", key="incoming", day=received, details=details
    )
    return request


def _check(reference: str, measure: str, received: dt.date, on: dt.date, said: Paper) -> None:
    if not reference.strip():
        raise BadInputError("give the reference under which the office will find it", Place(field="reference"))
    if measure not in set(Measure):
        raise BadInputError("choose what is asked", Place(field="measure"))
    if received > on:
        raise BadInputError("the day of receipt cannot be still to come", Place(field="received"))
    if said.letter_date is not None and said.letter_date > received:
        raise BadInputError("the letter cannot be younger than its receipt", Place(field="letter_date"))
    if said.channel and said.channel not in CHANNELS:
        raise BadInputError("choose one", Place(field="channel"))
    if said.urgency not in set(UrgencyLevel):
        raise BadInputError("choose one", Place(field="urgency"))
    if said.urgency == UrgencyLevel.URGENT and not said.urgency_reason.strip():
        raise BadInputError("say why it is urgent, as the sender does", Place(field="urgency_reason"))


def _said(said: Paper) -> dict[str, Any]:
    """What the paper says, without what is empty."""
    urgency: dict[str, Any] = {"level": said.urgency}
    urgency |= {"reason": said.urgency_reason.strip()} if said.urgency_reason.strip() else {}
    urgency |= {"deadline": said.deadline.isoformat()} if said.deadline else {}
    found = {
        "their_authority": said.their_authority.strip(),
        "letter_date": said.letter_date.isoformat() if said.letter_date else "",
        "channel": said.channel,
        "languages": [said.language] if said.language else [],
        "claimed_basis": said.claimed_basis.strip(),
        "basis": said.basis,
        "confidential": said.confidential,
        "steps": [{"kind": kind} for kind in said.steps],
        "urgency": urgency,
    }
    return {name: value for name, value in found.items() if value}


def _records(case: Case, state: str, foreign_reference: str, received: dt.date, said: Paper) -> dict[str, Any]:
    """The people and the conduct that it names, as records of the case, with the paper as their source."""
    source = f"Request of {state}, {foreign_reference.strip() or 'without a reference'}"
    people = parties_key(case, said.people, source, received.isoformat())
    conduct = [conduct_key(case, said.conduct, people, state)] if said.conduct.is_given else []
    return {name: keys for name, keys in (("people", people), ("conduct", conduct)) if keys}


def _case(reference: str, state: str, measure: str, actor: User, who: Identity, received: dt.date) -> Case:
    title = f"{state}: {measure.replace('_', ' ')}"
    return case_open(
        reference=reference.strip(),
        title=title,
        state=actor.agency.state,
        languages=["en"],
        actor=actor,
        who=who,
        opened=received,
    )


def reference_suggested(on: dt.date) -> str:
    """The next free number of the year's received requests; whoever keys one in may write another."""
    taken = Case.everything.filter(reference__startswith=f"IN-{on.year}-").values_list("reference", flat=True)
    numbers = [int(found[2]) for text in taken if (found := _NUMBERED.fullmatch(text))]
    return f"IN-{on.year}-{max(numbers, default=0) + 1:04d}"
