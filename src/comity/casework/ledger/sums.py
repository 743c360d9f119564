"""Sums with their proof: every total names the postings it is made of, whatever order they were booked in."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from comity.casework.ledger.accounts import STAGES, Account
from comity.casework.ledger.currency import of_minor
from comity.casework.ledger.entries import Entry, Posting
from comity.common.money import Money

Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class Sum:
    """A total in one currency and what proves it: the entries, by number, with what each adds or takes."""

    currency: str
    minor: int
    proof: tuple[tuple[int, int], ...]

    @property
    def money(self) -> Money:
        """The total as a sum of money."""
        return of_minor(self.minor, self.currency)


def totals(entries: Iterable[Entry], by: Callable[[Entry, Posting], Key]) -> dict[Key, Sum]:
    """Add up postings by any question that also parts the currencies; the proof of each total goes with it."""
    lines: dict[Key, list[tuple[int, int]]] = defaultdict(list)
    currencies: dict[Key, str] = {}
    for entry in entries:
        for posting in entry.postings:
            key = by(entry, posting)
            if currencies.setdefault(key, posting.currency) != posting.currency:
                raise ValueError("sums of two currencies cannot be added")
            lines[key].append((entry.number, posting.minor))
    return {
        key: Sum(currencies[key], sum(minor for _, minor in found), tuple(sorted(found)))
        for key, found in lines.items()
    }


def balances(entries: Iterable[Entry]) -> dict[tuple[Account, str, str], int]:
    """What stands where: minor units by account, currency and holder; places at nothing are left out."""
    found = totals(entries, lambda _, posting: (posting.account, posting.currency, posting.holder))
    return {place: total.minor for place, total in found.items() if total.minor}


def overdrawn(entries: Iterable[Entry]) -> list[tuple[Account, str, str]]:
    """The stages at which, after all of these entries, less than nothing would stand."""
    return sorted(place for place, minor in balances(entries).items() if place[0] in STAGES and minor < 0)


def conserved(entries: Iterable[Entry]) -> bool:
    """Whether all accounts together come to nothing in every currency: no unit was made or lost."""
    found = totals(entries, lambda _, posting: posting.currency)
    return all(total.minor == 0 for total in found.values())
