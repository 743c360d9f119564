"""How old a fact is: measured from the day its source speaks for, not from the day somebody read the source."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from comity.common.source import Source
from comity.law.evidence import spoken_for

OLD_AFTER_YEARS = 5
_DAYS_OF_YEAR = 365.2425


class Badge(StrEnum):
    """What a reader sees beside a fact."""

    RECENT = "recent"
    OLD = "old"
    UNDATED = "undated"


@dataclass(frozen=True, slots=True)
class Age:
    """The age of a fact on a day; ``years`` are whole years since the source's date, None where it names none."""

    badge: Badge
    years: int | None
    as_of: str
    checked: str
    grade: str

    def __str__(self) -> str:
        graded = f"grade {self.grade}" if self.grade else "not graded"
        dated = f"as of {self.as_of}" if self.as_of else "no date"
        return f"{self.badge}: {dated}, checked {self.checked or 'never'}, {graded}"


def newest(sources: Iterable[Source]) -> Source:
    """The source that speaks for the latest day; one without a date is the oldest of all."""
    return max(sources, key=_spoken, default=Source("no source names the state"))


def _spoken(source: Source) -> tuple[int, str]:
    spoken = spoken_for(source.as_of)
    return (spoken.first.toordinal() if spoken else 0, source.title)


def age_of(source: Source, on: dt.date, old_after: int = OLD_AFTER_YEARS) -> Age:
    """Tell the age of what a source says; a source that names only a year counts from its first day."""
    spoken = spoken_for(source.as_of)
    if spoken is None:
        return Age(Badge.UNDATED, None, source.as_of, source.checked, source.grade)
    years = max(0, int((on - spoken.first).days / _DAYS_OF_YEAR))
    badge = Badge.OLD if (on - spoken.first).days > old_after * _DAYS_OF_YEAR else Badge.RECENT
    return Age(badge, years, source.as_of, source.checked, source.grade)
