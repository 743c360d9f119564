"""Complaints: what the schema found, said as a person would say it."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jsonschema import ValidationError

_NAMES = {
    "agencies": "agency",
    "people": "person",
    "companies": "company",
    "conduct": "conduct",
    "proceedings": "proceedings",
    "orders": "order",
    "assets": "asset",
    "documents": "document",
}


@dataclass(frozen=True, slots=True)
class Complaint:
    """One thing wrong: the rule it breaks, where, and the sentence; lower ranks are said first."""

    kind: str
    path: tuple[str | int, ...]
    sentence: str
    rank: int


def complaint(error: "ValidationError", *, naming: bool = True) -> Complaint:
    """Turn one finding of the schema into a sentence at its place.

    Without ``naming`` no other record is named beside one that was looked for: it may stand behind a wall.
    """
    kind, path = str(error.validator), tuple(error.absolute_path)
    if kind == "required":
        return Complaint(kind, path, f"the key '{_missing(error)}' is missing", 2)
    if kind == "additionalProperties":
        return _unknown_key(error, path)
    if kind == "propertyNames" or (error.parent is None and "propertyNames" in error.absolute_schema_path):
        return Complaint(kind, (*path, str(error.instance)), _not_fitting(error.instance, _schema(error)), 1)
    if kind == "isState":
        return Complaint(kind, path, str(error.message), 0)
    if kind == "refersTo":
        told = f"'{error.instance}' is no such record of this case; choose one of the list"
        return Complaint(kind, path, _unknown_reference(error) if naming else told, 3)
    return Complaint(kind, path, _sentence(kind, error), 1)


def _sentence(kind: str, error: "ValidationError") -> str:
    value, schema = error.instance, _schema(error)
    if kind in {"minLength", "minProperties"}:
        return "is empty; leave the key out or fill it in"
    if kind == "minItems":
        return "must have at least one entry"
    if kind == "uniqueItems":
        return f"lists '{_repeated(value)}' twice"
    if "enum" in schema:
        return _not_listed(value, schema["enum"])
    return _not_fitting(value, schema)


def _schema(error: "ValidationError") -> dict[str, Any]:
    return error.schema if isinstance(error.schema, dict) else {}


def _missing(error: "ValidationError") -> str:
    absent = [str(key) for key in error.validator_value if key not in error.instance]
    return next((key for key in absent if str(error.message).startswith(f"'{key}'")), absent[0])


def _unknown_key(error: "ValidationError", path: tuple[str | int, ...]) -> Complaint:
    known = list(_schema(error)["properties"])
    key = next(str(k) for k in error.instance if k not in known)
    return Complaint("additionalProperties", (*path, key), f"unknown key '{key}'{_hint(key, known)}", 0)


def _unknown_reference(error: "ValidationError") -> str:
    kinds = " or ".join(_NAMES[kind] for kind in error.validator_value)
    known = [key for key in error.message.split(",") if key]
    return f"'{error.instance}' is no {kinds} of this file{_hint(str(error.instance), known)}"


def _not_listed(value: object, options: list[str]) -> str:
    if not isinstance(value, str):
        return f"must be one of {', '.join(options)}, not {_spoken(value)}"
    near = get_close_matches(value, options, n=1, cutoff=0.6)
    tail = f"; did you mean '{near[0]}'?" if near else ""
    return f"'{value}' is not one of {', '.join(options)}{tail}"


def _not_fitting(value: object, schema: dict[str, Any]) -> str:
    title, types = schema.get("title", "of the right kind"), schema.get("type", [])
    types = [types] if isinstance(types, str) else types
    if value is None:
        return f"has no value; give {title}, or leave the key out"
    if types == ["object"]:
        return f"must be a table of keys and values, not {_spoken(value)}"
    if isinstance(value, (dict, list, bool)) or types == ["array"]:
        return f"must be {title}, not {_spoken(value)}"
    if isinstance(value, int) and "string" in types and "integer" not in types and "format" not in schema:
        return f"must be {title}; write {value} in quotes"
    return f"'{value}' is not {title}"


def _spoken(value: object) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (dict, list)):
        return "a table" if isinstance(value, dict) else "a list"
    return f"'{value}'"


def _repeated(values: Iterable[object]) -> object:
    seen: list[object] = []
    for value in values:
        if value in seen:
            return value
        seen.append(value)
    return ""


def _hint(wrong: str, known: list[str]) -> str:
    near = get_close_matches(wrong, known, n=1, cutoff=0.6)
    if near:
        return f"; did you mean '{near[0]}'?"
    return f" (known: {', '.join(sorted(known)[:12])})" if known else " (there is none)"
