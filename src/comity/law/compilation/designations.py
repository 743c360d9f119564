"""Compile the designations: which partners a national law names."""

from pathlib import Path
from typing import Any

from comity.common.shape import Record, Shape
from comity.common.strict_yaml import load_yaml
from comity.law.compilation.codes import known_codes
from comity.law.compilation.testimony import check_date, read_sources, source_of
from comity.law.vocabulary import PURPOSES

OUTPUT = "designations.json"

_FILE = Shape.of("id title designating purposes sources rows", "note")
_SOURCE = Shape.of("title checked grade", "as_of lists")
_ROW = Shape.of("state source", "says designated removed changed note")


def compile_designations(lawdata: Path) -> dict[str, Any]:
    """Check every designating law; the result is keyed by its id."""
    codes = known_codes(lawdata)
    laws: dict[str, Any] = {}
    for path in sorted((lawdata / "instruments" / "designations").glob("*.yaml")):
        record = Record.whole(load_yaml(path, f"instruments/designations/{path.name}"), _FILE)
        key = record.text("id")
        if key in laws:
            raise record.error(f"the designating law '{key}' stands twice", "id")
        laws[key] = _law(record, codes)
    return dict(sorted(laws.items()))


def _law(record: Record, codes: frozenset[str]) -> dict[str, Any]:
    sources = read_sources(record, _SOURCE)
    for purpose in record.texts("purposes"):
        if purpose not in PURPOSES:
            raise record.error(f"'{purpose}' is not one of {', '.join(PURPOSES)}", "purposes")
    rows: dict[str, list[list[Any]]] = {}
    for part in record.records("rows", _ROW):
        rows.setdefault(part.code("state", codes), []).append([source_of(part, sources), _row(part)])
    return {
        "title": record.text("title"),
        "designating": record.code("designating", codes),
        "purposes": list(record.texts("purposes")),
        "note": record.text("note"),
        "sources": sources.table,
        "full_lists": [i for i, part in enumerate(sources.records) if part.code("lists", ("", "all")) == "all"],
        "rows": dict(sorted(rows.items())),
    }


def _row(part: Record) -> dict[str, str]:
    for key in ("designated", "removed", "changed"):
        check_date(part, key)
    part.code("says", ("", "designated"))
    if not set(part.data) & {"says", "designated", "removed", "changed"}:
        raise part.error("the row says nothing: it has no date and no statement")
    return {key: part.text(key) for key in ("says", "designated", "removed", "changed", "note") if part.text(key)}
