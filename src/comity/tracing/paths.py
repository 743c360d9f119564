"""Paths: every part of a holding back through each transfer to the one with which it entered the trace."""

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from comity.tracing.ledger import OUTSIDE, Ledger
from comity.tracing.outcome import Replay
from comity.tracing.rules import Rule

Step = tuple[int, "Step | None"]
"""One transfer on a path and the step before it; no step before the first."""
Part = list[Any]
"""An amount and the step that brought it; a list, since a trace makes millions of them and cuts them down."""


@dataclass(frozen=True, slots=True)
class Path:
    """A part of what rests on an account, of one colour, and the transfers that brought it there."""

    account: int
    colour: int
    amount: int
    rows: tuple[int, ...]


def paths_of(result: Replay, ledger: Ledger) -> Iterator[Path]:
    """The paths of everything at rest; their amounts add up to the holdings, account by account and colour by colour.

    Under rules that do not order the traced money within an account, what came first is taken to leave first; that
    choice moves no figure of the rule, only which way the same amount is told to have come.
    """
    newest = result.rule is Rule.LIFO
    queues: dict[tuple[int, int], deque[Part]] = {}
    sender, receiver = ledger.sender, ledger.receiver
    cells = iter(result.log.tolist() if hasattr(result.log, "tolist") else result.log)
    for row, colour, amount, fresh, absorbed in zip(*[cells] * 5, strict=True):
        parts: list[Part] = [[fresh, (row, None)]] if fresh else []
        if amount > fresh:
            queue = queues.get((sender[row], colour))
            if queue:
                _draw(queue, row, amount - fresh, parts, newest=newest)
        to = receiver[row]
        if to == OUTSIDE:
            continue
        kept = _left(parts, absorbed) if absorbed else parts
        queue = queues.get((to, colour))
        if queue is None:
            queues[to, colour] = deque(kept)
        else:
            queue.extend(kept)
    for (account, colour), queue in sorted(queues.items(), key=lambda item: item[0]):
        for amount, step in queue:
            yield Path(account, colour, amount, _rows(step))


def _draw(queue: deque[Part], row: int, need: int, parts: list[Part], *, newest: bool) -> None:
    """The parts that a move takes, each one step further along."""
    while need > 0 and queue:
        part = queue[-1] if newest else queue[0]
        had, step = part
        if had > need:
            part[0] = had - need
            parts.append([need, (row, step)])
            return
        if newest:
            queue.pop()
        else:
            queue.popleft()
        parts.append([had, (row, step)])
        need -= had


def _left(parts: list[Part], absorbed: int) -> list[Part]:
    """What repaid an overdraft is gone; the parts that came first went into it."""
    found = []
    for amount, step in parts:
        gone = min(absorbed, amount)
        absorbed -= gone
        if amount > gone:
            found.append([amount - gone, step])
    return found


def _rows(step: Step | None) -> tuple[int, ...]:
    """The transfers from the source to a step."""
    found = []
    while step is not None:
        row, step = step
        found.append(row)
    return tuple(found[::-1])


def hops(rows: Sequence[int], ledger: Ledger) -> list[dict[str, object]]:
    """A path as it is written out: every transfer with what a reader needs to open its document."""
    return [
        {
            "transfer": ledger.ids[row],
            "line": int(ledger.line[row]),
            "time": ledger.when(row),
            "sender": ledger.accounts[ledger.sender[row]],
            "receiver": ledger.accounts[ledger.receiver[row]],
            "amount": ledger.money(ledger.amount[row]),
            "description": ledger.descriptions[row],
        }
        for row in rows
    ]
