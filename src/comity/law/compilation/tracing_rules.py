"""Compile the tracing rules that states' courts apply."""

from pathlib import Path
from typing import Any

from comity.common.shape import Record, Shape
from comity.common.strict_yaml import load_yaml
from comity.law.compilation.sourced import SourcedFile, partial_date, texts_of

OUTPUT = "tracing_rules.json"

PURPOSES = ("object", "confiscation", "restitution", "victims")
RULES = (
    "fifo",
    "lifo",
    "clean_first",
    "taint_first",
    "pro_rata",
    "pari_passu",
    "poison",
    "value",
    "share_and_income",
)

_FILE = Shape.of("sources rules")
_RULE = Shape.of("state purpose rule authority source", "from note reading")


def compile_tracing_rules(lawdata: Path) -> dict[str, Any]:
    """Check ``tracing_rules.yaml``: state, purpose, rule, and the authority that laid it down."""
    file = SourcedFile.read(Record.whole(load_yaml(lawdata / "tracing_rules.yaml", "tracing_rules.yaml"), _FILE))
    return {"sources": file.sources, "rules": [_rule(part, file) for part in file.top.records("rules", _RULE)]}


def _rule(record: Record, file: SourcedFile) -> dict[str, str]:
    record.code("purpose", PURPOSES)
    record.code("rule", RULES)
    partial_date(record, "from")
    return texts_of(record, "state purpose rule authority from note reading") | {"source": file.source_of(record)}
