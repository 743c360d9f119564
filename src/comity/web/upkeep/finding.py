"""What a check of an installation says: one sentence, how grave it is, and what to do."""

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """How grave a finding is."""

    FINE = "fine"
    WARNING = "warning"
    UNSAFE = "unsafe"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    check: str
    level: Level
    sentence: str
    cure: str = ""


def fine(check: str, sentence: str) -> Finding:
    """All is well there."""
    return Finding(check, Level.FINE, sentence)


def warning(check: str, sentence: str, cure: str) -> Finding:
    """It works, and somebody should look at it."""
    return Finding(check, Level.WARNING, sentence, cure)


def unsafe(check: str, sentence: str, cure: str) -> Finding:
    """It must not stay like this."""
    return Finding(check, Level.UNSAFE, sentence, cure)
