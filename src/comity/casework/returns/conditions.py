"""The conditions of a return's guards, checked on what is on record; what a route does not need holds for it."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from comity.casework.extradition.conditions import MEASURE, surrender_review
from comity.casework.extradition.models import ClaimOutcome, ProtectionClaim
from comity.casework.lifecycle import GUARDS, Condition
from comity.casework.lifecycle.guards import SENTENCES
from comity.casework.returns.models import HostConsent, ReturnConsent, ReturnPlan
from comity.casework.returns.practice import cooling_off_ends
from comity.casework.safeguards.checks import open_checks
from comity.casework.safeguards.models import SafeguardReview
from comity.casework.safeguards.practice import is_recent


@dataclass(frozen=True, slots=True)
class Occasion:
    """One attempt at a step of a return."""

    plan: ReturnPlan
    on: dt.date
    reason: str = ""


def unmet(guard: str, occasion: Occasion) -> list[str]:
    """The sentences of the conditions that do not hold; empty where the step may be taken."""
    return [SENTENCES[c] for c in GUARDS.get(guard, ()) if c not in _CHECKS or not _CHECKS[c](occasion)]


def host_consent(plan: ReturnPlan, on: dt.date) -> HostConsent | None:
    """The host state's consent that stands on a day."""
    found = plan.host_consents.filter(withdrawn_on__isnull=True)
    return next((c for c in found if c.valid_until is None or c.valid_until >= on), None)


def person_consent(plan: ReturnPlan) -> ReturnConsent | None:
    """The person's newest consent, if it stands."""
    newest = plan.consents.first()
    return newest if newest is not None and newest.stands else None


def departure_review(plan: ReturnPlan) -> SafeguardReview | None:
    """The safeguard review that counts for a departure; for an extradition that is the one before surrender."""
    if plan.extradition is not None:
        return surrender_review(plan.extradition)
    return plan.safeguard_reviews.select_related("lawyer").prefetch_related("evidence").first()


def _host(occasion: Occasion) -> bool:
    return host_consent(occasion.plan, occasion.on) is not None


def _person(occasion: Occasion) -> bool:
    return not occasion.plan.rule.person_consents or person_consent(occasion.plan) is not None


def _protocol(occasion: Occasion) -> bool:
    consent = person_consent(occasion.plan)
    return not occasion.plan.rule.by_protocol or (consent is not None and consent.by_protocol)


def _cooled_off(occasion: Occasion) -> bool:
    consent = person_consent(occasion.plan)
    if not occasion.plan.rule.by_protocol:
        return True
    return consent is not None and occasion.on > cooling_off_ends(consent.given_on)


def _granted(occasion: Occasion) -> bool:
    proceeding = occasion.plan.extradition
    if not occasion.plan.rule.proceeding:
        return True
    return proceeding is not None and proceeding.state in {"surrender_granted", "surrender_fixed", "surrendered"}


def _signed(occasion: Occasion) -> bool:
    return departure_review(occasion.plan) is not None


def _current(occasion: Occasion) -> bool:
    review = departure_review(occasion.plan)
    return review is not None and not open_checks(MEASURE, review.checks)


def _recent(occasion: Occasion) -> bool:
    review = departure_review(occasion.plan)
    return review is not None and review.newest_evidence is not None and is_recent(review.newest_evidence, occasion.on)


def _decided(occasion: Occasion) -> bool:
    return not _claims(occasion, ClaimOutcome.PENDING)


def _unprotected(occasion: Occasion) -> bool:
    return not _claims(occasion, ClaimOutcome.GRANTED) and occasion.plan.person.refugee_from != occasion.plan.case.state


def _claims(occasion: Occasion, outcome: ClaimOutcome) -> bool:
    person = occasion.plan.person_id
    return ProtectionClaim.objects.filter(extradition__person=person, outcome=outcome.value).exists()


_CHECKS: dict[Condition, Callable[[Occasion], bool]] = {
    Condition.HOST_CONSENTED: _host,
    Condition.PERSON_CONSENTS: _person,
    Condition.PROTOCOL_KEPT: _protocol,
    Condition.COOLING_OFF_OVER: _cooled_off,
    Condition.SURRENDER_GRANTED: _granted,
    Condition.SAFEGUARDS_SIGNED: _signed,
    Condition.SAFEGUARDS_CURRENT: _current,
    Condition.EVIDENCE_RECENT: _recent,
    Condition.ASYLUM_DECIDED: _decided,
    Condition.NO_PROTECTION_GRANTED: _unprotected,
    Condition.REASON_GIVEN: lambda occasion: bool(occasion.reason.strip()),
}
