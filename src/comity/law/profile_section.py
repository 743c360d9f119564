"""The parts of a state's profile page: entries with their age, in sections that say what is missing."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from comity.common.source import Source
from comity.law.age import OLD_AFTER_YEARS, Age, age_of


@dataclass(frozen=True, slots=True)
class Entry:
    """One fact: what it is about, what one source says, its article, its source and its age.

    ``side_by_side`` says that another entry of the same section speaks of the same thing in other words or with
    another date: both are shown, and a person decides whether they contradict.
    """

    about: str
    says: str
    source: Source
    age: Age
    article: str = ""
    note: str = ""
    side_by_side: bool = False

    @property
    def cited(self) -> str:
        """The article in brackets as a lawyer cites it, or nothing."""
        if not self.article:
            return ""
        return f" (art. {self.article})" if self.article[0].isdigit() else f" ({self.article})"


@dataclass(frozen=True, slots=True)
class Section:
    """Entries on one subject; ``missing`` says what is not evidenced, empty where something is."""

    key: str
    title: str
    entries: tuple[Entry, ...]
    missing: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a page is asked for: the state, the day, and after how many years a fact is called old."""

    state: str
    on: dt.date
    old_after: int = OLD_AFTER_YEARS

    def entry(self, about: str, says: str, source: Source, *, article: str = "", note: str = "") -> Entry:
        """Make an entry with the age of its source on the day."""
        return Entry(about, says, source, age_of(source, self.on, self.old_after), article, note)


def section(key: str, title: str, entries: Iterable[Entry], missing: str = "") -> Section:
    """Make a section; where it has no entry it says what is not evidenced."""
    held = tuple(entries)
    return Section(key, title, held, "" if held else f"not evidenced: {missing or title.lower()}")
