"""Answering a question from the index: only the transfers that carry traced money are read, to the same figures."""

import functools
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, overload

from comity.tracing.index import in_amounts, in_order
from comity.tracing.index.way import Asked, Way
from comity.tracing.rules import Rule

if TYPE_CHECKING:
    from comity.tracing.question import Seeds
    from comity.tracing.replay import Replay

_AMOUNTS = {Rule.PRO_RATA: 0, Rule.CLEAN_FIRST: in_amounts.CLEAN_FIRST, Rule.TAINT_FIRST: 2}
_LEAST, _PART = 20_000, 100
"""A trace that takes more transfers than these, or than one in so many of the ledger, is left to the full scan."""


class Sparse(Sequence[int]):
    """A column that is nothing but for a few rows, which are read when they are first needed."""

    def __init__(self, cells: Callable[[], dict[int, int]], size: int) -> None:
        self._read, self.size = cells, size

    @functools.cached_property
    def cells(self) -> dict[int, int]:
        """What is not nothing, by row."""
        return self._read()

    def __len__(self) -> int:
        return self.size

    @overload
    def __getitem__(self, index: int) -> int: ...
    @overload
    def __getitem__(self, index: slice) -> "Sparse": ...
    def __getitem__(self, index: int | slice) -> "int | Sparse":
        if isinstance(index, slice):
            first, stop, _ = index.indices(self.size)
            inside = {row - first: value for row, value in self.cells.items() if first <= row < stop}
            return Sparse(lambda: inside, max(stop - first, 0))
        if not -self.size <= index < self.size:
            raise IndexError(index)
        return self.cells.get(int(index) % self.size, 0)

    def as_one(self) -> "Sparse":
        """The same with one colour for all."""
        return Sparse(lambda: dict.fromkeys(self.cells, 1), self.size)

    def __setitem__(self, row: int, value: int) -> None:
        self.cells[row] = value

    def __contains__(self, value: object) -> bool:
        return value in self.cells.values() or (value == 0 and len(self.cells) < self.size)

    def tolist(self) -> list[int]:
        """The whole column."""
        found = [0] * self.size
        for row, value in self.cells.items():
            found[row] = value
        return found

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> Any:  # noqa: ANN401 - numpy's own protocol
        import numpy as np  # noqa: PLC0415 - only numpy asks for it

        found = np.zeros(self.size, dtype=dtype or np.int32)
        found[list(self.cells)] = list(self.cells.values())
        return found


@dataclass(frozen=True, slots=True)
class Balances(Sequence[int]):
    """The balance of every account at the end of a question, worked out where it is looked at."""

    way: Way
    rows: int

    def __len__(self) -> int:
        return len(self.way.entries.start) - 1

    def __getitem__(self, account: Any) -> Any:  # noqa: ANN401 - only single accounts are asked for
        return self.way.entries.balance_at(account, self.rows) if account else 0


def follow(rule: Rule, way: Way, seeds: "Seeds") -> "Replay | None":
    """The answer under a rule; nothing where the rule has none in the index, or the full scan would be quicker."""
    from comity.tracing.replay import Replay, Totals  # noqa: PLC0415 - it answers through this door

    if rule is Rule.POISON or not isinstance(seeds.colour, Sparse):
        return None
    asked = Asked({way.place(row): c for row, c in seeds.colour.cells.items()}, seeds.cap, seeds.rows)
    most = max(_LEAST, len(way.sender) // _PART)
    if rule in _AMOUNTS:
        found = in_amounts.followed(way, asked, rule=_AMOUNTS[rule], most=most)
    else:
        found = in_order.followed(way, asked, newest=rule is Rule.LIFO, most=most)
    if found is None:
        return None
    course, resting = found
    balances = Balances(way, seeds.rows)
    held = {
        int(account): _cells(max(balances[account], 0), sums, len(course.cap))
        for account, sums in sorted(resting.items())
        if any(sums.values())
    }
    if way.order is not None:
        course.log[::5] = [way.place(row) for row in course.log[::5]]
    totals = [Totals(0, 0, 0, 0)]
    for c, (seeded, left, absorbed) in enumerate(course.totals[1:], start=1):
        totals.append(Totals(seeded, left, absorbed, sum(cells[c] for cells in held.values())))
    return Replay(rule, balances, held, tuple(totals), course.log)


def _cells(balance: int, sums: dict[int, int], width: int) -> tuple[int, ...]:
    """What an account holds by colour; cell 0 is the rest of its balance."""
    return balance - sum(sums.values()), *(int(sums.get(c, 0)) for c in range(1, width))
