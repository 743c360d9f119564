"""Compile the instruments: provisions, rules, relations and coverage of every treaty and act."""

from pathlib import Path
from typing import Any

from comity.common.errors import BadInputError
from comity.common.shape import Record, Shape
from comity.common.strict_yaml import load_yaml
from comity.law.compilation.rules import compile_rule, compile_source
from comity.law.vocabulary import COVERAGE, KINDS, MEASURES, PURPOSES

OUTPUT = "instruments.json"
# These files of the folder are lists of other kinds, compiled elsewhere.
OTHER_LISTS = {"clocks.yaml", "commitments.yaml", "networks.yaml", "notifications.yaml"}

_INSTRUMENT = Shape.of(
    "id title kind source coverage",
    "short purposes amends opened measures conduct rules relations refers_to_requested_law overlay note sources",
)
_BASIS = Shape.of("article obligation says")
_RELATION = Shape.of("kind article says", "what purpose topics sets_aside")
_WHAT = Shape.of("", "kind instrument purpose")
_COVERAGE = Shape.of("provisions checked", "parties note")
RELATION_KINDS = ("displaces", "yields_to", "fallback", "only_without_treaty", "adapts", "inserts_offences")
_OBLIGATIONS = ("shall", "may", "consider")


def compile_instruments(lawdata: Path) -> dict[str, Any]:
    """Check every instrument file and the references between them."""
    files = sorted(path for path in (lawdata / "instruments").glob("*.yaml") if path.name not in OTHER_LISTS)
    rows = [_instrument(path) for path in files]
    _check_references(rows)
    return {"instruments": sorted(rows, key=lambda row: str(row["id"]))}


def _instrument(path: Path) -> dict[str, Any]:
    record = Record.whole(load_yaml(path, f"instruments/{path.name}"), _INSTRUMENT)
    row: dict[str, Any] = {key: record.text(key) for key in ("id", "title", "short", "opened") if record.text(key)}
    row["kind"] = record.code("kind", KINDS)
    for key in ("purposes", "amends", "conduct"):
        if record.texts(key):
            row[key] = list(record.texts(key))
    for purpose in row.get("purposes", ()):
        if purpose not in PURPOSES:
            raise record.error(f"'{purpose}' is not one of {', '.join(PURPOSES)}", "purposes")
    row["source"] = compile_source(record.record("source"))
    row["coverage"] = _coverage(record)
    measures = _measures(record)
    sources = {key: compile_source(record.record("sources").record(key)) for key in record.data.get("sources") or {}}
    row |= {"measures": measures} if measures else {}
    rules = [compile_rule(rule, sources) for rule in record.records("rules")]
    row |= {"rules": rules} if rules else {}
    relations = [_relation(part) for part in record.records("relations", _RELATION)]
    row |= {"relations": relations} if relations else {}
    if record.data.get("refers_to_requested_law") is not None:
        row["refers_to_requested_law"] = _refers(record)
    return row | ({"overlay": True} if record.flag("overlay") else {})


def _coverage(record: Record) -> dict[str, str]:
    part = record.record("coverage", _COVERAGE)
    return {"provisions": part.code("provisions", COVERAGE), "checked": part.text("checked"), "note": part.text("note")}


def _measures(record: Record) -> dict[str, dict[str, str]]:
    if record.data.get("measures") is None:
        return {}
    table = record.record("measures")
    table.check(Shape(frozenset(), frozenset(MEASURES)))
    return {name: _basis(table.record(name, _BASIS)) for name in table.data}


def _basis(record: Record) -> dict[str, str]:
    obligation = record.code("obligation", _OBLIGATIONS)
    return {"article": record.text("article"), "obligation": obligation, "says": record.text("says")}


def _relation(record: Record) -> dict[str, Any]:
    row: dict[str, Any] = {"kind": record.code("kind", RELATION_KINDS)}
    row |= {"article": record.text("article"), "says": record.text("says")}
    purpose = record.text("purpose")
    if record.data.get("what") is not None:
        what = record.record("what", _WHAT)
        row |= {"what_kind": what.text("kind"), "what_instrument": what.text("instrument")}
        purpose = purpose or what.text("purpose")
    row |= {"purpose": purpose} if purpose else {}
    row |= {"sets_aside": record.text("sets_aside")} if record.text("sets_aside") else {}
    return row | ({"topics": list(record.texts("topics"))} if record.texts("topics") else {})


def _refers(record: Record) -> str:
    value = record.data["refers_to_requested_law"]
    return record.record("refers_to_requested_law").text("article") if isinstance(value, dict) else str(value)


def _check_references(rows: list[dict[str, Any]]) -> None:
    known = {row["id"] for row in rows}
    rules: dict[str, str] = {}
    for row in rows:
        for rule in row.get("rules", ()):
            if rule["id"] in rules:
                raise BadInputError(f"the rule '{rule['id']}' stands in {rules[rule['id']]} and in {row['id']}")
            rules[rule["id"]] = row["id"]
    for row in rows:
        for other in row.get("amends", ()):
            if other not in known:
                raise BadInputError(f"{row['id']} amends '{other}', which is not an instrument of the data")
        for rule in row.get("rules", ()):
            for replaced in rule.get("replaces", ()):
                if replaced not in rules:
                    raise BadInputError(f"{rule['id']} replaces '{replaced}', which is not a rule of the data")
