"""What one person owns through companies that own one another, rings included: exact fractions over many holdings.

    python tests/bench/bench_ownership.py [HOLDINGS]     1000000 where none is given

The register is a synthetic table: a few people hold very much, companies hold mostly those near by, and one in a
hundred holds back, which makes rings. It is read column by column, as `comity own` reads large tables. Processor time
is told, since other work on the machine must not count. Goal: one person within 0.1 s once the graph stands, for each
of 200 people drawn with those who hold most among them. Three things are told: the multiplied shares with everything
from a quarter on; the answer under that rule, with names, exact fractions and chains; and the answer under all rules.
People are compared with the reader of rows where the table is small enough for it.
"""

import datetime as dt
import random
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import duckdb

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "src"))

from comity.tracing.ownership.answer import Answer, what_is_owned  # noqa: E402
from comity.tracing.ownership.bulk import read_bulk  # noqa: E402
from comity.tracing.ownership.holdings import Graph, graph_on  # noqa: E402
from comity.tracing.ownership.integrated import holdings_of  # noqa: E402
from comity.tracing.ownership.read import read_holdings  # noqa: E402
from comity.tracing.ownership.rules import QUARTER, Inquiry, OwnershipRule  # noqa: E402

GOAL, ASKED, COMPARED_UP_TO, DAY = 0.1, 200, 200_000, dt.date(2026, 1, 1)


def _shares(graph: Graph, name: str) -> object:
    return holdings_of(graph, name).at_least(QUARTER)


def _one_rule(graph: Graph, name: str) -> Answer:
    return what_is_owned(graph, name, Inquiry([OwnershipRule.MULTIPLIED]))


def _all_rules(graph: Graph, name: str) -> Answer:
    return what_is_owned(graph, name, Inquiry())


QUESTIONS: list[tuple[str, Callable[[Graph, str], object], float | None]] = [
    ("multiplied shares", _shares, GOAL),
    ("answer, multiplied", _one_rule, GOAL),
    ("answer, six rules", _all_rules, None),
]


def write_register(path: Path, count: int) -> None:
    """The register, the same for the same size."""
    companies, people = count // 2, count * 6 // 10
    chance = "(hash(i * 7 + {0}) % 1000000) / 1000000.0"
    near = f"hash(i * 7 + 3) % 200 + 1 - CASE WHEN {chance.format(4)} < 0.01 THEN 400 ELSE 0 END"
    with duckdb.connect() as database:
        database.execute(
            f"""COPY (SELECT CASE WHEN {chance.format(1)} < 0.55
                        THEN 'p' || CAST({people} * pow({chance.format(2)}, 2) AS BIGINT)
                        ELSE 'c' || greatest(0, least({companies - 1}, owned - CAST({near} AS BIGINT))) END AS owner,
                   'c' || owned AS owned, (1 + hash(i * 7 + 5) % 39) || '%' AS share
            FROM (SELECT i, CAST(hash(i * 7 + 6) % {companies} AS BIGINT) AS owned FROM range({count}) r(i))
            WHERE owner <> 'c' || owned) TO '{path}' (HEADER)"""
        )


def main(arguments: list[str]) -> int:
    """Build the graph once and ask about people; 1 when the goal is missed."""
    count = int(arguments[0]) if arguments else 1_000_000
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "holdings.csv"
        write_register(path, count)
        started = time.process_time()
        bulk = read_bulk(path, DAY)
        if bulk is None:
            raise SystemExit("the table was not read column by column (is the extra tracing installed?)")
        spent_once, size = time.process_time() - started, path.stat().st_size / 1e6
        print(f"{count} holdings ({size:.0f} MB) read into a graph: {spent_once:.1f} s of processor, once", flush=True)
        rows = graph_on(read_holdings(path), DAY) if count <= COMPARED_UP_TO else None
    people = [f"p{n}" for n in range(count * 6 // 10) if n < ASKED // 10]
    chance = random.Random(2)
    others = (f"p{chance.randrange(count * 6 // 10)}" for _ in range(20 * ASKED))
    asked = [name for name in dict.fromkeys((*people, *others)) if name in bulk.graph.owned][:ASKED]
    reached = max(len(holdings_of(bulk.graph, name).shares) for name in asked)
    print(f"{len(asked)} people, {reached} companies for the one who holds most", flush=True)
    met = []
    for what, question, goal in QUESTIONS:
        spent = [_seconds(question, bulk.graph, name) for name in asked]
        middle, most = statistics.median(spent), max(spent)
        met.append(goal is None or most <= goal)
        said = "" if goal is None else f" (goal {goal} s for each)"
        print(
            f"{'ok    ' if met[-1] else 'MISSED'} {what}: middle {middle:.4f} s, longest {most:.3f} s{said}", flush=True
        )
    if rows is not None:
        _compare(bulk.graph, rows, asked)
    print(f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")
    return 0 if all(met) else 1


def _seconds(question: Callable[[Graph, str], object], graph: Graph, name: str) -> float:
    started = time.process_time()
    question(graph, name)
    return time.process_time() - started


def _compare(graph: Graph, rows: Graph, asked: list[str]) -> None:
    for name in asked:
        if holdings_of(graph, name).shares != holdings_of(rows, name).shares:
            raise SystemExit(f"{name}: the two readers differ")
        if _all_rules(graph, name).found != _all_rules(rows, name).found:
            raise SystemExit(f"{name}: the two readers answer differently")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
