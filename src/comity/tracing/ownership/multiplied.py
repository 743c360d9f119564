"""Multiplied shares as they are answered: of everyone reached, exact, some of them only when looked at."""

from abc import abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction


class Estimated(Mapping[str, Fraction]):
    """Shares that are made exact when they are looked at."""

    @abstractmethod
    def at_least(self, line: Fraction) -> dict[str, Fraction]:
        """Those from a line on."""

    @abstractmethod
    def ways_to(self, name: str) -> set[str] | None:
        """Everything on the ways from the start to a name, and that name; None where it is not reached."""


@dataclass(frozen=True, slots=True)
class Integrated:
    """The multiplied share of everyone reached; ``rings`` are groups of companies that hold one another.

    ``closed`` are rings that hold themselves entirely: no share of theirs can be computed.
    """

    shares: Mapping[str, Fraction]
    rings: tuple[tuple[str, ...], ...]
    closed: tuple[tuple[str, ...], ...]

    def at_least(self, line: Fraction) -> dict[str, Fraction]:
        """The shares from a line on."""
        if isinstance(self.shares, Estimated):
            return self.shares.at_least(line)
        return {name: share for name, share in self.shares.items() if share >= line}

    def ways_to(self, name: str) -> set[str] | None:
        """Everything on the ways from the start to a name; None where that was not kept."""
        return self.shares.ways_to(name) if isinstance(self.shares, Estimated) else None
