"""Tracing on synthetic ledgers: each rule, the whole command, and what else can be asked of such a ledger here.

    python tests/bench/bench_tracing.py [TRANSFERS …]     100000 and 1000000 where none is given

Goals are those for 2 cores: the exact full scan of a rule at 3 million transfers a second and more where compiled
(0.15 million in plain Python), the whole command with every rule and exhibit within 60 s for a million transfers.
The peers answer less: DuckDB's recursive query finds only who was reached (poison), the script does one rule without
rounding law, lots, paths or claims; the ratio is told for the same ledger in the same run.
"""

import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import duckdb

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "src"))

from comity.tracing.compiled import kernels_or_none  # noqa: E402
from comity.tracing.ledger import Ledger  # noqa: E402
from comity.tracing.ledger_files import read_ledger  # noqa: E402
from comity.tracing.question import Question, seeds_of  # noqa: E402
from comity.tracing.replay import replay  # noqa: E402
from comity.tracing.rules import CAPPED, Rule  # noqa: E402

RUNS = 3
GOAL_COMPILED, GOAL_PLAIN = 3.0, 0.15
GOAL_COMMAND = 60.0
SOURCE = "acct0"


def write_ledger(path: Path, transfers: int) -> None:
    """A year of a power-law economy: salaries from outside, payments, spending, and one planted source."""
    accounts = max(transfers // 10, 100)
    database = duckdb.connect()
    database.execute("SELECT setseed(0.42)")
    database.execute(
        f"""COPY (
        SELECT strftime(TIMESTAMP '2024-01-01' + to_microseconds(i * {31_536_000_000_000 // transfers}),
                        '%Y-%m-%d %H:%M:%S.%f') AS time,
               CASE WHEN i < 40 THEN '{SOURCE}' WHEN kind < 0.35 THEN '' ELSE a END AS sender,
               CASE WHEN i >= 40 AND kind > 0.75 THEN '' WHEN a = b THEN b || 'x' ELSE b END AS receiver,
               CASE WHEN i < 40 THEN 5000.00 WHEN kind < 0.35 THEN round(1500 + 3000 * cash, 2)
                    ELSE round(10 + 900 * cash * cash, 2) END::DECIMAL(18, 2) AS amount,
               'EUR' AS currency, 't' || i AS id
        FROM (SELECT i, random() AS kind, random() AS cash,
                     'acct' || (1 + floor({accounts} * power(random(), 2.5))::INT) AS a,
                     'acct' || (1 + floor({accounts} * power(random(), 2.5))::INT) AS b
              FROM range({transfers}) r(i)) ORDER BY i) TO '{path}' (HEADER)"""
    )


def median(work: Callable[[], object], runs: int = RUNS) -> float:
    """Seconds of this process, the median of some runs: a rule runs on one core, and other work must not count."""
    found = []
    for _ in range(runs):
        started = time.process_time()
        work()
        found.append(time.process_time() - started)
    return statistics.median(found)


def script(ledger: Ledger, account: str = SOURCE) -> tuple[float, float]:
    """What an analyst writes: pro rata in floating point over dictionaries. Seconds, and what it traces to rest."""
    sender, receiver, amount = (list(map(int, column)) for column in (ledger.sender, ledger.receiver, ledger.amount))
    source = ledger.account(account)
    started = time.perf_counter()
    balance: dict[int, float] = {}
    dirty: dict[int, float] = {}
    for s, r, a in zip(sender, receiver, amount, strict=True):
        have = balance.get(s, 0.0)
        share = 1.0 if s == source else min(1.0, dirty.get(s, 0.0) / have) if have > 0 and s else 0.0
        part = a * share
        balance[s] = have - a
        dirty[s] = dirty.get(s, 0.0) - part
        balance[r] = balance.get(r, 0.0) + a
        dirty[r] = dirty.get(r, 0.0) + part
    return time.perf_counter() - started, sum(v for k, v in dirty.items() if k)


def recursive_query(ledger: Ledger, account: str = SOURCE) -> tuple[float, int]:
    """DuckDB's recursive query with one row kept per key: who was reached in time. Seconds, and how many."""
    import numpy as np  # noqa: PLC0415 - the peer takes columns

    columns = {n: np.asarray(getattr(ledger, n)) for n in ("sender", "receiver")}
    columns["moment"] = np.arange(len(ledger))  # the order of booking, so that ties are the same question
    database = duckdb.connect()
    database.register("arriving", columns)
    database.execute("CREATE TABLE transfers AS SELECT * FROM arriving WHERE sender <> receiver")
    source = ledger.account(account)
    started = time.perf_counter()
    rows = database.execute(
        f"""WITH RECURSIVE reached(account, since) USING KEY (account) AS (
            SELECT {source}::INT, -1::BIGINT
            UNION SELECT t.receiver, min(t.moment) FROM reached r JOIN transfers t
                  ON t.sender = r.account AND t.moment > r.since
                  LEFT JOIN recurring.reached k ON k.account = t.receiver
                  WHERE t.receiver <> 0 AND (k.since IS NULL OR t.moment < k.since) GROUP BY t.receiver)
        SELECT count(*) FROM reached"""
    ).fetchall()
    return time.perf_counter() - started, int(rows[0][0])


def whole_command(path: Path, folder: Path) -> tuple[float, float, dict[str, object]]:
    """Seconds and megabytes of ``comity trace`` with every rule, in a process of its own, and its summary."""
    started = time.perf_counter()
    command = [sys.executable, "-m", "comity", "trace", str(path), "--from", SOURCE, "--out", str(folder), "--json"]
    done = subprocess.run(
        command, capture_output=True, text=True, check=True, env={**os.environ, "PYTHONPATH": str(ROOT / "src")}
    )
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return time.perf_counter() - started, peak, json.loads(done.stdout)


def told(what: str, value: float, goal: float, unit: str, *, least: bool) -> bool:
    """Print one measurement; whether it meets its goal."""
    met = value >= goal if least else value <= goal
    print(f"{'ok    ' if met else 'MISSED'} {what}: {value:.2f} {unit} (goal {goal:g})", flush=True)
    return met


def measure(transfers: int, folder: Path) -> list[bool]:
    """Every measurement on one ledger."""
    path = folder / f"{transfers}.csv"
    write_ledger(path, transfers)
    started = time.perf_counter()
    ledger = read_ledger(path)
    print(f"\n{transfers} transfers, {len(ledger.accounts)} accounts, read in {time.perf_counter() - started:.2f} s")
    seeds, met, seconds = seeds_of(Question(account=SOURCE), ledger), [], {}
    engines = ([True] if kernels_or_none() else []) + ([False] if transfers <= 1_000_000 else [])
    for compiled in engines:
        for rule in Rule:
            replay(rule, ledger, seeds, compiled=compiled)
            seconds[rule, compiled] = median(lambda r=rule, c=compiled: replay(r, ledger, seeds, compiled=c))
            result = replay(rule, ledger, seeds, compiled=compiled)
            exact = rule not in CAPPED or all(total.difference == 0 for total in result.totals)
            rate = transfers / seconds[rule, compiled] / 1e6 if exact else 0.0
            what = f"{rule}, {'compiled' if compiled else 'plain'}, {len(result.held)} accounts, median of {RUNS}"
            met.append(told(what, rate, GOAL_COMPILED if compiled else GOAL_PLAIN, "M transfers/s", least=True))
    spent, resting = script(ledger)
    engine = engines[0]
    print(
        f"       script (one rule, floats): {spent:.2f} s, ratio {spent / seconds[Rule.PRO_RATA, engine]:.1f}, "
        f"{resting:.0f} at rest after rounding and overdrafts went wrong"
    )
    if kernels_or_none():
        spent, reached = recursive_query(ledger)
        print(
            f"       recursive query (reach only, {reached}): {spent:.2f} s, "
            f"ratio {spent / seconds[Rule.POISON, engine]:.1f}"
        )
    if transfers <= 10_000_000:
        spent, peak, _ = whole_command(path, folder / "out")
        goal = GOAL_COMMAND * max(1.0, transfers / 1e6)
        met.append(told(f"the whole command, every rule, {peak:.0f} MB", spent, goal, "s", least=False))
    return met


def main(arguments: list[str]) -> int:
    """Measure every size; 1 when a goal is missed."""
    with tempfile.TemporaryDirectory() as folder:
        met = [ok for size in arguments or ["100000", "1000000"] for ok in measure(int(size), Path(folder))]
    return 0 if all(met) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
