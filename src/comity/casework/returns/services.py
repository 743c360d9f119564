"""A return step by step: the plan, the host state's consent, the person's own, and taking it back at any moment."""

import datetime as dt
from typing import Any

from django.db import transaction

from comity.casework.access import Permission, require
from comity.casework.accounts.models import User
from comity.casework.cases.models import Case
from comity.casework.cases.selectors import subject_of
from comity.casework.extradition.conditions import MEASURE
from comity.casework.extradition.models import Extradition
from comity.casework.extradition.services import check_consent, happened_on
from comity.casework.identity import Identity
from comity.casework.lifecycle import RETURN, GuardError
from comity.casework.log.services import log_append
from comity.casework.people.models import Party
from comity.casework.records.carrying import protection_of
from comity.casework.records.selectors import record_subject
from comity.casework.returns.conditions import Occasion, unmet
from comity.casework.returns.models import HostConsent, ReturnConsent, ReturnPlan
from comity.casework.returns.routes import ROUTES, ReturnRoute
from comity.casework.returns.selectors import permission_for
from comity.casework.safeguards.checks import Purpose
from comity.casework.safeguards.models import SafeguardReview
from comity.casework.safeguards.reviewing import Answers, review_create, review_details
from comity.common.errors import BadInputError, Place
from comity.law.states import parse_state

_WITH_RECORD = frozenset({"record_host_consent", "record_return_consent"})  # these two come with what they rest on


@transaction.atomic
def return_plan(
    *,
    case: Case,
    person: Party,
    route: str,
    legal_basis: str,
    host_state: str,
    extradition: Extradition | None,
    actor: User,
    who: Identity,
) -> ReturnPlan:
    """Enter how a person is to come back: a route of the closed list, and the law it rests on."""
    require(Permission.RETURN_FOLLOW, who, subject_of(case, who))
    if route not in set(ReturnRoute):
        raise BadInputError("choose a route of the list; there is no other lawful one", Place(field="route"))
    if not legal_basis.strip():
        raise BadInputError("name the treaty or law on which the return rests", Place(field="legal_basis"))
    if person.case_id != case.pk or person.kind != "person":
        raise BadInputError("choose a person of this case", Place(field="person"))
    host = parse_state(host_state)
    if host == case.state:
        raise BadInputError("the person is abroad: choose the state where they are", Place(field="host_state"))
    proceeding = extradition if ROUTES[ReturnRoute(route)].proceeding else None
    if ROUTES[ReturnRoute(route)].proceeding and (proceeding is None or proceeding.person_id != person.pk):
        raise BadInputError("open the extradition proceeding of this person first", Place(field="route"))
    number = ReturnPlan.everything.filter(case=case, person=person).count() + 1
    needed = protection_of([person, *([proceeding] if proceeding else [])], "person")
    plan = ReturnPlan.everything.create(
        case=case,
        person=person,
        key=f"{person.key}.{number}",
        route=route,
        legal_basis=legal_basis,
        host_state=host,
        extradition=proceeding,
        wall=needed.wall,
        handling=needed.handling,
    )
    _log(plan, "return_planned", actor, None, {"route": route, "legal_basis": legal_basis, "host_state": host})
    return plan


@transaction.atomic
def return_act(
    *,
    plan: ReturnPlan,
    action: str,
    revision: int,
    on: dt.date,
    actor: User,
    who: Identity,
    day: dt.date | None = None,
    reason: str = "",
) -> ReturnPlan:
    """Take one step; the two that come with a record of their own are taken with that record."""
    if action in _WITH_RECORD:
        raise BadInputError("this step is taken with the form in which its record is entered")
    plan = _locked(plan)
    if plan.revision != revision and action != "revoke_return_consent":
        raise BadInputError("somebody else took a step meanwhile; look at it again")
    require(permission_for(action), who, record_subject(plan, who))
    if action == "revoke_return_consent":
        return _revoke(plan, happened_on(day, on), reason, actor)
    return _move(plan, action, happened_on(day, on), on, actor, {"reason": reason} if reason else {})


def _locked(plan: ReturnPlan) -> ReturnPlan:
    found = ReturnPlan.everything.select_for_update(of=("self",)).select_related("case", "person", "wall")
    return found.get(pk=plan.pk)


def _move(plan: ReturnPlan, action: str, day: dt.date, on: dt.date, actor: User, details: dict[str, Any]) -> ReturnPlan:
    step = RETURN.step(plan.state, action)
    hindrances = unmet(step.guard, Occasion(plan, on, str(details.get("reason", ""))))
    if hindrances:
        raise GuardError(hindrances)
    plan.state = step.to
    plan.revision += 1
    plan.save(update_fields=["state", "revision"])
    _log(plan, step.event, actor, day, details)
    return plan


@transaction.atomic
def host_consent_record(
    *,
    plan: ReturnPlan,
    authority: str,
    given_on: dt.date,
    reference: str,
    terms: str,
    valid_until: dt.date | None,
    on: dt.date,
    actor: User,
    who: Identity,
) -> HostConsent:
    """Put the host state's written consent on record; the return is agreed with it."""
    require(Permission.RETURN_FOLLOW, who, record_subject(plan, who))
    for field, text in {"authority": authority, "reference": reference}.items():
        if not text.strip():
            raise BadInputError("this is needed", Place(field=field))
    consent = HostConsent.objects.create(
        plan=plan,
        authority=authority,
        given_on=happened_on(given_on, on, "given_on"),
        reference=reference,
        terms=terms,
        valid_until=valid_until,
    )
    _move(_locked(plan), "record_host_consent", given_on, on, actor, {"authority": authority, "reference": reference})
    return consent


@transaction.atomic
def host_consent_withdraw(*, consent: HostConsent, day: dt.date, on: dt.date, actor: User, who: Identity) -> None:
    """Record that the host state has withdrawn its consent; from then on nobody departs under it."""
    plan = consent.plan
    require(Permission.RETURN_FOLLOW, who, record_subject(plan, who))
    consent.withdrawn_on = happened_on(day, on)
    consent.save(update_fields=["withdrawn_on"])
    _log(plan, "host_consent_withdrawn", actor, day, {"authority": consent.authority})


@transaction.atomic
def return_consent_record(
    *,
    plan: ReturnPlan,
    given_on: dt.date,
    authority: str,
    lawyer: str,
    language: str,
    declared: dict[str, bool],
    on: dt.date,
    actor: User,
    who: Identity,
) -> ReturnConsent:
    """Put the person's consent on record with what is declared about it; short of the protocol it is refused."""
    require(Permission.RETURN_FOLLOW, who, record_subject(plan, who))
    check_consent(given_on, on, authority=authority, lawyer=lawyer, language=language)
    if not plan.rule.person_consents:
        raise BadInputError("this route does not rest on the person's consent")
    consent = ReturnConsent.objects.create(
        plan=plan,
        given_on=given_on,
        authority=authority,
        lawyer=lawyer,
        language=language,
        entered_by=actor,
        **declared,
    )
    _move(_locked(plan), "record_return_consent", given_on, on, actor, {"authority": authority, "lawyer": lawyer})
    return consent


@transaction.atomic
def return_consent_revoke(*, plan: ReturnPlan, words: str, on: dt.date) -> ReturnPlan:
    """Take a consent back at the word of the person themselves, through their own channel: at once, unasked why."""
    return _revoke(_locked(plan), on, words, None)


def _revoke(plan: ReturnPlan, day: dt.date, words: str, actor: User | None) -> ReturnPlan:
    step = RETURN.step(plan.state, "revoke_return_consent")
    plan.consents.filter(revoked_on__isnull=True).update(revoked_on=day, revoked_words=words)
    plan.state = step.to
    plan.revision += 1
    plan.save(update_fields=["state", "revision"])
    _log(plan, step.event, actor, day, {"words": words} if words else {})
    return plan


@transaction.atomic
def departure_review_sign(
    *, plan: ReturnPlan, answers: Answers, on: dt.date, actor: User, who: Identity, day: dt.date | None = None
) -> SafeguardReview:
    """Sign the safeguard review before a departure; a concern stays on record and stops it."""
    require(Permission.SAFEGUARD_SIGN, who, record_subject(plan, who))
    if plan.extradition_id is not None:
        raise BadInputError("an extradition is reviewed in its own proceeding")
    if plan.state in {"departed", "arrived", "closed"}:
        raise BadInputError("the person has left already")
    review = review_create(
        measure=MEASURE,
        answers=answers,
        on=on,
        day=day,
        actor=actor,
        about={"plan": plan},
        purpose=Purpose.BEFORE_DEPARTURE,
    )
    details = review_details(MEASURE, answers)
    _log(plan, "safeguards_open" if details["open"] else "sign_safeguards", actor, day, details)
    return review


def _log(plan: ReturnPlan, event: str, actor: User | None, day: dt.date | None, details: dict[str, Any]) -> None:
    log_append(event=event, actor=actor, case=plan.case, subject="return", key=plan.key, day=day, details=details)
