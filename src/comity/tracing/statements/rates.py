"""Exchange rates as somebody gave them: each with its day and its source, and none that nobody gave."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

from comity.common.errors import BadInputError, Place
from comity.tracing.ledger_rows import Row
from comity.tracing.minor_units import decimals_of
from comity.tracing.row_errors import every_row
from comity.tracing.table_files import csv_rows

_COLUMNS = "date from to rate source".split()
OLDEST_DAYS = 7
"""A rate stands for a transfer of its day and of so many days after it; weekends and holidays have none."""


@dataclass(frozen=True, slots=True)
class Rate:
    """On a day one unit of ``base`` was worth ``value`` units of ``quote``; ``source`` says who published it."""

    day: dt.date
    base: str
    quote: str
    value: Fraction
    source: str

    def __str__(self) -> str:
        return f"1 {self.base} = {float(self.value):g} {self.quote} on {self.day.isoformat()} ({self.source})"


@dataclass(slots=True)
class Rates:
    """All rates that were given."""

    by_pair: dict[tuple[str, str], list[Rate]] = field(default_factory=dict)

    @classmethod
    def of(cls, rates: Iterable[Rate]) -> "Rates":
        """Rates in order of their days, each also the other way round."""
        found = cls()
        for rate in sorted(rates, key=lambda rate: rate.day):
            found.by_pair.setdefault((rate.base, rate.quote), []).append(rate)
            turned = Rate(rate.day, rate.quote, rate.base, 1 / rate.value, rate.source)
            found.by_pair.setdefault((rate.quote, rate.base), []).append(turned)
        return found

    def on(self, day: dt.date, base: str, quote: str) -> Rate | None:
        """The newest rate of a day or of the week before it; nothing where nobody gave one."""
        known = [r for r in self.by_pair.get((base, quote), ()) if 0 <= (day - r.day).days <= OLDEST_DAYS]
        return known[-1] if known else None


def read_rates_file(path: Path) -> Rates:
    """Read rates from a CSV file with date, from, to, rate and source."""
    rows = csv_rows(path, _COLUMNS, tuple(_COLUMNS))
    return Rates.of(every_row(lambda row: _rate(row, Place(path.name, row.line)), rows))


def rates_of_lines(text: str, name: str) -> Rates:
    """Read rates from lines such as ``2024-01-05 USD EUR 0.92 European Central Bank``."""
    rows = []
    for line, words in enumerate((line.split(maxsplit=4) for line in text.splitlines()), start=1):
        if words and len(words) < len(_COLUMNS):
            raise BadInputError("a rate needs its day, two currencies, the rate and its source", Place(name, line))
        if words:
            rows.append(Row(line, dict(zip(_COLUMNS, words, strict=True))))
    return Rates.of(every_row(lambda row: _rate(row, Place(field=name, line=row.line)), rows))


def _rate(row: Row, place: Place) -> Rate:
    try:
        day = dt.date.fromisoformat(row.get("date"))
    except ValueError:
        raise BadInputError(f"'{row.get('date')}' is not a day (YYYY-MM-DD)", place) from None
    try:
        value = Fraction(row.get("rate"))
    except (ValueError, ZeroDivisionError):
        value = Fraction(0)
    if value <= 0:
        raise BadInputError(f"'{row.get('rate')}' is not a rate (such as 0.92)", place)
    for key in ("from", "to"):
        decimals_of(row.get(key), place)
    if not row.get("source"):
        raise BadInputError("the rate has no source; say who published it", place)
    return Rate(day, row.get("from"), row.get("to"), value, row.get("source"))
