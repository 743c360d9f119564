"""Compile the depositaries' own numbers of the treaties."""

from pathlib import Path
from typing import Any

from comity.common.shape import Record, Shape
from comity.common.strict_yaml import load_yaml
from comity.law.compilation.testimony import read_sources, source_of

OUTPUT = "depositaries.json"
_FILE = Shape.of("sources references")
_SOURCE = Shape.of("title checked grade", "as_of")
_REFERENCE = Shape.of("instrument source", "un swiss dutch")
_KEPT_BY = {"un": "", "swiss": "SR ", "dutch": ""}


def compile_depositaries(lawdata: Path) -> dict[str, Any]:
    """Check the numbers: each stands for one treaty, and each treaty has a party list."""
    record = Record.whole(load_yaml(lawdata / "depositaries.yaml", "depositaries.yaml"), _FILE)
    sources = read_sources(record, _SOURCE)
    listed = {path.stem for path in (lawdata / "instruments" / "parties").glob("*.yaml")}
    references: dict[str, str] = {}
    for part in record.records("references", _REFERENCE):
        instrument = part.code("instrument", listed)
        source_of(part, sources)
        for key, prefix in _KEPT_BY.items():
            if part.text(key) and references.setdefault(prefix + part.text(key), instrument) != instrument:
                raise part.error(f"'{part.text(key)}' is already the number of another treaty", key)
    return {"sources": sources.table, "references": dict(sorted(references.items()))}
