"""The ledger: every transfer between accounts in booking order, in whole minor units of one currency."""

import datetime as dt
from array import array
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from comity.tracing.caveats import Caveat
from comity.tracing.columns import Column
from comity.tracing.minor_units import to_text

if TYPE_CHECKING:
    from comity.tracing.index.index import Index

OUTSIDE = 0
"""The account number of the outside world, where money comes from and goes to that the ledger does not hold."""
OUTSIDE_NAME = "OUTSIDE"
_EPOCH = dt.datetime(1970, 1, 1)  # noqa: DTZ001 - statements give local times


@runtime_checkable
class Indexed(Protocol):
    """A column of texts that finds some of them without being read through."""

    def find(self, wanted: Iterable[str]) -> dict[str, int]:
        """The rows of some texts."""


@dataclass(frozen=True, slots=True)
class Ledger:
    """Transfers in booking order, column by column; row i of every column belongs to transfer i.

    ``accounts[0]`` is the outside world, ``origins[0]`` money without a label. ``sender`` and ``receiver`` number
    ``accounts``, ``origin`` numbers ``origins``, ``amount`` is in minor units, ``moment`` in microseconds since 1970
    (or the sequence number where the file gives no time), ``line`` the place in the file. ``ties`` are ranges
    (first, past the last) of transfers whose order the file leaves open. ``index`` is there where the ledger was
    opened from its index: single questions then read their own transfers only.
    """

    name: str
    digest: str
    currency: str
    decimals: int
    accounts: Sequence[str]
    origins: tuple[str, ...]
    sender: Column
    receiver: Column
    amount: Column
    moment: Column
    origin: Column
    line: Sequence[int]
    ids: Sequence[str]
    descriptions: Sequence[str]
    timed: str = "clock"
    ties: tuple[tuple[int, int], ...] = ()
    caveats: tuple[Caveat, ...] = ()
    index: "Index | None" = None

    def __len__(self) -> int:
        return len(self.amount)

    def money(self, minor: int) -> str:
        """An amount with its point, without the currency."""
        return to_text(minor, self.decimals)

    def when(self, row: int) -> str:
        """The time of a transfer as the file gives it: a day, a moment, or a sequence number."""
        moment = int(self.moment[row])
        if self.timed == "sequence":
            return str(moment)
        stamp = _EPOCH + dt.timedelta(microseconds=moment)
        return stamp.date().isoformat() if self.timed == "day" else stamp.isoformat(sep=" ")

    def account(self, name: str) -> int | None:
        """The number of an account; nothing where the ledger does not know it."""
        if isinstance(self.accounts, Indexed):
            return self.accounts.find([name]).get(name)
        try:
            return self.accounts.index(name)
        except ValueError:
            return None

    def rows_of(self, ids: Collection[str]) -> dict[str, int]:
        """Where the transfers with some ids stand."""
        if isinstance(self.ids, Indexed):
            return self.ids.find(ids)
        return {name: row for row, name in enumerate(self.ids) if name in ids}

    def paid_by(self, account: int) -> Column:
        """1 for every transfer that an account sends to another, 0 for the others."""
        if self.index is not None:
            return self.index.paid_by(account)
        if isinstance(self.sender, array):
            pairs = zip(self.sender, self.receiver, strict=True)
            return array("i", [1 if s == account != r else 0 for s, r in pairs])
        return ((self.sender == account) & (self.receiver != account)).astype("int32")

    def paying(self, accounts: Collection[int], rows: int) -> set[int]:
        """Of some accounts those that pay something to another within the first transfers."""
        if self.index is not None:
            return self.index.paying(accounts, rows)
        sender, receiver, amount = self.sender[:rows], self.receiver[:rows], self.amount[:rows]
        if not isinstance(sender, array):
            return set(sender[(sender != receiver) & (amount > 0)].tolist()) & set(accounts)
        return {s for s, r, a in zip(sender, receiver, amount, strict=True) if s != r and a and s in accounts}

    def until(self, day: dt.date) -> int:
        """How many transfers were booked up to the end of a day."""
        from bisect import bisect_left  # noqa: PLC0415 - one use

        end = dt.datetime.combine(day, dt.time()) + dt.timedelta(days=1)
        return bisect_left(self.moment, microseconds(end))


def microseconds(moment: dt.datetime) -> int:
    """A local moment as microseconds since 1970."""
    return (moment - _EPOCH) // dt.timedelta(microseconds=1)
