"""The index against the full scan and the reference: the same moves, holdings and sums, to the unit."""

import importlib.util
from array import array
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.tracing.columns import Sparse
from comity.tracing.index.build import entries_of
from comity.tracing.index.follow import follow
from comity.tracing.index.way import Way
from comity.tracing.ledger import Ledger
from comity.tracing.outcome import Replay
from comity.tracing.paths import paths_of
from comity.tracing.reference import followed
from comity.tracing.replay import replay
from comity.tracing.rules import Rule
from comity.tracing.seeds import Seeds

ACCOUNTS, COLOURS = 5, 2
SIDE = st.integers(0, ACCOUNTS - 1)
TRANSFER = st.tuples(SIDE, SIDE, st.integers(0, 40), st.integers(0, COLOURS)).filter(lambda t: t[0] or t[1])
TRANSFERS = st.lists(TRANSFER, min_size=1, max_size=40)
INDEXED = [Rule.FIFO, Rule.LIFO, Rule.CLEAN_FIRST, Rule.TAINT_FIRST, Rule.PRO_RATA]


def way_of(ledger: Ledger, compiled: bool = False) -> Way:
    entries = entries_of(
        ledger.sender, ledger.receiver, ledger.amount, accounts=len(ledger.accounts), compiled=compiled
    )
    return Way(ledger.sender, ledger.receiver, ledger.amount, entries)


def asked(ledger: Ledger, transfers: Sequence[tuple[int, ...]], cap: int, rows: int) -> tuple[Seeds, Seeds]:
    """The same question with a whole column of colours and with only those that are not nothing."""
    colours = [c for *_, c in transfers]
    sparse = Sparse(lambda: {row: c for row, c in enumerate(colours) if c}, len(colours))
    caps = (0, *[cap] * COLOURS)
    return Seeds(array("i", colours), caps, ledger.origins, rows), Seeds(sparse, caps, ledger.origins, rows)


def same(one: Replay, other: Replay | None) -> bool:
    """Whether two answers say the same of every account, colour and transfer."""
    assert other is not None
    assert other.held == one.held
    assert other.totals == one.totals
    assert [other.balance[a] for a in range(1, ACCOUNTS)] == [int(one.balance[a]) for a in range(1, ACCOUNTS)]
    return sorted(other.moves, key=lambda m: (m.row, m.colour)) == sorted(one.moves, key=lambda m: (m.row, m.colour))


@pytest.mark.parametrize("rule", INDEXED)
@given(transfers=TRANSFERS, cap=st.sampled_from([2**62, 25, 3]), part=st.integers(0, 40))
@settings(max_examples=300, deadline=None)
def test_the_index_gives_what_the_full_scan_gives(made, rule, transfers, cap, part) -> None:
    ledger = made(transfers, ACCOUNTS, COLOURS)
    whole, few = asked(ledger, transfers, cap, max(1, len(transfers) - part // 4))
    assert same(replay(rule, ledger, whole, compiled=False), follow(rule, way_of(ledger), few, compiled=False))


@pytest.mark.skipif(importlib.util.find_spec("numba") is None, reason="the extra tracing is not installed")
@pytest.mark.parametrize("rule", INDEXED)
@given(transfers=TRANSFERS, cap=st.sampled_from([2**62, 25, 3]), part=st.integers(0, 40))
@settings(max_examples=300, deadline=None)
def test_the_compiled_index_gives_what_the_plain_one_gives_in_the_same_order(made, rule, transfers, cap, part) -> None:
    ledger = made(transfers, ACCOUNTS, COLOURS)
    few = asked(ledger, transfers, cap, max(1, len(transfers) - part // 4))[1]
    plain, twin = (follow(rule, way_of(ledger), few, compiled=compiled) for compiled in (False, True))
    assert plain is not None
    assert twin is not None
    assert (plain.held, plain.totals, list(plain.log)) == (twin.held, twin.totals, list(twin.log))
    assert list(paths_of(plain, ledger)) == list(paths_of(twin, ledger))


@pytest.mark.parametrize("rule", [Rule.FIFO, Rule.LIFO])
@given(transfers=TRANSFERS)
@settings(max_examples=200, deadline=None)
def test_the_index_gives_what_the_reference_gives_under_rules_of_order(made, rule, transfers) -> None:
    ledger = made(transfers, ACCOUNTS, COLOURS)
    found = follow(rule, way_of(ledger), asked(ledger, transfers, 2**62, len(transfers))[1])
    assert found is not None
    held = {(a, c): v for a, cells in found.held.items() for c, v in enumerate(cells) if c and v}
    assert held == followed(rule, transfers).held()
