"""What is known of a state's own law: its profile as sourced facts, and its laws with their rules."""

import datetime as dt
from dataclasses import dataclass
from functools import cache
from typing import Any

from comity.common.dates import PartialDate
from comity.common.source import Source
from comity.law.store import read_data

# Where a measure is a form of another one, the other one's facts answer after its own.
_WIDER: dict[str, tuple[str, ...]] = {
    "provisional_arrest": ("extradition",),
    "freezing": ("assistance",),
    "confiscation": ("assistance",),
    "return_of_assets": ("confiscation", "assistance"),
    "joint_investigation": ("assistance",),
    "spontaneous_information": ("assistance",),
}
_ANY = "any"


@dataclass(frozen=True, slots=True)
class ProfileFact:
    """One thing one source says of a state's law: topic, measure (or any), value, article.

    Two sources that disagree are two facts; neither is dropped.
    """

    state: str
    topic: str
    measure: str
    value: str
    article: str
    note: str
    source: Source


@cache
def _states() -> dict[str, dict[str, Any]]:
    states: dict[str, dict[str, Any]] = read_data("states.json")
    return states


def profiled_states() -> tuple[str, ...]:
    """Give the codes of the states of which something is known, in alphabetical order."""
    return tuple(_states())


def national_laws(state: str) -> tuple[dict[str, Any], ...]:
    """Give the laws of a state as plain data, each with its answers without a treaty and its rules."""
    return tuple(_states().get(state, {}).get("laws", ()))


def profile_source(state: str, key: str) -> Source | None:
    """Find a source of a state's file by its key."""
    entry = _states().get(state, {}).get("sources", {}).get(key)
    return Source(**entry) if entry else None


@cache
def profile(state: str) -> tuple[ProfileFact, ...]:
    """Give every fact known of a state, in the order of its file; empty where nobody has looked."""
    rows = _states().get(state, {}).get("profile", ())
    return tuple(
        ProfileFact(
            state=state,
            topic=row["topic"],
            measure=row["measure"],
            value=row["value"],
            article=row.get("article", ""),
            note=row.get("note", ""),
            source=profile_source(state, row["source"]) or Source(""),
        )
        for row in rows
    )


def requirements(state: str, measure: str) -> dict[str, tuple[ProfileFact, ...]]:
    """Give what a state asks for a measure, by topic.

    Facts on the measure itself come first, then those on any measure, then those on the wider measure it is a form
    of; among them the newest and best graded first. Nothing is dropped: contradictions stay visible.
    """
    order = (measure, _ANY, *_WIDER.get(measure, ()))
    found: dict[str, list[ProfileFact]] = {}
    for fact in profile(state):
        if fact.measure in order:
            found.setdefault(fact.topic, []).append(fact)
    return {
        topic: tuple(sorted(facts, key=lambda fact: (order.index(fact.measure), *_age_and_grade(fact.source))))
        for topic, facts in found.items()
    }


def _age_and_grade(source: Source) -> tuple[int, str]:
    """Newest first, then best graded; an undated source speaks for the oldest day there is."""
    day = PartialDate.parse(source.as_of).first if source.as_of else dt.date.min
    return (-day.toordinal(), source.grade or "Z")
