"""Extradition step by step: opening a proceeding, its steps, the person's consent, and the review before surrender."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from comity.casework.access import Permission, require
from comity.casework.accounts.models import User
from comity.casework.extradition.conditions import MEASURE, Occasion, unmet
from comity.casework.extradition.models import ClaimOutcome, Extradition, ExtraditionConsent, ProtectionClaim
from comity.casework.extradition.selectors import MEASURES, extradition_subject, permission_for
from comity.casework.identity import Identity
from comity.casework.lifecycle import EXTRADITION, GuardError
from comity.casework.log.services import log_append
from comity.casework.people.models import Party
from comity.casework.records.carrying import protection_of
from comity.casework.requests.models import Request
from comity.casework.requests.selectors import request_subject
from comity.casework.safeguards.checks import Purpose
from comity.casework.safeguards.models import SafeguardReview
from comity.casework.safeguards.reviewing import Answers, review_create, review_details
from comity.common.errors import BadInputError, Place


@dataclass(frozen=True, slots=True)
class Step:
    """What somebody says with a step: when it happened, why, the day appointed, and which authority acted."""

    action: str
    revision: int
    day: dt.date | None = None
    reason: str = ""
    appointed: dt.date | None = None
    authority: str = ""


@transaction.atomic
def extradition_open(*, request: Request, person: Party, actor: User, who: Identity) -> Extradition:
    """Open the proceeding about one person beside the request for their surrender."""
    require(Permission.EXTRADITION_FOLLOW, who, request_subject(request, who))
    if request.measure not in MEASURES:
        raise BadInputError("this request does not ask for a person", Place(field="about"))
    if person.case_id != request.case_id or person.kind != "person":
        raise BadInputError("choose a person of the same case", Place(field="about"))
    if Extradition.everything.filter(request=request, person=person).exists():
        raise BadInputError("a proceeding about this person is open already", Place(field="about"))
    needed, key = protection_of((request, person), "about"), f"{request.key}.{person.key}"
    extradition = Extradition.everything.create(
        case=request.case, request=request, person=person, key=key, wall=needed.wall, handling=needed.handling
    )
    extradition_log(extradition, "extradition_opened", actor, details={"request": request.key, "person": person.key})
    return extradition


@transaction.atomic
def extradition_act(*, extradition: Extradition, step: Step, on: dt.date, actor: User, who: Identity) -> Extradition:
    """Take one step of the life cycle; its guard is asked of what is on record."""
    extradition = _locked(extradition)
    if extradition.revision != step.revision:
        raise BadInputError("somebody else took a step meanwhile; look at it again")
    row = EXTRADITION.step(extradition.state, step.action)
    require(permission_for(extradition, step.action), who, extradition_subject(extradition, who))
    happened = happened_on(step.day, on)
    hindrances = unmet(row.guard, Occasion(extradition, on, step.reason, step.appointed))
    if hindrances:
        raise GuardError(hindrances)
    _done(extradition, step, happened)
    extradition.state = row.to
    extradition.revision += 1
    extradition.save()
    extradition_log(extradition, row.event, actor, happened, _said(step))
    extradition.case.save(update_fields=["changed"])
    return extradition


def happened_on(day: dt.date | None, on: dt.date, field: str = "day") -> dt.date:
    """The day on which something happened: today where none is given, never one to come."""
    if day is not None and day > on:
        raise BadInputError("the day cannot be still to come", Place(field=field))
    return day or on


def _locked(extradition: Extradition) -> Extradition:
    found = Extradition.everything.select_for_update(of=("self",)).select_related("case", "request", "person", "wall")
    return found.get(pk=extradition.pk)


def _said(step: Step) -> dict[str, Any]:
    appointed = step.appointed.isoformat() if step.appointed else ""
    said = {"action": step.action, "reason": step.reason, "appointed": appointed, "authority": step.authority}
    return {name: text for name, text in said.items() if text}


def _done(extradition: Extradition, step: Step, happened: dt.date) -> None:
    """What a step does beyond moving the state."""
    if step.action in {"grant_surrender", "end_deferral"}:
        extradition.granted_on = happened
    elif step.action == "fix_surrender":
        extradition.appointed = step.appointed
    elif step.action == "record_surrender":
        extradition.surrendered_on = happened
    elif step.action == "revoke_consent":
        extradition.consents.filter(revoked_on__isnull=True).update(revoked_on=happened, revoked_words=step.reason)
    elif step.action == "record_asylum_claim":
        ProtectionClaim.objects.create(extradition=extradition, claimed_on=happened, authority=step.authority)


@transaction.atomic
def consent_record(
    *,
    extradition: Extradition,
    given_on: dt.date,
    authority: str,
    lawyer: str,
    lawyer_independent: bool,
    told_of_rights: bool,
    language: str,
    gives_up_specialty: bool,
    on: dt.date,
    actor: User,
    who: Identity,
) -> ExtraditionConsent:
    """Put the person's consent to surrender on record, as it was given before the authority of the requested state."""
    require(Permission.EXTRADITION_FOLLOW, who, extradition_subject(extradition, who))
    check_consent(given_on, on, authority=authority, lawyer=lawyer, language=language)
    consent = ExtraditionConsent.objects.create(
        extradition=extradition,
        given_on=given_on,
        authority=authority,
        lawyer=lawyer,
        lawyer_independent=lawyer_independent,
        told_of_rights=told_of_rights,
        language=language,
        gives_up_specialty=gives_up_specialty,
        entered_by=actor,
    )
    details = {"authority": authority, "lawyer": lawyer, "stands": consent.stands, "specialty": gives_up_specialty}
    extradition_log(extradition, "consent_recorded", actor, given_on, details)
    return consent


def check_consent(given_on: dt.date, on: dt.date, **needed: str) -> None:
    """A consent names the authority, the lawyer and the language, and was not given on a day to come."""
    happened_on(given_on, on, "given_on")
    for field, text in needed.items():
        if not text.strip():
            raise BadInputError("this is needed", Place(field=field))


@transaction.atomic
def protection_decide(
    *,
    claim: ProtectionClaim,
    outcome: str,
    decided_on: dt.date,
    authority: str,
    reference: str,
    on: dt.date,
    actor: User,
    who: Identity,
) -> ProtectionClaim:
    """Record what the asylum authority decided with finality."""
    extradition = claim.extradition
    require(Permission.EXTRADITION_FOLLOW, who, extradition_subject(extradition, who))
    if outcome not in {ClaimOutcome.GRANTED, ClaimOutcome.NOT_GRANTED}:
        raise BadInputError("say whether protection was granted", Place(field="outcome"))
    if not authority.strip():
        raise BadInputError("this is needed", Place(field="authority"))
    claim.outcome, claim.decided_on = outcome, happened_on(decided_on, on, "decided_on")
    claim.authority, claim.reference = authority, reference
    claim.save()
    details = {"outcome": outcome, "authority": authority, "reference": reference}
    extradition_log(extradition, "protection_decided", actor, decided_on, details)
    return claim


@transaction.atomic
def surrender_review_sign(
    *,
    extradition: Extradition,
    answers: Answers,
    on: dt.date,
    actor: User,
    who: Identity,
    day: dt.date | None = None,
) -> SafeguardReview:
    """Sign the second review, before the surrender; a concern stays on record and stops it."""
    require(Permission.SAFEGUARD_SIGN, who, extradition_subject(extradition, who))
    if extradition.state in {"surrendered", "specialty_watch", "re_extradition_asked", "closed"}:
        raise BadInputError("the person was surrendered already")
    review = review_create(
        measure=MEASURE,
        answers=answers,
        on=on,
        day=day,
        actor=actor,
        about={"extradition": extradition},
        purpose=Purpose.BEFORE_SURRENDER,
    )
    details = review_details(MEASURE, answers)
    extradition_log(extradition, "safeguards_open" if details["open"] else "sign_safeguards", actor, day, details)
    return review


def extradition_log(
    extradition: Extradition,
    event: str,
    actor: User,
    day: dt.date | None = None,
    details: dict[str, Any] | None = None,
) -> None:
    """One leaf of the log about a proceeding."""
    log_append(
        event=event,
        actor=actor,
        case=extradition.case,
        subject="extradition",
        key=extradition.key,
        day=day,
        details=details,
    )
