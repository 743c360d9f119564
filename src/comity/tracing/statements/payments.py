"""Payments that somebody has written down already, with both sides; and what statements say of them."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from comity.tracing.statements.statement import Entry, Statement, account_key

_DAYS = 5


@dataclass(frozen=True, slots=True)
class Side:
    """Who pays or is paid: an account by its number, or somebody by name where no account is known."""

    name: str
    numbered: bool


@dataclass(frozen=True, slots=True)
class Payment:
    """One payment with both its sides, in minor units."""

    day: dt.date
    payer: Side
    payee: Side
    amount: int
    currency: str
    decimals: int
    id: str
    description: str
    file: str
    place: str


@dataclass(frozen=True, slots=True)
class Told:
    """A line of a file that cannot be used, and why."""

    file: str
    place: str
    what: str


@dataclass(frozen=True, slots=True)
class Reconciled:
    """The statements with the other sides that payments name, the payments no statement has, and what was found."""

    statements: list[Statement]
    alone: list[Payment]
    found: list[str]
    missing: list[str]


def reconciled(statements: Sequence[Statement], payments: Sequence[Payment]) -> Reconciled:
    """Find each payment in the statements of its accounts, so that no transfer stands in the ledger twice.

    What is found stays as the bank booked it and learns who the other side was; what is not found stays a payment.
    """
    stated = {account_key(s.account) for s in statements}
    entries = [list(s.entries) for s in statements]
    places: dict[tuple[str, int, str], list[tuple[int, int]]] = defaultdict(list)
    for number, statement in enumerate(statements):
        for index, entry in enumerate(statement.entries):
            places[account_key(statement.account), entry.amount, statement.currency].append((number, index))
    alone, found, missing = [], [], []
    for payment in payments:
        sides = ((payment.payer, -payment.amount, payment.payee), (payment.payee, payment.amount, payment.payer))
        known = [side for side in sides if side[0].numbered and side[0].name in stated]
        booked = [(side, _nearest(places[side[0].name, side[1], payment.currency], entries, payment)) for side in known]
        for (_, _, other), at in booked:
            if at is not None:
                entries[at[0]][at[1]] = _named(entries[at[0]][at[1]], other)
        if any(at is not None for _, at in booked):
            found.append(payment.id)
            continue
        alone.append(payment)
        if known:
            missing.append(payment.id)
    whole = [replace(s, entries=tuple(own)) for s, own in zip(statements, entries, strict=True)]
    return Reconciled(whole, alone, found, missing)


def _nearest(places: list[tuple[int, int]], entries: list[list[Entry]], payment: Payment) -> tuple[int, int] | None:
    """The entry of that amount nearest in time; it is taken out, so that it is found once."""
    near = [(abs((entries[n][i].day - payment.day).days), (n, i)) for n, i in places]
    best = min(near, default=None)
    if best is None or best[0] > _DAYS:
        return None
    places.remove(best[1])
    return best[1]


def _named(entry: Entry, other: Side) -> Entry:
    """An entry with the other side, where the bank does not name one."""
    if entry.counterparty_account or not other.name:
        return entry
    if other.numbered:
        return replace(entry, counterparty_account=other.name)
    return entry if entry.counterparty else replace(entry, counterparty=other.name)
