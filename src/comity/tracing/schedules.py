"""The schedule of an account: its traced transfers with the running balance and the running traced balance."""

from collections.abc import Iterator
from dataclasses import dataclass

from comity.tracing.replay import Replay
from comity.tracing.trace import Trace


@dataclass(frozen=True, slots=True)
class Entry:
    """One transfer of an account: the change to its balance and to what is traced to it, and both sums."""

    row: int
    change: int
    balance: int
    traced: int
    traced_balance: int


def schedule(trace: Trace, found: Replay, account: int) -> Iterator[Entry]:
    """Every transfer of one account in booking order, all colours together; amounts in minor units."""
    ledger = trace.ledger
    moved: dict[int, int] = {}
    kept: dict[int, int] = {}
    for move in found.moves:
        moved[move.row] = moved.get(move.row, 0) + move.amount - move.fresh
        kept[move.row] = kept.get(move.row, 0) + move.amount - move.absorbed
    balance = traced = 0
    for row in range(trace.seeds.rows):
        sender, receiver = ledger.sender[row], ledger.receiver[row]
        if account not in (sender, receiver) or sender == receiver:
            continue
        arriving = receiver == account
        change = ledger.amount[row] if arriving else -ledger.amount[row]
        carried = kept.get(row, 0) if arriving else -moved.get(row, 0)
        balance += change
        traced += carried
        yield Entry(row, change, balance, carried, traced)
