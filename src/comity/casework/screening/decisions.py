"""What can be decided of a hit, how long it holds, and whether it still stands on a day."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from comity.casework.screening.entities import subject_digest
from comity.casework.screening.models import HitReview, ScreeningHit


class Purpose(StrEnum):
    """For which lawful purpose somebody is screened."""

    IDENTIFICATION = "identification"
    SANCTIONS_CHECK = "sanctions_check"
    OWNERSHIP_CHECK = "ownership_check"
    SAFEGUARD_CHECK = "safeguard_check"


class Outcome(StrEnum):
    """What two reviewers found a hit to be."""

    SAME = "same"
    DIFFERENT = "different"
    CANNOT_TELL = "cannot_tell"


# How many days a decision is relied on: this office's practice. That two are one holds until either changes.
HOLDS_DAYS: dict[str, int | None] = {Outcome.SAME: None, Outcome.DIFFERENT: 365, Outcome.CANNOT_TELL: 90}


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a hit stands on a day: its state, the decision, until when it is relied on, and why it needs a new look."""

    state: str
    proposed: HitReview | None
    confirmed: HitReview | None
    until: dt.date | None
    stale: str = ""

    @property
    def outcome(self) -> str:
        """What was decided, or is proposed; empty where nothing is."""
        return self.proposed.outcome if self.proposed and self.state in {"proposed", "decided"} else ""

    @property
    def settled(self) -> bool:
        """Whether the decision still stands, so that nobody has to look."""
        return self.state == "gone" or (self.state == "decided" and not self.stale)


def standing_of(hit: ScreeningHit, on: dt.date) -> Standing:
    """Where a hit stands: computed from its reviews, from both sides as they are now, and from the day."""
    reviews = list(hit.reviews.all())
    proposed = next((r for r in reversed(reviews) if r.action == "propose"), None)
    confirmed = next((r for r in reversed(reviews) if r.action == "confirm"), None)
    until = _until(proposed, confirmed)
    return Standing(hit.state, proposed, confirmed, until, _stale(hit, until, on))


def _until(proposed: HitReview | None, confirmed: HitReview | None) -> dt.date | None:
    days = HOLDS_DAYS[proposed.outcome] if proposed and confirmed else None
    return confirmed.on + dt.timedelta(days=days) if confirmed and days else None


def _stale(hit: ScreeningHit, until: dt.date | None, on: dt.date) -> str:
    if hit.state == "gone":
        return ""
    if subject_digest(hit.party) != hit.subject_digest:
        return "What the case says of this person or company has changed since."
    if hit.state == "decided" and until is not None and until < on:
        return "The time for which the decision is relied on is over."
    return ""
