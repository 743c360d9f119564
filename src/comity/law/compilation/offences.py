"""Compile lawdata/offences: conduct, national offences and decisions on dual criminality, into one file."""

from pathlib import Path
from typing import Any

from comity.common.errors import BadInputError, Place
from comity.common.shape import Record, Shape
from comity.common.strict_yaml import YamlFile, load_yaml
from comity.law.compilation.conduct import cited, compile_conduct, one_of, read_sources
from comity.law.compilation.national_offences import compile_state

OUTPUT = "offences.json"

_JUDGMENTS = Shape.of("sources judgments")
_JUDGMENT = Shape.of("id requesting requested year facts outcome reasoning use source grade read", "conduct")


def compile_offences(lawdata: Path) -> dict[str, Any]:
    """Check every file of offences and return the data that ships; the order is that of the files and their rows."""
    conduct = compile_conduct(_load(lawdata, "offences/conduct.yaml"))
    known = {c["key"]: {e["id"]: list(e["values"]) for e in c["elements"]} for c in conduct["conduct"]}
    requirements = {requirement["id"] for requirement in conduct["requirements"]}
    offences: list[dict[str, Any]] = []
    for path in sorted((lawdata / "offences" / "national").glob("*.yaml")):
        offences += _state_file(_load(lawdata, f"offences/national/{path.name}"), path.stem, known, requirements)
    judgments = _judgments(_load(lawdata, "offences/judgments.yaml"), list(known))
    return {**conduct, "offences": offences, "judgments": judgments}


def _load(lawdata: Path, name: str) -> YamlFile:
    return load_yaml(lawdata / name, f"{lawdata.name}/{name}")


def _state_file(
    file: YamlFile, stem: str, known: dict[str, dict[str, list[str]]], requirements: set[str]
) -> list[dict[str, Any]]:
    offences = compile_state(file, known, requirements)
    if any(offence["state"] != stem for offence in offences):
        raise BadInputError(f"the file is named {stem} but its state is another", Place(file.name, None, "state"))
    return offences


def _judgments(file: YamlFile, keys: list[str]) -> list[dict[str, Any]]:
    top = Record.whole(file, _JUDGMENTS)
    sources = read_sources(top)
    return [_judgment(record, keys, sources) for record in top.records("judgments", _JUDGMENT)]


def _judgment(record: Record, keys: list[str], sources: dict[str, dict[str, str]]) -> dict[str, Any]:
    return {
        "id": record.text("id"),
        "requesting": record.text("requesting"),
        "requested": record.text("requested"),
        "year": record.number("year"),
        "facts": record.text("facts"),
        "conduct": list(one_of(record, "conduct", keys)),
        "outcome": record.text("outcome"),
        "reasoning": record.text("reasoning"),
        "use": record.code("use", ("outcome", "issue_only")),
        "source": sources[cited(record, sources)],
        "grade": record.code("grade", ("A", "B", "C")),
        "read": record.text("read"),
    }
