"""One order of a ledger's transfers with its entries."""

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from comity.tracing.columns import fixed
from comity.tracing.index.entries import Entries


@dataclass(frozen=True)
class Way:
    """The transfers in one order.

    ``order`` gives the booking order where another one was taken; groups turned round are their own inverse.
    """

    sender: Any
    receiver: Any
    amount: Any
    entries: Entries
    order: Sequence[int] | None = None

    def place(self, row: int) -> int:
        """Where a transfer stands in this order, and the other way round."""
        return row if self.order is None else int(self.order[row])

    def columns(self, rows: int, *, compiled: bool) -> tuple[Any, ...]:
        """What the rules over an index read, up to so many transfers."""
        kept = self._arrays if compiled else (self.sender, self.receiver, self.amount, *self._entries)
        return (*kept, rows)

    @property
    def _entries(self) -> tuple[Any, ...]:
        entries = self.entries
        return entries.start, entries.row, entries.balance, entries.paid, entries.lows

    @functools.cached_property
    def _arrays(self) -> tuple[Any, ...]:
        """The same as arrays of numpy over the same memory, which nothing can write to."""
        *entries, lows = self._entries
        sides = (self.sender, self.receiver, self.amount, *entries)
        return (*(fixed(column) for column in sides), tuple(fixed(low) for low in lows))
