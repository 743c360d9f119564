"""Testimony about dates: which of several statements is preferred, and which of them contradict it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from comity.common.dates import PartialDate
from comity.common.source import Source

_GRADES = {"A": 3, "B": 2, "C": 1}
_DATE = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-\d{2})?)?")


@cache
def span(text: str) -> PartialDate:
    """Read YYYY, YYYY-MM, YYYY-MM-DD, or two dates with a stroke: some day of the span, both ends included."""
    first, _, last = text.partition("/")
    if not last:
        return PartialDate.parse(first)
    return PartialDate(PartialDate.parse(first).first, PartialDate.parse(last).last)


@cache
def spoken_for(as_of: str) -> PartialDate | None:
    """The date a source speaks for, taken from its own words such as "after 2018"; None where it has none."""
    found = _DATE.search(as_of)
    return span(found.group()) if found else None


@dataclass(frozen=True, slots=True)
class Claim:
    """One source's statement of one date; a derived date is computed by the treaty's rule, a misprint never decides."""

    value: str
    source: Source
    derived: bool = False
    misprint: bool = False

    @property
    def when(self) -> PartialDate:
        """The days the statement allows."""
        return span(self.value)

    @property
    def basis(self) -> str:
        """How the date was had."""
        return "misprint" if self.misprint else ("derived" if self.derived else "printed")

    @property
    def rank(self) -> tuple[bool, bool]:
        """What makes a statement weaker than another of its kind: computed, or from a source of grade C."""
        return self.derived, self.source.grade == "C"

    def weight(self) -> tuple[bool, bool, int, int]:
        """Printed before derived, better than grade C, then the newer source, then the better grade."""
        as_of = spoken_for(self.source.as_of)
        derived, weak = self.rank
        newness = as_of.first.toordinal() if as_of else 0
        return not derived, not weak, newness, _GRADES.get(self.source.grade, 0)


def contradicts(left: Claim, right: Claim) -> bool:
    """Whether two statements cannot both hold; a month and a day within it agree."""
    a, b = left.when, right.when
    return a.last < b.first or b.last < a.first


def preferred(claims: Iterable[Claim]) -> Claim | None:
    """The statement to go by: the most exact among those that agree with the weightiest."""
    usable = [claim for claim in claims if not claim.misprint]
    if not usable:
        return None
    best = max(usable, key=Claim.weight)
    agreeing = [claim for claim in usable if claim.rank == best.rank and not contradicts(claim, best)]
    return min(agreeing, key=lambda claim: (claim.when.last - claim.when.first, tuple(-w for w in claim.weight())))


def rivals(claims: Iterable[Claim], best: Claim) -> list[Claim]:
    """Statements of the same rank that contradict the preferred one; a weaker one is shown, and is no rival."""
    return [c for c in claims if not c.misprint and c.rank == best.rank and contradicts(c, best)]


@dataclass(frozen=True, slots=True)
class Conflict:
    """Sources that disagree on a date: every value is kept, with how it was had and who says it."""

    field: str
    values: tuple[tuple[str, str, str], ...]


def conflict(field: str, claims: Iterable[Claim]) -> Conflict | None:
    """The conflict among all statements of a date, derived and misprinted ones included; None where they agree."""
    known = list(claims)
    best = preferred(known)
    if best is None or not any(contradicts(claim, best) for claim in known):
        return None
    ranked = sorted(known, key=lambda claim: (claim.misprint, *(-w for w in claim.weight()), claim.value))
    return Conflict(field, tuple(dict.fromkeys((c.value, c.basis, str(c.source)) for c in ranked)))
