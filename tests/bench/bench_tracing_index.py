"""One exact trace out of millions: the full scan, the index, and what else can be asked of the same ledger here.

    python tests/bench/bench_tracing_index.py [TRANSFERS …]     1000000 where none is given; 10 transfers an account

The economy is synthetic: salaries from outside, payments and spending out of what is there (so that no account is
overdrawn, which would end traces early), and 200 planted sources that pay out in twenty parts. Goals are those for 2
cores: a full scan of 100 million transfers within 15 s a rule, the index within 120 s and 60 bytes a transfer, one
source within 1 ms forward in the middle of 200 (10 ms is the floor). The indexed traces of the first sources are
compared with the full scan, to the unit. Peers, where they are installed (networkx, polars), answer less: they find
only who was reached in time.
"""

import importlib.util
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numba import njit

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests" / "bench")]

from bench_tracing import recursive_query, script  # noqa: E402

from comity.tracing.index.kept import index_open, index_write  # noqa: E402
from comity.tracing.index.origins import origins_of_balance  # noqa: E402
from comity.tracing.index.texts import Blank, LineNames  # noqa: E402
from comity.tracing.ledger import Ledger  # noqa: E402
from comity.tracing.paths import paths_of  # noqa: E402
from comity.tracing.question import Question, seeds_of  # noqa: E402
from comity.tracing.replay import replay  # noqa: E402
from comity.tracing.rules import Rule  # noqa: E402

SOURCES, PARTS, COMPARED = 200, 20, 3
SCANNED = [rule for rule in Rule if rule is not Rule.PARI_PASSU]
INDEXED = (Rule.FIFO, Rule.LIFO, Rule.CLEAN_FIRST)
GOAL_SCAN, GOAL_BUILD, GOAL_BYTES, GOAL_TRACE = 100 / 15, 100 / 120, 60.0, 1.0


class Numbered(Sequence[str]):
    """Names of accounts: acct1, acct2, and so on; the first is the outside world."""

    def __init__(self, size: int) -> None:
        self.size = size

    def __len__(self) -> int:
        return self.size

    def __getitem__(self, index: Any) -> Any:
        if isinstance(index, slice):
            return [f"acct{n}" for n in range(*index.indices(self.size))]
        return f"acct{index}"

    def find(self, wanted: list[str]) -> dict[str, int]:
        """The numbers of some accounts."""
        return {name: int(name.removeprefix("acct")) for name in wanted}


@njit(cache=True)
def economy(sender: Any, receiver: Any, amount: Any, accounts: int, sources: int, parts: int) -> None:
    """A year of payments; account 1 to ``sources`` are planted, the others follow a power law."""
    np.random.seed(42)
    balance = np.zeros(accounts, np.int64)
    rows = len(sender)
    every = max(rows // (2 * sources * parts), 1)
    for row in range(rows):
        a = 1 + sources + int((accounts - 1 - sources) * np.random.random() ** 2.5)
        b = 1 + sources + int((accounts - 1 - sources) * np.random.random() ** 2.5)
        kind = np.random.random()
        cash = np.random.random()
        if row % every == 0 and row // every < sources * parts:
            a, kind = 1 + (row // every) % sources, 0.5
            balance[a] += 500_000
        if kind < 0.35 or balance[a] < 100 or a == b:
            sender[row], receiver[row], amount[row] = 0, a, 150_000 + int(300_000 * cash)
        else:
            sender[row], receiver[row] = a, 0 if kind > 0.75 else b
            amount[row] = 500_000 if a <= sources else 1 + int(balance[a] * 0.6 * cash)
        balance[sender[row]] -= amount[row]
        balance[receiver[row]] += amount[row]


def made(transfers: int) -> Ledger:
    """The ledger, in memory."""
    accounts = max(transfers // 10, 2 * SOURCES)
    sender, receiver = np.zeros(transfers, np.int32), np.zeros(transfers, np.int32)
    amount = np.zeros(transfers, np.int64)
    economy(sender, receiver, amount, accounts, SOURCES, PARTS)
    # The planted sources draw on money that they have from outside the ledger; their accounts are seen as overdrawn.
    columns = (sender, receiver, amount, np.arange(transfers), np.zeros(transfers, np.int8))
    texts = (range(2, transfers + 2), LineNames(range(2, transfers + 2)), Blank(transfers))
    return Ledger("made", "", "EUR", 2, Numbered(accounts), ("",), *columns, *texts, "sequence")


def told(what: str, value: float, goal: float, unit: str, *, least: bool = False) -> bool:
    """Print one measurement; whether it meets its goal."""
    met = value >= goal if least else value <= goal
    print(f"{'ok    ' if met else 'MISSED'} {what}: {value:.3g} {unit} (goal {goal:.3g})", flush=True)
    return met


def timed(work: Callable[[], Any], clock: Callable[[], float] = time.perf_counter) -> tuple[float, Any]:
    """Seconds, and what came of it."""
    started = clock()
    answer = work()
    return clock() - started, answer


def scans(ledger: Ledger, runs: int) -> tuple[list[bool], dict[Rule, float]]:
    """Every rule over the whole ledger for the first source."""
    met, seconds = [], {}
    seeds = seeds_of(Question(account="acct1"), ledger)
    for rule in SCANNED:
        replay(rule, small_one(), seeds_of(Question(account="acct1"), small_one()), compiled=True)  # compiles
        found = [timed(lambda r=rule: replay(r, ledger, seeds, compiled=True)) for _ in range(runs)]
        seconds[rule] = statistics.median(spent for spent, _ in found)
        whole = all(total.difference == 0 for total in found[0][1].totals)
        rate = len(ledger) / seconds[rule] / 1e6 if whole else 0.0
        what = f"full scan {rule}, {seconds[rule]:.2f} s, {len(found[0][1].held)} accounts, median of {runs}"
        met.append(told(what, rate, GOAL_SCAN, "M transfers/s", least=True))
    return met, seconds


def small_one() -> Ledger:
    """A ledger to compile with."""
    return made(10_000)


def one_trace(ledger: Ledger, rule: Rule, account: str) -> Any:
    """What a person waits for: the source found, its money followed, every holding with its paths."""
    found = replay(rule, ledger, seeds_of(Question(account=account), ledger))
    return found, sum(path.amount for path in paths_of(found, ledger))


def traces(ledger: Ledger, kept: Ledger) -> list[bool]:
    """Every planted source from the index, under each rule; the first ones against the full scan."""
    met = []
    accounts = [f"acct{n}" for n in range(1, SOURCES + 1)]
    for rule in INDEXED:
        # Other work on the machine must not count: a trace takes a millisecond on one core.
        for account in accounts:
            one_trace(kept, rule, account)  # warm files
        found = [timed(lambda a=account, r=rule: one_trace(kept, r, a), time.process_time) for account in accounts]
        spent = sorted(1000 * seconds for seconds, _ in found)
        for account, (_, (answer, resting)) in list(zip(accounts, found, strict=True))[:COMPARED]:
            scan = replay(rule, ledger, seeds_of(Question(account=account), ledger), compiled=True)
            if scan.held != answer.held or scan.totals != answer.totals or resting != answer.totals[1].resting:
                raise SystemExit(f"{rule}, {account}: the index and the full scan differ")
        moves = statistics.median(len(answer.log) // 5 for _, (answer, _) in found)
        what = (
            f"one source, {rule}, with paths, {len(spent)} sources, {moves:.0f} moves in the middle, "
            f"p99 {spent[int(0.99 * len(spent))]:.2f} ms, longest {spent[-1]:.2f} ms; the middle"
        )
        met.append(told(what, statistics.median(spent), GOAL_TRACE, "ms"))
    way = kept.index.way if kept.index else None
    chance = np.random.default_rng(7)
    asked = [int(n) for n in chance.integers(SOURCES + 1, len(ledger.accounts), 200)]
    for newest in (False, True):
        back = [timed(lambda a=a, n=newest: origins_of_balance(way, a, len(ledger), newest=n)) for a in asked]
        if any(answer.difference for _, answer in back):
            raise SystemExit("backward: a balance was not explained to the unit")
        spent = sorted(1000 * seconds for seconds, _ in back)
        moves = statistics.median(len(answer.passed) for _, answer in back)
        what = (
            f"origin of a balance, {'lifo' if newest else 'fifo'}, 200 accounts, {moves:.0f} transfers in the middle, "
            f"p99 {spent[198]:.1f} ms; the middle"
        )
        met.append(told(what, statistics.median(spent), 10.0, "ms"))
    return met


def polars_frontier(ledger: Ledger) -> tuple[float, int]:
    """Who was reached in time, by joining the frontier with all transfers until nothing changes."""
    import polars as pl  # noqa: PLC0415 - a peer that may be missing

    rows = np.arange(len(ledger))
    given = {"s": np.asarray(ledger.sender), "r": np.asarray(ledger.receiver), "t": rows}
    transfers = pl.DataFrame(given).lazy().filter((pl.col("s") != pl.col("r")) & (pl.col("r") != 0)).collect()

    def run() -> int:
        known = pl.DataFrame({"s": [1], "since": [-1]}, schema={"s": pl.Int32, "since": pl.Int64})
        front = known
        while len(front):
            hit = transfers.join(front, on="s").filter(pl.col("t") > pl.col("since"))
            arrived = hit.group_by("r").agg(pl.col("t").min().alias("since")).rename({"r": "s"})
            both = arrived.join(known, on="s", how="left", suffix="_k")
            earlier = pl.col("since_k").is_null() | (pl.col("since") < pl.col("since_k"))
            front = both.filter(earlier).select("s", "since")
            known = pl.concat([known, front]).group_by("s").agg(pl.col("since").min())
        return len(known)

    return timed(run)


def networkx_search(ledger: Ledger) -> tuple[float, int]:
    """Who was reached in time, by the earliest arrival over a graph of transfers (its building counted)."""
    import heapq  # noqa: PLC0415

    import networkx as nx  # noqa: PLC0415 - a peer that may be missing

    def run() -> int:
        graph = nx.MultiDiGraph()
        pairs = zip(ledger.sender.tolist(), ledger.receiver.tolist(), strict=True)
        graph.add_edges_from((s, r, {"t": t}) for t, (s, r) in enumerate(pairs) if s != r and r)
        best, heap = {1: -1}, [(-1, 1)]
        while heap:
            since, node = heapq.heappop(heap)
            if since > best[node] or node not in graph:
                continue
            for _, other, t in graph.out_edges(node, data="t"):
                if t > since and t < best.get(other, len(ledger)):
                    best[other] = t
                    heapq.heappush(heap, (t, other))
        return len(best)

    return timed(run)


def peers(ledger: Ledger, seconds: dict[Rule, float]) -> None:
    """The same ledger in other hands, and how many times longer they take than the scan that answers as much."""
    runs: list[tuple[str, int, Rule, Callable[[], tuple[float, Any]]]] = [
        ("a script of plain Python (one rule, floats)", 10_000_000, Rule.PRO_RATA, lambda: script(ledger, "acct1")),
        ("DuckDB's recursive query (reach)", 100_000_000, Rule.POISON, lambda: recursive_query(ledger, "acct1")),
        ("Polars' frontier loop (reach)", 100_000_000, Rule.POISON, lambda: polars_frontier(ledger)),
        ("networkx (reach)", 2_000_000, Rule.POISON, lambda: networkx_search(ledger)),
    ]
    for name, most, rule, run in runs:
        module = {"P": "polars", "n": "networkx"}.get(name[0])
        if len(ledger) > most or (module and importlib.util.find_spec(module) is None):
            print(f"       {name}: {'left out at this size' if len(ledger) > most else 'not installed'}", flush=True)
            continue
        spent, answer = run()
        print(
            f"       {name}, {answer:.0f}: {spent:.2f} s, {spent / seconds[rule]:.1f} times the scan {rule}", flush=True
        )


def measure(transfers: int, folder: Path) -> list[bool]:
    """Every measurement on one ledger."""
    ledger = made(transfers)
    print(f"\n{transfers} transfers, {len(ledger.accounts)} accounts", flush=True)
    met, seconds = scans(ledger, 3 if transfers <= 20_000_000 else 1)
    index_write(small_one(), folder / "small", compiled=True)  # compiles
    path = folder / f"{transfers}.index"
    spent, written = timed(lambda: index_write(ledger, path, compiled=True))
    met.append(told(f"index built and written, {spent:.1f} s", transfers / spent / 1e6, GOAL_BUILD, "M/s", least=True))
    texts = sum(len(f"acct{n}") for n in range(len(ledger.accounts))) + 12 * len(ledger.accounts)
    bytes_each = (written["bytes"] - texts) / transfers
    met.append(told("its size without the names", bytes_each, GOAL_BYTES, "bytes a transfer"))
    spent, kept = timed(lambda: index_open(path))
    print(f"       opened in {1000 * spent:.1f} ms")
    met += traces(ledger, kept)
    peers(ledger, seconds)
    path.unlink()
    print(f"       at most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB of memory", flush=True)
    return met


def main(arguments: list[str]) -> int:
    """Measure every size; 1 when a goal is missed."""
    with tempfile.TemporaryDirectory() as folder:
        met = [ok for size in arguments or ["1000000"] for ok in measure(int(size), Path(folder))]
    return 0 if all(met) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
