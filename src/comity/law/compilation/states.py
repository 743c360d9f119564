"""Compile states' own law: the laws with their rules, the profile, and the clocks of each state."""

from pathlib import Path
from typing import Any

from comity.common.shape import Record, Shape
from comity.common.strict_yaml import load_yaml
from comity.law.compilation.clock_rows import compile_clock
from comity.law.compilation.rules import compile_rule
from comity.law.compilation.sourced import SourcedFile, day, texts_of, unique
from comity.law.vocabulary import MEASURES, WITHOUT_TREATY

OUTPUT = "states.json"

_FILE = Shape.of("state sources", "laws profile clocks")
_LAW = Shape.of("id title measures without_treaty article source", "in_force_from note rules")
_FACT = Shape.of("topic measure value source", "article note")
_ANY = "any"


def compile_states(lawdata: Path) -> dict[str, Any]:
    """Check every file of ``states/``; the result is keyed by the state's code."""
    seen: set[str] = set()
    paths = sorted(
        path for path in (lawdata / "states").glob("*.yaml") if path.name not in ("codes.yaml", "names.yaml")
    )
    return {path.stem: _state(path, seen) for path in paths}


def _state(path: Path, seen: set[str]) -> dict[str, Any]:
    top = Record.whole(load_yaml(path, f"states/{path.name}"), _FILE)
    if top.text("state") != path.stem:
        raise top.error(f"the file of {top.text('state')} must be called {top.text('state')}.yaml", "state")
    file = SourcedFile.read(top)
    return {
        "sources": file.sources,
        "laws": [_law(part, file, seen) for part in top.records("laws", _LAW)],
        "profile": [_fact(part, file) for part in top.records("profile", _FACT)],
        "clocks": [compile_clock(part, file, seen) for part in top.records("clocks")],
    }


def _law(record: Record, file: SourcedFile, seen: set[str]) -> dict[str, Any]:
    day(record, "in_force_from")
    row: dict[str, Any] = {"id": unique(record, seen)} | texts_of(record, "title article in_force_from note")
    row["measures"] = _measures(record)
    answers = record.record("without_treaty", Shape(frozenset(), frozenset(MEASURES)))
    row["without_treaty"] = {measure: answers.code(measure, WITHOUT_TREATY) for measure in answers.data}
    row["source"] = file.source_of(record)
    rules = [_rule(part, file, seen) for part in record.records("rules")]
    return row | ({"rules": rules} if rules else {})


def _measures(record: Record) -> list[str]:
    for measure in record.texts("measures"):
        if measure not in MEASURES:
            raise record.error(f"'{measure}' is not one of {', '.join(MEASURES)}", "measures")
    return list(record.texts("measures"))


def _rule(record: Record, file: SourcedFile, seen: set[str]) -> dict[str, Any]:
    """Check a rule as any other; it must say how it stands to a treaty, and may name a source of the file."""
    unique(record, seen)
    if not record.text("relation"):
        raise record.error("the key 'relation' is missing (how the rule stands to a treaty)")
    own = {"source": file.source_of(record)} if record.data.get("source") is not None else {}
    bare = {key: value for key, value in record.data.items() if key != "source"}
    return compile_rule(Record(record.file, record.path, bare)) | texts_of(record, "note") | own


def _fact(record: Record, file: SourcedFile) -> dict[str, str]:
    record.code("measure", (_ANY, *MEASURES))
    return texts_of(record, "topic measure value article note") | {"source": file.source_of(record)}
