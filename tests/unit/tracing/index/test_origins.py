"""Backward is forward turned round: what a balance came from is what brought it there."""

from array import array

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.tracing.index.build import entries_of
from comity.tracing.index.origins import origins_of_balance, origins_of_transfer
from comity.tracing.index.way import Way
from comity.tracing.replay import replay
from comity.tracing.rules import Rule
from comity.tracing.seeds import Seeds

ACCOUNTS = 5
SIDE = st.integers(0, ACCOUNTS - 1)
TRANSFER = st.tuples(SIDE, SIDE, st.integers(0, 40)).filter(lambda t: t[0] or t[1])
TRANSFERS = st.lists(TRANSFER, min_size=1, max_size=30)


def way_of(ledger) -> Way:
    entries = entries_of(ledger.sender, ledger.receiver, ledger.amount, accounts=len(ledger.accounts), compiled=False)
    return Way(ledger.sender, ledger.receiver, ledger.amount, entries)


@pytest.mark.parametrize("rule", [Rule.FIFO, Rule.LIFO])
@given(transfers=TRANSFERS)
@settings(max_examples=300, deadline=None)
def test_what_a_balance_came_from_is_what_the_trace_of_every_source_brings_there(made, rule, transfers) -> None:
    ledger = made([(*t, 0) for t in transfers], ACCOUNTS, 0)
    sources = [row for row, (s, r, _) in enumerate(transfers) if s == 0 and r]
    colour = array("i", [sources.index(row) + 1 if row in sources else 0 for row in range(len(transfers))])
    names = tuple(str(n) for n in range(len(sources) + 1))
    brought = replay(rule, ledger, Seeds(colour, (0, *[2**62] * len(sources)), names, len(transfers)), compiled=False)
    for account in range(1, ACCOUNTS):
        found = origins_of_balance(way_of(ledger), account, len(transfers), newest=rule is Rule.LIFO)
        forward = {sources[c - 1]: v for c, v in enumerate(brought.held.get(account, ())) if c and v}
        assert (found.entered, found.difference) == (forward, 0)


@pytest.mark.parametrize("newest", [False, True])
@given(transfers=TRANSFERS)
@settings(max_examples=200, deadline=None)
def test_every_payment_is_explained_to_the_unit(made, newest, transfers) -> None:
    ledger = made([(*t, 0) for t in transfers], ACCOUNTS, 0)
    for row, (sender, receiver, amount) in enumerate(transfers):
        if sender != receiver:
            found = origins_of_transfer(way_of(ledger), row, newest=newest)
            assert (found.asked, found.difference) == (amount, 0)
