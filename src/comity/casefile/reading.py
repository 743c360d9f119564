"""From checked data to records: every value becomes what its record says it is."""

import datetime as dt
import re
import types
import typing
from collections.abc import Callable
from dataclasses import dataclass, fields
from enum import StrEnum
from functools import cache
from typing import Any

from comity.casefile.assets import Transaction
from comity.casefile.case import Case
from comity.casefile.conduct import Amount, Conduct, Provision
from comity.casefile.facts import Fact
from comity.casefile.people import Agency, Nationality
from comity.casefile.requests import LetterParts, Recovery, Request, Team
from comity.casefile.text import Text
from comity.common.dates import PartialDate, parse_day
from comity.common.money import Money

_BLANK_LINE = re.compile(r"\n[ \t]*\n")
_Data = dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Context:
    """What the file says once for all its records: its first language and its state."""

    language: str
    state: str


def case_of(data: _Data) -> Case:
    """Turn the checked data of a case file into a case."""
    context = _Context(data["languages"][0], data["state"])
    return typing.cast("Case", _value(Case, data, context))


def _value(hint: Any, value: Any, context: _Context) -> Any:  # noqa: ANN401 - a record's field may be anything
    origin = typing.get_origin(hint)
    if origin is types.UnionType:
        hint = next(option for option in typing.get_args(hint) if option is not type(None))
        return _value(hint, value, context)
    if origin is tuple:
        item = typing.get_args(hint)[0]
        return tuple(_value(item, entry, context) for entry in value)
    if hint in _SCALARS:
        return _SCALARS[hint](value)
    if hint is Text:
        return _text(value, context)
    return hint(value) if issubclass(hint, StrEnum) else _record(hint, value, context)


_SCALARS: dict[Any, Callable[[Any], Any]] = {
    str: lambda value: str(value).strip(),
    int: int,
    bool: bool,
    dt.date: lambda value: parse_day(str(value)),
    PartialDate: lambda value: PartialDate.parse(str(value)),
    Money: lambda value: value,
}


def _record(kind: Any, value: Any, context: _Context) -> Any:  # noqa: ANN401
    data = _PREPARED[kind](value, context) if kind in _PREPARED else value
    hints = _hints(kind)
    own = {key: value for key, value in data.items() if isinstance(value, _Ready)}
    known = {key: _value(hints[key], value, context) for key, value in data.items() if key not in own}
    return kind(**known, **{key: value.value for key, value in own.items()})


@cache
def _hints(kind: Any) -> dict[str, Any]:  # noqa: ANN401
    hints = typing.get_type_hints(kind)
    return {field.name: hints[field.name] for field in fields(kind)}


@dataclass(frozen=True, slots=True)
class _Ready:
    """A value that needs no further reading."""

    value: Any


def _text(value: str | _Data, context: _Context) -> Text:
    by_language = value if isinstance(value, dict) else {context.language: value}
    return Text(tuple((language, _paragraphs(text)) for language, text in by_language.items()))


def _paragraphs(text: str | list[str]) -> tuple[str, ...]:
    pieces = text if isinstance(text, list) else _BLANK_LINE.split(text)
    return tuple(" ".join(piece.split()) for piece in pieces if piece.strip())


def _sum(data: _Data, _context: _Context) -> _Data:
    rest = {key: value for key, value in data.items() if key not in {"amount", "currency"}}
    return {**rest, "money": Money.parse(data["amount"], data["currency"])}


def _transaction(data: _Data, context: _Context) -> _Data:
    return _renamed(_sum(data, context), {"from": "sender", "to": "receiver"})


def _recovery(data: _Data, _context: _Context) -> _Data:
    return {key: Money.parse(value, data["currency"]) for key, value in data.items() if key != "currency"}


def _conduct(data: _Data, _context: _Context) -> _Data:
    ready = _renamed(data, {"from": "start", "to": "end"})
    if "elements" in data:
        ready["elements"] = _Ready(tuple((key, _words(value)) for key, value in data["elements"].items()))
    return ready


def _team(data: _Data, _context: _Context) -> _Data:
    return _renamed(data, {"from": "start", "to": "end"})


def _letter_parts(data: _Data, _context: _Context) -> _Data:
    return _renamed(data, {"with": "added", "without": "left_out"})


def _words(value: object) -> tuple[str, ...]:
    if isinstance(value, bool):
        return ("true" if value else "false",)
    return tuple(str(entry) for entry in value) if isinstance(value, list) else (str(value),)


def _with_facts(data: _Data, _context: _Context) -> _Data:
    if "facts" not in data:
        return data
    return {**data, "facts": _Ready(tuple(_fact(key, value) for key, value in data["facts"].items()))}


def _fact(key: str, value: Any) -> Fact:  # noqa: ANN401
    stated = value if isinstance(value, dict) else {"value": value}
    values = stated["value"] if isinstance(stated["value"], list) else [stated["value"]]
    date = parse_day(stated["date"]) if "date" in stated else None
    return Fact(key, tuple(values), str(stated.get("source", "")), date)


def _with_state(data: _Data, context: _Context) -> _Data:
    return {"state": context.state, **data}


def _nationality(value: str | _Data, _context: _Context) -> _Data:
    return value if isinstance(value, dict) else {"state": value}


def _renamed(data: _Data, names: dict[str, str]) -> _Data:
    return {names.get(key, key): value for key, value in data.items()}


_PREPARED: dict[Any, Callable[[Any, _Context], _Data]] = {
    Case: _with_facts,
    Request: _with_facts,
    Conduct: _conduct,
    Agency: _with_state,
    Provision: _with_state,
    Nationality: _nationality,
    Amount: _sum,
    Transaction: _transaction,
    Recovery: _recovery,
    Team: _team,
    LetterParts: _letter_parts,
}
