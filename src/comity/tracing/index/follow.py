"""Answering a question from the index: only the transfers that carry traced money are read, to the same figures."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from comity.tracing.columns import Sparse
from comity.tracing.compiled import index_rules_or_none, loaded
from comity.tracing.index.in_amounts import CLEAN_FIRST, amounts
from comity.tracing.index.in_order import stretches
from comity.tracing.index.way import Way
from comity.tracing.outcome import Replay, Totals
from comity.tracing.rules import Rule
from comity.tracing.seeds import Seeds

_AMOUNTS = {Rule.PRO_RATA: 0, Rule.CLEAN_FIRST: CLEAN_FIRST, Rule.TAINT_FIRST: 2}
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


def follow(rule: Rule, way: Way, seeds: Seeds, *, compiled: bool | None = None) -> Replay | None:
    """The answer under a rule; nothing where the rule has none in the index, or the full scan would be quicker.

    Compiled rules answer where the process has loaded the compiler already: a single question does not win back the
    second that loading takes.
    """
    if rule is Rule.POISON or not isinstance(seeds.colour, Sparse):
        return None
    machine = index_rules_or_none() if (loaded() if compiled is None else compiled) else None
    by_amounts, by_order, cells = machine or (amounts, stretches, tuple)
    most = max(_LEAST, len(way.sender) // _PART)
    asked = sorted((way.place(row), c) for row, c in seeds.colour.cells.items())
    given = (
        way.columns(seeds.rows, compiled=machine is not None),
        (cells([row for row, _ in asked]), cells([c for _, c in asked])),
        cells(seeds.cap),
        most,
    )
    if rule in _AMOUNTS:
        whole, log, sums, rests = by_amounts(_AMOUNTS[rule], *given)
    else:
        whole, log, sums, rests = by_order(1 if rule is Rule.LIFO else 0, *given)
    return _answer(rule, way, seeds, log, sums, rests) if whole else None


def _answer(rule: Rule, way: Way, seeds: Seeds, log: Any, sums: list[int], rests: list[int]) -> Replay:  # noqa: ANN401
    width = len(seeds.cap)
    if way.order is not None:
        log[::5] = [way.place(row) for row in log[::5]]
    parts = zip(*[iter(rests)] * (width + 1), strict=True)
    held = {account: tuple(cells) for account, *cells in sorted(parts)}
    totals = [
        Totals(sums[3 * c], sums[3 * c + 1], sums[3 * c + 2], sum(cells[c] for cells in held.values() if c))
        for c in range(width)
    ]
    return Replay(rule, Balances(way, seeds.rows), held, tuple(totals), log)
