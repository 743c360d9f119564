"""Clocks: the limits of time that treaties and states' own laws set, each with its event, article and source."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from typing import Any

from comity.common.errors import BadInputError
from comity.common.source import Source
from comity.law.store import read_data


@dataclass(frozen=True, slots=True)
class Limit:
    """A length of time: a whole number of days, weeks, months or years."""

    value: int
    unit: str

    def __str__(self) -> str:
        return f"{self.value} {self.unit[:-1] if self.value == 1 else self.unit}"


@dataclass(frozen=True, slots=True)
class Extension:
    """How a limit can grow: by a time, to a time in all, or a number of times; or only in words."""

    says: str
    by: Limit | None = None
    to: Limit | None = None
    times: int = 1


@dataclass(frozen=True, slots=True)
class Band:
    """One step of a limitation period: which maximum penalty (in months) it is for, and how long it is.

    Without a limit nothing is time-barred, unless the period equals the penalty itself.
    """

    comparison: str
    months: int
    article: str
    limit: Limit | None = None
    equals_penalty: bool = False
    says: str = ""

    def covers(self, penalty: int) -> bool:
        """Whether a maximum penalty in months falls into this band."""
        return {
            "at_least": penalty >= self.months,
            "more_than": penalty > self.months,
            "at_most": penalty <= self.months,
            "less_than": penalty < self.months,
        }[self.comparison]


@dataclass(frozen=True, slots=True)
class LimitationEvent:
    """What interrupts a limitation period, or keeps it from running."""

    article: str
    says: str


@dataclass(frozen=True, slots=True)
class ClockRule:
    """One clock: the event it starts from, its limit, and what follows when the limit is over.

    ``nature`` is limit (act by then), earliest (not before then), target (should be done by then) or limitation
    (prosecution is barred after then); ``direction`` says whether the limit runs after the event or before it.
    ``state`` is set for a state's own law, ``states`` for a treaty between two.
    """

    id: str
    title: str
    starts_from: str
    article: str
    effect: str
    source: Source
    measure: str = ""
    state: str = ""
    states: tuple[str, ...] = ()
    limit: Limit | None = None
    bands: tuple[Band, ...] = ()
    penalty_of: str = ""
    extension: Extension | None = None
    nature: str = "limit"
    direction: str = "after"
    counting: str = ""
    note: str = ""
    interrupted_by: tuple[LimitationEvent, ...] = ()
    does_not_run: tuple[LimitationEvent, ...] = ()


def clock_rules(state: str | None = None) -> tuple[ClockRule, ...]:
    """Give every clock, or those of a state's own law and of the treaties that name the state."""
    everything = tuple(_all().values())
    return everything if state is None else tuple(c for c in everything if state == c.state or state in c.states)


def clock_rule(rule_id: str) -> ClockRule:
    """Find one clock; an unknown name is answered with the names that come near."""
    found = _all().get(rule_id)
    if found is None:
        near = _near(rule_id)
        hint = f"did you mean {' or '.join(near)}?" if near else "'comity clock --list' lists them all"
        raise BadInputError(f"there is no clock '{rule_id}'; {hint}")
    return found


def _near(rule_id: str) -> list[str]:
    wanted = rule_id.strip().lower()
    begun = [name for name in _all() if wanted and name.lower().startswith(wanted)]
    if begun:
        return begun[:4]
    by_lower = {name.lower(): name for name in _all()}
    return [by_lower[name] for name in get_close_matches(wanted, by_lower, n=3, cutoff=0.6)]


@cache
def _all() -> dict[str, ClockRule]:
    return {rule.id: rule for rule in _read()}


def _read() -> Iterator[ClockRule]:
    for state, entry in read_data("states.json").items():
        for row in entry.get("clocks", ()):
            yield _clock(row, entry["sources"], state)
    treaties = read_data("clocks.json")
    for row in treaties["clocks"]:
        yield _clock(row, treaties["sources"], "")


def _clock(row: dict[str, Any], sources: dict[str, dict[str, str]], state: str) -> ClockRule:
    texts = {key: row[key] for key in row if key not in _STRUCTURED}
    return ClockRule(
        **texts,
        state=state,
        source=Source(**sources[row["source"]]),
        states=tuple(row.get("states", ())),
        limit=_limit(row.get("limit")),
        bands=tuple(Band(**{**band, "limit": _limit(band.get("limit"))}) for band in row.get("bands", ())),
        extension=_extension(row.get("extension")),
        interrupted_by=tuple(LimitationEvent(**part) for part in row.get("interrupted_by", ())),
        does_not_run=tuple(LimitationEvent(**part) for part in row.get("does_not_run", ())),
    )


_STRUCTURED = {"source", "states", "limit", "bands", "extension", "interrupted_by", "does_not_run"}


def _limit(row: dict[str, Any] | None) -> Limit | None:
    return Limit(row["value"], row["unit"]) if row else None


def _extension(row: dict[str, Any] | None) -> Extension | None:
    if row is None:
        return None
    return Extension(row["says"], _limit(row.get("by")), _limit(row.get("to")), row.get("times", 1))
