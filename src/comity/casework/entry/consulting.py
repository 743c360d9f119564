"""A consultation after a hit: both sides write, the case answers, the desk decides; asylum has its own procedure."""

import datetime as dt

from django.db import transaction

from comity.casework.access import NotAllowedError, Permission, allows, require
from comity.casework.accounts.models import User
from comity.casework.entry.codes import ConsultationOutcome, Side
from comity.casework.entry.models import Consultation, ConsultationMessage
from comity.casework.identity import Identity
from comity.casework.lifecycle import ENTRY_CONSULTATION, Condition
from comity.casework.lifecycle.guards import SENTENCES
from comity.casework.log.services import log_append
from comity.casework.predicates import is_immigration
from comity.casework.records.selectors import record_subject
from comity.common.errors import BadInputError, Place


def side_of(consultation: Consultation, who: Identity) -> Side | None:
    """On which side a person stands: the desk of the agency that asked, or the team of the case; None for others."""
    if allows(Permission.ENTRY_CHECK, who) and consultation.agency.key == who.agency:
        return Side.DESK
    seen = Consultation.objects.visible_to(who).filter(pk=consultation.pk).exists()
    return Side.CASE if seen else None


def _locked(consultation: Consultation, revision: int) -> Consultation:
    found = Consultation.everything.select_for_update(of=("self",)).select_related("case", "party", "agency")
    fresh = found.get(pk=consultation.pk)
    if fresh.revision != revision:
        raise BadInputError("the other side has written meanwhile; read it first")
    return fresh


def _require(consultation: Consultation, side: Side, who: Identity) -> None:
    if side is Side.CASE:
        require(Permission.CONSULTATION_ANSWER, who, record_subject(consultation.party, who))
    else:
        require(Permission.ENTRY_CHECK, who)
    if side_of(consultation, who) is not side:
        raise NotAllowedError(Permission.ENTRY_CHECK, is_immigration.__doc__ or "")


@transaction.atomic
def consultation_write(
    *, consultation: Consultation, text: str, revision: int, on: dt.date, actor: User, who: Identity
) -> Consultation:
    """Write a message; the first one from the side of the case is its answer."""
    side = side_of(consultation, who) or Side.CASE
    _require(consultation, side, who)
    consultation = _locked(consultation, revision)
    if not text.strip():
        raise BadInputError("the message is empty", Place(field="text"))
    if side is Side.CASE and consultation.case.reference.casefold() in text.casefold():
        raise BadInputError("the desk may not learn which case it is; leave its reference out", Place(field="text"))
    answers = side is Side.CASE and consultation.state == "awaiting_answer"
    step = ENTRY_CONSULTATION.step(consultation.state, "answer" if answers else "write")
    ConsultationMessage.objects.create(consultation=consultation, by=actor, side=side, on=on, text=text.strip())
    return _moved(consultation, step.to, step.event, actor, on, {"side": side.value})


@transaction.atomic
def asylum_claim_record(
    *, consultation: Consultation, text: str, revision: int, on: dt.date, actor: User, who: Identity
) -> Consultation:
    """Record that the applicant asks for asylum: from here on the asylum authority decides, and no hit refuses it."""
    _require(consultation, Side.DESK, who)
    consultation = _locked(consultation, revision)
    if len(text.split()) < 3:
        raise BadInputError("say when and to whom asylum was asked for", Place(field="asylum_text"))
    step = ENTRY_CONSULTATION.step(consultation.state, "record_asylum_claim")
    ConsultationMessage.objects.create(consultation=consultation, by=actor, side=Side.DESK, on=on, text=text.strip())
    return _moved(consultation, step.to, step.event, actor, on, {})


@transaction.atomic
def outcome_record(
    *,
    consultation: Consultation,
    outcome: str,
    asylum: str,
    non_refoulement: str,
    revision: int,
    on: dt.date,
    actor: User,
    who: Identity,
) -> Consultation:
    """Record how the desk decided; never before the case has spoken, and never a refusal of an asylum claim."""
    _require(consultation, Side.DESK, who)
    consultation = _locked(consultation, revision)
    if consultation.state == "awaiting_answer":
        raise BadInputError("nothing is decided on a hit before the other side has answered")
    step = ENTRY_CONSULTATION.step(
        consultation.state, "close" if consultation.state == "asylum_procedure" else "record_outcome"
    )
    if outcome not in set(ConsultationOutcome):
        raise BadInputError("choose how it was decided", Place(field="outcome"))
    _safeguarded(consultation, outcome, asylum, non_refoulement)
    consultation.outcome = outcome
    consultation.non_refoulement = non_refoulement.strip()
    details = {"outcome": outcome, "asylum": asylum, "non_refoulement": non_refoulement.strip()}
    return _moved(consultation, step.to, step.event, actor, on, details)


def _safeguarded(consultation: Consultation, outcome: str, asylum: str, non_refoulement: str) -> None:
    """Asylum is asked after, a claim is never refused here, and what was found on non-refoulement stands on record."""
    claimed = consultation.state == "asylum_procedure"
    if asylum == "yes" and not claimed:
        raise BadInputError("an asylum claim goes to the asylum authority; record it first", Place(field="asylum"))
    if asylum != "no" and not claimed:
        raise BadInputError("say whether the applicant asks for asylum", Place(field="asylum"))
    if claimed and outcome == ConsultationOutcome.REFUSED:
        raise BadInputError("an asylum claim is never refused on a hit", Place(field="outcome"))
    if outcome != ConsultationOutcome.NOT_THE_PERSON and len(non_refoulement.split()) < 5:
        raise BadInputError(SENTENCES[Condition.ENTRY_SAFEGUARDS], Place(field="non_refoulement"))


def _moved(
    consultation: Consultation, to: str, event: str, actor: User, on: dt.date, details: dict[str, str]
) -> Consultation:
    consultation.state = to
    consultation.revision += 1
    consultation.save(update_fields=["state", "revision", "outcome", "non_refoulement"])
    log_append(
        event=event,
        actor=actor,
        case=consultation.case,
        subject="consultation",
        key=str(consultation.pk),
        day=on,
        details=details,
    )
    return consultation
