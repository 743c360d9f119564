"""The engine against the reference on random ledgers, and the laws of conservation that every rule keeps."""

from array import array

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.tracing.kernels import apportion, proportion
from comity.tracing.question import Question, seeds_of
from comity.tracing.reference import followed
from comity.tracing.replay import replay
from comity.tracing.rules import CAPPED, Rule
from comity.tracing.seeds import Seeds

ACCOUNTS, COLOURS = 5, 2
SIDE = st.integers(0, ACCOUNTS - 1)
TRANSFER = st.tuples(SIDE, SIDE, st.integers(0, 40), st.integers(0, COLOURS)).filter(lambda t: t[0] or t[1])
TRANSFERS = st.lists(TRANSFER, min_size=1, max_size=30)
ENGINE_RULES = [Rule.FIFO, Rule.LIFO, Rule.CLEAN_FIRST, Rule.TAINT_FIRST, Rule.PRO_RATA]


def run(made, rule, transfers, colours=COLOURS, compiled=False):
    """Seed every transfer that has a colour, from outside or not."""
    found = made([(s, r, a, c) for s, r, a, c in transfers], ACCOUNTS, colours)
    seeds = Seeds(array("i", [c for *_, c in transfers]), (0, *[2**62] * colours), found.origins, len(found))
    return found, replay(rule, found, seeds, compiled=compiled)


def held(result):
    return {(a, c): v for a, cells in result.held.items() for c, v in enumerate(cells) if c and v}


@pytest.mark.parametrize("rule", [Rule.FIFO, Rule.LIFO])
@given(transfers=TRANSFERS)
@settings(max_examples=300, deadline=None)
def test_rules_of_order_equal_the_reference_to_the_unit(made, rule, transfers) -> None:
    expected = followed(rule, transfers)
    _, result = run(made, rule, transfers)
    assert held(result) == expected.held()
    for colour in range(1, COLOURS + 1):
        assert result.totals[colour].left == expected.left[colour]
        assert result.totals[colour].absorbed == expected.absorbed[colour]


@pytest.mark.parametrize("rule", [Rule.CLEAN_FIRST, Rule.TAINT_FIRST])
@given(transfers=TRANSFERS)
@settings(max_examples=200, deadline=None)
def test_one_claim_under_a_rule_of_priority_equals_the_reference_to_the_unit(made, rule, transfers) -> None:
    single = [(s, r, a, min(c, 1)) for s, r, a, c in transfers]
    expected = followed(rule, single)
    _, result = run(made, rule, single, colours=1)
    assert held(result) == expected.held()


@pytest.mark.parametrize("rule", [Rule.CLEAN_FIRST, Rule.TAINT_FIRST, Rule.PRO_RATA])
@given(transfers=TRANSFERS)
@settings(max_examples=200, deadline=None)
def test_sharing_rules_stay_within_a_unit_per_transfer_of_the_exact_fraction(made, rule, transfers) -> None:
    large = [(s, r, 10_000 * a, c) for s, r, a, c in transfers]
    expected = followed(rule, large).held()
    _, result = run(made, rule, large)
    found = held(result)
    for key in expected.keys() | found.keys():
        assert abs(expected.get(key, 0) - found.get(key, 0)) <= len(transfers)


@pytest.mark.parametrize("rule", CAPPED)
@given(transfers=TRANSFERS)
@settings(max_examples=200, deadline=None)
def test_no_unit_is_lost_or_made(made, rule, transfers) -> None:
    _found, result = run(made, rule, transfers)
    assert all(total.difference == 0 for total in result.totals)
    balance = [0] * ACCOUNTS
    for s, r, a, _ in transfers:
        balance[s] -= a
        balance[r] += a
    for account, cells in result.held.items():
        assert min(cells) >= 0
        assert sum(cells) == max(balance[account], 0) or rule is Rule.PARI_PASSU
        assert sum(cells[1:]) <= balance[account]


@given(transfers=TRANSFERS)
@settings(max_examples=200, deadline=None)
def test_a_compensated_claimant_never_gets_more_than_was_paid_in(made, transfers) -> None:
    _, result = run(made, Rule.PARI_PASSU, transfers)
    assert all(0 <= total.resting <= total.seeded for total in result.totals)


@given(transfers=TRANSFERS)
@settings(max_examples=200, deadline=None)
def test_poison_is_the_reach_of_money_in_time(made, transfers) -> None:
    _, result = run(made, Rule.POISON, transfers)
    touched = {(0, 0)}
    for s, r, a, c in transfers:
        if a and s != r:
            reached = {colour for account, colour in touched if account == s and s} | ({c} if c else set())
            touched |= {(r, colour) for colour in reached}
    assert {a for a, c in touched if a and c} == set(result.held)


@given(st.integers(0, 2**62 - 1), st.integers(0, 2**62 - 1), st.integers(1, 2**62 - 1))
def test_proportions_are_exact_where_a_product_would_overflow(amount, part, whole) -> None:
    part = min(part, whole)
    amount = min(amount, whole)
    assert proportion(amount, part, whole) == divmod(amount * part, whole)


@given(st.lists(st.integers(0, 10**12), min_size=1, max_size=6), st.data())
def test_an_apportioned_amount_is_spent_to_the_unit_and_nobody_gives_more_than_is_there(weights, data) -> None:
    whole = sum(weights)
    amount = data.draw(st.integers(0, whole))
    out, rest = [0] * len(weights), [0] * len(weights)
    if whole:
        apportion(amount, weights, whole, len(weights) - 1, out, rest)
    assert sum(out) == amount
    assert all(0 <= given <= weight for given, weight in zip(out, weights, strict=True))


def test_only_as_much_as_was_asked_enters_the_trace(made) -> None:
    found = made([(0, 1, 100, 0), (1, 2, 60, 0), (1, 3, 40, 0)], 4, 0)
    for rule in CAPPED:
        seeds = seeds_of(Question(account="A1", amount="0.70"), found)
        result = replay(rule, found, seeds, compiled=False)
        assert held(result) == {(2, 1): 60, (3, 1): 10}


def test_money_that_comes_back_is_not_counted_twice(made) -> None:
    found = made([(0, 1, 100, 0), (1, 2, 100, 0), (2, 1, 100, 0), (1, 3, 100, 0)], 4, 0)
    for rule in CAPPED:
        result = replay(rule, found, seeds_of(Question(account="A1"), found), compiled=False)
        assert (held(result), result.totals[1].seeded) == ({(3, 1): 100}, 100)


def test_the_pool_of_lots_and_the_log_grow_when_they_are_full(made) -> None:
    rows = [(0, 1 + i % 3, 3, 1 + i % 2) for i in range(3000)] + [
        (1 + i % 3, 1 + (i + 1) % 3, 7, 0) for i in range(3000)
    ]
    found = made(rows, 4, 2)
    for rule in ENGINE_RULES:
        result = replay(rule, found, seeds_of(Question(origins=True), found), compiled=False)
        assert sum(sum(cells[1:]) for cells in result.held.values()) == 9000


@pytest.mark.parametrize("rule", list(Rule))
def test_compiled_and_plain_runs_are_the_same_to_the_unit(made, rule) -> None:
    pytest.importorskip("numba", reason="the extra for large ledgers is not installed")
    rows = [(i * 7 % 5, i * 11 % 5, 10**12 + i * 13, i % 3) for i in range(400) if i * 7 % 5 != i * 11 % 5]
    _, plain = run(made, rule, rows)
    _, compiled = run(made, rule, rows, compiled=True)
    assert plain.held == compiled.held
    assert list(plain.log) == list(compiled.log)
    assert plain.totals == compiled.totals
