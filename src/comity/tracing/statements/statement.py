"""A statement as its bank gives it: one account, its entries in the bank's order, and the balances around them."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Entry:
    """One booking; ``amount`` is in minor units, positive where money came in.

    ``counterparty`` is a name, ``counterparty_account`` a number, ``reference`` what both banks may print, ``place``
    where the entry stands in its file.
    """

    day: dt.date
    amount: int
    description: str = ""
    counterparty: str = ""
    counterparty_account: str = ""
    reference: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class Statement:
    """The entries of one account in one file; ``opening`` and ``closing`` are None where the bank does not say."""

    file: str
    account: str
    currency: str
    decimals: int
    entries: tuple[Entry, ...]
    opening: int | None = None
    closing: int | None = None
    holder: str = ""

    @property
    def first_day(self) -> dt.date:
        """The day of the first entry."""
        return min(entry.day for entry in self.entries)


def account_key(number: str) -> str:
    """An account number without blanks and dashes, so that two banks' ways of writing it are one."""
    return "".join(character for character in number if character.isalnum()).upper()
