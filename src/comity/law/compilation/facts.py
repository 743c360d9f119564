"""Compile the catalogue of facts."""

from pathlib import Path
from typing import Any

from comity.common.shape import Record, Shape
from comity.common.strict_yaml import load_yaml

OUTPUT = "facts.json"
_SHAPE = Shape.of("key type meaning question", "codes")
_TYPES = ("flag", "months", "years", "number", "code", "state", "text")


def compile_facts(lawdata: Path) -> list[dict[str, Any]]:
    """Check the catalogue: every fact has a type, a meaning and the question a person is asked."""
    file = load_yaml(lawdata / "facts.yaml", "facts.yaml")
    rows: list[dict[str, Any]] = []
    seen: set[str] = set()
    for record in Record.whole(file, Shape.of("facts")).records("facts", _SHAPE):
        key = record.text("key")
        if key in seen:
            raise record.error(f"the fact '{key}' stands twice", "key")
        seen.add(key)
        row: dict[str, Any] = {"key": key, "type": record.code("type", _TYPES)}
        row |= {name: record.text(name) for name in ("meaning", "question")}
        if (row["type"] == "code") != bool(record.texts("codes")):
            raise record.error("a fact of type code, and no other, lists its codes", "codes")
        rows.append(row | ({"codes": list(record.texts("codes"))} if record.texts("codes") else {}))
    return rows
