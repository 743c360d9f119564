"""What cases are worth: the value per case at each stage, as surveys of asset recovery ask, without naming a case."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from statistics import median_low

from comity.casework.ledger.accounts import STAGES
from comity.casework.ledger.currency import of_minor
from comity.statistics.counting.assets import reached
from comity.statistics.period import Period
from comity.statistics.record import History
from comity.statistics.table import Row, Table

_AT = {account.value: place for place, account in enumerate(STAGES)}
BANDS: tuple[tuple[int, str], ...] = (
    (10_000, "under_10_thousand"),
    (100_000, "10_to_100_thousand"),
    (1_000_000, "100_thousand_to_1_million"),
    (10_000_000, "1_to_10_million"),
    (100_000_000, "10_to_100_million"),
)
"""Below which amount, in whole units of the currency, a value stands in which band; the last is open."""
_MOST = "100_million_and_more"
_ORDER = {name: place for place, name in enumerate((*(name for _, name in BANDS), _MOST))}

Values = dict[tuple[str, str], list[int]]  # stage and currency -> what reached it in each case, in minor units


def values_of_cases(assets: Iterable[History], period: Period) -> Values:
    """What reached each stage within the period, case by case; a case of which all was taken back is not there."""
    sums: dict[tuple[str, str, int], int] = defaultdict(int)
    for history in assets:
        for stage, currency, minor in reached(history, period):
            sums[stage, currency, history.case] += minor
    found: Values = {}
    for (stage, currency, _), minor in sums.items():
        if minor > 0:
            found.setdefault((stage, currency), []).append(minor)
    return found


def value_per_case(values: Values) -> Table:
    """How many cases had something reach a stage in the period, and the middle one of their values."""
    order = sorted(values, key=lambda at: (_AT[at[0]], at[1]))
    rows = (Row(at, (len(values[at]), of_minor(median_low(values[at]), at[1]).amount)) for at in order)
    return Table("value-per-case", ("stage", "currency"), ("cases", "median_amount"), ("cases",), tuple(rows))


def cases_by_value(values: Values) -> Table:
    """The same cases by how much it was."""
    counts = Counter((*at, _band(minor, at[1])) for at, held in values.items() for minor in held)
    order = sorted(counts, key=lambda at: (_AT[at[0]], at[1], _ORDER[at[2]]))
    rows = tuple(Row(at, (counts[at],)) for at in order)
    return Table("cases-by-value", ("stage", "currency", "value"), ("cases",), ("cases",), rows, "value-per-case")


def _band(minor: int, currency: str) -> str:
    amount = of_minor(minor, currency).amount
    return next((name for below, name in BANDS if amount < below), _MOST)


def tables(assets: Sequence[History], period: Period) -> Iterator[Table]:
    """Every figure on the value of cases."""
    values = values_of_cases(assets, period)
    yield value_per_case(values)
    yield cases_by_value(values)
