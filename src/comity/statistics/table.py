"""A counted figure as a table: what it is sorted by, what was counted, and how it may be published."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from comity.statistics.suppression import DEFAULT_LEAST, suppressed

Value = int | Decimal | None
"""A count, an amount or a number of days; None where there is nothing to say or where it is kept back."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line: the headings it stands under, its values, and the names of those values that are kept back."""

    under: tuple[str, ...]
    values: tuple[Value, ...]
    kept_back: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """One figure of a period. ``counts`` names those columns that count people or requests and may be too small."""

    figure: str
    under: tuple[str, ...]
    columns: tuple[str, ...]
    counts: tuple[str, ...]
    rows: tuple[Row, ...]

    def column(self, name: str) -> Mapping[tuple[str, ...], Value]:
        """The values of one column by their headings."""
        at = self.columns.index(name)
        return {row.under: row.values[at] for row in self.rows}


def publishable(table: Table, least: int = DEFAULT_LEAST) -> Table:
    """Keep back every small count; with the number of cases gone, what was computed from these cases goes with it."""
    hidden: dict[tuple[str, ...], set[str]] = {row.under: set() for row in table.rows}
    for name in table.counts:
        for group in _groups(table):
            column = table.column(name)
            cells = {"\n".join(under): int(column[under] or 0) for under in group}
            shown = suppressed(cells, least).cells
            for under in group:
                if shown["\n".join(under)] is None:
                    hidden[under].add(name)
    return Table(
        table.figure, table.under, table.columns, table.counts, tuple(_kept(table, r, hidden) for r in table.rows)
    )


def _groups(table: Table) -> list[list[tuple[str, ...]]]:
    """Rows whose counts add up to a number that is published elsewhere: those under the same first heading."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for row in table.rows:
        found.setdefault(row.under[0] if len(row.under) > 1 else "", []).append(row.under)
    return list(found.values())


def _kept(table: Table, row: Row, hidden: Mapping[tuple[str, ...], set[str]]) -> Row:
    names = hidden[row.under]
    gone = {name for name in table.columns if name in names or _rests_on(table, name) & names}
    values = tuple(None if name in gone else value for name, value in zip(table.columns, row.values, strict=True))
    return Row(row.under, values, tuple(name for name in table.columns if name in gone))


def _rests_on(table: Table, name: str) -> set[str]:
    """The counts from whose cases a value was computed: those that stand before it in the table, back to a count."""
    if name in table.counts:
        return set()
    before = table.columns[: table.columns.index(name)]
    return {next((count for count in reversed(before) if count in table.counts), "")}
