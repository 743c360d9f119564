"""One order of a ledger's transfers with its entries, what is asked of it, and what following the money gives."""

import heapq
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from comity.tracing.index.entries import Entries


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class Asked:
    """The transfers with which traced money begins, with their colours; the limit of each colour; where to end."""

    colour: Mapping[int, int]
    cap: tuple[int, ...]
    rows: int


@dataclass(slots=True)
class Course:
    """The money followed so far: the transfers still to be looked at, in order, and what was noted on the way."""

    way: Way
    asked: Asked
    cap: list[int] = field(init=False)
    totals: list[list[int]] = field(init=False)
    log: list[int] = field(default_factory=list)
    heap: list[int] = field(init=False)
    waiting: set[int] = field(init=False)

    def __post_init__(self) -> None:
        self.cap = list(self.asked.cap)
        self.totals = [[0, 0, 0] for _ in self.cap]
        self.heap = sorted(row for row in self.asked.colour if row < self.asked.rows)
        self.waiting = set(self.heap)

    def wait(self, row: int) -> None:
        """Look at a transfer when its turn comes."""
        if row < self.asked.rows and row not in self.waiting:
            self.waiting.add(row)
            heapq.heappush(self.heap, row)

    def next(self) -> int:
        """The next transfer to be looked at."""
        row = heapq.heappop(self.heap)
        self.waiting.discard(row)
        return row

    def note(self, row: int, colour: int, amount: int, fresh: int, absorbed: int, *, outside: bool) -> None:
        """Write down what a transfer carried of one colour."""
        total = self.totals[colour]
        total[0] += fresh
        total[1] += amount if outside else 0
        total[2] += absorbed
        self.log += (row, colour, amount, fresh, absorbed)
