"""What one person owns through companies that own one another, rings included: exact fractions over many holdings.

    python tests/bench/bench_ownership.py [HOLDINGS]     200000 where none is given

The register is synthetic: a few people hold very much, companies hold mostly those near by, and one in a hundred holds
back, which makes rings. Processor time is told, since other work on the machine must not count. Goal: one person within
0.1 s once the graph stands, in the middle of 200 people drawn with those who hold most among them.
"""

import datetime as dt
import random
import resource
import statistics
import sys
import time
from fractions import Fraction
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "src"))

from comity.tracing.ownership.holdings import Holding, Register, graph_on  # noqa: E402
from comity.tracing.ownership.integrated import holdings_of  # noqa: E402

GOAL, ASKED = 0.1, 200


def made(count: int) -> Register:
    """The register."""
    chance, companies, people = random.Random(1), count // 2, count * 6 // 10
    found = []
    while len(found) < count:
        owned = chance.randrange(companies)
        back = 400 if chance.random() < 0.01 else 0
        near = min(companies - 1, max(0, owned - chance.randrange(1, 200) + back))
        owner = f"p{int(people * chance.random() ** 2)}" if chance.random() < 0.55 else f"c{near}"
        if owner != f"c{owned}":
            found.append(Holding(owner, f"c{owned}", Fraction(chance.randrange(1, 40), 100)))
    return Register("made", "", tuple(found))


def main(arguments: list[str]) -> int:
    """Build the graph once and ask about people; 1 when the goal is missed."""
    count = int(arguments[0]) if arguments else 200_000
    register = made(count)
    started = time.process_time()
    graph = graph_on(register, dt.date(2026, 1, 1))
    print(f"graph of {count} holdings: {time.process_time() - started:.1f} s of processor, once")
    chance = random.Random(2)
    largest = sorted((name for name in graph.owned if name[0] == "p"), key=lambda name: int(name[1:]))[: ASKED // 10]
    others = chance.sample(sorted(name for name in graph.owned if name[0] == "p"), ASKED - len(largest))
    spent, reached = [], []
    for name in (*largest, *others):
        started = time.process_time()
        reached.append(len(holdings_of(graph, name).shares))
        spent.append(time.process_time() - started)
    middle, most = statistics.median(spent), max(spent)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    what = f"one person of {len(spent)}: middle {middle:.4f} s, longest {most:.3f} s for {max(reached)} companies"
    print(f"{'ok    ' if middle <= GOAL else 'MISSED'} {what} (goal {GOAL} s), {memory} MB")
    return 0 if middle <= GOAL else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
