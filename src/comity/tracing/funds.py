"""Source and application of funds of an account, and where its statements have holes."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from comity.tracing.ledger import Ledger

OPENING, CLOSING = "balance at the beginning", "balance at the end"


@dataclass(frozen=True, slots=True)
class FundsLine:
    """One source or application: the other side, how many transfers, their sum, and the sum traced among it."""

    other: str
    transfers: int
    amount: int
    traced: int


@dataclass(frozen=True, slots=True)
class Funds:
    """Where the money of an account came from and what it went to; both sides have the same sum, to the unit."""

    account: int
    first: int
    last: int
    sources: tuple[FundsLine, ...]
    applications: tuple[FundsLine, ...]
    closing: int

    @property
    def difference(self) -> int:
        """Nothing, or the schedule is wrong."""
        coming = sum(line.amount for line in self.sources)
        return coming - sum(line.amount for line in self.applications) - self.closing


def funds_of(ledger: Ledger, account: int, rows: Sequence[int], traced: dict[int, int]) -> Funds:
    """Sum up the transfers of an account by the other side; ``traced`` is what each transfer carried of the trace."""
    sides: dict[bool, dict[str, list[int]]] = {
        True: defaultdict(lambda: [0, 0, 0]),
        False: defaultdict(lambda: [0, 0, 0]),
    }
    closing = 0
    for row in rows:
        coming = int(ledger.receiver[row]) == account
        amount = int(ledger.amount[row])
        closing += amount if coming else -amount
        cells = sides[coming][_other(ledger, row, coming)]
        for cell, value in enumerate((1, amount, traced.get(row, 0))):
            cells[cell] += value
    lines = {coming: tuple(_sorted(named)) for coming, named in sides.items()}
    first, last = (int(rows[0]), int(rows[-1])) if len(rows) else (0, 0)
    return Funds(account, first, last, lines[True], lines[False], closing)


def _sorted(named: dict[str, list[int]]) -> list[FundsLine]:
    lines = [FundsLine(name, *cells) for name, cells in named.items()]
    return sorted(lines, key=lambda line: (-line.amount, line.other))


def _other(ledger: Ledger, row: int, coming: bool) -> str:
    """The other account, or the words of the transfer where the other side is outside the ledger."""
    other = int(ledger.sender[row] if coming else ledger.receiver[row])
    if other:
        return ledger.accounts[other]
    words = ledger.descriptions[row].partition(" · ")[0]
    return f"outside: {words}" if words else "outside the ledger"


@dataclass(frozen=True, slots=True)
class Gap:
    """What is known of an account in time: its first and last transfer, and its longest stretch without any."""

    account: int
    transfers: int
    first: int
    last: int
    silent_from: int
    silent_to: int


def gaps_of(ledger: Ledger, rows_by_account: Iterable[tuple[int, Sequence[int]]]) -> list[Gap]:
    """The stretches without a transfer, from which a missing statement can be told; the reader judges."""
    found = []
    for account, rows in rows_by_account:
        if not len(rows):
            continue
        pairs = list(pairwise(rows)) or [(rows[0], rows[0])]
        longest = max(pairs, key=lambda pair: int(ledger.moment[pair[1]]) - int(ledger.moment[pair[0]]))
        ends = int(rows[0]), int(rows[-1])
        found.append(Gap(account, len(rows), *ends, int(longest[0]), int(longest[1])))
    return found
