"""The conditions of the extradition's guards, checked on what is on record in the proceeding."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from comity.casework.extradition.models import AssuranceDecision, ClaimOutcome, Extradition
from comity.casework.extradition.specialty import broken_assurances
from comity.casework.lifecycle import GUARDS, Condition
from comity.casework.lifecycle.guards import SENTENCES
from comity.casework.log.models import LogEntry
from comity.casework.safeguards.checks import open_checks
from comity.casework.safeguards.models import SafeguardReview
from comity.casework.safeguards.practice import is_recent

MEASURE = "extradition"


@dataclass(frozen=True, slots=True)
class Occasion:
    """One attempt at a step: the proceeding, the day, and what is said with it."""

    extradition: Extradition
    on: dt.date
    reason: str = ""
    appointed: dt.date | None = None


def unmet(guard: str, occasion: Occasion) -> list[str]:
    """The sentences of the conditions that do not hold; empty where the step may be taken."""
    return [SENTENCES[c] for c in GUARDS.get(guard, ()) if c not in _CHECKS or not _CHECKS[c](occasion)]


def surrender_review(extradition: Extradition) -> SafeguardReview | None:
    """The newest review before the surrender; one signed before a claim for protection was made no longer counts."""
    review = extradition.safeguard_reviews.select_related("lawyer").prefetch_related("evidence").first()
    if review is None:
        return None
    later = LogEntry.objects.filter(
        case=extradition.case_id, subject="extradition", key=extradition.key, event="asylum_claimed", at__gt=review.at
    )
    return None if later.exists() else review


def _signed(occasion: Occasion) -> bool:
    return surrender_review(occasion.extradition) is not None


def _current(occasion: Occasion) -> bool:
    review = surrender_review(occasion.extradition)
    return review is not None and not open_checks(MEASURE, review.checks)


def _recent(occasion: Occasion) -> bool:
    review = surrender_review(occasion.extradition)
    return review is not None and review.newest_evidence is not None and is_recent(review.newest_evidence, occasion.on)


def _consent_informed(occasion: Occasion) -> bool:
    consent = occasion.extradition.consents.first()
    return consent is not None and consent.stands


def _asylum_decided(occasion: Occasion) -> bool:
    return not occasion.extradition.protection_claims.filter(outcome=ClaimOutcome.PENDING.value).exists()


def _no_protection(occasion: Occasion) -> bool:
    granted = occasion.extradition.protection_claims.filter(outcome=ClaimOutcome.GRANTED.value).exists()
    return not granted and occasion.extradition.person.refugee_from != occasion.extradition.requesting


def _assurances_kept(occasion: Occasion) -> bool:
    waiting = occasion.extradition.assurances.exclude(decision=AssuranceDecision.ACCEPTED.value).exists()
    return not waiting and not broken_assurances(occasion.extradition)


_CHECKS: dict[Condition, Callable[[Occasion], bool]] = {
    Condition.SAFEGUARDS_SIGNED: _signed,
    Condition.SAFEGUARDS_CURRENT: _current,
    Condition.EVIDENCE_RECENT: _recent,
    Condition.CONSENT_INFORMED: _consent_informed,
    Condition.ASYLUM_DECIDED: _asylum_decided,
    Condition.NO_PROTECTION_GRANTED: _no_protection,
    Condition.ASSURANCES_KEPT: _assurances_kept,
    Condition.DAY_APPOINTED: lambda occasion: occasion.appointed is not None,
    Condition.REASON_GIVEN: lambda occasion: bool(occasion.reason.strip()),
}
