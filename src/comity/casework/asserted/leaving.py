"""What leaves the office of a case that another state has bound: all of it but the fields under a condition."""

from collections.abc import Iterable
from typing import Any

from comity.casework.asserted.selectors import Hindrance

Data = dict[str, Any]
# Fields without which a record cannot be read at all: where one of them is bound, the record stays behind.
_NEEDED = frozenset({"id", "names", "offence", "kind", "statement", "description", "title", "name"})
_REFERENCES = frozenset("document documents holder company conduct assets people companies party agency".split())


def without_bound(data: Data, bound: Iterable[Hindrance]) -> Data:
    """A case file without the fields and records that may not be put to a use, and without references to them."""
    hindered = tuple(bound)
    if not hindered:
        return data
    whole = {(one.listed, one.key) for one in hindered if not one.field or one.field in _NEEDED}
    fields = {(one.listed, one.key, one.field) for one in hindered}
    kept = {listed: _kept(listed, part, whole, fields) for listed, part in data.items()}
    gone = frozenset(key for listed, key in whole if listed != "facts")
    found: Data = _without({listed: part for listed, part in kept.items() if part not in ([], {})}, gone)
    return found


def _kept(listed: str, part: Any, whole: set[tuple[str, str]], fields: set[tuple[str, str, str]]) -> Any:  # noqa: ANN401
    if listed == "facts":
        return {key: value for key, value in part.items() if ("facts", key) not in whole}
    if not isinstance(part, list):
        return part
    rows = [row for row in part if not isinstance(row, dict) or (listed, row.get("id")) not in whole]
    return [
        {name: value for name, value in row.items() if (listed, row.get("id"), name) not in fields}
        if isinstance(row, dict)
        else row
        for row in rows
    ]


def _without(part: Any, gone: frozenset[str], key: str = "") -> Any:  # noqa: ANN401 - any part of a case file
    if isinstance(part, dict):
        told = {name: _without(value, gone, name) for name, value in part.items()}
        return {name: value for name, value in told.items() if not _refers(name, value, gone)}
    if isinstance(part, list):
        return [_without(value, gone, key) for value in part if not _refers(key, value, gone)]
    return part


def _refers(key: str, value: Any, gone: frozenset[str]) -> bool:  # noqa: ANN401
    return key in _REFERENCES and isinstance(value, str) and value in gone
