"""The engine against the reference on random ledgers: ties, cycles, overdrafts, zero balances, self-transfers.

    python tests/bench/bench_tracing_reference.py [LEDGERS]     10000 where none is given, a million with COMITY_LONG

Rules of order and rules of priority with one claim must agree to the unit, plain, compiled and from the index; sharing
rules to one unit a transfer; every run must conserve. Goal: no difference. The ledgers are shared out over all cores.
"""

import os
import random
import sys
from array import array
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "src"))

from comity.tracing.columns import Sparse  # noqa: E402
from comity.tracing.compiled import kernels_or_none  # noqa: E402
from comity.tracing.index.build import entries_of  # noqa: E402
from comity.tracing.index.follow import follow  # noqa: E402
from comity.tracing.index.way import Way  # noqa: E402
from comity.tracing.ledger import Ledger  # noqa: E402
from comity.tracing.outcome import Replay  # noqa: E402
from comity.tracing.reference import followed  # noqa: E402
from comity.tracing.replay import replay  # noqa: E402
from comity.tracing.rules import Rule  # noqa: E402
from comity.tracing.seeds import Seeds  # noqa: E402

EXACT = {Rule.FIFO: 3, Rule.LIFO: 3, Rule.CLEAN_FIRST: 1, Rule.TAINT_FIRST: 1}
"""Rules that agree to the unit, and with how many claims."""
INDEX = "index"
SHARING = (Rule.PRO_RATA, Rule.CLEAN_FIRST, Rule.TAINT_FIRST)


def some_ledger(chance: random.Random, colours: int) -> tuple[Ledger, Seeds, list[tuple[int, int, int, int]]]:
    """A small ledger, its seeds, and its transfers as numbers."""
    rows = []
    for _ in range(chance.randrange(1, 40)):
        sender, receiver = chance.randrange(6), chance.randrange(6)
        if sender or receiver:
            rows.append((sender, receiver, chance.choice([0, 1, 7, 10, 10, 33, 10_000]), chance.randrange(colours + 1)))
    sender, receiver, amount, colour = ([row[k] for row in rows] for k in range(4))
    count = len(rows)
    names = ("", *(f"v{n}" for n in range(colours)))
    columns = (array("i", sender), array("i", receiver), array("q", amount), array("q", range(count)))
    texts = (range(count), [str(n) for n in range(count)], [""] * count)
    ledger = Ledger("", "", "EUR", 2, tuple("012345"), names, *columns, array("i", [0] * count), *texts, "sequence")
    return ledger, Seeds(array("i", colour), (0, *[2**62] * colours), names, count), rows


def indexed(rule: Rule, ledger: Ledger, seeds: Seeds) -> Replay:
    """The answer from the index of the ledger."""
    sides = ledger.sender, ledger.receiver, ledger.amount
    way = Way(*sides, entries_of(*sides, accounts=len(ledger.accounts), compiled=False))
    cells = {row: int(colour) for row, colour in enumerate(seeds.colour) if colour}
    found = follow(rule, way, Seeds(Sparse(lambda: cells, len(ledger)), seeds.cap, seeds.names, seeds.rows))
    if found is None:
        raise SystemExit(f"the index left {rule} to the full scan")
    return found


def differences(seed: int) -> list[str]:
    """What does not agree on one random ledger."""
    chance, found = random.Random(seed), []
    engines = (False, True, INDEX) if kernels_or_none() else (False, INDEX)
    for rule, colours in [*EXACT.items(), *((rule, 3) for rule in SHARING)]:
        ledger, seeds, rows = some_ledger(chance, colours)
        expected = followed(rule, rows).held()
        room = 0 if EXACT.get(rule) == colours else len(rows)
        for compiled in engines:
            if compiled == INDEX:
                result = indexed(rule, ledger, seeds)
            else:
                result = replay(rule, ledger, seeds, compiled=bool(compiled))
            held = {(a, c): v for a, cells in result.held.items() for c, v in enumerate(cells) if c and v}
            apart = max((abs(expected.get(k, 0) - held.get(k, 0)) for k in expected.keys() | held.keys()), default=0)
            if apart > room or any(total.difference for total in result.totals):
                found.append(f"seed {seed}, {rule}, {colours} claims, compiled {compiled}: {float(apart)}")
    return found


def main(arguments: list[str]) -> int:
    """Compare; 1 when anything differs."""
    usual = 1_000_000 if os.environ.get("COMITY_LONG") else 10_000
    count = int(arguments[0]) if arguments else usual
    with ProcessPoolExecutor() as workers:
        found = [text for texts in workers.map(differences, range(count), chunksize=500) for text in texts]
    print("\n".join(found[:20]))
    what = f"{count} random ledgers in each of {len(EXACT) + len(SHARING)} settings: {len(found)} differ (goal 0)"
    print(f"{'MISSED' if found else 'ok    '} {what}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
