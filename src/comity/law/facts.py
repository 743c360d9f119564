"""Facts: what a rule may ask about a case, each with its type and meaning; a fact that is not given is unknown."""

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cache
from typing import Any

from comity.common.errors import BadInputError, Place
from comity.law.store import read_data

Value = bool | int | str | tuple[str, ...]

# A penalty for life or of death is above every threshold in months.
BEYOND_ALL_MONTHS = 100_000
_OPEN_ENDED = {"life": BEYOND_ALL_MONTHS, "death": BEYOND_ALL_MONTHS}
_NUMBER = re.compile(r"\d{1,6}")
_STATE = re.compile(r"[A-Z]{3}")


@dataclass(frozen=True, slots=True)
class FactKey:
    """One fact that rules can ask for: its type, its meaning, and the question a person is asked."""

    key: str
    type: str
    meaning: str
    question: str
    codes: tuple[str, ...] = ()

    @property
    def unit(self) -> str:
        """The unit of a number; empty for everything that is not one."""
        return self.type if self.type in {"months", "years"} else ""


# While law data is compiled, its own catalogue of facts stands before the one that shipped.
_COMPILING: ContextVar[Mapping[str, FactKey] | None] = ContextVar("catalogue of facts being compiled", default=None)


def fact_keys() -> Mapping[str, FactKey]:
    """Return every fact key there is, in the order of the catalogue."""
    return _COMPILING.get() or _shipped()


@contextmanager
def catalogue(rows: Iterable[Mapping[str, Any]]) -> Iterator[None]:
    """Read facts with another catalogue for a while: the one that is being compiled."""
    token = _COMPILING.set(_read(rows))
    try:
        yield
    finally:
        _COMPILING.reset(token)


@cache
def _shipped() -> Mapping[str, FactKey]:
    return _read(read_data("facts.json"))


def _read(rows: Iterable[Mapping[str, Any]]) -> Mapping[str, FactKey]:
    return {
        row["key"]: FactKey(row["key"], row["type"], row["meaning"], row["question"], tuple(row.get("codes", ())))
        for row in rows
    }


def fact_key(key: str) -> FactKey:
    """Find one fact key, or say which ones come near."""
    known = fact_keys()
    if key not in known:
        near = get_close_matches(key, known, n=3, cutoff=0.6)
        hint = f"; did you mean {' or '.join(near)}?" if near else "; 'comity facts' lists them all"
        raise BadInputError(f"there is no fact '{key}'{hint}")
    return known[key]


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a case: fact key to value; absent keys are unknown, repeatable ones hold a tuple."""

    values: Mapping[str, Value] = field(default_factory=dict)

    def get(self, key: str) -> Value | None:
        """Give the value of a fact, or None while it is unknown."""
        return self.values.get(key)

    def spoken(self, key: str) -> str:
        """Give the value as a person reads it."""
        return spoken(self.values.get(key))


def spoken(value: object) -> str:
    """Turn a fact's value into text; an absent value is 'unknown'."""
    if value is None:
        return "unknown"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return ", ".join(value) if value else "none"
    return "life or death" if value == BEYOND_ALL_MONTHS else str(value)


def read_facts(pairs: Iterable[tuple[str, object]], place: Place | None = None) -> Facts:
    """Check facts against the catalogue; 'unknown' leaves a key out, a repeated state key adds up.

    A pair's value is text as typed (``24``, ``true``, ``CHN``, ``unknown``) or already a bool or an int.
    """
    values: dict[str, Value] = {}
    for key, raw in pairs:
        try:
            _add(values, fact_key(key), raw)
        except BadInputError as error:
            if place is None:
                raise
            raise BadInputError(error.what, Place(place.file, place.line, key)) from None
    return Facts(values)


def _add(values: dict[str, Value], fact: FactKey, raw: object) -> None:
    items = raw if isinstance(raw, (list, tuple)) else [raw]
    if fact.type != "state" and len(items) != 1:
        raise BadInputError(f"the fact '{fact.key}' takes one value")
    for item in items:
        value = _typed(fact, item)
        if value is None:
            continue
        if fact.type == "state":
            before = values.get(fact.key, ())
            text = () if value == "none" else (str(value),)
            values[fact.key] = (*before, *text) if isinstance(before, tuple) else text
        elif fact.key in values and values[fact.key] != value:
            raise BadInputError(f"the fact '{fact.key}' is given twice with different values")
        else:
            values[fact.key] = value


def _typed(fact: FactKey, raw: object) -> bool | int | str | None:
    text = spoken(raw) if isinstance(raw, (bool, type(None))) else str(raw).strip()
    if text.lower() == "unknown":
        return None
    if fact.type == "flag":
        return _flag(fact, text)
    if fact.type in {"months", "years", "number"}:
        return _whole_number(fact, text)
    if fact.type == "code" and text not in fact.codes:
        raise BadInputError(f"the fact '{fact.key}' is one of {', '.join(fact.codes)} or unknown, not '{text}'")
    if fact.type == "state" and text != "none" and _STATE.fullmatch(text) is None:
        raise BadInputError(f"the fact '{fact.key}' takes a state's three-letter code, none or unknown, not '{text}'")
    return text


def _flag(fact: FactKey, text: str) -> bool:
    if text.lower() not in {"true", "false"}:
        raise BadInputError(f"the fact '{fact.key}' is true, false or unknown, not '{text}'")
    return text.lower() == "true"


def _whole_number(fact: FactKey, text: str) -> int:
    if fact.type == "months" and text.lower() in _OPEN_ENDED:
        return _OPEN_ENDED[text.lower()]
    if _NUMBER.fullmatch(text) is None:
        unit = f" of {fact.unit}" if fact.unit else ""
        raise BadInputError(f"the fact '{fact.key}' takes a whole number{unit}, not '{text}'")
    return int(text)
