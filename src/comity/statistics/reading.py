"""Reading a published series: which years are missing, and what lies between two totals; computed, never filled in."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from comity.statistics.published import AMOUNT, Measure, Observation


@dataclass(frozen=True, slots=True)
class YearGap:
    """A year without a figure for the whole of it; ``partial`` are the rows that cover part of it."""

    year: int
    figure: str
    partial: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Between:
    """What two totals with the same start imply for the time between them: a difference, and no publication.

    ``inexact`` names the figures of which a total was printed as "more than".
    """

    after: dt.date
    to: dt.date
    rows: tuple[str, str]
    persons: Decimal | None
    amount_cny_bn: Decimal | None
    inexact: tuple[str, ...]


def year_gaps(held: Iterable[Observation], figure: str) -> tuple[YearGap, ...]:
    """Name the years between the first and the last row for which no row gives the figure for the whole year."""
    rows = [item for item in held if item.scope == "national" and figure in item.values]
    yearly = [item for item in rows if item.measure in {Measure.ANNUAL, Measure.PARTIAL}]
    if not rows:
        return ()
    years = range(min(item.start.year for item in rows), max(item.end.year for item in rows) + 1)
    return tuple(_gap(year, figure, yearly) for year in years if not any(_whole(item, year) for item in yearly))


def _whole(item: Observation, year: int) -> bool:
    return item.start == dt.date(year, 1, 1) and item.end == dt.date(year, 12, 31)


def _gap(year: int, figure: str, yearly: Sequence[Observation]) -> YearGap:
    return YearGap(year, figure, tuple(item.id for item in yearly if item.start.year == year == item.end.year))


def between_totals(held: Iterable[Observation]) -> tuple[Between, ...]:
    """Give the differences of successive national totals that count from the same day."""
    totals = [item for item in held if item.scope == "national" and item.measure is Measure.CUMULATIVE]
    starts = dict.fromkeys(item.start for item in totals)
    return tuple(step for start in starts for step in _steps([item for item in totals if item.start == start]))


def _steps(totals: Sequence[Observation]) -> Iterator[Between]:
    ordered = sorted(totals, key=lambda item: item.end)
    for earlier, later in pairwise(ordered):
        inexact = tuple(figure for figure in ("persons", AMOUNT) if figure in (*earlier.at_least, *later.at_least))
        rows = (earlier.id, later.id)
        persons, amount = (_difference(earlier, later, figure) for figure in ("persons", AMOUNT))
        yield Between(earlier.end, later.end, rows, persons, amount, inexact)


def _difference(earlier: Observation, later: Observation, figure: str) -> Decimal | None:
    if figure not in earlier.values or figure not in later.values:
        return None
    return later.values[figure] - earlier.values[figure]
