"""Decisions in which dual criminality was argued, as far as they could be read."""

from dataclasses import dataclass
from functools import cache

from comity.common.source import Source
from comity.law.conduct import source_of
from comity.law.store import read_data


@dataclass(frozen=True, slots=True)
class Judgment:
    """One decision; ``decides`` is false where only the question was readable and not the outcome."""

    id: str
    requesting: str
    requested: str
    year: int
    facts: str
    conduct: tuple[str, ...]
    outcome: str
    reasoning: str
    decides: bool
    source: Source
    grade: str
    read: str


@cache
def judgments() -> tuple[Judgment, ...]:
    """Return every decision on file."""
    return tuple(
        Judgment(
            **{key: row[key] for key in ("id", "requesting", "requested", "year", "facts", "outcome", "reasoning")},
            conduct=tuple(row["conduct"]),
            decides=row["use"] == "outcome",
            source=source_of(row["source"]),
            grade=row["grade"],
            read=row["read"],
        )
        for row in read_data("offences.json")["judgments"]
    )


def judgments_of(state: str) -> tuple[Judgment, ...]:
    """Return the decisions in which a state asked or was asked."""
    return tuple(j for j in judgments() if state in {j.requesting, j.requested})
