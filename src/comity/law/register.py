"""The register of multilateral instruments: who is bound by what on a day, quickly, for many pairs of states."""

import datetime as dt
import re
from collections.abc import Mapping
from difflib import get_close_matches
from functools import cache
from typing import Any

from comity.common.errors import BadInputError
from comity.common.truth import Truth
from comity.law.parties import Declaration, PartyList, read_party_list
from comity.law.status import Status, declared, status_of
from comity.law.store import read_data
from comity.law.weighing import answer as weigh


class Register:
    """Every party list at hand; answers are computed once for each state, instrument and day."""

    __slots__ = ("_between", "_bound", "_data", "_lists")

    def __init__(self, data: dict[str, Any]) -> None:
        """Take the compiled party lists; each is read when first asked for."""
        self._data: dict[str, Any] = data["instruments"]
        self._lists: dict[str, PartyList] = {}
        self._bound: dict[tuple[str, str, dt.date], Truth] = {}
        self._between: dict[tuple[str, str, str, dt.date], Truth] = {}

    @property
    def instruments(self) -> tuple[str, ...]:
        """The ids of every multilateral instrument with a party list."""
        return tuple(self._data)

    def instrument(self, key: str) -> PartyList:
        """One instrument's party list, or one sentence that names the instruments that are known."""
        known = self._lists.get(key)
        if known is None:
            if key not in self._data:
                raise BadInputError(f"'{key}' is not an instrument with a party list; {_known(key, self._data)}")
            known = self._lists[key] = read_party_list(key, self._data[key])
        return known

    def status(self, key: str, state: str, on: dt.date) -> Status:
        """The status of a state under an instrument on a day, with its reasons."""
        return status_of(self.instrument(key), state, on)

    def bound(self, key: str, state: str, on: dt.date) -> Truth:
        """Whether a state is bound by an instrument on a day; unknown where the sources do not say."""
        asked = (key, state, on)
        answer = self._bound.get(asked)
        if answer is None:
            answer = self._bound[asked] = weigh(self.instrument(key).testimonies(state), on).bound
        return answer

    def bound_between(self, key: str, one: str, other: str, on: dt.date) -> Truth:
        """Whether an instrument binds two states towards each other; a declaration may exclude just that pair."""
        asked = (key, one, other, on) if one < other else (key, other, one, on)
        answer = self._between.get(asked)
        if answer is None:
            answer = self._between[asked] = self._pair(*asked)
        return answer

    def _pair(self, key: str, one: str, other: str, on: dt.date) -> Truth:
        both = (self.bound(key, one, on), self.bound(key, other, on))
        if Truth.FALSE in both or self.one_sided(key, one, other) or self.excluding(key, one, other, on):
            return Truth.FALSE
        certain = both == (Truth.TRUE, Truth.TRUE) and not self.instrument(key).objections_unknown
        return Truth.TRUE if certain else Truth.UNKNOWN

    def declarations(self, key: str, state: str, on: dt.date | None = None) -> tuple[Declaration, ...]:
        """What a state declared under an instrument, by a day if one is given."""
        return declared(self.instrument(key).testimonies(state), on)

    def one_sided(self, key: str, one: str, other: str) -> bool:
        """Whether both states stand on the same side of a treaty that binds only one side towards the other."""
        side = self.instrument(key).between
        return bool(side) and (one in side) == (other in side)

    def excluding(self, key: str, one: str, other: str, on: dt.date) -> tuple[Declaration, ...]:
        """The declarations of either state that switch an instrument off towards the other."""
        mine = (entry for entry in self.declarations(key, one, on) if other in entry.not_towards)
        theirs = (entry for entry in self.declarations(key, other, on) if one in entry.not_towards)
        return (*mine, *theirs)

    def acceding(self, state: str, key: str, on: dt.date) -> "Register":
        """The register as it would be if a state became bound by an instrument on a day, without declarations."""
        return self._supposing(state, key, on, [[on.isoformat(), "", "", "", {"note": _SUPPOSED}]])

    def leaving(self, state: str, key: str, on: dt.date) -> "Register":
        """The register as it would be if a state that was bound by an instrument were no longer, from a day."""
        before = on.replace(year=on.year - 1, day=1).isoformat()
        return self._supposing(state, key, on, [[before, "", "", "", {"left": on.isoformat(), "note": _SUPPOSED}]])

    def withdrawing_declarations(self, state: str, key: str) -> "Register":
        """The register as it would be if a state had made no reservation or declaration under an instrument."""
        self.instrument(key)
        rows = [_undeclared(row) for row in self._data[key]["rows"].get(state, ())]
        return self._with(key, {**self._data[key], "rows": {**self._data[key]["rows"], state: rows}})

    def _supposing(self, state: str, key: str, on: dt.date, said: list[list[Any]]) -> "Register":
        rows = [[len(self.instrument(key).sources), *row] for row in said]
        entry = self._data[key]
        source = ["supposed for this question only", on.isoformat(), on.isoformat(), "C"]
        return self._with(
            key, {**entry, "sources": [*entry["sources"], source], "rows": {**entry["rows"], state: rows}}
        )

    def _with(self, key: str, entry: dict[str, Any]) -> "Register":
        """The same register with one other list; what was computed of the others is kept."""
        result = Register({"instruments": {**self._data, key: entry}})
        result._lists = {name: known for name, known in self._lists.items() if name != key}
        result._bound = {asked: answer for asked, answer in self._bound.items() if asked[0] != key}
        result._between = {asked: answer for asked, answer in self._between.items() if asked[0] != key}
        return result


_SUPPOSED = "a supposition, not a fact"
_DECLARATIONS = frozenset({"declared", "refuses_chapter", "not_towards", "yields_to", "reservation"})


def _undeclared(row: list[Any]) -> list[Any]:
    if not isinstance(row[-1], dict):
        return row
    return [*row[:-1], {name: value for name, value in row[-1].items() if name not in _DECLARATIONS}]


def _known(key: str, instruments: Mapping[str, Any]) -> str:
    """What may have been meant: another spelling, a treaty between two states, or any of the list."""
    folded = {name.casefold(): name for name in instruments}
    same = key.casefold() in folded
    near = [key.casefold()] if same else get_close_matches(key.casefold(), folded, n=3, cutoff=0.6)
    if near:
        return f"did you mean {' or '.join(folded[name] for name in near)}?"
    if re.match(r"[A-Z]{3}-[A-Z]{3}-", key):
        return f"'comity instruments {key[:3]} {key[4:7]}' tells what stands between two states"
    return f"known are {', '.join(instruments)}" if len(instruments) <= 12 else "'comity coverage' lists them all"


@cache
def register() -> Register:
    """The register that ships with the package, loaded once."""
    return Register(read_data("parties.json"))


def status(instrument: str, state: str, on: dt.date) -> Status:
    """The status of a state under an instrument on a day, from the shipped data."""
    return register().status(instrument, state, on)


def bound(instrument: str, state: str, on: dt.date) -> Truth:
    """Whether a state is bound by an instrument on a day, from the shipped data."""
    return register().bound(instrument, state, on)


def bound_between(instrument: str, one: str, other: str, on: dt.date) -> Truth:
    """Whether an instrument binds two states towards each other on a day, from the shipped data."""
    return register().bound_between(instrument, one, other, on)
