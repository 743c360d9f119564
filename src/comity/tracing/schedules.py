"""The schedule of an account: its transfers with the running balance and the running traced balance."""

from array import array
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from comity.tracing.ledger import Ledger
from comity.tracing.outcome import Replay


@dataclass(frozen=True, slots=True)
class Entry:
    """One transfer of an account: the change to its balance and to what is traced to it, and both sums."""

    row: int
    change: int
    balance: int
    traced: int
    traced_balance: int


@dataclass(frozen=True, slots=True)
class Carried:
    """Per transfer what it took of traced money from its sender, and what of it its receiver kept."""

    taken: dict[int, int]
    kept: dict[int, int]

    @classmethod
    def by(cls, found: Replay) -> "Carried":
        """Add up the moves of a rule, all colours together."""
        taken: dict[int, int] = {}
        kept: dict[int, int] = {}
        for move in found.moves:
            taken[move.row] = taken.get(move.row, 0) + move.amount - move.fresh
            kept[move.row] = kept.get(move.row, 0) + move.amount - move.absorbed
        return cls(taken, kept)


def rows_by_account(ledger: Ledger, rows: int, accounts: Collection[int]) -> dict[int, Sequence[int]]:
    """The transfers of some accounts, in booking order; transfers of an account to itself are left out."""
    if ledger.index is not None:
        return {account: ledger.index.rows(account, rows) for account in accounts}
    if not isinstance(ledger.sender, array):
        sender, receiver = ledger.sender[:rows], ledger.receiver[:rows]
        return {a: (((sender == a) | (receiver == a)) & (sender != receiver)).nonzero()[0].tolist() for a in accounts}
    found: dict[int, list[int]] = {account: [] for account in accounts}
    for row in range(rows):
        sides = (ledger.sender[row], ledger.receiver[row])
        for side in sides:
            if side in found and sides[0] != sides[1]:
                found[side].append(row)
    return dict(found)


def schedule(ledger: Ledger, rows: Sequence[int], carried: Carried, account: int) -> Iterator[Entry]:
    """Every transfer of one account in booking order, all colours together; amounts in minor units."""
    balance = traced = 0
    for row in rows:
        arriving = ledger.receiver[row] == account
        change = int(ledger.amount[row]) if arriving else -int(ledger.amount[row])
        moved = carried.kept.get(row, 0) if arriving else -carried.taken.get(row, 0)
        balance += change
        traced += moved
        yield Entry(row, change, balance, moved, traced)
