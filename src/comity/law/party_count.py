"""How many parties are evidenced, beside what others have published: the check on every list held here."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from comity.law.evidence import spoken_for
from comity.law.parties import PartyList, Published
from comity.law.states import is_territory
from comity.law.weighing import Standing, answer


@dataclass(frozen=True, slots=True)
class Compared:
    """One published total and what is evidenced here for its own day."""

    published: Published
    evidenced: int

    @property
    def gap(self) -> int:
        """How many the published total has more."""
        return self.published.total - self.evidenced


def evidenced(parties: PartyList, on: dt.date, what: str = "parties") -> int:
    """Count the states that have joined by a day, as depositaries count: territories are left out, and deposit counts.

    With ``what`` as signatories it counts those that had signed.
    """
    states = (state for state in parties.states if not is_territory(state))
    return sum(_counts(parties, state, on, what) for state in states)


def _counts(parties: PartyList, state: str, on: dt.date, what: str) -> bool:
    found = answer(parties.testimonies(state), on)
    if what == "parties":
        return found.standing in (Standing.IN_FORCE, Standing.RATIFIED)
    signed = found.reading.signed if found.reading else None
    return signed is not None and signed.when.last <= on


def compared(parties: PartyList, on: dt.date) -> tuple[Compared, ...]:
    """Every published total, oldest first; a total without a date is compared with the day asked for."""
    return tuple(_compare(parties, on))


def _compare(parties: PartyList, on: dt.date) -> Iterator[Compared]:
    for published in sorted(parties.published, key=_day):
        spoken = spoken_for(published.as_of)
        yield Compared(published, evidenced(parties, spoken.last if spoken else on, published.what))


def _day(published: Published) -> dt.date:
    spoken = spoken_for(published.as_of)
    return spoken.last if spoken else dt.date.min


def latest(totals: tuple[Compared, ...], on: dt.date) -> Compared | None:
    """The newest total that speaks for the day asked for or an earlier one; else the oldest there is."""
    before = [total for total in totals if _day(total.published) <= on]
    return before[-1] if before else (totals[0] if totals else None)
