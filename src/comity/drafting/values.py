"""The facts of a case as a letter takes them: looked up by field, read by kind, written in the letter's language."""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, is_dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from comity.common.dates import PartialDate
from comity.common.errors import BadInputError, Place
from comity.common.money import Money
from comity.drafting.blocks import LOCKED_KINDS, FieldKind, Run, Runs
from comity.drafting.fields import Field, Terms
from comity.drafting.localised import (
    comma,
    date_text,
    direction_of,
    direction_of_text,
    money_text,
    number_text,
    runs_in,
    state_text,
    unbroken,
)
from comity.drafting.locked import LockedValue

_LITERAL = re.compile(r"\{(date|money|number|name|code|state) ([^{}]+)\}")
UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Written:
    """A value as it stands in the letter, and what of it is locked."""

    runs: Runs
    locked: tuple[LockedValue, ...] = ()
    translated: bool = True


def lookup(values: Any, field: str) -> Any:  # noqa: ANN401 - a case's facts are plain data of any kind
    """The value of a dotted field in nested tables or records; None where it is not given or not known."""
    value = values
    for key in field.split("."):
        value = value.get(key) if isinstance(value, Mapping) else getattr(value, key, None)
        if value is None:
            return None
    return value


def is_given(value: Any) -> bool:  # noqa: ANN401
    """Whether there is anything to write; unknown and empty values are not given."""
    if value is None or (isinstance(value, str) and value.strip() in ("", UNKNOWN)):
        return False
    return not (isinstance(value, (Mapping, list, tuple)) and len(value) == 0)


def write_value(value: Any, field: Field, concrete: str, language: str, terms: Terms) -> Written:  # noqa: ANN401
    """Write one given value in a language; ``concrete`` is its place in the case, such as persons[0].birth_date."""
    if field.kind is FieldKind.TEXT:
        return _write_text(value, concrete, language)
    if field.kind is FieldKind.TERM and isinstance(value, Mapping):  # spoken already, in each language
        return _write_text(value, concrete, language)
    if field.kind is FieldKind.TERM:
        text = terms.text(field.terms or field.name, str(value), language)
        return Written((_run(text or str(value), FieldKind.TERM, language),))
    text, canonical = _write_plain(value, field.kind, concrete, language)
    locked = (LockedValue(concrete, field.kind, canonical),) if field.kind in LOCKED_KINDS else ()
    return Written((_run(text, field.kind, language),), locked)


def _write_text(value: Any, concrete: str, language: str) -> Written:  # noqa: ANN401
    """A free text, by language where it has been translated; typed literals such as {date 2024-03-05} are locked."""
    text, translated = _in_language(value, language)
    text = unbroken(text, language)
    runs: list[Run] = []
    locked: list[LockedValue] = []
    position = 0
    for match in _LITERAL.finditer(text):
        runs += _free_runs(text[position : match.start()], language)
        kind = FieldKind(match[1])
        shown, canonical = _write_plain(match[2].strip(), kind, concrete, language)
        runs.append(_run(shown, kind, language))
        if kind in LOCKED_KINDS:
            locked.append(LockedValue(concrete, kind, canonical))
        position = match.end()
    runs += _free_runs(text[position:], language)
    return Written(tuple(run for run in runs if run.text), tuple(locked), translated)


def _in_language(value: Any, language: str) -> tuple[str, bool]:  # noqa: ANN401
    if not isinstance(value, Mapping):
        return str(value).strip(), True
    if is_given(value.get(language)):
        return str(value[language]).strip(), True
    return next((str(text).strip() for text in value.values() if is_given(text)), ""), False


def _write_plain(value: Any, kind: FieldKind, concrete: str, language: str) -> tuple[str, str]:  # noqa: ANN401
    try:
        return _PLAIN[kind](value, language)
    except (BadInputError, ValueError, InvalidOperation, KeyError, TypeError) as error:
        what = error.what if isinstance(error, BadInputError) else f"'{value}' is not a {kind}"
        raise BadInputError(what, Place(field=concrete)) from None


def _date(value: Any, language: str) -> tuple[str, str]:  # noqa: ANN401
    if isinstance(value, dt.datetime):
        value = value.date()
    day = value if isinstance(value, (dt.date, PartialDate)) else PartialDate.parse(str(value))
    return date_text(day, language), str(day)


def _money(value: Any, language: str) -> tuple[str, str]:  # noqa: ANN401
    if isinstance(value, Mapping):
        value = Money.parse(value["amount"], value["currency"])
    if isinstance(value, str):
        amount, currency = value.split()
        value = Money.parse(amount, currency)
    if not isinstance(value, Money):
        raise TypeError
    return money_text(value, language), f"{value.amount:f} {value.currency}"


def _number(value: Any, language: str) -> tuple[str, str]:  # noqa: ANN401
    if isinstance(value, (bool, float)):
        raise TypeError
    number = Decimal(str(value))
    return number_text(number, language), f"{number:f}"


def _state(value: Any, language: str) -> tuple[str, str]:  # noqa: ANN401
    code, _ = _verbatim(value, language)
    return state_text(code, language) or code, code


def _verbatim(value: Any, _language: str) -> tuple[str, str]:  # noqa: ANN401
    if isinstance(value, (Mapping, list)) or is_dataclass(value):
        raise TypeError
    return str(value).strip(), str(value).strip()


_PLAIN = {
    FieldKind.DATE: _date,
    FieldKind.MONEY: _money,
    FieldKind.NUMBER: _number,
    FieldKind.STATE: _state,
    FieldKind.NAME: _verbatim,
    FieldKind.CODE: _verbatim,
}


def _free_runs(text: str, language: str) -> list[Run]:
    """A free text; what follows one that is all in the other direction, such as its comma, stays in the letter's."""
    core = text.rstrip(" \u00a0,;:(")
    after = text[len(core) :].replace(", ", comma(language))
    run = _run(core, FieldKind.TEXT, language)
    if run.direction is None:
        return [_run(text, FieldKind.TEXT, language)]
    return [run, Run(after, kind=FieldKind.TEXT)]


def _run(text: str, kind: FieldKind, language: str) -> Run:
    """A value in its own direction: a sentence by its language, a name by its first letter.

    A telephone or account number runs as figures do, a citation such as 55(2) as the letter runs.
    """
    own = direction_of(language)
    direction = direction_of_text(text)
    if kind in (FieldKind.TEXT, FieldKind.TERM) and runs_in(text, own):
        direction = own
    if direction is None and kind in LOCKED_KINDS and "(" not in text:
        direction = "ltr"
    return Run(text, kind=kind, direction=direction if direction not in (None, own) else None)
