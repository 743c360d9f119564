"""How fast the log of an office is checked, beside the limit that hashing alone sets. Exits 1 where the goal is missed.

The goal is for a machine that does nothing else: the parts of the log are checked on all cores at the same time.

Run: python tests/bench/bench_log.py (COMITY_ENTRIES changes the number of entries). SQLite in a passing folder.
"""

import datetime as dt
import hashlib
import os
import secrets
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "src")]
os.environ["PYTHONPATH"] = str(ROOT / "src")  # for the processes of the parts
os.environ["COMITY_DATA"] = tempfile.mkdtemp(prefix="comity-bench-")
os.environ["DJANGO_SETTINGS_MODULE"] = "comity.web.settings"

import django  # noqa: E402 - found on the path set above

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402

from comity.casework.cases.models import Case  # noqa: E402
from comity.casework.log import merkle  # noqa: E402
from comity.casework.log.canonical import canonical, detail_digest  # noqa: E402
from comity.casework.log.check_part import from_file  # noqa: E402
from comity.casework.log.checking import log_check  # noqa: E402

ENTRIES = int(os.environ.get("COMITY_ENTRIES", "500000"))
ROUNDS = 5
GOAL = 300_000
_PIECE = 5_000
_EVENTS = ("case_opened", "needed", "sent", "delivered", "evidence_registered", "file_downloaded")


def written(cases: list[int]) -> Iterator[tuple[tuple[Any, ...], tuple[Any, ...]]]:
    """Synthetic entries and their details in a tree that holds, as the columns of the two tables."""
    frontier: list[bytes] = []
    begun = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    for index in range(ENTRIES):
        at, salt, case = begun + dt.timedelta(microseconds=index * 1_234_567), secrets.token_hex(16), cases[index % 100]
        said = {"data": {"id": f"r{index}", "to": "CHE"}, "reason": "a sentence of some words (synthetic)"}
        names = {"subject": "request", "key": f"request-{index % 1000}", "event": _EVENTS[index % 6]}
        leaf = {"index": index, "actor": None, "case": case, **names, "day": at.date().isoformat()}
        leaf |= {"at": at.isoformat(timespec="microseconds"), "details": detail_digest(salt, said)}
        text = canonical(leaf)
        frontier = merkle.appended(frontier, index, merkle.leaf_hash(text.encode()))
        moment = at.replace(tzinfo=None).isoformat(" ", timespec="microseconds")
        columns = (index, moment, leaf["day"], None, case, *names.values(), text, merkle.packed(frontier))
        yield columns, (index, salt, canonical(said))


def fill() -> None:
    """Write the log."""
    call_command("migrate", verbosity=0)
    Case.everything.bulk_create(Case(reference=f"X-{n}", title={"en": "generated"}, state="NLD") for n in range(100))
    rows = written(list(Case.everything.values_list("pk", flat=True)))
    with transaction.atomic(), connection.cursor() as cursor:
        while piece := list(islice(rows, _PIECE)):
            marks = ",".join(["%s"] * 10)
            names = '"index",at,day,actor_id,case_id,subject,"key",event,leaf,frontier'
            cursor.executemany(f"INSERT INTO casework_logentry ({names}) VALUES ({marks})", [one for one, _ in piece])
            detail = "INSERT INTO casework_logdetail (entry_id,salt,data) VALUES (%s,%s,%s)"
            cursor.executemany(detail, [one for _, one in piece])
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # as in an office, where it happens every thousand pages


def hashing() -> None:
    """Nothing but the three digests of every entry: leaf, node, details."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT avg(length(e.leaf)), avg(length(d.data)) FROM casework_logentry e, casework_logdetail d "
            'WHERE d.entry_id = e."index" AND e."index" < 1000'
        )
        leaf, said = (bytes(round(size) + more) for size, more in zip(cursor.fetchone(), (1, 33), strict=True))
    node, sha256 = bytes(65), hashlib.sha256
    for _ in range(ENTRIES):
        sha256(leaf).digest()
        sha256(node).digest()
        sha256(said).hexdigest()


def alone() -> None:
    """The whole log in this process."""
    assert not from_file(Path(connection.settings_dict["NAME"]), 0, ENTRIES).troubles


def together() -> None:
    """The whole log as ``comity check`` does it."""
    assert not log_check().troubles


def rates(work: Callable[[], None]) -> tuple[float, float]:
    """Entries a second, and entries a second of the processor's time in this process."""
    begun, spent = time.perf_counter(), time.process_time()
    work()
    return ENTRIES / (time.perf_counter() - begun), ENTRIES / (time.process_time() - spent)


def main() -> int:
    """Write the log, check it, print the medians."""
    fill()
    found: dict[str, list[tuple[float, float]]] = {"hashing": [], "alone": [], "together": []}
    for _ in range(ROUNDS):
        for name, work in (("hashing", hashing), ("alone", alone), ("together", together)):
            found[name].append(rates(work))
    wall, spent = (
        {name: statistics.median(pair[n] for pair in pairs) for name, pairs in found.items()} for n in (0, 1)
    )
    share, load = spent["alone"] / spent["hashing"], os.getloadavg()[0]
    print(f"log of {ENTRIES:,} entries, SQLite, {ROUNDS} runs, median; {os.cpu_count()} cores, load {load:.1f}")
    print(f"  hashing alone, one process: {wall['hashing']:,.0f} entries/s ({spent['hashing']:,.0f} of its own time)")
    print(f"  checked by one process:     {wall['alone']:,.0f} entries/s ({spent['alone']:,.0f} of its own time)")
    print(f"  the same as a share of what hashing alone allows: {share:.2f}")
    print(f"  comity check, all cores:    {wall['together']:,.0f} entries/s (goal on idle cores {GOAL:,})")
    return 0 if wall["together"] >= GOAL else 1


if __name__ == "__main__":
    sys.exit(main())
