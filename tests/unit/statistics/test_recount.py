"""Whoever counts again from the raw leaves of the log, from the definitions alone, finds every figure the same."""

import datetime as dt
import os
import sys
import time
from typing import Any

import pytest
from django.db import connection

from comity.casework.cases.models import Case
from comity.casework.log.models import LogEntry
from comity.casework.log.selectors import log_check
from comity.statistics.counted import count
from comity.statistics.office import record_events, record_head
from comity.statistics.period import Period
from unit.statistics import recount_all
from unit.statistics.history import write_history

pytestmark = pytest.mark.django_db
YEAR = Period(dt.date(2025, 1, 1), dt.date(2025, 12, 31))
SPAN = (YEAR.start.isoformat(), YEAR.end.isoformat())
MANY = 20_000
GOAL = 10.0  # seconds of processor time


def generated(cases: int, seed: int) -> int:
    """Write a history of so many cases behind what the log holds; give the place at which it begins."""
    first = record_head().size
    made = [Case(reference=f"GENERATED-{n}", title={"en": "generated"}, state="NLD") for n in range(cases)]
    known = set(Case.everything.values_list("pk", flat=True))
    Case.everything.bulk_create(made, batch_size=2000)
    write_history(sorted(set(Case.everything.values_list("pk", flat=True)) - known), seed=seed)
    return first


def ours(first: int) -> dict[str, Any]:
    tables = count((event for event in record_events(record_head()) if event.index >= first), YEAR)
    return {table.figure: {row.under: row.values for row in table.rows} for table in tables}


def theirs(first: int) -> dict[str, Any]:
    with connection.cursor() as cursor:
        return recount_all.figures(cursor, *SPAN, since=first)


@pytest.mark.parametrize("seed", [7, 11])
def test_an_independent_count_from_the_text_of_the_log_finds_every_figure_the_same(seed: int) -> None:
    first = generated(400, seed)
    assert log_check().troubles == ()
    counted, again = ours(first), theirs(first)
    assert counted.keys() == again.keys(), "a figure that nobody counts again is not known to be right"
    assert [name for name, rows in again.items() if not rows] == [], "a figure without rows shows nothing"
    assert recount_all.differences(counted, again) == []


def test_a_figure_that_is_off_by_one_is_noticed() -> None:
    first = generated(60, seed=3)
    counted = ours(first)
    under, values = next((u, v) for u, v in counted["requests-by-measure"].items() if any(v))
    counted["requests-by-measure"] = {**counted["requests-by-measure"], under: (values[0] + 1, *values[1:])}
    assert recount_all.differences(counted, theirs(first)) == ["requests-by-measure"]


@pytest.mark.skipif(not os.environ.get("COMITY_LONG"), reason="20,000 cases; COMITY_LONG=1 or ./run prove counts them")
def test_twenty_thousand_cases_are_counted_twice_alike_in_ten_seconds_each(capsys: Any) -> None:
    first = generated(MANY, seed=1)
    begun = time.process_time()
    counted = ours(first)
    between = time.process_time()
    again = theirs(first)
    took, took_again = between - begun, time.process_time() - between
    different = recount_all.differences(counted, again)
    entries = LogEntry.objects.filter(index__gte=first).count()
    with capsys.disabled():
        sys.stdout.write(
            f"\n{MANY:,} cases, {entries:,} entries of the log, {len(counted)} figures: counted in {took:.1f} s and "
            f"by the independent program in {took_again:.1f} s of processor time; different: {different or 'none'}\n"
        )
    assert different == []
    assert max(took, took_again) <= GOAL
