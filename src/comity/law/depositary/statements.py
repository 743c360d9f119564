"""Reservations, declarations and notifications below a party list, cut by state without being judged."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from comity.law.depositary.names import bare_name, is_state_name
from comity.law.depositary.page import Statement
from comity.law.depositary.printed_dates import read_printed

_NOISE = frozenset(("ja", "nee", "yes", "no", "-", "terug naar boven", "back to top"))
_ON = re.compile(r"\b(?:on|of|dated|le|du)\s+(\d{1,2}(?:er)?\s+\S+\s+\d{4})")


@dataclass(frozen=True, slots=True)
class Layout:
    """How a depositary sets statements: its section headings, where they end, and what begins a further statement."""

    sections: re.Pattern[str]
    end: re.Pattern[str]
    begins: re.Pattern[str]


@dataclass(slots=True)
class _Collector:
    section: str = ""
    name: str = ""
    on: str = ""
    parts: list[str] = field(default_factory=list)

    def close(self) -> Iterator[Statement]:
        if self.section and self.name and self.parts:
            yield Statement(bare_name(self.name), self.section, self.on, len(self.parts), "\n".join(self.parts))
        self.parts, self.on = [], ""


def read_statements(lines: Iterable[str], layout: Layout, latest: int) -> tuple[Statement, ...]:
    """Cut the statements out of a page's lines; a line that is only a state's name begins that state's."""
    return tuple(_cut(lines, layout, latest))


def _cut(lines: Iterable[str], layout: Layout, latest: int) -> Iterator[Statement]:
    now = _Collector()
    for line in lines:
        if layout.end.fullmatch(line):
            yield from now.close()
            now.section = ""
        elif layout.sections.fullmatch(line):
            yield from now.close()
            now.section, now.name = line.strip(" ."), ""
        elif now.section and is_state_name(line):
            yield from now.close()
            now.name = line.rstrip(" :")
        elif now.section and now.name and line.lower() not in _NOISE:
            yield from _grow(now, line, layout, latest)
    yield from now.close()


def _grow(now: _Collector, line: str, layout: Layout, latest: int) -> Iterator[Statement]:
    if layout.begins.match(line):
        yield from now.close()
        now.on = _date(line, latest)
        if read_printed(line, latest=latest).day:
            return
    now.parts.append(line)


def _date(line: str, latest: int) -> str:
    """The date a heading names: the line itself, or "deposited on 3 April 2013"."""
    whole = read_printed(line, latest=latest).day
    found = _ON.search(line)
    return whole or (read_printed(found.group(1), latest=latest).day if found else "")
