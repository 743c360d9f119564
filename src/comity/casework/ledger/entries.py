"""Entries: what was booked, each balanced in every currency it touches, and never changed afterwards."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from enum import StrEnum

from comity.casework.ledger.accounts import Account
from comity.casework.ledger.currency import digits
from comity.common.errors import BadInputError, Place
from comity.common.money import Money


class EntryKind(StrEnum):
    """Why something was booked."""

    VALUE = "value"
    MOVE = "move"
    COST = "cost"
    INTEREST = "interest"
    REVALUATION = "revaluation"
    EXCHANGE = "currency_exchange"
    RELEASE = "payment_to_claimant"
    DISTRIBUTION = "distribution"
    USE = "use"
    REVERSAL = "reversal"


@dataclass(frozen=True, slots=True, order=True)
class Posting:
    """One line of an entry: so many minor units on an account, more (debit, above zero) or less (credit).

    ``holder`` is the state in whose hands the sum is; empty where that means nothing or is not known.
    """

    account: Account
    currency: str
    minor: int
    holder: str = ""


@dataclass(frozen=True, slots=True)
class Rate:
    """An exchange rate: how much of ``quote`` one unit of ``base`` is worth, who published it, and for which day."""

    base: str
    quote: str
    value: Decimal
    source: str
    on: dt.date

    def converted(self, minor: int) -> int:
        """Minor units of the base in minor units of the quote, half to even."""
        exact = Decimal(minor).scaleb(digits(self.quote) - digits(self.base)) * self.value
        return int(exact.to_integral_value(ROUND_HALF_EVEN))


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a ledger; ``reverses`` is the number of the entry it takes back."""

    number: int
    day: dt.date
    kind: EntryKind
    postings: tuple[Posting, ...]
    asset: str = ""
    rate: Rate | None = None
    reverses: int | None = None


class UnbalancedError(BadInputError):
    """Postings that do not add up to nothing in every currency."""


def check_balanced(postings: tuple[Posting, ...]) -> None:
    """Stop where the postings do not balance in each currency, or where one of them books nothing."""
    if len(postings) < 2 or any(posting.minor == 0 for posting in postings):
        raise UnbalancedError("an entry books a sum above nothing on at least two accounts")
    sums: Counter[str] = Counter()
    for posting in postings:
        sums[posting.currency] += posting.minor
    off = sorted(currency for currency, minor in sums.items() if minor)
    if off:
        raise UnbalancedError(f"the entry does not balance in {', '.join(off)}")


def reversal(entry: Entry) -> tuple[Posting, ...]:
    """The postings that take an entry back, to the last minor unit."""
    return tuple(Posting(p.account, p.currency, -p.minor, p.holder) for p in entry.postings)


def money_of(amount: str, currency: str, field: str = "amount") -> Money:
    """Read a sum above nothing."""
    try:
        money = Money.parse(amount, currency)
    except BadInputError as error:
        place = "currency" if "currency" in error.what else field
        raise BadInputError(error.what, Place(field=place)) from None
    if money.amount <= 0:
        raise BadInputError("give a sum above nothing", Place(field=field))
    return money
