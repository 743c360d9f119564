"""A counted figure as a table: what it is sorted by, what was counted, and how it may be published."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from comity.statistics.suppression import DEFAULT_LEAST, suppressed

Value = int | Decimal | None
"""A count, an amount or a number of days; None where there is nothing to say or where it is kept back."""

_Hidden = dict[tuple[str, tuple[str, ...]], set[str]]  # figure and headings -> the columns that are kept back
_Sum = tuple[str, tuple[str, ...], str]  # figure or name of the sum, the headings above, the column


@dataclass(frozen=True, slots=True)
class Row:
    """One line: the headings it stands under, its values, and the names of those values that are kept back."""

    under: tuple[str, ...]
    values: tuple[Value, ...]
    kept_back: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """One figure of a period. ``counts`` names those columns that count people or requests and may be too small.

    ``adds_up_to`` names what the rows under the same headings but the last add up to: another figure, or a sum that
    several tables share. Whoever has one of them can compute the sum for all.
    """

    figure: str
    under: tuple[str, ...]
    columns: tuple[str, ...]
    counts: tuple[str, ...]
    rows: tuple[Row, ...]
    adds_up_to: str = ""

    def column(self, name: str) -> Mapping[tuple[str, ...], Value]:
        """The values of one column by their headings."""
        at = self.columns.index(name)
        return {row.under: row.values[at] for row in self.rows}


def publishable(tables: Iterable[Table], least: int = DEFAULT_LEAST) -> tuple[Table, ...]:
    """Keep back every small count of all tables that are published together, and what was computed from its cases.

    One cell more is kept back where a sum would give a hidden one away. Where nothing is left to hide behind, that sum
    itself must not be known: then it is kept back in the table that states it, and one cell of every other table
    whose rows add up to it.
    """
    held = tuple(tables)
    hidden: _Hidden = {(table.figure, row.under): set() for table in held for row in table.rows}
    telling = {sum_ for table in held for sum_ in _hide_small(table, least, hidden)}
    telling |= {(figure, under, name) for (figure, under), names in hidden.items() for name in names}
    for table in held:
        _hide_sums(table, telling, hidden)
    return tuple(_published(table, hidden) for table in held)


def _hide_small(table: Table, least: int, hidden: _Hidden) -> Iterator[_Sum]:
    """Hide the small counts of a table and what protects them; gives the sums that must not be known."""
    for name in table.counts:
        column = table.column(name)
        for above, group in _groups(table).items():
            found = suppressed({"\n".join(under): int(column[under] or 0) for under in group}, least)
            for under in group:
                if found.cells["\n".join(under)] is None:
                    hidden[table.figure, under].add(name)
            if found.total is None and table.adds_up_to:
                yield table.adds_up_to, above, name


def _hide_sums(table: Table, telling: set[_Sum], hidden: _Hidden) -> None:
    """Hide the sums that must not be known: where the table states one, and where its rows add up to one."""
    for name in table.counts:
        column = table.column(name)
        for row in table.rows:
            if (table.figure, row.under, name) in telling:
                hidden[table.figure, row.under].add(name)
        for above, group in _groups(table).items():
            told = not any(name in hidden[table.figure, under] for under in group)
            some = [under for under in group if column[under]]
            if some and told and (table.adds_up_to, above, name) in telling:
                hidden[table.figure, min(some, key=lambda under: int(column[under] or 0))].add(name)


def _groups(table: Table) -> dict[tuple[str, ...], list[tuple[str, ...]]]:
    """Rows whose counts add up to a number that may be known: those that differ in the last heading only."""
    found: dict[tuple[str, ...], list[tuple[str, ...]]] = {}
    for row in table.rows:
        found.setdefault(row.under[:-1], []).append(row.under)
    return found


def _published(table: Table, hidden: _Hidden) -> Table:
    return replace(table, rows=tuple(_kept(table, row, hidden[table.figure, row.under]) for row in table.rows))


def _kept(table: Table, row: Row, names: set[str]) -> Row:
    gone = {name for name in table.columns if name in names or _rests_on(table, name) & names}
    values = tuple(None if name in gone else value for name, value in zip(table.columns, row.values, strict=True))
    return Row(row.under, values, tuple(name for name in table.columns if name in gone))


def _rests_on(table: Table, name: str) -> set[str]:
    """The counts from whose cases a value was computed: those that stand before it in the table, back to a count."""
    if name in table.counts:
        return set()
    before = table.columns[: table.columns.index(name)]
    return {next((count for count in reversed(before) if count in table.counts), "")}
