"""Partners designated by national law: which law names which state, and since when."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from comity.common.errors import BadInputError
from comity.common.source import Source
from comity.common.truth import Truth
from comity.law.evidence import Claim, preferred, spoken_for
from comity.law.store import read_data


class DesignationStanding(StrEnum):
    """Whether a law names a state as a partner on a day; a list read in part says nothing of those it does not name."""

    DESIGNATED = "designated"
    REMOVED = "removed"
    NOT_DESIGNATED = "not_designated"
    NOT_EVIDENCED = "not_evidenced"


@dataclass(frozen=True, slots=True)
class DesignationStatus:
    """The standing of a state under a designating law on a day, with its reasons and sources."""

    id: str
    state: str
    on: dt.date
    status: DesignationStanding
    bound: Truth
    designated: str | None
    removed: str | None
    why: tuple[str, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Designation:
    """One law by which a state designates its partners."""

    id: str
    title: str
    designating: str
    purposes: tuple[str, ...]
    note: str
    sources: tuple[Source, ...]
    full_lists: tuple[int, ...]
    rows: dict[str, list[list[Any]]]

    def claims(self, state: str, kind: str) -> list[Claim]:
        """The dated statements of one kind about a state."""
        named = ((self.sources[index], more) for index, more in self.rows.get(state, ()))
        return [Claim(more[kind], source) for source, more in named if kind in more]

    def listings(self, state: str) -> list[Source]:
        """The lists that name a state without saying since when."""
        return [self.sources[index] for index, more in self.rows.get(state, ()) if "says" in more]

    def remarks(self, state: str) -> Iterator[str]:
        """What is odd or worth knowing about the rows of a state."""
        for index, more in self.rows.get(state, ()):
            if "note" in more:
                yield f"{more['note']} [{self.sources[index].title}]"


class DesignationRegister:
    """Every designating law at hand, found by the pair it concerns."""

    __slots__ = ("_laws",)

    def __init__(self, data: dict[str, Any]) -> None:
        """Take the compiled designations."""
        self._laws = {key: _law(key, entry) for key, entry in data.items()}

    def __iter__(self) -> Iterator[Designation]:
        """Every designating law, in the order of its id."""
        return iter(self._laws.values())

    def between(self, one: str, other: str, purpose: str | None = None) -> tuple[Designation, ...]:
        """The laws by which one of two states speaks of the other, for one purpose or for any."""
        return tuple(
            law
            for law in self._laws.values()
            if (purpose is None or purpose in law.purposes)
            and ((law.designating == one and other in law.rows) or (law.designating == other and one in law.rows))
        )

    def law(self, key: str) -> Designation:
        """One designating law, or one sentence that names the laws that are known."""
        if key not in self._laws:
            raise BadInputError(f"'{key}' is not a designating law; known are {', '.join(self._laws)}")
        return self._laws[key]

    def status(self, key: str, state: str, on: dt.date) -> DesignationStatus:
        """Whether a law designates a state on a day, with the reasons."""
        return _status(self.law(key), state, on)


def _law(key: str, entry: dict[str, Any]) -> Designation:
    return Designation(
        id=key,
        title=entry["title"],
        designating=entry["designating"],
        purposes=tuple(entry["purposes"]),
        note=entry["note"],
        sources=tuple(Source(*source) for source in entry["sources"]),
        full_lists=tuple(entry["full_lists"]),
        rows=entry["rows"],
    )


def _status(law: Designation, state: str, on: dt.date) -> DesignationStatus:
    since, until = preferred(law.claims(state, "designated")), preferred(law.claims(state, "removed"))
    standing, why = _decide(law, state, on, since, until)
    answers = {DesignationStanding.DESIGNATED: Truth.TRUE, DesignationStanding.NOT_EVIDENCED: Truth.UNKNOWN}
    named = [law.sources[index] for index, _ in law.rows.get(state, ())]
    return DesignationStatus(
        id=law.id,
        state=state,
        on=on,
        status=standing,
        bound=answers.get(standing, Truth.FALSE),
        designated=since.value if since else None,
        removed=until.value if until else None,
        why=(why, *law.remarks(state), *((law.note,) if law.note else ())),
        sources=tuple(dict.fromkeys(map(str, named or law.sources))),
    )


def _decide(
    law: Designation, state: str, on: dt.date, since: Claim | None, until: Claim | None
) -> tuple[DesignationStanding, str]:
    if until and until.when.reached_on(on) is Truth.TRUE:
        return DesignationStanding.REMOVED, f"No longer designated since {until.value}."
    undecided = _undecided(law, state, on, until)
    if undecided:
        return DesignationStanding.NOT_EVIDENCED, undecided
    reached = since.when.reached_on(on) if since else Truth.FALSE
    if since and reached is Truth.TRUE:
        return DesignationStanding.DESIGNATED, f"Designated since {since.value}."
    if since and reached is Truth.FALSE:
        return DesignationStanding.NOT_DESIGNATED, f"Designated only from {since.value}."
    dated = [(spoken.last, source) for source in law.listings(state) if (spoken := spoken_for(source.as_of))]
    before = [source for day, source in dated if day <= on]
    if before:
        return DesignationStanding.DESIGNATED, f"Named in {before[-1]}; nothing later is evidenced."
    for index in law.full_lists:
        as_of = spoken_for(law.sources[index].as_of)
        if state not in law.rows and as_of and on <= as_of.first:
            return DesignationStanding.NOT_DESIGNATED, f"Not named in {law.sources[index]}, which was read in full."
    if since:
        return DesignationStanding.NOT_EVIDENCED, f"Designated in {since.value}; the day is not at hand."
    if law.listings(state):
        return DesignationStanding.NOT_EVIDENCED, "Named only in a list that is undated or of a later day."
    return DesignationStanding.NOT_EVIDENCED, f"No list at hand that speaks for this day names {state}."


def _undecided(law: Designation, state: str, on: dt.date, until: Claim | None) -> str:
    if until and until.when.reached_on(on) is Truth.UNKNOWN:
        return f"Removed at a time not known ({until.value}); that does not decide this day."
    if any(claim.when.reached_on(on) is not Truth.FALSE for claim in law.claims(state, "changed")):
        return "The lists at hand were changed later for this state; what changed is not at hand."
    return ""


@cache
def designations() -> DesignationRegister:
    """The designations that ship with the package, loaded once."""
    return DesignationRegister(read_data("designations.json"))
