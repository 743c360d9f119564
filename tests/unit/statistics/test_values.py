"""The value of cases: each counts once at a stage, and no table tells what a single one is worth."""

import datetime as dt
from decimal import Decimal
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from comity.statistics.counted import count
from comity.statistics.period import Period
from comity.statistics.record import ABROAD, AT_HOME, Event
from comity.statistics.table import Table, publishable
from unit.statistics.test_table import told

YEAR = Period(dt.date(2025, 1, 1), dt.date(2025, 12, 31))
patient = settings(
    deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow]
)  # on a busy machine, too
# One sum: case, asset, stage, currency, holder, whole units.
SUMS = st.lists(
    st.tuples(
        st.integers(1, 12),
        st.sampled_from("12"),
        st.sampled_from(("frozen", "returned")),
        st.sampled_from(("EUR", "CHF")),
        st.sampled_from(("CHE", "FRA")),
        st.sampled_from((5_000, 50_000, 2_000_000)),
    ),
    max_size=40,
)
PERSONS = st.lists(st.sampled_from(("accused", "convicted", "acquitted", "discontinued")), max_size=30)


def booked(case: int, asset: str, stage: str, currency: str, holder: str, units: int, kind: str = "move") -> Event:
    minor = -units * 100 if kind == "reversal" else units * 100
    said: dict[str, Any] = {"kind": kind, "postings": [[stage, currency, minor, holder]]}
    return Event(case * 10 + int(asset), YEAR.start, case, "asset", f"{case}-{asset}", "entry_booked", said)


def figures(events: list[Event]) -> dict[str, Table]:
    return {table.figure: table for table in count(events, YEAR)}


def test_a_case_counts_once_however_many_assets_it_has_and_its_value_is_their_sum() -> None:
    events = [booked(1, "1", "frozen", "EUR", "CHE", 6_000), booked(1, "2", "frozen", "EUR", "FRA", 6_000)]
    events += [booked(2, "1", "frozen", "EUR", "CHE", 900), booked(3, "1", "frozen", "CHF", "CHE", 1)]
    found = figures(events)
    assert {row.under: row.values for row in found["value-per-case"].rows} == {
        ("frozen", "EUR"): (2, Decimal(900)),
        ("frozen", "CHF"): (1, Decimal(1)),
    }
    assert found["cases-by-value"].column("cases") == {
        ("frozen", "CHF", "under_10_thousand"): 1,
        ("frozen", "EUR", "under_10_thousand"): 1,
        ("frozen", "EUR", "10_to_100_thousand"): 1,
    }


def test_a_case_whose_sums_were_all_taken_back_is_worth_nothing() -> None:
    events = [booked(1, "1", "frozen", "EUR", "CHE", 500), booked(1, "1", "frozen", "EUR", "CHE", 500, "reversal")]
    assert figures(events)["value-per-case"].rows == ()


@patient
@given(SUMS, PERSONS)
def test_no_small_count_of_cases_persons_or_assets_is_told_by_any_table(sums: list[Any], statuses: list[str]) -> None:
    events = [booked(*one) for one in sums]
    for number, status in enumerate(statuses):
        event = Event(
            1000 + number,
            YEAR.start,
            20 + number,
            "party",
            f"p{number}",
            "person_recorded",
            {"status": status, "place": ABROAD if number % 3 else AT_HOME},
        )
        events.append(event)
    shown = tuple(t for t in publishable(count(events, YEAR)) if t.figure in _COUNTED)
    values = {(table.figure, row.under): row.values[0] for table in shown for row in table.rows}
    assert all(not 0 < int(value) < 5 for value in values.values() if value is not None)
    assert {cell for cell in told(shown) if cell in values} == set()
    hidden = [row for table in shown for row in table.rows if row.values[0] is None]
    assert all(value is None for row in hidden for value in row.values), "an amount of few cases would tell theirs"


_COUNTED = {"value-per-case", "cases-by-value", "assets-by-stage", "assets-reaching-stage"}
_COUNTED |= {"persons-by-status", "persons-by-place", "persons-reaching-status"}
