"""Files of others, in BODS 0.4 and FollowTheMoney, go through the model and come out as they were, history and all."""

import datetime as dt
import json
from fractions import Fraction
from pathlib import Path

import pytest

from comity.common.errors import BadInputError
from comity.tracing.ownership.read import read_holdings
from comity.tracing.ownership.write import Form, written
from unit.tracing.ownership.bods_schema import faults

ON = dt.date(2026, 1, 15)
TOLD = Path(__file__).parent / "told_elsewhere"
ELSEWHERE = json.loads((TOLD / "bods.json").read_text(encoding="utf-8"))
ENTITIES = json.loads((TOLD / "followthemoney.json").read_text(encoding="utf-8"))


def through(items: list[dict], forms: list[Form], folder: Path) -> list[dict]:
    path = folder / "holdings"
    path.write_text(json.dumps(items), encoding="utf-8")
    for form in forms:
        path.write_text(written(read_holdings(path), form, on=ON, publisher="Another").text, encoding="utf-8")
    text = path.read_text(encoding="utf-8")
    return json.loads(text) if forms[-1] is Form.BODS else [json.loads(line) for line in text.splitlines()]


@pytest.mark.parametrize("way", [[Form.BODS], [Form.BODS] * 2, [Form.FOLLOWTHEMONEY, Form.BODS]])
def test_somebody_elses_bods_comes_out_as_it_went_in_with_its_history(way: list[Form], tmp_path: Path) -> None:
    assert faults(ELSEWHERE) == []
    assert through(ELSEWHERE, way, tmp_path) == ELSEWHERE


@pytest.mark.parametrize("way", [[Form.FOLLOWTHEMONEY], [Form.FOLLOWTHEMONEY] * 2, [Form.BODS, Form.FOLLOWTHEMONEY]])
def test_somebody_elses_followthemoney_comes_out_as_it_went_in(way: list[Form], tmp_path: Path) -> None:
    assert through(ENTITIES, way, tmp_path) == ENTITIES


def test_what_followthemoney_says_of_a_party_stands_in_the_fields_of_bods_and_the_other_way_round(
    tmp_path: Path,
) -> None:
    statements = through(ENTITIES, [Form.BODS], tmp_path)
    assert faults(statements) == []
    ana = next(item["recordDetails"] for item in statements if item["recordId"] == "a")
    assert ana["birthDate"] == "1970-03"
    assert {item["id"] for item in ana["identifiers"]} == {"99", "12AB"}
    assert {item["address"] for item in ana["addresses"]} == {"1 Rue Exemple, Paris", "2 Rue Exemple"}
    entities = through(ELSEWHERE, [Form.FOLLOWTHEMONEY], tmp_path)
    (number,) = (
        item["properties"]
        for item in entities
        if item["schema"] == "Identification" and item["properties"]["holder"] == ["p1"]
    )
    assert (number["number"], number["type"]) == (["12AB"], ["FRA-PASSPORT"])
    (address,) = (
        item["properties"]
        for item in entities
        if item["schema"] == "Address" and item["properties"]["full"] == ["1 Rue Exemple"]
    )
    assert address["country"] == ["fr"]


def test_a_holding_changed_elsewhere_is_taken_as_changed_and_not_as_the_source_had_it(tmp_path: Path) -> None:
    path = tmp_path / "holdings"
    entities = through(ELSEWHERE, [Form.FOLLOWTHEMONEY], tmp_path)
    changed = next(item for item in entities if item["id"] == "r5")
    changed["properties"] |= {"percentage": ["51"]}
    changed["properties"].pop("summary", None)
    path.write_text(json.dumps(entities), encoding="utf-8")
    text = written(read_holdings(path), Form.BODS, on=ON, publisher="Another").text
    path.write_text(text, encoding="utf-8")
    assert Fraction(51, 100) in [holding.share for holding in read_holdings(path).holdings]
    assert faults(json.loads(text)) == []


def test_a_table_with_a_kind_that_is_none_is_refused_at_its_field(tmp_path: Path) -> None:
    path = tmp_path / "kinds.csv"
    path.write_text("owner,owned,share,owner_kind\nAna,Firm,60%,alien\n", encoding="utf-8")
    with pytest.raises(BadInputError, match="'alien' is not one of arrangement, company, person"):
        read_holdings(path)
