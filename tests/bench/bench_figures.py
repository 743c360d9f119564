"""How long an office's figures take over a long history: the log read, every figure counted. Exits 1 where missed.

Run: python tests/bench/bench_figures.py (COMITY_CASES changes the number of cases)
"""

import datetime as dt
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests")]
os.environ["COMITY_DATA"] = tempfile.mkdtemp(prefix="comity-bench-")
os.environ["DJANGO_SETTINGS_MODULE"] = "comity.web.settings"

import django  # noqa: E402 - found on the path set above

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402

from comity.casework.cases.models import Case  # noqa: E402
from comity.statistics.counted import count  # noqa: E402
from comity.statistics.office import record_events, record_head  # noqa: E402
from comity.statistics.period import Period  # noqa: E402
from unit.statistics import recount  # noqa: E402
from unit.statistics.history import write_history  # noqa: E402

CASES = int(os.environ.get("COMITY_CASES", "20000"))
ROUNDS = 3
GOAL = 10.0
YEAR = Period(dt.date(2025, 1, 1), dt.date(2025, 12, 31))


def once() -> tuple[float, float]:
    """Seconds to read the record from the log, and to count every figure of a year."""
    begun = time.perf_counter()
    events = tuple(record_events(record_head()))
    read = time.perf_counter()
    count(events, YEAR)
    return read - begun, time.perf_counter() - read


def script() -> float:
    """Seconds in which a plain script reads the leaves and counts one of the figures: what reading costs at least."""
    begun = time.perf_counter()
    with connection.cursor() as cursor:
        rows = recount.leaves(cursor)
    recount.outcomes(rows, YEAR.start.isoformat(), YEAR.end.isoformat(), "measure")
    return time.perf_counter() - begun


def main() -> int:
    """Write the history, count it, print the medians."""
    call_command("migrate", verbosity=0)
    cases = [Case(reference=f"GENERATED-{n}", title={"en": "generated"}, state="NLD") for n in range(CASES)]
    Case.everything.bulk_create(cases, batch_size=2000)
    entries = write_history(list(Case.everything.values_list("pk", flat=True)), seed=1)
    at_work = time.process_time()
    times = [once() for _ in range(ROUNDS)]
    worked = (time.process_time() - at_work) / ROUNDS
    whole = statistics.median(sum(pair) for pair in times)
    read, counted = (statistics.median(part) for part in zip(*times, strict=True))
    print(f"{CASES:,} cases, {entries:,} entries of the log; median of {ROUNDS} runs, one core")
    print(f"read {read:.2f} s, every figure of a year {counted:.2f} s, together {whole:.2f} s (goal {GOAL:.0f} s)")
    print(f"of which the processor worked {worked:.2f} s; the rest is waiting for other work of the machine")
    print(f"a plain script over the same leaves, one figure: {script():.2f} s")
    return int(whole > GOAL)


if __name__ == "__main__":
    sys.exit(main())
