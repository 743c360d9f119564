"""How long an office takes to be copied and to come back on a bare folder, proven: `./run bench restore`.

Fills an office with cases, a whole log and files of evidence (many small, few large; drawn by a seed), then runs
`comity backup` and `comity restore` as a person would. Each stands beside the limits of the same run: copying the
folder and syncing it, and SHA-256 alone. It exits 1 where what came back is not what was there, or where 100 GB at
the speed of this run would take more than the promised hour (a division, not a measurement).

COMITY_BENCH_MB (default 1024), COMITY_BENCH_CASES (2,000), COMITY_BENCH_FOLDER (where three copies find room).
"""

import datetime as dt
import hashlib
import json
import logging
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from bench_office import ALL, fill

MEGABYTES = int(os.environ.get("COMITY_BENCH_MB", "1024"))
CASES = int(os.environ.get("COMITY_BENCH_CASES", "2000"))
ROOM = os.environ.get("COMITY_BENCH_FOLDER")
SEED = int(os.environ.get("COMITY_BENCH_SEED", "20261122"))
MEDIAN_MB, LARGEST_MB = 2.0, 1024.0
GOAL = 100_000 / 3600  # MB/s: 100 GB within the hour


def main() -> int:
    """Fill, copy, restore, compare."""
    load = os.getloadavg()[0]
    print(f"{os.cpu_count()} cores, Python {sys.version.split()[0]}, load {load:.1f} at the start, seed {SEED}")
    with tempfile.TemporaryDirectory(dir=ROOM) as name:
        place = Path(name)
        files = prepare(place / "office")
        whole = sum(path.stat().st_size for path in (place / "office").rglob("*") if path.is_file()) / 1e6
        print(f"an office of {whole:,.0f} MB: {CASES:,} cases, {files:,} files of evidence; n = 1")
        limits(place, whole)
        key = comity("backup", "--make-key", str(place / "officer.txt"))[0]["recipient"]
        to = ("--to", str(place / "backups"), "--recipient", key)
        (place / "backups").mkdir()
        made, *spent = comity("backup", "--dir", str(place / "office"), *to)
        tell("backup", whole, spent)
        shutil.rmtree(place / "office")
        back = ("--identity", str(place / "officer.txt"), "--dir", str(place / "back"))
        told, *spent = comity("restore", str(made["path"]), *back)
        speed = tell("restored, with every digest and every entry of the log proven", whole, spent)
        same = all(told[name] == made[name] for name in ("log_size", "log_root"))
        print(
            f"  the log of {told['log_size']:,} entries {'is the same' if same else 'DIFFERS'}; {told['files']:,} files"
        )
        print(f"  100 GB at this speed would take {100_000 / speed / 60:.0f} minutes (goal 60; divided, not measured)")
    return 0 if same and speed >= GOAL else 1


def prepare(folder: Path) -> int:
    """An office with cases and files of evidence; how many files."""
    from comity.web import starting  # noqa: PLC0415 - Django is told first where the office is

    starting.prepare_django(starting.Place(folder))
    starting.make_tables()
    logging.disable(logging.INFO)  # the copy of the log that a real office sends elsewhere
    fill(CASES)
    from django.conf import settings  # noqa: PLC0415

    from comity.casework.accounts.models import User  # noqa: PLC0415
    from comity.casework.cases.models import Case  # noqa: PLC0415
    from comity.casework.evidence.services import Entry, Receipt, evidence_register  # noqa: PLC0415
    from comity.casework.evidence.store import arrived  # noqa: PLC0415

    user, day, drawn = User.objects.get(username=ALL), dt.date(2026, 1, 5), random.Random(SEED)
    cases = list(Case.everything.order_by("pk")[:200])
    left, count, block = MEGABYTES * 1_000_000, 0, os.urandom(1 << 20)
    receipt = Receipt(day, "Example Bank (synthetic)", "Example Desk", "asked for")
    while left > 0:
        size = min(left, int(min(drawn.lognormvariate(0, 1.9) * MEDIAN_MB, LARGEST_MB) * 1_000_000) + 1)
        mark = count.to_bytes(8, "big")
        pieces = (mark + block[8:] if at == 0 else block for at in range(0, size, len(block)))
        coming = arrived(pieces, settings.EVIDENCE_FOLDER, size + (2 << 20))
        entry = Entry(f"B-{count}", f"Statement {count} (synthetic)", "document", receipt)
        case = cases[count % len(cases)]
        given: dict[str, Any] = {"case": case, "entry": entry, "on": day, "actor": user}
        evidence_register(**given, who=user.identity(strong=True), coming=coming, name=f"{count}.bin")
        left, count = left - size, count + 1
    return count


def limits(place: Path, whole: float) -> None:
    """What the machine can do at best: copy and sync the folder, and hash as much."""
    began = time.perf_counter()
    shutil.copytree(place / "office", place / "copy")
    os.sync()
    copied = time.perf_counter() - began
    shutil.rmtree(place / "copy")
    block, began = os.urandom(1 << 20), time.perf_counter()
    for _ in range(512):
        hashlib.sha256(block).digest()
    hashed = 512 * 1.048576 / (time.perf_counter() - began)
    print(f"  limits of this run: copying and syncing {whole / copied:,.0f} MB/s, SHA-256 alone {hashed:,.0f} MB/s")


def comity(*arguments: str) -> tuple[dict[str, Any], float, float, float]:
    """What a command answers, its seconds by the clock and of processor, and the most memory of any so far, MB."""
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("COMITY_", "DJANGO_"))}
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "comity", *arguments, "--json"], env=clean, capture_output=True, text=True, check=False
    )
    clock, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        sys.exit(done.stderr or done.stdout)
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return json.loads(done.stdout), clock, processor, after.ru_maxrss / 1024


def tell(what: str, whole: float, spent: list[float]) -> float:
    """Print how long it took; the speed in MB/s."""
    clock, processor, memory = spent
    print(
        f"  {what}: {clock:.1f} s, {whole / clock:,.0f} MB/s (goal {GOAL:.0f}), "
        f"{processor / whole * 1000:.1f} s of processor a GB, at most {memory:.0f} MB of memory"
    )
    return whole / clock


if __name__ == "__main__":
    sys.exit(main())
