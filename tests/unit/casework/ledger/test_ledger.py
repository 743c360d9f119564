"""The ledger's arithmetic: no minor unit is made or lost, and no order of booking changes a sum."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from comity.casework.ledger import bookings
from comity.casework.ledger.accounts import MEANING, STAGES, Account
from comity.casework.ledger.currency import digits, of_minor, to_minor
from comity.casework.ledger.entries import Entry, EntryKind, Posting, Rate, UnbalancedError, check_balanced, reversal
from comity.casework.ledger.sharing import Share, ShareRole, apportion, check_shares, parse_part
from comity.casework.ledger.sums import balances, conserved, overdrawn, totals
from comity.common.errors import BadInputError
from comity.common.money import Money

patient = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # on a busy machine, too
DAY = dt.date(2026, 3, 2)
MINOR = st.integers(1, 10**14)
CURRENCY = st.sampled_from(("EUR", "CHF", "JPY", "KWD"))
HOLDER = st.sampled_from(("CHE", "NLD", ""))
STAGE = st.sampled_from(STAGES)
MONEY = st.builds(of_minor, MINOR, CURRENCY)
RATE = st.builds(
    lambda base, quote, value: Rate(base, quote, value, "invented", DAY),
    CURRENCY,
    CURRENCY,
    st.decimals(min_value="0.0001", max_value="10000", places=6),
).filter(lambda rate: rate.base != rate.quote)


@st.composite
def postings(draw: Callable[..., object]) -> tuple[Posting, ...]:
    """The postings of any event that money can meet."""
    money, holder, stage = draw(MONEY), draw(HOLDER), draw(STAGE)
    rate, received = draw(RATE), draw(MINOR)
    made = {
        "value": lambda: bookings.value(money, holder),
        "interest": lambda: bookings.interest(money, stage, holder),
        "cost": lambda: bookings.cost(money, stage, holder),
        "cost_of_state": lambda: bookings.cost(money, None, holder),
        "release": lambda: bookings.release(money, stage, holder),
        "revaluation": lambda: (
            bookings.revaluation(stage, holder, money, of_minor(received, money.currency))
            if to_minor(money) != received
            else bookings.value(money, holder)
        ),
        "exchange": lambda: bookings.exchange(
            stage, holder, of_minor(to_minor(money), rate.base), of_minor(received, rate.quote), rate
        ),
    }
    return made[draw(st.sampled_from(sorted(made)))]()


ENTRIES = st.lists(postings(), max_size=12).map(
    lambda rows: [Entry(number, DAY, EntryKind.MOVE, row) for number, row in enumerate(rows, 1)]
)
SHARES = st.lists(st.integers(1, 50), min_size=1, max_size=6).map(
    lambda weights: [
        Share(f"P{n}", Fraction(weight, sum(weights)), ShareRole.SHARE) for n, weight in enumerate(weights)
    ]
)


@patient
@given(postings())
def test_every_booking_balances_in_every_currency(row: tuple[Posting, ...]) -> None:
    check_balanced(row)


@patient
@given(ENTRIES)
def test_no_minor_unit_is_made_or_lost(entries: list[Entry]) -> None:
    assert conserved(entries)


@patient
@given(ENTRIES, st.randoms())
def test_the_order_of_booking_changes_no_sum_and_no_proof(entries: list[Entry], random: object) -> None:
    shuffled = list(entries)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    by = lambda _, posting: (posting.account, posting.currency, posting.holder)  # noqa: E731
    assert totals(shuffled, by) == totals(entries, by)
    assert overdrawn(shuffled) == overdrawn(entries)


@patient
@given(ENTRIES)
def test_every_sum_is_the_sum_of_its_proof(entries: list[Entry]) -> None:
    found = totals(entries, lambda _, posting: (posting.account, posting.currency))
    for total in found.values():
        assert total.minor == sum(minor for _, minor in total.proof)
    lines = sum(len(entry.postings) for entry in entries)
    assert sum(len(total.proof) for total in found.values()) == lines


@patient
@given(ENTRIES)
def test_a_reversal_leaves_nothing_of_an_entry(entries: list[Entry]) -> None:
    back = [Entry(e.number + 1000, DAY, EntryKind.REVERSAL, reversal(e), reverses=e.number) for e in entries]
    assert balances([*entries, *back]) == {}


@patient
@given(st.lists(MINOR, min_size=1, max_size=5), st.integers(0, 10**15))
def test_what_moves_on_is_neither_more_nor_less_than_asked(sums: list[int], part: int) -> None:
    entries = [
        Entry(n, DAY, EntryKind.VALUE, bookings.value(of_minor(minor, "EUR"), "CHE")) for n, minor in enumerate(sums)
    ]
    here = balances(entries)
    if not 0 < part <= sum(sums):
        if part:
            with pytest.raises(BadInputError, match="so much does not stand there; look at the balance of this stage"):
                bookings.moved(here, [Account.SUSPECTED], Account.FROZEN, of_minor(part, "EUR"))
        return
    row = bookings.moved(here, [Account.SUSPECTED], Account.FROZEN, of_minor(part, "EUR"))
    after = balances([*entries, Entry(99, DAY, EntryKind.MOVE, row)])
    assert after[Account.FROZEN, "EUR", "CHE"] == part
    assert after.get((Account.SUSPECTED, "EUR", "CHE"), 0) == sum(sums) - part


@patient
@given(st.integers(0, 10**16), SHARES, st.randoms())
def test_shares_add_up_to_the_sum_and_none_is_a_whole_unit_off(minor: int, shares: list[Share], random: object) -> None:
    check_shares(shares)
    parts = apportion(minor, shares)
    assert sum(parts.values()) == minor
    assert all(abs(parts[share.party] - minor * share.part) < 1 for share in shares)
    shuffled = list(shares)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert apportion(minor, shuffled) == parts


@patient
@given(MINOR, CURRENCY)
def test_a_sum_survives_the_way_into_minor_units_and_back(minor: int, currency: str) -> None:
    assert to_minor(of_minor(minor, currency)) == minor


def test_the_difference_of_an_exchange_is_what_the_published_rate_promised_less_what_came() -> None:
    rate = Rate("CHF", "EUR", Decimal("1.05"), "invented rate sheet", DAY)
    row = bookings.exchange(Account.REALISED, "CHE", Money.parse("100.00", "CHF"), Money.parse("104.00", "EUR"), rate)
    found = {(p.account, p.currency): p.minor for p in row}
    assert found[Account.EXCHANGE_DIFFERENCE, "EUR"] == 100
    assert found[Account.REALISED, "EUR"] == 10400
    assert found[Account.EXCHANGE, "EUR"] == -10500


def test_a_rate_between_other_currencies_is_refused() -> None:
    rate = Rate("CHF", "EUR", Decimal("1.05"), "invented rate sheet", DAY)
    with pytest.raises(BadInputError, match="not one between these two"):
        bookings.exchange(Account.REALISED, "CHE", Money.parse("1", "USD"), Money.parse("1", "EUR"), rate)


def test_an_entry_that_does_not_balance_is_refused_with_its_currency() -> None:
    row = (Posting(Account.FROZEN, "EUR", 100), Posting(Account.SUSPECTED, "EUR", -99))
    with pytest.raises(UnbalancedError, match="does not balance in EUR"):
        check_balanced(row)
    with pytest.raises(UnbalancedError):
        check_balanced((Posting(Account.FROZEN, "EUR", 0), Posting(Account.SUSPECTED, "EUR", 0)))


def test_one_currency_does_not_balance_another() -> None:
    with pytest.raises(UnbalancedError, match="does not balance in EUR, USD"):
        check_balanced((Posting(Account.FROZEN, "EUR", 100), Posting(Account.SUSPECTED, "USD", -100)))


def test_more_than_stands_at_a_stage_is_told_as_overdrawn() -> None:
    spent = Entry(1, DAY, EntryKind.COST, bookings.cost(Money.parse("1.00", "EUR"), Account.FROZEN, "CHE"))
    assert overdrawn([spent]) == [(Account.FROZEN, "EUR", "CHE")]


@pytest.mark.parametrize(("currency", "count"), [("EUR", 2), ("JPY", 0), ("KWD", 3), ("CLF", 4)])
def test_a_currency_has_the_digits_of_iso_4217(currency: str, count: int) -> None:
    assert digits(currency) == count


def test_a_sum_finer_than_its_currency_is_refused_and_never_rounded() -> None:
    with pytest.raises(BadInputError, match="JPY has 0 digits"):
        to_minor(Money.parse("1.5", "JPY"))


@pytest.mark.parametrize(
    ("text", "part"), [("3/5", Fraction(3, 5)), ("60 %", Fraction(3, 5)), ("12.5%", Fraction(1, 8)), ("1", Fraction(1))]
)
def test_a_part_is_read_exactly(text: str, part: Fraction) -> None:
    assert parse_part(text) == part


@pytest.mark.parametrize("text", ["", "0", "7/5", "3/0", "sixty", "-1/2", "150%"])
def test_a_part_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(BadInputError, match="write a part as"):
        parse_part(text)


def test_parts_that_are_not_one_whole_are_refused_with_what_they_come_to() -> None:
    shares = [Share("NLD", Fraction(1, 2), ShareRole.RETURN), Share("CHE", Fraction(1, 3), ShareRole.SHARE)]
    with pytest.raises(BadInputError, match="come to 5/6"):
        check_shares(shares)
    with pytest.raises(BadInputError, match="stands there twice"):
        check_shares([shares[0], shares[0]])


def test_every_account_has_its_published_meaning() -> None:
    assert MEANING.keys() == set(Account)
