"""Values of letters that a person gives by hand: a YAML file, or field=value, checked against the list of fields."""

import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from comity.common.errors import BadInputError, Place
from comity.common.strict_yaml import YamlFile, load_yaml
from comity.drafting.blocks import FieldKind
from comity.drafting.fields import Field

Value = dict[str, Any]
_STEP = re.compile(r"([a-z][a-z0-9_]*)(?:\[(\d+)\])?")
_MOST = 999


def read_values(path: Path, fields: Mapping[str, Field]) -> Value:
    """Read a table of fields, nested by the dots of their names; an unknown field is one sentence with its line."""
    file = load_yaml(path)
    if not isinstance(file.data, dict):
        raise file.error("must be a table of fields and values")
    _check(file, file.data, (), "", fields)
    values: Value = file.data
    return values


def _check(file: YamlFile, data: Any, path: tuple[str | int, ...], name: str, fields: Mapping[str, Field]) -> None:  # noqa: ANN401
    if isinstance(data, list):
        for index, item in enumerate(data):
            _check(file, item, (*path, index), name, fields)
    elif isinstance(data, dict) and (name not in fields or fields[name].kind is FieldKind.LIST):
        for key, value in data.items():
            inner = f"{name}.{key}" if name else key
            if not _known(inner, fields):
                raise file.error(_unknown(inner, fields), (*path, key))
            _check(file, value, (*path, key), inner, fields)


def set_value(values: Value, assignment: str, fields: Mapping[str, Field]) -> None:
    """Set one field from ``field=value``; members of a list are counted from 0: ``reasons[0].article=46(21)(b)``."""
    target, equals, text = assignment.partition("=")
    steps = [_STEP.fullmatch(part) for part in target.strip().split(".")]
    if not equals or not all(steps):
        raise BadInputError(f"'{assignment}' is not field=value, such as signatory.name=… or reasons[0].text=…")
    name = re.sub(r"\[\d+\]", "", target.strip())
    if name not in fields or fields[name].kind is FieldKind.LIST:
        raise BadInputError(_unknown(name, fields), Place(field="--set"))
    _place(values, [(step[1], int(step[2]) if step[2] else None) for step in steps if step], text.strip())


def _place(values: Value, steps: list[tuple[str, int | None]], text: str) -> None:
    (key, index), *rest = steps
    if index is None:
        if not rest:
            values[key] = text
            return
        inner = values.setdefault(key, {})
        if not isinstance(inner, dict):
            raise BadInputError(f"'{key}' holds several: say which, such as {key}[0]", Place(field="--set"))
        _place(inner, rest, text)
        return
    row = values.setdefault(key, [])
    if not isinstance(row, list) or index > len(row) or index > _MOST:
        there = len(row) if isinstance(row, list) else 0
        raise BadInputError(
            f"'{key}[{index}]': {there} are given so far; they are counted from 0", Place(field="--set")
        )
    if index == len(row):
        row.append({} if rest else "")
    if not rest:
        row[index] = text
    else:
        _place(row[index], rest, text)


def merged(first: Mapping[str, Any], second: Mapping[str, Any]) -> Value:
    """Lay one table of values over another; what the second gives stands."""
    result = dict(first)
    for key, value in second.items():
        held = result.get(key)
        nested = isinstance(held, Mapping) and isinstance(value, Mapping)
        result[key] = merged(held, value) if isinstance(held, Mapping) and nested else value
    return result


def _known(name: str, fields: Iterable[str]) -> bool:
    return any(field == name or field.startswith(f"{name}.") for field in fields)


def _unknown(name: str, fields: Iterable[str]) -> str:
    near = get_close_matches(name, list(fields), n=2, cutoff=0.6)
    hint = f"; did you mean {' or '.join(near)}?" if near else "; 'comity letter --list' names them all"
    return f"'{name}' is no field of a letter{hint}"
