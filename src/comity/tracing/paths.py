"""Paths: every part of a holding back through each transfer to the one with which it entered the trace."""

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from comity.tracing.ledger import OUTSIDE, Ledger
from comity.tracing.replay import Move, Replay
from comity.tracing.rules import Rule


@dataclass(frozen=True, slots=True, eq=False)
class Step:
    """One transfer on a path and the step before it; no step before the first."""

    row: int
    before: "Step | None"

    def rows(self) -> list[int]:
        """The transfers from the source to here."""
        found = []
        step: Step | None = self
        while step is not None:
            found.append(step.row)
            step = step.before
        return found[::-1]


@dataclass(slots=True)
class _Part:
    amount: int
    step: Step


@dataclass(frozen=True, slots=True)
class Path:
    """A part of what rests on an account, of one colour, and the transfers that brought it there."""

    account: int
    colour: int
    amount: int
    rows: tuple[int, ...]


Parts = deque[_Part]


def paths_of(result: Replay, ledger: Ledger) -> Iterator[Path]:
    """The paths of everything at rest; their amounts add up to the holdings, account by account and colour by colour.

    Under rules that do not order the traced money within an account, what came first is taken to leave first; that
    choice moves no figure of the rule, only which way the same amount is told to have come.
    """
    newest = result.rule is Rule.LIFO
    queues: dict[tuple[int, int], Parts] = {}
    sender, receiver = ledger.sender, ledger.receiver
    for move in result.moves:
        parts = _drawn(queues.get((sender[move.row], move.colour)), move, newest=newest)
        absorbed = move.absorbed
        if receiver[move.row] == OUTSIDE:
            continue
        queue = queues.setdefault((receiver[move.row], move.colour), deque())
        for part in parts:
            gone = min(absorbed, part.amount)
            absorbed -= gone
            if part.amount > gone:
                queue.append(_Part(part.amount - gone, part.step))
    for (account, colour), queue in sorted(queues.items(), key=lambda item: item[0]):
        for part in queue:
            yield Path(account, colour, part.amount, tuple(part.step.rows()))


def _drawn(queue: Parts | None, move: Move, *, newest: bool) -> list[_Part]:
    """The parts that a move takes, each one step further along; what is fresh begins here."""
    parts = [_Part(move.fresh, Step(move.row, None))] if move.fresh else []
    need = move.amount - move.fresh
    while need > 0 and queue:
        part = queue[-1] if newest else queue[0]
        taken = min(need, part.amount)
        part.amount -= taken
        need -= taken
        if not part.amount:
            queue.pop() if newest else queue.popleft()
        parts.append(_Part(taken, Step(move.row, part.step)))
    return parts


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
