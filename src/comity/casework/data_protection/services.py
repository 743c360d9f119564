"""The channel of the person concerned, step by step: received, passed on, decided with reasons, answered."""

import datetime as dt
import hashlib
import secrets
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from comity.casework.access import Permission, require
from comity.casework.accounts.models import User
from comity.casework.cases.selectors import subject_of
from comity.casework.data_protection.models import (
    Block,
    ChannelUse,
    Kind,
    Outcome,
    PersonRequest,
    Sender,
    StateNotice,
)
from comity.casework.data_protection.selectors import person_request_subject, receiving_states
from comity.casework.identity import Identity
from comity.casework.lifecycle import PERSON_REQUEST
from comity.casework.log.services import log_append
from comity.casework.people.models import Party
from comity.casework.returns.models import ReturnPlan
from comity.casework.returns.services import return_consent_revoke
from comity.common.errors import BadInputError, ComityError, Place

WINDOW = dt.timedelta(hours=1)
PER_ADDRESS = 10
IN_ALL = 200
_LONGEST = {"name": 300, "words": 10_000, "birth_date": 10, "contact": 300}
_SPREADS = {Kind.CORRECTION, Kind.BLOCKING, Kind.DELETION}


class TooManyError(ComityError):
    """The public form was used too often in an hour."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody asks: for what, as whom, about whom, and where an answer reaches them."""

    kind: str
    sender: str
    name: str
    words: str
    birth_date: str = ""
    contact: str = ""


@transaction.atomic
def person_request_lodge(*, asked: Asked, address: str, on: dt.date) -> str:
    """Take a request from the public form; the code that is given back is the same whether anything is held or not."""
    channel_use(address=address)
    return _keep(asked, on, on, None)[1]


@transaction.atomic
def person_request_enter(
    *, asked: Asked, received: dt.date, on: dt.date, actor: User, who: Identity
) -> tuple[PersonRequest, str]:
    """Enter a request that came on paper; gives it with the code for whoever asked."""
    require(Permission.PERSON_REQUEST_ENTER, who)
    if received > on:
        raise BadInputError("the day cannot be still to come", Place(field="received"))
    return _keep(asked, received, on, actor)


def channel_use(*, address: str) -> None:
    """Count one use of the public form, and refuse it where there were too many within the hour."""
    now, hashed = timezone.now(), hashlib.sha256(address.encode()).hexdigest()
    ChannelUse.objects.filter(at__lt=now - WINDOW).delete()
    if ChannelUse.objects.filter(address=hashed).count() >= PER_ADDRESS or ChannelUse.objects.count() >= IN_ALL:
        raise TooManyError("The form was used too often. Try again in an hour, or write to the office.")
    ChannelUse.objects.create(address=hashed, at=now)


def _keep(asked: Asked, received: dt.date, on: dt.date, actor: User | None) -> tuple[PersonRequest, str]:
    _check(asked)
    code = secrets.token_urlsafe(15)
    request = PersonRequest.everything.create(
        kind=asked.kind,
        sender=asked.sender,
        name=asked.name,
        birth_date=asked.birth_date,
        contact=asked.contact,
        words=asked.words,
        received=received,
        entered_by=actor,
        code_digest=code_digest(code),
    )
    _log(request, "person_request_received", actor, received)
    if asked.kind == Kind.CONSENT_WITHDRAWAL:
        _withdraw_consents(request, on)
    return request, code


def _check(asked: Asked) -> None:
    if asked.kind not in set(Kind):
        raise BadInputError("choose what is asked", Place(field="kind"))
    if asked.sender not in set(Sender):
        raise BadInputError("say whether the person or their lawyer asks", Place(field="sender"))
    for field, text in {"name": asked.name, "words": asked.words}.items():
        if not text.strip():
            raise BadInputError("this is needed", Place(field=field))
    for field, longest in _LONGEST.items():
        if len(getattr(asked, field)) > longest:
            raise BadInputError(f"write at most {longest} characters", Place(field=field))


def code_digest(code: str) -> str:
    """The digest under which a code is kept; the code itself is only with whoever asked."""
    return hashlib.sha256(code.strip().encode()).hexdigest()


def _withdraw_consents(request: PersonRequest, on: dt.date) -> None:
    """A consent to return is taken back at once: nobody waits for a desk, and nobody is told whether there was one."""
    for plan in ReturnPlan.everything.filter(state__in=("consented", "cleared")).select_related("person", "case"):
        if is_same_person(request, plan.person):
            return_consent_revoke(plan=plan, words=request.words, on=on)


def is_same_person(request: PersonRequest, party: Party) -> bool:
    """Whether a party has a name like the one given and, where both say one, the same day of birth."""
    names = {str(name.get("full", "")).casefold() for name in party.data.get("names", ())} | {party.name.casefold()}
    born = str(party.data.get("birth_date") or "")
    same_day = not request.birth_date or not born or born.startswith(request.birth_date[: len(born)])
    return request.name.strip().casefold() in names and same_day


@transaction.atomic
def person_request_pass_on(*, request: PersonRequest, actor: User, who: Identity) -> list[PersonRequest]:
    """Find whom it is about and pass it on to the teams of their cases; each team decides for its own case."""
    require(Permission.PERSON_REQUEST_HANDLE, who)
    step = PERSON_REQUEST.step(request.state, "pass_on")
    everybody = Party.everything.filter(kind="person").select_related("case", "merged_into__case")
    same = [party.merged_into or party for party in everybody if is_same_person(request, party)]
    parties = {party.pk: party for party in same}.values()  # what was merged is answered for by what it became
    taken = set(PersonRequest.everything.filter(code_digest=request.code_digest).values_list("party_id", flat=True))
    found = [party for party in parties if party.pk not in taken]
    if not found:
        raise BadInputError("nobody of this name is on record")
    passed = []
    for party in found:
        part = request if request.party_id is None else _sibling(request)
        part.party, part.state = party, step.to
        part.save()
        _log(part, step.event, actor)
        passed.append(part)
    return passed


def _sibling(request: PersonRequest) -> PersonRequest:
    return PersonRequest(
        kind=request.kind,
        sender=request.sender,
        name=request.name,
        birth_date=request.birth_date,
        contact=request.contact,
        words=request.words,
        received=request.received,
        entered_by=request.entered_by,
        code_digest=request.code_digest,
    )


@transaction.atomic
def person_request_find_nothing(
    *, request: PersonRequest, reasons: str, on: dt.date, actor: User, who: Identity
) -> None:
    """Decide that nothing is held; only where nobody of the name is on record."""
    require(Permission.PERSON_REQUEST_HANDLE, who)
    step = PERSON_REQUEST.step(request.state, "find_nothing")
    if any(is_same_person(request, party) for party in Party.everything.filter(kind="person")):
        raise BadInputError("somebody of this name is on record: pass it on")
    _decide(request, step.to, Outcome.NOTHING_HELD.value, reasons, on, actor)
    _log(request, step.event, actor)


@transaction.atomic
def person_request_decide(
    *, request: PersonRequest, outcome: str, reasons: str, on: dt.date, actor: User, who: Identity
) -> PersonRequest:
    """Decide with reasons; a block takes effect, and every state that received the data is owed a notice."""
    require(Permission.PERSON_REQUEST_DECIDE, who, person_request_subject(request, who))
    step = PERSON_REQUEST.step(request.state, "decide")
    if outcome not in {Outcome.GRANTED, Outcome.GRANTED_IN_PART, Outcome.REFUSED}:
        raise BadInputError("choose a decision", Place(field="outcome"))
    _decide(request, step.to, outcome, reasons, on, actor)
    if outcome != Outcome.REFUSED:
        _carry_out(request, on)
    _log(request, step.event, actor)
    return request


def _decide(request: PersonRequest, state: str, outcome: str, reasons: str, on: dt.date, actor: User) -> None:
    if not reasons.strip():
        raise BadInputError("a reason must be given", Place(field="reasons"))
    request.state, request.outcome, request.reasons = state, outcome, reasons
    request.decided_by, request.decided_on = actor, on
    request.save()


def _carry_out(request: PersonRequest, on: dt.date) -> None:
    party = request.party
    if party is None or Kind(request.kind) not in _SPREADS:
        return
    if request.kind in {Kind.BLOCKING, Kind.DELETION}:
        Block.objects.create(case=party.case, record=party.key, request=request, reason=request.reasons, since=on)
    for state, key in receiving_states(party).items():
        StateNotice.objects.create(request=request, case=party.case, state=state, sent_with=key)


@transaction.atomic
def block_lift(*, block: Block, reason: str, on: dt.date, actor: User, who: Identity) -> None:
    """Lift a block with a reason."""
    require(Permission.PERSON_REQUEST_DECIDE, who, subject_of(block.case, who))
    if not reason.strip():
        raise BadInputError("a reason must be given", Place(field="reason"))
    block.lifted_on = on
    block.save(update_fields=["lifted_on"])
    log_append(
        event="block_lifted",
        actor=actor,
        case=block.case,
        subject="person-request",
        key=block.record,
        details={"reason": reason},
    )


@transaction.atomic
def notice_send(*, notice: StateNotice, day: dt.date, reference: str, on: dt.date, actor: User, who: Identity) -> None:
    """Record that a state which received the data was told of the correction, block or deletion."""
    require(Permission.NOTICE_SEND, who, subject_of(notice.case, who))
    if day > on:
        raise BadInputError("the day cannot be still to come", Place(field="day"))
    notice.sent_on, notice.reference = day, reference
    notice.save(update_fields=["sent_on", "reference"])
    _log(notice.request, "state_notified", actor, day)


@transaction.atomic
def person_answer(*, request: PersonRequest, answer: str, on: dt.date, actor: User, who: Identity) -> None:
    """Write the answer that whoever has the code can read."""
    require(Permission.PERSON_REQUEST_HANDLE, who)
    step = PERSON_REQUEST.step(request.state, "answer_person")
    if not answer.strip():
        raise BadInputError("this is needed", Place(field="answer"))
    request.state, request.answer, request.answered_on = step.to, answer, on
    request.save(update_fields=["state", "answer", "answered_on"])
    _log(request, step.event, actor)


@transaction.atomic
def answers_read(*, code: str, address: str) -> list[PersonRequest]:
    """The answers under a code; a code that is wrong and one without an answer yet look the same."""
    channel_use(address=address)
    return list(PersonRequest.everything.filter(code_digest=code_digest(code), state="answered"))


def _log(request: PersonRequest, event: str, actor: User | None, day: dt.date | None = None) -> None:
    case = request.party.case if request.party else None
    details = {"kind": request.kind, "outcome": request.outcome}
    log_append(event=event, actor=actor, case=case, subject="person-request", key=request.key, day=day, details=details)
