"""Compile what states have notified under conventions: legal basis, central authority, language."""

from pathlib import Path
from typing import Any

from comity.common.shape import Record, Shape
from comity.common.strict_yaml import load_yaml
from comity.law.compilation.rules import compile_source

OUTPUT = "notifications.json"
_TOP = Shape.of("sources notifications")
_ROW = Shape.of("instrument article state source", "accepts_as_basis inferred says value on note")


def compile_notifications(lawdata: Path) -> list[dict[str, Any]]:
    """Check the notifications; each names its source."""
    record = Record.whole(
        load_yaml(lawdata / "instruments" / "notifications.yaml", "instruments/notifications.yaml"), _TOP
    )
    table = record.record("sources")
    sources = {key: compile_source(table.record(key)) for key in table.data}
    return [_row(part, sources) for part in record.records("notifications", _ROW)]


def _row(record: Record, sources: dict[str, dict[str, str]]) -> dict[str, Any]:
    row: dict[str, Any] = {
        key: record.text(key) for key in ("instrument", "article", "state", "says", "value", "on") if record.text(key)
    }
    if record.data.get("accepts_as_basis") is not None:
        row["accepts_as_basis"] = record.flag("accepts_as_basis")
    if record.flag("inferred"):
        row["inferred"] = True
    if record.text("source") not in sources:
        raise record.error(f"there is no source '{record.text('source')}' in this file", "source")
    return row | {"source": sources[record.text("source")]}
