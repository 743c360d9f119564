"""Treaties between two states: what each list says of them, and which stand between a pair."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from comity.common.errors import BadInputError
from comity.common.source import Source
from comity.common.truth import Truth
from comity.law.bilateral_status import BilateralStanding, BilateralStatus, Said, bilateral_status
from comity.law.evidence import Claim
from comity.law.parties import Testimony
from comity.law.store import read_data

__all__ = ["Bilateral", "BilateralRegister", "BilateralStanding", "BilateralStatus", "bilateral_between", "bilaterals"]


@dataclass(slots=True)
class Bilateral:
    """One treaty between two states; its testimonies are read when asked for."""

    id: str
    title: str
    parties: tuple[str, str]
    purposes: tuple[str, ...]
    sources: tuple[Source, ...]
    open_ended: frozenset[int]
    rows: list[list[Any]]
    _said: tuple[Said, ...] = field(default=())

    @property
    def testimonies(self) -> tuple[Said, ...]:
        """Everything the lists at hand say of this treaty."""
        if not self._said:
            self._said = tuple(_said(self, row[0], row[1]) for row in self.rows)
        return self._said


class BilateralRegister:
    """Every treaty between two states at hand, found by pair; answers are computed once for each day."""

    __slots__ = ("_bound", "_by_id", "_by_pair")

    def __init__(self, data: dict[str, Any]) -> None:
        """Take the compiled treaties."""
        self._by_id: dict[str, Bilateral] = {}
        self._by_pair: dict[tuple[str, str], list[Bilateral]] = {}
        self._bound: dict[tuple[str, dt.date], Truth] = {}
        for held in data["holders"]:
            sources = tuple(Source(*entry) for entry in held["sources"])
            for key, title, one, other, purposes, rows in held["treaties"]:
                open_ended = frozenset(held["open_ended"])
                treaty = Bilateral(key, title, (one, other), tuple(purposes), sources, open_ended, rows)
                self._by_id[key] = treaty
                self._by_pair.setdefault(_pair(one, other), []).append(treaty)

    def __iter__(self) -> Iterator[Bilateral]:
        """Every treaty, in the order of its id."""
        return iter(self._by_id[key] for key in sorted(self._by_id))

    def between(self, one: str, other: str, purpose: str | None = None) -> tuple[Bilateral, ...]:
        """The treaties between two states, for one purpose or for any."""
        known = self._by_pair.get((one, other) if one < other else (other, one), ())
        return tuple(treaty for treaty in known if purpose is None or purpose in treaty.purposes)

    def of(self, state: str) -> tuple[Bilateral, ...]:
        """The treaties of one state."""
        return tuple(treaty for key, treaty in sorted(self._by_id.items()) if state in treaty.parties)

    def treaty(self, key: str) -> Bilateral:
        """The treaty of an id; the two states may stand in either order."""
        one, _, rest = key.partition("-")
        other, _, kind = rest.partition("-")
        found = self._by_id.get(key) or self._by_id.get(f"{other}-{one}-{kind}")
        if found is None:
            raise BadInputError(f"'{key}' is not a treaty between two states of the data at hand")
        return found

    def status(self, treaty: Bilateral | str, on: dt.date) -> BilateralStatus:
        """The status of a treaty on a day, with its reasons."""
        known = self.treaty(treaty) if isinstance(treaty, str) else treaty
        return bilateral_status(known.id, known.testimonies, on)

    def bound(self, key: str, on: dt.date) -> Truth:
        """Whether a treaty is in force on a day; unknown where its sources do not say."""
        answer = self._bound.get((key, on))
        if answer is None:
            answer = self._bound[key, on] = self.status(key, on).bound
        return answer


def _pair(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one < other else (other, one)


def _said(treaty: Bilateral, index: int, more: dict[str, Any]) -> Said:
    source = treaty.sources[index]
    misprints = more.get("misprint", ())

    def claim(name: str) -> Claim | None:
        return Claim(more[name], source, misprint=name in misprints) if name in more else None

    dates = Testimony(
        source,
        signed=claim("signed"),
        deposited=claim("ratified"),
        in_force=claim("in_force"),
        left=claim("left"),
        remarks=tuple(f"{more[key]} [{source.title}]" for key in ("doubt", "note") if key in more),
    )
    says = more.get("says", "")
    spoken = more.get("on", "") or source.as_of
    if says in ("ended", "superseded"):  # what has ended stays ended: an undated word holds from the day it was read
        spoken = spoken or source.checked
    statement = Claim(spoken, source) if says else None
    return Said(dates, says, statement, more.get("ratified_means", ""), index in treaty.open_ended)


@cache
def bilaterals() -> BilateralRegister:
    """The treaties that ship with the package, loaded once."""
    return BilateralRegister(read_data("bilateral.json"))


def bilateral_between(one: str, other: str, purpose: str | None = None) -> tuple[Bilateral, ...]:
    """The treaties between two states in the shipped data, for one purpose or for any."""
    return bilaterals().between(one, other, purpose)
