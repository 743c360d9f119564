"""Every unit at rest has a way back to its source, and the ways add up."""

from array import array
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.tracing.paths import paths_of
from comity.tracing.question import Question, seeds_of
from comity.tracing.replay import replay
from comity.tracing.rules import Rule
from comity.tracing.seeds import Seeds

SIDE = st.integers(0, 4)
TRANSFERS = st.lists(
    st.tuples(SIDE, SIDE, st.integers(0, 40), st.integers(0, 2)).filter(lambda t: t[0] or t[1]), min_size=1, max_size=30
)


@pytest.mark.parametrize("rule", [Rule.FIFO, Rule.LIFO, Rule.CLEAN_FIRST, Rule.TAINT_FIRST, Rule.PRO_RATA])
@given(transfers=TRANSFERS)
@settings(max_examples=150, deadline=None)
def test_paths_add_up_to_the_holdings_and_follow_the_transfers(made, rule, transfers) -> None:
    ledger = made(transfers, 5, 2)
    seeds = Seeds(array("i", [c for *_, c in transfers]), (0, 2**62, 2**62), ledger.origins, len(ledger))
    result = replay(rule, ledger, seeds, compiled=False)
    sums: Counter[tuple[int, int]] = Counter()
    for path in paths_of(result, ledger):
        sums[path.account, path.colour] += path.amount
        assert list(path.rows) == sorted(path.rows)
        assert ledger.receiver[path.rows[-1]] == path.account
        for before, after in zip(path.rows, path.rows[1:], strict=False):
            assert ledger.receiver[before] == ledger.sender[after]
        assert transfers[path.rows[0]][3] == path.colour
    expected = {(a, c): v for a, cells in result.held.items() for c, v in enumerate(cells) if c and v}
    assert sums == expected


def test_first_in_first_out_tells_which_payment_bought_the_house(ledger) -> None:
    found = ledger("- A 10 victim\n- A 20 victim\nA HOUSE 15")
    result = replay(Rule.FIFO, found, seeds_of(Question(origins=True), found))
    told = [(found.accounts[p.account], p.amount, p.rows) for p in paths_of(result, found)]
    assert told == [("A", 1500, (1,)), ("HOUSE", 1000, (0, 2)), ("HOUSE", 500, (1, 2))]
