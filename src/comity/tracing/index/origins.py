"""Where the money of an account or of a payment came from, back to where it entered the ledger.

Only the rules of order answer this without naming a claim first: each unit came with one transfer, which took it from
one place of its sender's money. What an account paid on credit came from nowhere in the ledger and is told as that.
"""

import heapq
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from comity.tracing.index.way import Way

Span = tuple[int, int]
"""The place within a transfer, and the amount."""


@dataclass(slots=True)
class Origins:
    """Of an amount: the transfers from outside it came with, the payments on credit it was, and all it passed through.

    Each is an amount by transfer; ``entered`` and ``credit`` together are what was asked about, to the unit.
    """

    asked: int
    entered: dict[int, int] = field(default_factory=dict)
    credit: dict[int, int] = field(default_factory=dict)
    passed: dict[int, int] = field(default_factory=dict)

    @property
    def difference(self) -> int:
        """Nothing, or the answer is wrong."""
        return self.asked - sum(self.entered.values()) - sum(self.credit.values())


def origins_of_balance(way: Way, account: int, rows: int, *, newest: bool) -> Origins:
    """Where what an account holds after the first ``rows`` transfers came from; the newest of it is asked last."""
    entries = way.entries
    stop = entries.stop(account, rows)
    size = max(entries.balance_at(account, rows), 0)
    spans: dict[int, list[Span]] = defaultdict(list)
    if size and newest:
        _from_heights(way, account, stop, (0, size), spans)
    elif size:
        first = entries.paid[stop - 1]
        _from_line(way, account, stop, (first, first + size), spans)
    return _back(way, spans, Origins(int(size)), newest=newest)


def origins_of_transfer(way: Way, row: int, *, newest: bool) -> Origins:
    """Where the money of one transfer came from."""
    size = int(way.amount[row])
    spans: dict[int, list[Span]] = defaultdict(list)
    spans[row] = [(0, size)] if size else []
    return _back(way, spans, Origins(size), newest=newest)


def _back(way: Way, spans: dict[int, list[Span]], found: Origins, *, newest: bool) -> Origins:
    heap = [-row for row in spans]
    heapq.heapify(heap)
    while heap:
        row = -heapq.heappop(heap)
        known = set(spans)
        for place, size in _joined(spans.pop(row)):
            found.passed[row] = found.passed.get(row, 0) + int(size)
            owed = _before(way, row, place, size, spans, newest=newest)
            for kind, part in ((found.entered, size if owed is None else 0), (found.credit, owed or 0)):
                if part:
                    kind[row] = kind.get(row, 0) + int(part)
        for other in spans.keys() - known:
            heapq.heappush(heap, -other)
    return found


def _before(way: Way, row: int, place: int, size: int, spans: dict[int, list[Span]], *, newest: bool) -> int | None:
    """Find the transfers that brought a stretch; how much of it was paid on credit, or nothing for the outside."""
    account = int(way.sender[row])
    if account == 0:
        return None
    entries = way.entries
    entry = entries.at(account, row)
    if newest:
        top = entries.balance[entry] + way.amount[row] - place
        owed = min(size, max(0, size - top))
        if owed < size:
            _from_heights(way, account, entry, (top - size + owed, top), spans)
        return int(owed)
    first = entries.paid[entry] - way.amount[row] + place
    covered = entries.balance[entry] + entries.paid[entry]
    owed = min(size, max(0, first + size - covered))
    if owed < size:
        _from_line(way, account, entry, (first, first + size - owed), spans)
    return int(owed)


def _from_line(way: Way, account: int, stop: int, asked: Span, spans: dict[int, list[Span]]) -> None:
    """The transfers that brought a stretch of an account's line of money."""
    entries = way.entries
    at, end = asked
    entry = entries.start[account]
    while at < end:
        entry = bisect_right(range(stop), at, entry, stop, key=lambda e: entries.balance[e] + entries.paid[e])
        row = entries.row[entry]
        reached = entries.balance[entry] + entries.paid[entry]
        part = min(end, reached) - at
        spans[int(row)].append((at - reached + way.amount[row], part))
        at += part


def _from_heights(way: Way, account: int, stop: int, asked: Span, spans: dict[int, list[Span]]) -> None:
    """The transfers that brought a stretch of an account's stack of money."""
    entries = way.entries
    low, high = asked
    first = entries.start[account]
    while low < high:
        entry = entries.rested(high - 1, first, stop) + 1
        row = entries.row[entry]
        before = entries.balance[entry] - way.amount[row]
        part = high - max(low, before)
        spans[int(row)].append((high - part - before, part))
        high -= part
        stop = entry


def _joined(spans: list[Span]) -> Iterator[Span]:
    at, size = -1, 0
    for place, more in sorted(spans):
        if at >= 0 and at + size == place:
            size += more
            continue
        if size:
            yield at, size
        at, size = place, more
    if size:
        yield at, size
