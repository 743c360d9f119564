"""Answering a question from the index: only the transfers that carry traced money are read, to the same figures."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from comity.tracing.columns import Sparse
from comity.tracing.index import in_amounts, in_order
from comity.tracing.index.way import Asked, Way
from comity.tracing.outcome import Replay, Totals
from comity.tracing.rules import Rule
from comity.tracing.seeds import Seeds

_AMOUNTS = {Rule.PRO_RATA: 0, Rule.CLEAN_FIRST: in_amounts.CLEAN_FIRST, Rule.TAINT_FIRST: 2}
_LEAST, _PART = 20_000, 100
"""A trace that takes more transfers than these, or than one in so many of the ledger, is left to the full scan."""


@dataclass(frozen=True, slots=True)
class Balances(Sequence[int]):
    """The balance of every account at the end of a question, worked out where it is looked at."""

    way: Way
    rows: int

    def __len__(self) -> int:
        return len(self.way.entries.start) - 1

    def __getitem__(self, account: Any) -> Any:  # noqa: ANN401 - only single accounts are asked for
        return self.way.entries.balance_at(account, self.rows) if account else 0


def follow(rule: Rule, way: Way, seeds: Seeds) -> Replay | None:
    """The answer under a rule; nothing where the rule has none in the index, or the full scan would be quicker."""
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
