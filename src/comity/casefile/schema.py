"""The published shape of a case file, and one sentence for whatever does not fit it."""

import json
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from comity.casefile.characters import unwanted_characters
from comity.casefile.complaints import Complaint, complaint
from comity.casefile.fitting import Fits, fitting
from comity.common.dates import PartialDate, parse_day
from comity.common.errors import BadInputError
from comity.common.strict_yaml import YamlFile
from comity.law.states import parse_state

if TYPE_CHECKING:
    from jsonschema import Draft202012Validator, FormatChecker

# Where the records stand that other records may refer to by id.
COLLECTIONS = ("agencies", "people", "companies", "conduct", "proceedings", "assets", "claims", "documents", "requests")

# What a schema says for its readers alone.
_ONLY_TOLD = frozenset({"title", "description", "examples"})

Ids = dict[str, dict[str, tuple[str | int, ...]]]


@cache
def case_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of a case file."""
    loaded: dict[str, Any] = json.loads((files("comity.casefile") / "case.schema.json").read_bytes())
    return loaded


@cache
def _joined_schema() -> dict[str, Any]:
    """Return the same schema with every reference to a definition replaced by it: to follow each again takes long."""
    whole = case_schema()
    joined: dict[str, Any] = {}
    for name in whole["$defs"]:
        joined[name] = {}  # first a place for each, since definitions refer to one another
    for name, definition in whole["$defs"].items():
        joined[name].update(_joined(definition, joined))
    return {key: _joined(part, joined) for key, part in whole.items() if key != "$defs"}


def _joined(part: Any, definitions: dict[str, Any]) -> Any:  # noqa: ANN401 - any part of a schema
    if isinstance(part, list):
        return [_joined(item, definitions) for item in part]
    if not isinstance(part, dict):
        return part
    own = {key: _joined(value, definitions) for key, value in part.items() if key != "$ref"}
    if "$ref" not in part:
        return own
    meant = definitions[part["$ref"].removeprefix("#/$defs/")]
    return own | {"allOf": [*own.get("allOf", []), meant]} if own.keys() - _ONLY_TOLD else meant


@cache
def _quick() -> Fits:
    return fitting(case_schema())


def check(file: YamlFile, *, unfinished: bool = False) -> None:
    """Raise the one sentence that says what is wrong with a case file, with file, line and field.

    An ``unfinished`` one, as an office works on it, may still lack lists that a whole one needs; of its other records
    nothing is said, since not everybody there may see them all.
    """
    if file.data is None:
        raise file.error("the file is empty")
    ids = _collect(file.data)
    naming, fits = not unfinished, _quick()(file.data, ids)
    found = [] if fits else [complaint(error, naming=naming) for error in _validator(ids).iter_errors(file.data)]
    if unfinished:
        found = [c for c in found if c.kind != "required" or c.path]
    if not found:
        found = [*_repeated_ids(file.data), *_to_itself(file.data)]
    found += [Complaint("text", path, what, 1) for path, what in unwanted_characters(file.data)]
    if found:
        first = min(_leading(found), key=lambda c: (file.place(c.path).line or 0, c.rank))
        raise file.error(first.sentence, first.path)


def _leading(found: list[Complaint]) -> list[Complaint]:
    """Drop what follows from another slip: a missing key where a misspelt one stands, a reference into a bad list."""
    misspelt = {c.path[:-1] for c in found if c.kind == "additionalProperties"}
    kept = [c for c in found if not (c.kind == "required" and c.path in misspelt)]
    shape = [c for c in kept if c.kind != "refersTo"]
    return shape or kept


def _validator(ids: Ids) -> "Draft202012Validator":
    from jsonschema import Draft202012Validator, FormatChecker, ValidationError  # noqa: PLC0415 - a slow import
    from jsonschema.validators import extend  # noqa: PLC0415

    def refers_to(_validator: Any, kinds: list[str], value: Any, _schema: Any) -> Iterator[ValidationError]:  # noqa: ANN401
        if isinstance(value, str) and not any(value in ids.get(kind, {}) for kind in kinds):
            yield ValidationError(",".join(sorted(known for kind in kinds for known in ids.get(kind, {}))))

    def state(_validator: Any, _wanted: bool, value: Any, _schema: Any) -> Iterator[ValidationError]:  # noqa: ANN401
        if not isinstance(value, str):
            return
        try:
            parse_state(value)
        except BadInputError as error:
            yield ValidationError(error.what)

    extended = extend(Draft202012Validator, {"refersTo": refers_to, "isState": state})
    return extended(_joined_schema(), format_checker=_formats(FormatChecker(())))


def _formats(checker: "FormatChecker") -> "FormatChecker":
    checker.checks("day", raises=BadInputError)(lambda value: not isinstance(value, str) or bool(parse_day(value)))
    checker.checks("partial-date", raises=BadInputError)(
        lambda value: not isinstance(value, str) or bool(PartialDate.parse(value))
    )
    return checker


def _records(data: object) -> Iterator[tuple[str, tuple[str | int, ...], str]]:
    """Every record with an id: its collection, its path, its id; tolerant of any shape."""
    whole = data if isinstance(data, dict) else {}
    for kind in COLLECTIONS:
        for index, record in enumerate(_listed(whole.get(kind))):
            if isinstance(record, dict) and isinstance(record.get("id"), str):
                yield kind, (kind, index), record["id"]
    for index, proceeding in enumerate(_listed(whole.get("proceedings"))):
        for place, order in enumerate(_listed(proceeding.get("orders") if isinstance(proceeding, dict) else None)):
            if isinstance(order, dict) and isinstance(order.get("id"), str):
                yield "orders", ("proceedings", index, "orders", place), order["id"]


def _listed(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _collect(data: object) -> Ids:
    ids: Ids = {}
    for kind, path, key in _records(data):
        ids.setdefault(kind, {}).setdefault(key, path)
    return ids


def _repeated_ids(data: object) -> Iterator[Complaint]:
    """An id names one thing only, whatever list it stands in."""
    first: dict[str, tuple[str | int, ...]] = {}
    for _, path, key in _records(data):
        if key in first:
            yield Complaint("id", (*path, "id"), f"the id '{key}' stands twice (first in {first[key][0]})", 1)
        first.setdefault(key, path)


def _to_itself(data: dict[str, Any]) -> Iterator[Complaint]:
    """A request goes to another state than that of the case."""
    for index, request in enumerate(data.get("requests", ())):
        if request["to"] == data["state"]:
            what = f"{request['to']} is the requesting state itself; name the state that is asked"
            yield Complaint("to", ("requests", index, "to"), what, 1)


def check_fragment(fragment: dict[str, Any], name: str, language: str, *, naming: bool = True) -> list[str]:
    """Check a part of a case, such as people and assets, and return the keys that the whole still lacks.

    Without ``naming``, what is said names no record but the one at which the slip is.
    """
    known: dict[str, Any] = {"languages": [language], **fragment}
    file = YamlFile(name, known)
    found = [
        c
        for error in _validator(_collect(known)).iter_errors(known)
        if (c := complaint(error, naming=naming)).path or c.rank != 2
    ]
    found += _repeated_ids(known)
    if found:
        raise file.error(found[0].sentence, found[0].path)
    return [key for key in case_schema()["required"] if key not in known]
