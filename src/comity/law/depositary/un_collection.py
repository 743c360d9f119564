"""What the pages and the XML of the UN Treaty Collection have in common: participants, marks, sections."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from comity.law.depositary.columns import Reading
from comity.law.depositary.marks import legend
from comity.law.depositary.names import bare_name
from comity.law.depositary.page import Entry
from comity.law.depositary.statements import Layout

DEPOSITARY = "UN Treaty Collection, depositary status list"
LAYOUT = Layout(
    sections=re.compile(
        r"(declarations? and reservations?|reservations? and declarations?|objections?|territorial application"
        r"|notifications?( (made )?under .{1,120})?|communications?)[.\s]*",
        re.IGNORECASE,
    ),
    end=re.compile(r"end ?notes?[.:\s]*", re.IGNORECASE),
    begins=re.compile(r"(?!)"),
)
_NUMBER = re.compile(r"(\d+)\s*\.?\s*(?:([a-z])\b)?[\s.)]*(.*)", re.DOTALL)
_CHAPTER = re.compile(r"chapter\s+([IVXL]+)\b", re.IGNORECASE)
_DATED = re.compile(r"signature|ratification|accession|accept|approv|adhésion|succession", re.IGNORECASE)
_DEFINITIVE = "definitive signature"


def reference(chapter: str, number: str) -> str:
    """The depositary's number of a treaty, such as XVIII-14 or XVIII-12-a, from its chapter and its number there."""
    found, numbered = _CHAPTER.search(chapter), _NUMBER.match(number)
    if not found or not numbered:
        return ""
    letter = f"-{numbered.group(2)}" if numbered.group(2) else ""
    return f"{found.group(1).upper()}-{numbered.group(1)}{letter}"


def title_of(numbered: str) -> str:
    """A treaty's title without the number in front of it."""
    found = _NUMBER.match(numbered)
    return found.group(3).strip() if found else numbered.strip()


def printed_totals(signatories: str, parties: str) -> tuple[tuple[str, int], ...]:
    """The totals the depositary prints, as far as it prints them."""
    pairs = (("parties", parties), ("signatories", signatories))
    return tuple((what, int(number)) for what, text in pairs if (number := re.sub(r"\D", "", text)))


@dataclass(frozen=True, slots=True)
class Participants:
    """The participants' table with its headings; each row is the printed name and the cells behind it."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def entries(self, reading: Reading) -> Iterator[Entry]:
        """Every participant with the dates and marks of its row."""
        legends = [legend(heading) for heading in self.headings]
        for name, *cells in self.rows:
            if bare_name(name):
                yield self._entry(name, cells, legends, reading)

    def _entry(self, name: str, cells: list[str], legends: list[dict[str, str]], reading: Reading) -> Entry:
        who = bare_name(name)
        signed = deposited = how = ""
        for heading, known, cell in zip(self.headings[1:], legends[1:], cells, strict=False):
            printed = reading.date(cell.strip("[] "), who) if _dated(heading) else None
            if printed is None or not printed.day:
                continue
            if _signature(heading):
                signed = printed.day
                joined = _DEFINITIVE if known.get(printed.mark) == _DEFINITIVE else ""
            else:
                joined = reading.mark(printed.mark, known, who) or ("" if printed.mark else known[""])
                deposited, how = printed.day, joined
            if joined == _DEFINITIVE:
                signed = deposited = printed.day
                how = joined
        return Entry(who, signed, deposited, how, withdrawn=name.strip().startswith("["))


def _signature(heading: str) -> bool:
    return heading.strip().lower().startswith("signature") and "ratification" not in heading.lower()


def _dated(heading: str) -> bool:
    return _DATED.search(heading) is not None


def other_columns(headings: Iterable[str]) -> tuple[str, ...]:
    """A caution for each column that the party list has no place for."""
    return tuple(f"the column '{text}' was not read" for text in headings if text.strip() and not _dated(text))
