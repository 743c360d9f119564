"""Compile clocks: limits of time, whether they stand under a state or under a treaty."""

from typing import Any

from comity.common.shape import Record, Shape
from comity.law.compilation.sourced import SourcedFile, texts_of, unique
from comity.law.vocabulary import MEASURES

UNITS = ("days", "weeks", "months", "years")
NATURES = ("limit", "earliest", "target", "limitation")
DIRECTIONS = ("after", "before")

_CLOCK = Shape.of(
    "id title starts_from article effect source",
    "measure states limit extension nature direction counting note penalty_of bands interrupted_by does_not_run",
)
_LIMIT = Shape.of("value unit")
_EXTENSION = Shape.of("says", "by to times")
_BAND = Shape.of("test article", "limit equals_penalty says")
_EVENT = Shape.of("article says")
_PENALTY = "penalty.max_months"
_COMPARISONS = ("at_least", "more_than", "at_most", "less_than")


def compile_clock(record: Record, file: SourcedFile, seen: set[str]) -> dict[str, Any]:
    """Check one clock; it has either a limit or, for limitation of prosecution, bands by the penalty."""
    record.check(_CLOCK)
    row: dict[str, Any] = {"id": unique(record, seen)}
    row |= texts_of(record, "title starts_from article effect counting note penalty_of")
    if record.text("measure"):
        row["measure"] = record.code("measure", MEASURES)
    row |= {"states": list(record.texts("states"))} if record.texts("states") else {}
    row["nature"] = record.code("nature", NATURES, "limit")
    row["direction"] = record.code("direction", DIRECTIONS, "after")
    if record.data.get("extension") is not None:
        row["extension"] = _extension(record.record("extension", _EXTENSION))
    for key in ("interrupted_by", "does_not_run"):
        events = [texts_of(part, "article says") for part in record.records(key, _EVENT)]
        row |= {key: events} if events else {}
    row |= _length(record)
    return row | {"source": file.source_of(record)}


def _length(record: Record) -> dict[str, Any]:
    bands = [_band(part) for part in record.records("bands", _BAND)]
    if bool(bands) == (record.data.get("limit") is not None):
        raise record.error("a clock has either a limit or bands by the penalty")
    return {"bands": bands} if bands else {"limit": compile_limit(record.record("limit"))}


def compile_limit(record: Record) -> dict[str, Any]:
    """Check a length of time: a whole number of days, weeks, months or years."""
    record.check(_LIMIT)
    if record.number("value") < 1:
        raise record.error("must be at least 1", "value")
    return {"value": record.number("value"), "unit": record.code("unit", UNITS)}


def _extension(record: Record) -> dict[str, Any]:
    row: dict[str, Any] = {"says": record.text("says")}
    for key in ("by", "to"):
        if record.data.get(key) is not None:
            row[key] = compile_limit(record.record(key))
    if record.data.get("times") is not None:
        row["times"] = record.number("times")
    if len(row) > 2:
        raise record.error("an extension is by a time, to a time or a number of times, not several")
    return row


def _band(record: Record) -> dict[str, Any]:
    test = record.record("test", Shape.of(_PENALTY)).record(_PENALTY)
    if len(test.data) != 1:
        raise test.error("compares the penalty once")
    comparison = next(iter(test.data))
    if comparison not in _COMPARISONS:
        raise test.error(f"'{comparison}' is not one of {', '.join(_COMPARISONS)}", comparison)
    row: dict[str, Any] = {"comparison": comparison, "months": test.number(comparison)}
    if record.data.get("limit") is not None:
        row["limit"] = compile_limit(record.record("limit"))
    row |= {"equals_penalty": True} if record.flag("equals_penalty") else {}
    return row | texts_of(record, "article says")
