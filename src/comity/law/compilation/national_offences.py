"""Compile lawdata/offences/national/*.yaml: each state's offences against the elements of the conduct."""

import re
from typing import Any

from comity.common.shape import Record, Shape
from comity.common.strict_yaml import YamlFile
from comity.law.compilation.conduct import check_date, cited, one_of, read_sources

COVERS = ("full", "partial", "no", "unknown")
PARSED = (
    *("actors", "verbs", "advantage", "property", "beneficiary", "channel"),
    *("nexus", "mental", "result", "threshold", "extra", "remarks"),
)
_TEXTS = (
    *("id", "law", "article", "gap", "as_read", "open", "max_penalty", "min_penalty", "legal_persons"),
    *("limitation", "valid_from", "valid_to", "read"),
)
_FILE = Shape.of("state sources offences")
_OFFENCE = Shape.of(
    "id conduct covers source grade",
    "law article name gap as_read elements narrows requires threshold open max_penalty max_months max_code "
    "min_penalty min_months legal_persons limitation valid_from valid_to valid_source read",
)
_NAME = Shape.of("", "local language en")
_REQUIRES = Shape.of("what", "only_where")
_THRESHOLD = Shape.of("says", "at_least aggravated_at_least currency")
_YEARS = re.compile(r"(\d+(?:\.\d+)?)")
_STATE = re.compile(r"[A-Z]{3}")

Known = dict[str, dict[str, list[str]]]


def compile_state(file: YamlFile, known: Known, requirements: set[str]) -> list[dict[str, Any]]:
    """Turn one state's file into its offences; ``known`` is conduct key to element to values."""
    top = Record.whole(file, _FILE)
    state = top.text("state")
    if _STATE.fullmatch(state) is None:
        raise top.error(f"'{state}' is not a state (ISO 3166-1 alpha-3)", "state")
    sources = read_sources(top)
    offences: dict[str, dict[str, Any]] = {}
    for record in top.records("offences", _OFFENCE):
        if record.text("id") in offences:
            raise record.error(f"the offence '{record.text('id')}' stands twice", "id")
        if not record.text("id").startswith(f"{state}/"):
            raise record.error(f"the id of an offence starts with its state ({state}/…)", "id")
        offences[record.text("id")] = _offence(record, state, sources, known, requirements)
    return list(offences.values())


def _offence(
    record: Record, state: str, sources: dict[str, dict[str, str]], known: Known, requirements: set[str]
) -> dict[str, Any]:
    conduct = record.code("conduct", known)
    covers = record.code("covers", COVERS)
    result: dict[str, Any] = {"state": state, "conduct": conduct, "covers": covers}
    result |= {key: record.text(key) for key in _TEXTS if record.text(key)}
    result["name"] = _name(record)
    result["elements"] = _parsed(record)
    result["narrows"] = _narrows(record, known[conduct])
    result["requires"] = [*_requires(record, known[conduct], requirements)]
    result["threshold"] = _threshold(record)
    result |= _penalties(record)
    result["grade"] = record.code("grade", ("A", "B", "C"))
    result["source"] = sources[cited(record, sources)]
    if "valid_source" in record.data:
        result["valid_source"] = sources[cited(record, sources, "valid_source")]
    for key in ("valid_from", "valid_to"):
        check_date(record, key)
    _check_shortfall(record, result)
    return result


def _name(record: Record) -> dict[str, str]:
    if "name" not in record.data:
        return {}
    name = record.record("name", _NAME)
    if ("local" in name.data) != ("language" in name.data):
        raise name.error("a name in a local script says in which language")
    return {key: name.text(key) for key in name.data}


def _parsed(record: Record) -> dict[str, list[str]]:
    if "elements" not in record.data:
        return {}
    elements = record.record("elements", Shape(frozenset(), frozenset(PARSED)))
    return {kind: list(elements.texts(kind)) for kind in elements.data}


def _narrows(record: Record, elements: dict[str, list[str]]) -> dict[str, list[str]]:
    if "narrows" not in record.data:
        return {}
    narrows = record.record("narrows", Shape(frozenset(), frozenset(elements)))
    return {name: list(one_of(narrows, name, elements[name])) for name in narrows.data}


def _requires(record: Record, elements: dict[str, list[str]], requirements: set[str]) -> list[dict[str, Any]]:
    value = record.data.get("requires")
    if value is None:
        return []
    if not isinstance(value, list):
        raise record.error("must be a list", "requires")
    found = []
    for index, item in enumerate(value):
        entry = {"what": item} if isinstance(item, str) else item
        inner = Record.at(record.file, (*record.path, "requires", index), entry, _REQUIRES)
        where = inner.record("only_where", Shape(frozenset(), frozenset(elements))) if "only_where" in entry else None
        only = {name: list(one_of(where, name, elements[name])) for name in where.data} if where else {}
        found.append({"what": inner.code("what", requirements), "only_where": only})
    return found


def _threshold(record: Record) -> dict[str, Any]:
    if "threshold" not in record.data:
        return {}
    threshold = record.record("threshold", _THRESHOLD)
    if ("at_least" in threshold.data) != ("currency" in threshold.data):
        raise threshold.error("an amount and its currency go together")
    result: dict[str, Any] = {"says": threshold.text("says")}
    for key in ("at_least", "aggravated_at_least"):
        if key in threshold.data:
            result[key] = threshold.number(key)
    return result | ({"currency": threshold.text("currency")} if "currency" in threshold.data else {})


def _penalties(record: Record) -> dict[str, Any]:
    """Months beside the text; where the text is a plain number of years the two must agree."""
    result: dict[str, Any] = {}
    for text, months in (("max_penalty", "max_months"), ("min_penalty", "min_months")):
        plain = _YEARS.fullmatch(record.text(text))
        if months in record.data:
            result[months] = record.number(months)
        if plain and result.get(months) != round(float(plain[1]) * 12):
            raise record.error(f"{plain[1]} years are {float(plain[1]) * 12:g} months", months)
    if "max_code" in record.data:
        result["max_code"] = record.code("max_code", ("life", "death"))
    return result


def _check_shortfall(record: Record, offence: dict[str, Any]) -> None:
    """A partial offence must say in structure where it falls short; without that nobody can close the gap."""
    said = offence["narrows"] or offence["requires"] or offence["threshold"] or offence.get("open")
    if offence["covers"] == "partial" and not said:
        raise record.error("'partial' needs narrows, requires, threshold or open: where does the offence fall short?")
    if offence["covers"] in {"no", "partial"} and not offence.get("gap") and not offence.get("open"):
        raise record.error(f"'{offence['covers']}' needs a gap in words", "covers")
