"""What a rule gives over a ledger: what rests where, what left, and every traced move."""

from collections.abc import ItemsView, Iterator, Mapping, Sequence, ValuesView
from dataclasses import dataclass
from typing import Any

from comity.tracing.rules import Rule


@dataclass(frozen=True, slots=True)
class Move:
    """Traced money that one transfer carried: of which ``fresh`` entered here and ``absorbed`` repaid an overdraft."""

    row: int
    colour: int
    amount: int
    fresh: int
    absorbed: int


@dataclass(frozen=True, slots=True)
class Totals:
    """Of one colour, in minor units: what was seeded, left the ledger, repaid an overdraft, and rests on accounts."""

    seeded: int
    left: int
    absorbed: int
    resting: int

    @property
    def difference(self) -> int:
        """Nothing, or the run is wrong."""
        return self.seeded - self.left - self.absorbed - self.resting


@dataclass(frozen=True, slots=True, eq=False)
class Rests(Mapping[int, tuple[int, ...]]):
    """What rests on each account by colour, kept as it was computed: a trace may reach millions of accounts.

    ``numbers`` are the accounts in their order, ``cells`` a row of amounts for each; both are arrays of numpy.
    """

    numbers: Any
    cells: Any

    def __len__(self) -> int:
        return len(self.numbers)

    def __iter__(self) -> Iterator[int]:
        return iter(self.numbers.tolist())

    def __getitem__(self, account: int) -> tuple[int, ...]:
        place = int(self.numbers.searchsorted(account))
        if place == len(self.numbers) or self.numbers[place] != account:
            raise KeyError(account)
        return tuple(self.cells[place].tolist())

    def whole(self) -> dict[int, tuple[int, ...]]:
        """All of it at once, which is quicker than one account after the other."""
        cells = zip(*(column.tolist() for column in self.cells.T), strict=True)
        return dict(zip(self.numbers.tolist(), cells, strict=True))

    def items(self) -> ItemsView[int, tuple[int, ...]]:
        """Accounts and what rests on them."""
        return self.whole().items()

    def values(self) -> ValuesView[tuple[int, ...]]:
        """What rests, account by account."""
        return self.whole().values()


@dataclass(frozen=True, slots=True)
class Replay:
    """What a rule gives: the balance of every account, what rests on it by colour, the traced moves in order."""

    rule: Rule
    balance: Sequence[int]
    held: Mapping[int, tuple[int, ...]]
    totals: tuple[Totals, ...]
    log: Sequence[int]

    @property
    def moves(self) -> list[Move]:
        """The traced moves in booking order."""
        cells = iter(self.log.tolist() if hasattr(self.log, "tolist") else self.log)
        return [Move(*entry) for entry in zip(*[cells] * 5, strict=True)]
