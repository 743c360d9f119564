"""An index in use: the two orders of the ledger, and what is asked of it again and again."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from comity.tracing.columns import Sparse
from comity.tracing.index.follow import follow
from comity.tracing.index.way import Way
from comity.tracing.outcome import Replay
from comity.tracing.rules import Rule
from comity.tracing.seeds import Seeds


@dataclass(frozen=True, slots=True)
class Low:
    """Accounts that go below nothing, by number; ``row`` is where they first do."""

    account: Sequence[int]
    row: Sequence[int]
    first_payment: Sequence[int]

    def within(self, rows: int) -> dict[int, bool]:
        """Those that do so among the first transfers, and whether with their first payment already."""
        found = zip(self.account, self.row, self.first_payment, strict=True)
        return {account: bool(started) for account, row, started in found if row < rows}


@dataclass(frozen=True, slots=True)
class Index:
    """The entries in booking order and, where an order is open, with every group of it turned round."""

    way: Way
    turned: Way | None
    labelled: tuple[Sequence[int], Sequence[int]]
    selves: Sequence[int]
    low: Low

    def origin(self) -> Sparse:
        """The origin of every transfer."""
        return Sparse(lambda: dict(zip(*self.labelled, strict=True)), len(self.way.sender))

    def follow(self, rule: Rule, seeds: Seeds, *, turned: bool) -> Replay | None:
        """Answer from the index, in booking order or in the other one."""
        way = self.turned if turned else self.way
        return None if way is None else follow(rule, way, seeds)

    def rows(self, account: int, rows: int) -> Sequence[int]:
        """The transfers of an account among the first ``rows``."""
        entries = self.way.entries
        return entries.row[entries.start[account] : entries.stop(account, rows)]

    def paid_by(self, account: int) -> Sparse:
        """1 for every transfer that an account sends."""
        sender = self.way.sender
        mine = self.rows(account, len(sender))
        return Sparse(lambda: {row: 1 for row in mine if sender[row] == account}, len(sender))

    def paying(self, accounts: Collection[int], rows: int) -> set[int]:
        """Of some accounts those that pay something to another."""
        entries = self.way.entries
        ends = {account: entries.stop(account, rows) for account in accounts if account}
        return {a for a, last in ends.items() if last > entries.start[a] and entries.paid[last - 1] > 0}
