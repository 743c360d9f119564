"""The published shape: every field is described, documented, and read by the records."""

import dataclasses
import typing
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

from comity.casefile import assets, case, conduct, people, proceedings, requests
from comity.casefile.field_list import field_list
from comity.casefile.schema import COLLECTIONS, case_schema

ROOT = Path(__file__).parents[3]
RECORDS = {
    "agency": people.Agency,
    "asset": assets.Asset,
    "claim": assets.Claim,
    "company": people.Company,
    "conduct": conduct.Conduct,
    "contact": people.Contact,
    "document": case.Document,
    "identifier": people.Identifier,
    "letter_parts": requests.LetterParts,
    "location": people.Location,
    "name": people.Name,
    "nationality": people.Nationality,
    "order": proceedings.Order,
    "person": people.Person,
    "proceeding": proceedings.Proceeding,
    "provenance": people.Provenance,
    "provision": conduct.Provision,
    "request": requests.Request,
    "safeguards": requests.Safeguards,
    "sentence": proceedings.Sentence,
    "signatory": people.Signatory,
    "step": requests.Step,
    "team": requests.Team,
    "team_member": requests.TeamMember,
    "third_party": assets.ThirdParty,
    "time_bar": conduct.TimeBar,
    "translation": case.Translation,
    "urgency": requests.Urgency,
}


def _properties(node: Any, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    if isinstance(node, dict):
        for name, field in node.get("properties", {}).items():
            yield f"{path}.{name}", field
        for key, value in node.items():
            yield from _properties(value, f"{path}.{key}")


def test_the_schema_is_a_json_schema_of_2020_12() -> None:
    Draft202012Validator.check_schema(case_schema())


def test_every_property_says_what_it_means() -> None:
    silent = [path for path, field in _properties(case_schema()) if not str(field.get("description", "")).endswith(".")]
    assert silent == []


def test_every_definition_has_a_title_that_sentences_can_use() -> None:
    assert [name for name, record in case_schema()["$defs"].items() if not record.get("title")] == []


def test_no_record_takes_unknown_keys() -> None:
    records = [case_schema(), *case_schema()["$defs"].values()]
    assert [r["title"] for r in records if "properties" in r and r.get("additionalProperties") is not False] == []


def test_every_reference_points_at_a_list_of_the_case() -> None:
    known = {*COLLECTIONS, "orders"}
    assert set(COLLECTIONS) <= set(case_schema()["properties"])
    fields = [field for _, field in _properties(case_schema())]
    kinds = {
        kind for field in fields for kind in [*field.get("refersTo", []), *field.get("items", {}).get("refersTo", [])]
    }
    assert kinds == known - {"claims", "requests"}


def test_the_records_have_the_fields_of_the_schema() -> None:
    renamed = {"from": "start", "to": "end", "with": "added", "without": "left_out"}
    for name, record in RECORDS.items():
        shape = set(case_schema()["$defs"][name]["properties"])
        if name in {"conduct", "team", "letter_parts"}:
            shape = {renamed.get(key, key) for key in shape}
        assert {field.name for field in dataclasses.fields(record)} == shape, name
    assert {field.name for field in dataclasses.fields(case.Case)} == set(case_schema()["properties"])


def test_the_codes_of_the_schema_are_those_of_the_records() -> None:
    compared = 0
    for name, record in RECORDS.items():
        for key, hint in typing.get_type_hints(record).items():
            field = case_schema()["$defs"][name]["properties"].get(key, {})
            codes = next((kind for kind in (hint, *typing.get_args(hint)) if _is_codes(kind)), None)
            if codes is not None:
                compared += 1
                assert field.get("enum", field.get("items", {}).get("enum")) == [str(code) for code in codes]
    assert compared > 20


def _is_codes(kind: object) -> bool:
    return isinstance(kind, type) and issubclass(kind, StrEnum)


def test_every_field_is_documented() -> None:
    guide = (ROOT / "docs" / "case-file.md").read_text(encoding="utf-8")
    assert guide.endswith(field_list())
