"""Compile the definitions of figures."""

from pathlib import Path
from typing import Any

from comity.common.shape import Record, Shape
from comity.common.strict_yaml import load_yaml
from comity.statistics.compilation.sources import read_sources, source_of

_FILE = Shape.of("sources definitions")
_ROW = Shape.of("id framework title unit counts leaves_open period reading source record tables")
_TEXTS = ("id", "framework", "title", "unit", "counts", "leaves_open", "period")


def compile_definitions(folder: Path) -> dict[str, Any]:
    """Check ``definitions.yaml``: an id stands once, and every row names its source and how much of it was read."""
    record = Record.whole(load_yaml(folder / "definitions.yaml", "definitions.yaml"), _FILE)
    sources, seen = read_sources(record), set[str]()
    return {
        "sources": sources,
        "definitions": [_row(part, sources, seen) for part in record.records("definitions", _ROW)],
    }


def _row(part: Record, sources: dict[str, dict[str, str]], seen: set[str]) -> dict[str, Any]:
    if part.text("id") in seen:
        raise part.error(f"the id '{part.text('id')}' stands twice", "id")
    seen.add(part.text("id"))
    row: dict[str, Any] = {key: part.text(key) for key in _TEXTS}
    row["reading"] = part.code("reading", ("read", "partly", "not_read"))
    lists = {name: list(part.texts(name)) for name in ("record", "tables")}
    return row | lists | {"source": source_of(part, sources)}
