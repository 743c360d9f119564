"""Net worth and expenditure: how much more somebody came to own and spent than their known income can explain.

The method compares, year by year, what was owned less what was owed, adds what was spent in the year, and takes off the
income that is known. Things are counted at what they cost, not at what they would bring.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from comity.common.errors import BadInputError, Place
from comity.tracing.ledger_rows import Row
from comity.tracing.minor_units import decimals_of, to_minor, to_text
from comity.tracing.table_files import csv_rows, file_digest

_COLUMNS = "year kind item amount currency document".split()


class Kind(StrEnum):
    """What a line tells of: something owned or owed at the end of the year, or spent or earned during it."""

    ASSET = "asset"
    LIABILITY = "liability"
    EXPENDITURE = "expenditure"
    INCOME = "income"


@dataclass(frozen=True, slots=True)
class Item:
    """One line: a year, its kind, what it is, how much, and the document that says so."""

    year: int
    kind: Kind
    what: str
    amount: int
    document: str


@dataclass(frozen=True, slots=True)
class Year:
    """One year of the schedule; the first year only gives the net worth to start from, so it explains nothing."""

    year: int
    assets: int
    liabilities: int
    increase: int | None
    expenditure: int
    income: int

    @property
    def net_worth(self) -> int:
        """What was owned less what was owed."""
        return self.assets - self.liabilities

    @property
    def unexplained(self) -> int | None:
        """Increase and expenditure less known income; less than nothing where income explains more."""
        return None if self.increase is None else self.increase + self.expenditure - self.income


@dataclass(frozen=True, slots=True)
class NetWorth:
    """The schedule of one person with the lines it rests on."""

    name: str
    digest: str
    currency: str
    decimals: int
    items: tuple[Item, ...]
    years: tuple[Year, ...] = field(default=())

    def money(self, minor: int) -> str:
        """An amount with its point."""
        return to_text(minor, self.decimals)


def read_net_worth(path: Path) -> NetWorth:
    """Read the lines (year, kind, item, amount, currency, document) and draw up the schedule."""
    items: list[Item] = []
    currency, decimals = "", 2
    for row in csv_rows(path, _COLUMNS, ("year", "kind", "item", "amount", "currency")):
        if not currency:
            currency = row.get("currency")
            decimals = decimals_of(currency, Place(path.name, row.line, "currency"))
        items.append(_item(row, path.name, currency, decimals))
    if not items:
        raise BadInputError("holds no line", Place(path.name))
    return NetWorth(path.name, file_digest(path), currency, decimals, tuple(items), tuple(_years(items)))


def _item(row: Row, name: str, currency: str, decimals: int) -> Item:
    if row.get("currency") != currency:
        what = f"the schedule is in {currency} and this line in {row.get('currency')}"
        raise BadInputError(f"{what}; convert it, and name the rate in item", Place(name, row.line, "currency"))
    if row.get("kind") not in set(Kind):
        raise BadInputError(f"'{row.get('kind')}' is none of {', '.join(Kind)}", Place(name, row.line, "kind"))
    if not (row.get("year").isdecimal() and len(row.get("year")) == 4):
        raise BadInputError(f"'{row.get('year')}' is not a year", Place(name, row.line, "year"))
    amount = to_minor(row.get("amount"), decimals, Place(name, row.line, "amount"))
    if amount < 0:
        raise BadInputError("the amount is negative; what is owed is a liability", Place(name, row.line, "amount"))
    return Item(int(row.get("year")), Kind(row.get("kind")), row.get("item"), amount, row.get("document"))


def _years(items: list[Item]) -> list[Year]:
    sums: Mapping[tuple[int, Kind], int] = _summed(items)
    found: list[Year] = []
    for year in range(min(i.year for i in items), max(i.year for i in items) + 1):
        assets, owed, spent, earned = (sums.get((year, kind), 0) for kind in Kind)
        before = found[-1].net_worth if found else None
        increase = None if before is None else assets - owed - before
        found.append(Year(year, assets, owed, increase, spent, earned))
    return found


def _summed(items: list[Item]) -> dict[tuple[int, Kind], int]:
    sums: dict[tuple[int, Kind], int] = defaultdict(int)
    for item in items:
        sums[item.year, item.kind] += item.amount
    return dict(sums)
