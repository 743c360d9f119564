"""Bookings: what each kind of event does to the accounts, one small function each."""

from collections.abc import Iterable, Mapping

from comity.casework.ledger.accounts import STAGES, Account
from comity.casework.ledger.currency import to_minor
from comity.casework.ledger.entries import Posting, Rate
from comity.common.errors import BadInputError, Place
from comity.common.money import Money

Postings = tuple[Posting, ...]
Standing = tuple[Account, str, str]  # account, currency, holder
Balances = Mapping[Standing, int]


def _pair(debit: Account, credit: Account, money: Money, to: str = "", of: str = "") -> Postings:
    minor = to_minor(money)
    return Posting(debit, money.currency, minor, to), Posting(credit, money.currency, -minor, of)


def value(money: Money, holder: str) -> Postings:
    """A sum comes on record for the first time, as suspected."""
    return _pair(Account.SUSPECTED, Account.ORIGIN, money, holder)


def interest(money: Money, stage: Account, holder: str) -> Postings:
    """A sum that is held has earned interest."""
    return _pair(_held(stage), Account.INTEREST, money, holder)


def cost(money: Money, stage: Account | None, holder: str) -> Postings:
    """An expense: taken out of the sum at a stage, or (no stage) borne by a state and only put on record."""
    if stage is None:
        return _pair(Account.COSTS, Account.ORIGIN, money, holder)
    return _pair(Account.COSTS, _held(stage), money, holder, holder)


def release(money: Money, stage: Account, holder: str) -> Postings:
    """A sum goes to a third party in good faith or to a victim."""
    return _pair(Account.RELEASED, _held(stage), money, holder, holder)


def revaluation(stage: Account, holder: str, before: Money, after: Money) -> Postings:
    """A sale or a new valuation puts another value in the place of the one on record."""
    change = to_minor(after - before)
    if change == 0:
        raise BadInputError("the value is the same as before", Place(field="amount"))
    stage_side = Posting(_held(stage), after.currency, change, holder)
    return stage_side, Posting(Account.VALUATION_DIFFERENCE, after.currency, -change, holder)


def exchange(stage: Account, holder: str, given: Money, received: Money, rate: Rate) -> Postings:
    """One currency for another: booked at the published rate; what it brought less or more is the difference."""
    if (given.currency, received.currency) != (rate.base, rate.quote) or rate.base == rate.quote:
        raise BadInputError("the rate is not one between these two currencies", Place(field="rate"))
    gave, got = to_minor(given), to_minor(received)
    expected = rate.converted(gave)
    lines = (
        Posting(_held(stage), given.currency, -gave, holder),
        Posting(Account.EXCHANGE, given.currency, gave, holder),
        Posting(Account.EXCHANGE, received.currency, -expected, holder),
        Posting(stage, received.currency, got, holder),
        Posting(Account.EXCHANGE_DIFFERENCE, received.currency, expected - got, holder),
    )
    return tuple(line for line in lines if line.minor)


def moved(balances: Balances, stages: Iterable[Account], to: Account, money: Money | None = None) -> Postings:
    """What stands at these stages moves on, in the same hands: all of it, or one sum, from the latest stage first."""
    wanted = sorted(set(stages) - {to}, key=STAGES.index, reverse=True)
    left = to_minor(money) if money else None
    lines: list[Posting] = []
    for account in wanted:
        for (_, currency, holder), minor in _at(balances, account):
            if left is not None and (money is None or currency != money.currency):
                continue
            part = minor if left is None else min(minor, left)
            if part > 0:
                lines += [Posting(account, currency, -part, holder), Posting(to, currency, part, holder)]
                left = None if left is None else left - part
    if left:
        raise BadInputError("so much does not stand there; look at the balance of this stage", Place(field="amount"))
    return tuple(lines)


def realised(balances: Balances, proceeds: Money | None) -> Postings:
    """What is confiscated becomes money; what a sale brings less or more than its value is the difference."""
    if proceeds is None:
        return moved(balances, [Account.CONFISCATED], Account.REALISED)
    places = [(at, minor) for at, minor in _at(balances, Account.CONFISCATED) if at[1] == proceeds.currency]
    if len(places) != 1:
        raise BadInputError(
            "what is confiscated stands in another currency; book the exchange", Place(field="currency")
        )
    ((_, currency, holder), book), got = places[0], to_minor(proceeds)
    lines = (
        Posting(Account.CONFISCATED, currency, -book, holder),
        Posting(Account.REALISED, currency, got, holder),
        Posting(Account.VALUATION_DIFFERENCE, currency, book - got, holder),
    )
    return tuple(line for line in lines if line.minor)


def distributed(balances: Balances, currency: str, parts: Iterable[tuple[Account, str, int]]) -> Postings:
    """Parts of what is realised or confiscated go to states: each part to an account (shared, returned) and a state."""
    left = {at: minor for stage in (Account.REALISED, Account.CONFISCATED) for at, minor in _at(balances, stage)}
    lines: list[Posting] = []
    for account, party, wanted in parts:
        open_ = wanted
        for at in [at for at in left if at[1] == currency]:
            taken = min(open_, left[at])
            if taken > 0:
                lines += [Posting(at[0], currency, -taken, at[2]), Posting(account, currency, taken, party)]
                left[at], open_ = left[at] - taken, open_ - taken
        if open_:
            raise BadInputError(
                "so much does not stand there; look at the balance of this stage", Place(field="amount")
            )
    return tuple(lines)


def _at(balances: Balances, account: Account) -> list[tuple[Standing, int]]:
    return sorted((place, minor) for place, minor in balances.items() if place[0] is account and minor > 0)


def _held(stage: Account) -> Account:
    """A stage at which somebody holds the sum."""
    if stage not in STAGES:
        raise BadInputError("choose the stage at which the sum stands", Place(field="stage"))
    return stage
