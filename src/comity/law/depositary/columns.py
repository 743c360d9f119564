"""Party tables: finding the one that is meant by its headings, and reading its cells."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from comity.law.depositary.html_page import Cell, HtmlPage, Row
from comity.law.depositary.printed_dates import Printed, read_printed


@dataclass(frozen=True, slots=True)
class PartyTable:
    """A party table: where each column stands, its headings, and the rows below them."""

    columns: Mapping[str, int]
    headings: tuple[str, ...]
    rows: tuple[Row, ...]

    def cell(self, row: Row, column: str) -> Cell:
        """The cell of a row in a column; an empty cell where the row is too short or the table has no such column."""
        index = self.columns.get(column, -1)
        return row[index] if 0 <= index < len(row) else Cell("")


def find_table(page: HtmlPage, headings: Mapping[str, str], required: Sequence[str]) -> PartyTable | None:
    """The largest table in which one row heads every required column; ``headings`` are patterns by column."""
    found = [table for _, rows in page.tables if (table := _headed(rows, headings, required))]
    return max(found, key=lambda table: len(table.rows), default=None)


def _headed(rows: list[Row], headings: Mapping[str, str], required: Sequence[str]) -> PartyTable | None:
    for index, row in enumerate(rows[:12]):
        columns = dict(_columns(row, headings))
        if all(name in columns for name in required):
            return PartyTable(columns, tuple(cell.text for cell in row), tuple(rows[index + 1 :]))
    return None


def _columns(row: Row, headings: Mapping[str, str]) -> Iterator[tuple[str, int]]:
    taken: set[int] = set()
    for name, pattern in headings.items():
        for index, cell in enumerate(row):
            if index not in taken and re.match(pattern, cell.text, re.IGNORECASE):
                taken.add(index)
                yield name, index
                break


class Reading:
    """The dates of one page: its reading order, and the cells that could not be read."""

    def __init__(self, latest: int, *, month_first: bool = False) -> None:
        """Take the last year two figures may stand for, and whether the month is printed first."""
        self._latest = latest
        self._month_first = month_first
        self.unread: list[str] = []

    def date(self, cell: Cell | str, who: str) -> Printed:
        """Read one cell; what cannot be read is remembered with the name beside it."""
        text = cell if isinstance(cell, str) else cell.text
        printed = read_printed(text, latest=self._latest, month_first=self._month_first)
        if printed.odd:
            self.unread.append(f"{who}: '{printed.odd}' is not a date")
        return printed

    def mark(self, mark: str, known: Mapping[str, str], who: str) -> str:
        """What a mark means; an unknown one is remembered and means nothing."""
        if mark and mark not in known:
            self.unread.append(f"{who}: the mark '{mark}' is not explained")
        return known.get(mark, "")
