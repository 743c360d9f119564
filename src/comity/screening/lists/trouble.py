"""Troubles: rows that could not be read, each told with its line; the rest of the file is used."""

from dataclasses import dataclass, field

MOST_TOLD = 100


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is wrong with one row (1-based line)."""

    line: int
    text: str


@dataclass(slots=True)
class Troubles:
    """All troubles of a file: every one is counted, the first hundred are told."""

    count: int = 0
    told: list[Trouble] = field(default_factory=list)

    def add(self, line: int, text: str) -> None:
        """Count a trouble, and keep it while there are few."""
        self.count += 1
        if len(self.told) < MOST_TOLD:
            self.told.append(Trouble(line, text))
