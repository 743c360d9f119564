"""Compile lawdata/offences/conduct.yaml: the treaty's conduct and its elements, limbs resolved from the whole."""

from typing import Any

from comity.common.dates import PartialDate
from comity.common.errors import BadInputError
from comity.common.shape import Record, Shape
from comity.common.strict_yaml import YamlFile

OBLIGATIONS = ("mandatory", "optional", "mixed", "counterpart")
KINDS = ("actor", "verb", "advantage", "property", "nexus", "mental", "result")
LANGUAGES = "en fr es zh ar ru"

_FILE = Shape.of("sources conduct requirements words")
_CONDUCT = Shape.of(
    "key title article obligation obligation_says names source",
    "within values elements counterparts eaw typical_gap note",
)
_ELEMENT = Shape.of("id kind values article says")
_COUNTERPART = Shape.of("instrument articles source", "note")
_EAW = Shape.of("item name", "note")
_NAMES = Shape.of(LANGUAGES)
_REQUIREMENT = Shape.of("id says allege")
_SOURCE = Shape.of("title checked grade", "as_of not_before")


def read_sources(top: Record) -> dict[str, dict[str, str]]:
    """Read a file's table of sources."""
    table = top.record("sources")
    result: dict[str, dict[str, str]] = {}
    for key in table.data:
        record = table.record(key, _SOURCE)
        record.code("grade", ("A", "B", "C"))
        for name in ("checked", "not_before"):
            check_date(record, name)
        result[key] = {name: record.text(name) for name in record.data}
    return result


def check_date(record: Record, key: str) -> None:
    """Complain about a date that is written and cannot be read."""
    try:
        if record.text(key):
            PartialDate.parse(record.text(key))
    except BadInputError as error:
        raise record.error(error.what, key) from None


def compile_conduct(file: YamlFile) -> dict[str, Any]:
    """Turn the file into conduct with full elements and the requirements that national laws may add."""
    top = Record.whole(file, _FILE)
    sources = read_sources(top)
    seen: dict[str, dict[str, Any]] = {}
    for record in top.records("conduct", _CONDUCT):
        key = record.text("key")
        if key in seen:
            raise record.error(f"the conduct '{key}' stands twice", "key")
        seen[key] = _conduct(record, seen, sources)
    return {"conduct": list(seen.values()), "requirements": _requirements(top), "words": _words(top, seen)}


def cited(record: Record, sources: dict[str, dict[str, str]], key: str = "source") -> str:
    """Return the key of the source that a record names; it must stand in the file's table."""
    return record.code(key, sources)


def _conduct(record: Record, seen: dict[str, dict[str, Any]], sources: dict[str, dict[str, str]]) -> dict[str, Any]:
    within = record.text("within")
    if within and within not in seen:
        raise record.error(f"'{within}' must be described before its limbs", "within")
    names = record.record("names", _NAMES)
    result: dict[str, Any] = {
        "key": record.text("key"),
        "title": record.text("title"),
        "article": record.text("article"),
        "obligation": record.code("obligation", OBLIGATIONS),
        "obligation_says": record.text("obligation_says"),
        "within": within,
        "names": {language: names.text(language) for language in names.data},
        "elements": _elements(record, seen[within]["elements"] if within else []),
        "counterparts": [_counterpart(c, sources) for c in record.records("counterparts", _COUNTERPART)],
        "typical_gap": record.text("typical_gap") or (seen[within]["typical_gap"] if within else ""),
        "note": record.text("note"),
        "source": sources[cited(record, sources)],
    }
    result["eaw"] = _eaw(record) or (seen[within]["eaw"] if within else {})
    return result


def _elements(record: Record, inherited: list[dict[str, Any]]) -> list[dict[str, Any]]:
    own = [_element(element) for element in record.records("elements", _ELEMENT)]
    limits = record.record("values") if "values" in record.data else None
    known = {element["id"] for element in inherited}
    for name in limits.data if limits else ():
        if name not in known and limits:
            raise limits.error(f"there is no element '{name}' to limit", name)
    kept = [_limited(element, limits) for element in inherited]
    elements = kept + own
    if not elements:
        raise record.error("conduct needs elements, of its own or of the whole it is a limb of")
    return elements


def _limited(element: dict[str, Any], limits: Record | None) -> dict[str, Any]:
    if limits is None or element["id"] not in limits.data:
        return element
    return {**element, "values": list(one_of(limits, element["id"], element["values"]))}


def one_of(record: Record, key: str, allowed: list[str]) -> tuple[str, ...]:
    """Read a list whose every entry must be one of the allowed values."""
    values = record.texts(key)
    for value in values:
        if value not in allowed:
            raise record.error(f"'{value}' is not one of {', '.join(allowed)}", key)
    return values


def _element(record: Record) -> dict[str, Any]:
    if not record.texts("values"):
        raise record.error("an element needs its values", "values")
    return {
        "id": record.text("id"),
        "kind": record.code("kind", KINDS),
        "says": record.text("says"),
        "article": record.text("article"),
        "values": list(record.texts("values")),
    }


def _counterpart(record: Record, sources: dict[str, dict[str, str]]) -> dict[str, Any]:
    return {
        "instrument": record.text("instrument"),
        "articles": record.text("articles"),
        "note": record.text("note"),
        "source": sources[cited(record, sources)],
    }


def _eaw(record: Record) -> dict[str, str]:
    if "eaw" not in record.data:
        return {}
    item = record.record("eaw", _EAW)
    return {key: item.text(key) for key in item.data}


def _requirements(top: Record) -> list[dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for record in top.records("requirements", _REQUIREMENT):
        if record.text("id") in found:
            raise _twice(record)
        found[record.text("id")] = {key: record.text(key) for key in ("id", "says", "allege")}
    return list(found.values())


def _words(top: Record, seen: dict[str, dict[str, Any]]) -> dict[str, str]:
    """Read how values are spoken of; a word for a value that no element has is a slip of the pen."""
    values = {value for row in seen.values() for element in row["elements"] for value in element["values"]}
    table = top.record("words", Shape(frozenset(), frozenset(values)))
    return {value: table.text(value) for value in table.data}


def _twice(record: Record) -> BadInputError:
    return record.error(f"the requirement '{record.text('id')}' stands twice", "id")
