"""What a rule gives over a ledger: what rests where, what left, and every traced move."""

from collections.abc import Sequence
from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class Replay:
    """What a rule gives: the balance of every account, what rests on it by colour, the traced moves in order."""

    rule: Rule
    balance: Sequence[int]
    held: dict[int, tuple[int, ...]]
    totals: tuple[Totals, ...]
    log: Sequence[int]

    @property
    def moves(self) -> list[Move]:
        """The traced moves in booking order."""
        cells = iter(self.log.tolist() if hasattr(self.log, "tolist") else self.log)
        return [Move(*entry) for entry in zip(*[cells] * 5, strict=True)]
