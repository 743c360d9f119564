"""Compile the published series: every file of the folder but the definitions."""

from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from comity.common.shape import Record, Shape
from comity.common.strict_yaml import load_yaml
from comity.statistics.compilation.sources import day_of, read_sources, source_of
from comity.statistics.published import AMOUNT, Measure

_FILE = Shape.of("id title says sources observations newly_fled disagreements not_published")
_ROW = Shape.of("id programme scope measure from to values source", "area at_least note")
_FIGURES = (
    *("persons", "countries", "officials", "red_notice", "top100", "top100_to_date", "surrendered_or_persuaded"),
    *("captured_or_repatriated", "prosecuted_abroad", AMOUNT),
)
_SCOPES = ("national", "police", "local")


def compile_published(folder: Path) -> dict[str, Any]:
    """Check every series; its rows have an id, a period that runs forward, and values that are numbers."""
    names = sorted(path.name for path in folder.glob("*.yaml") if path.name != "definitions.yaml")
    held = (Record.whole(load_yaml(folder / name, name), _FILE) for name in names)
    return {record.text("id"): _series(record) for record in held}


def _series(record: Record) -> dict[str, Any]:
    sources = read_sources(record)
    rows = [_row(part, sources) for part in record.records("observations", _ROW)]
    names = [row["id"] for row in rows]
    if len(names) != len(set(names)):
        raise record.error("the id of an observation stands twice", "observations")
    fled = record.record("newly_fled", Shape.of("source years"))
    years = fled.record("years")
    return {
        **{key: record.text(key) for key in ("id", "title", "says")},
        "sources": sources,
        "observations": rows,
        "newly_fled": {"source": source_of(fled, sources), "years": {y: years.number(y) for y in years.data}},
        "disagreements": [_disagreement(part, names) for part in record.records("disagreements")],
        "not_published": [
            {key: part.text(key) for key in ("what", "says")}
            for part in record.records("not_published", Shape.of("what says"))
        ],
    }


def _row(part: Record, sources: dict[str, dict[str, str]]) -> dict[str, Any]:
    start, end = day_of(part, "from"), day_of(part, "to")
    if end < start:
        raise part.error("the period ends before it begins", "to")
    row: dict[str, Any] = {key: part.text(key) for key in ("id", "programme", "area", "note") if part.text(key)}
    row |= {"scope": part.code("scope", _SCOPES), "measure": part.code("measure", Measure)}
    row |= {"from": start, "to": end, "values": _values(part)}
    for name in part.texts("at_least"):
        if name not in row["values"]:
            raise part.error(f"'{name}' has no value in this row", "at_least")
    row |= {"at_least": list(part.texts("at_least"))} if part.texts("at_least") else {}
    return row | {"source": source_of(part, sources)}


def _values(part: Record) -> dict[str, str]:
    values = part.record("values", Shape.of("", " ".join(_FIGURES)))
    return {key: _number(values, key) for key in values.data}


def _number(values: Record, key: str) -> str:
    text = values.text(key) if key == AMOUNT else str(values.number(key))
    try:
        number = Decimal(text)
    except InvalidOperation:
        raise values.error(f"'{text}' is not a number", key) from None
    if not number.is_finite() or number < 0:
        raise values.error("must be a number that is not negative", key)
    return text


def _disagreement(part: Record, names: list[str]) -> dict[str, Any]:
    part.check(Shape.of("about rows says"))
    part.code("about", _FIGURES)
    for name in part.texts("rows"):
        if name not in names:
            raise part.error(f"there is no observation '{name}'", "rows")
    return {"about": part.text("about"), "rows": list(part.texts("rows")), "says": part.text("says")}
