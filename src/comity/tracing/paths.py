"""Paths: every part of a holding back through each transfer to the one with which it entered the trace."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from comity.tracing.columns import fixed
from comity.tracing.compiled import ways_or_none
from comity.tracing.ledger import Ledger
from comity.tracing.outcome import Replay
from comity.tracing.rules import Rule
from comity.tracing.ways import ways


class Path(NamedTuple):
    """A part of what rests on an account, of one colour, and the transfers that brought it there."""

    account: int
    colour: int
    amount: int
    rows: tuple[int, ...]


def paths_of(result: Replay, ledger: Ledger) -> Iterator[Path]:
    """The paths of everything at rest; their amounts add up to the holdings, account by account and colour by colour.

    Under rules that do not order the traced money within an account, what came first is taken to leave first; that
    choice moves no figure of the rule, only which way the same amount is told to have come. What was replayed by
    compiled rules is told by them.
    """
    newest, log = 1 if result.rule is Rule.LIFO else 0, result.log
    twin = ways_or_none() if hasattr(log, "dtype") else None
    columns: tuple[Any, Any] = ledger.sender, ledger.receiver
    if twin is None:
        parts, rows = ways(newest, log.tolist() if hasattr(log, "tolist") else log, *columns)
    else:
        parts, rows = (cells.tolist() for cells in twin(newest, fixed(log), *map(fixed, columns)))
    start, cells = 0, iter(parts)
    for account, colour, amount, stop in zip(*[cells] * 4, strict=True):
        yield Path(account, colour, amount, tuple(rows[start:stop]))
        start = stop


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
