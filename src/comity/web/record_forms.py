"""Records and their forms: what a field shows, what was typed, and how two people's changes come together.

A field that was not touched leaves the record exactly as it was, whatever form its value has in the case file.
"""

import copy
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from comity.common.errors import BadInputError, Place
from comity.web.record_fields import RecordField

Data = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Input:
    """One input of the page: its name, the field it belongs to, and the language where a text has one."""

    name: str
    of: RecordField
    language: str = ""


def inputs_of(fields: Sequence[RecordField], languages: Sequence[str], data: Data) -> Iterator[Input]:
    """The inputs of a form; a text has one for each language of the case, and for each it is written in."""
    for one in fields:
        if one.kind != "words":
            yield Input(one.path, one)
            continue
        value = value_at(data, one.path)
        written = [code for code in value if code not in languages] if isinstance(value, dict) else []
        for code in (*languages, *written):
            yield Input(f"{one.path}.{code}", one, code)


def value_at(data: Data, path: str) -> Any:  # noqa: ANN401 - any value of a case file
    """The value at a dotted place; None where there is none."""
    value: Any = data
    for part in path.split("."):
        value = value.get(part) if isinstance(value, dict) else None
    return value


def shown(one: Input, data: Data, first_language: str) -> Any:  # noqa: ANN401 - text, or a list of ids
    """What an input shows of a record."""
    value = value_at(data, one.of.path)
    if one.of.kind == "ids":
        return tuple(sorted(value or ()))
    if value is None:
        return ""
    if one.of.kind == "words":
        by_language = value if isinstance(value, dict) else {first_language: value}
        text = by_language.get(one.language, "")
        return "\n\n".join(text) if isinstance(text, list) else str(text).strip()
    if one.of.kind in _LINES:
        write = _LINES[one.of.kind][0]
        return "\n".join(write(entry) for entry in (value.items() if isinstance(value, dict) else value))
    if one.of.kind == "truth":
        return "true" if value else "false"
    return str(value)


def typed(one: Input, form: Mapping[str, Any]) -> Any:  # noqa: ANN401 - as above
    """What was typed into an input; lines end alike whatever the browser sends."""
    if one.of.kind == "ids":
        getlist = getattr(form, "getlist", None)
        return tuple(sorted(getlist(one.name) if getlist else form.get(one.name, ())))
    return str(form.get(one.name, "")).replace("\r\n", "\n").strip()


def applied(data: Data, inputs: Sequence[Input], values: Mapping[str, Any], first_language: str) -> Data:
    """The record with what was typed; inputs that show what the record says change nothing."""
    changed = copy.deepcopy(data)
    for one in inputs:
        before, after = shown(one, data, first_language), values[one.name]
        if one.of.kind == "ids":
            if before != after:
                had = value_at(changed, one.of.path) or []
                _put(changed, one.of.path, [*(k for k in had if k in after), *(k for k in after if k not in had)])
        elif before != after:
            _put(changed, one.of.path, _read(one, after, value_at(changed, one.of.path), first_language))
    return changed


def _put(data: Data, path: str, value: Any) -> None:  # noqa: ANN401
    *outer, last = path.split(".")
    tables = [data]
    for part in outer:
        inner = tables[-1].get(part)
        tables.append(inner if isinstance(inner, dict) else tables[-1].setdefault(part, {}))
    if value in (None, "", [], {}):
        tables[-1].pop(last, None)
    else:
        tables[-1][last] = value
    for part, table in zip(reversed(outer), reversed(tables[:-1]), strict=True):
        if not table[part]:
            del table[part]


def _read(one: Input, text: str, before: Any, first_language: str) -> Any:  # noqa: ANN401
    if one.of.kind == "words":
        return _words(one.language, text, before, first_language)
    if one.of.kind in _LINES:
        return _lines(one, text, before)
    if one.of.kind == "truth":
        return {"true": True, "false": False}.get(text)
    if one.of.kind == "number" and text:
        if not (text.isascii() and text.isdigit()):
            raise BadInputError(f"'{text}' is not a whole number", Place(field=one.name))
        return int(text)
    return text


def _words(language: str, text: str, before: Any, first_language: str) -> Any:  # noqa: ANN401
    by_language = dict(before) if isinstance(before, dict) else {first_language: before} if before else {}
    by_language[language] = text
    return {code: said for code, said in by_language.items() if said}


def _lines(one: Input, text: str, before: Any) -> Any:  # noqa: ANN401
    """Lines that were not touched keep the entry they had."""
    write, read = _LINES[one.of.kind]
    had = {write(entry): entry for entry in (before.items() if isinstance(before, dict) else before or ())}
    found = [had[line] if line in had else read(line, one.name) for line in map(str.strip, text.split("\n")) if line]
    return dict(found) if one.of.kind == "elements" else found


def _sum_line(entry: Data) -> str:
    return " ".join(str(entry[key]) for key in ("amount", "currency", "on") if key in entry)


def _sum(line: str, field: str) -> Data:
    parts = line.split()
    if len(parts) not in {2, 3}:
        raise BadInputError(
            f"'{line}' is not an amount and a currency; write such as 250000.00 EUR", Place(field=field)
        )
    return dict(zip(("amount", "currency", "on"), parts, strict=False))


def _version_line(entry: Data) -> str:
    said = {True: " certified", False: " not certified"}.get(entry.get("certified"), "")  # type: ignore[arg-type]
    return f"{entry['language']}{said}"


def _version(line: str, field: str) -> Data:
    language, _, said = line.partition(" ")
    flags = {"": {}, "certified": {"certified": True}, "not certified": {"certified": False}}
    if said.strip() not in flags:
        raise BadInputError(
            f"'{line}' is not a language, or a language and 'certified'; write such as: fr certified",
            Place(field=field),
        )
    return {"language": language, **flags[said.strip()]}


def _element_line(entry: tuple[str, Any]) -> str:
    key, value = entry
    values = value if isinstance(value, list) else [value]
    return f"{key}: {', '.join(str(v).lower() if isinstance(v, bool) else str(v) for v in values)}"


def _element(line: str, field: str) -> tuple[str, Any]:
    key, colon, rest = line.partition(":")
    values = [value.strip() for value in rest.split(",") if value.strip()]
    if not colon or not values:
        raise BadInputError(f"'{line}' is not an element and its value; write such as verb: give", Place(field=field))
    if values in (["true"], ["false"]):
        return key.strip(), values == ["true"]
    return key.strip(), values[0] if len(values) == 1 else values


# How entries of a list are written as lines, and read again.
_LINES: dict[str, tuple[Callable[[Any], str], Callable[[str, str], Any]]] = {
    "sums": (_sum_line, _sum),
    "versions": (_version_line, _version),
    "elements": (_element_line, _element),
}


@dataclass(frozen=True, slots=True)
class Merged:
    """Two people's changes to the same record brought together: what to show, and where both changed the same."""

    values: Mapping[str, Any]
    theirs: tuple[tuple[Input, Any], ...]  # what only the other person changed: taken over
    both: tuple[tuple[Input, Any], ...]  # what both changed differently: the other's version


def merged(inputs: Sequence[Input], was: Mapping[str, Any], now: Mapping[str, Any], mine: Mapping[str, Any]) -> Merged:
    """Bring my input together with what was saved meanwhile; where both changed, mine stays and theirs is told."""
    touched = [i for i in inputs if now[i.name] != was[i.name]]
    theirs = tuple((i, now[i.name]) for i in touched if mine[i.name] == was[i.name])
    both = tuple((i, now[i.name]) for i in touched if mine[i.name] not in (was[i.name], now[i.name]))
    return Merged({**mine, **{i.name: value for i, value in theirs}}, theirs, both)
