"""Reading case files: YAML and JSON say the same, and values become exact."""

import datetime as dt
import json
from decimal import Decimal
from pathlib import Path

import pytest

from comity.casefile.loader import case_from_data, load_case, parse_case, read_case
from comity.casefile.people import NameKind
from comity.common.dates import PartialDate
from comity.common.errors import BadInputError
from comity.common.money import Money
from comity.common.strict_yaml import load_yaml

CASES = Path(__file__).parents[3] / "lawdata" / "cases"
SMALL = """
reference: EX-1
title: An example
state: NLD
languages: [en, fr]
conduct:
- id: c1
  offence: "uncac:17"
  statement:
    en: |
      First
      paragraph.

      Second paragraph.
    fr: [Premier., Second.]
  from: 2019
  to: 2020-03
  amounts: [{amount: 1.10, currency: EUR, on: 2020}]
  elements: {verb: [embezzle, divert]}
people:
- id: jan
  names: [{full: Jan Voorbeeld}]
  birth_date: 1971
  nationalities: [NLD, {state: FRA, provenance: {source: Passport}}]
"""


def test_a_text_without_a_language_is_in_the_first_language_of_the_file() -> None:
    case = parse_case(SMALL, "small.yaml").case
    assert case.title.says("en") == "An example"
    assert case.title.says("fr") is None


def test_blank_lines_part_paragraphs_and_line_ends_do_not() -> None:
    statement = parse_case(SMALL, "small.yaml").case.conduct[0].statement
    assert statement.paragraphs("en") == ("First paragraph.", "Second paragraph.")
    assert statement.paragraphs("fr") == ("Premier.", "Second.")


def test_dates_keep_their_precision_and_amounts_their_last_digit() -> None:
    case = parse_case(SMALL, "small.yaml").case
    conduct = case.conduct[0]
    assert str(conduct.start) == "2019"
    assert str(conduct.end) == "2020-03"
    assert conduct.amounts[0].money == Money(Decimal("1.10"), "EUR")
    assert str(conduct.amounts[0].money.amount) == "1.10"
    assert case.people[0].birth_date == PartialDate.parse("1971")


def test_a_bare_nationality_is_an_assertion_without_a_source() -> None:
    first, second = parse_case(SMALL, "small.yaml").case.people[0].nationalities
    assert (first.state, first.provenance) == ("NLD", None)
    assert second.state == "FRA"
    assert second.provenance is not None
    assert second.provenance.source == "Passport"


def test_a_name_is_the_main_name_where_nothing_else_is_said() -> None:
    assert parse_case(SMALL, "small.yaml").case.people[0].names[0].kind is NameKind.MAIN


def test_what_nobody_stated_is_unknown_and_not_no() -> None:
    request = parse_case(SMALL + "requests: [{id: r1, to: CHE, measure: freezing}]\n", "small.yaml").case.requests[0]
    assert request.confidential is None
    assert request.basis is None
    assert request.safeguards is None


def test_json_and_yaml_of_the_same_case_are_the_same_case(tmp_path: Path) -> None:
    for yaml in sorted(CASES.glob("*.yaml")):
        file = tmp_path / f"{yaml.stem}.json"
        file.write_text(json.dumps(load_yaml(yaml).data, ensure_ascii=False), encoding="utf-8")
        assert load_case(file) == load_case(yaml)


def test_decimal_numbers_in_json_keep_every_digit(tmp_path: Path) -> None:
    data = parse_case(SMALL, "small.yaml").file.data
    file = tmp_path / "case.json"
    text = json.dumps(data).replace('"amount": "1.10"', '"amount": 1.10')
    assert '"amount": 1.10' in text
    file.write_text(text, encoding="utf-8")
    assert str(load_case(file).conduct[0].amounts[0].money.amount) == "1.10"


def test_an_error_in_json_names_its_line(tmp_path: Path) -> None:
    file = tmp_path / "case.json"
    text = json.dumps({**parse_case(SMALL, "small.yaml").file.data, "state": "NL"}, indent=1)
    file.write_text(text, encoding="utf-8")
    with pytest.raises(BadInputError, match=r"^case\.json, line 4, state: 'NL' is not a code"):
        load_case(file, "case.json")


def test_json_indented_with_tabs_is_read_and_its_errors_name_the_field(tmp_path: Path) -> None:
    file = tmp_path / "case.json"
    file.write_text('{\n\t"reference": "EX-1"\n}\n', encoding="utf-8")
    with pytest.raises(BadInputError, match="the key 'title' is missing"):
        load_case(file, "case.json")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('{"reference": ', "case.json, line 1: is not JSON: Expecting value"),
        ('{"state": "NLD", "state": "FRA"}', "case.json: the key 'state' stands twice"),
        ("[]", "case.json, line 1: must be a table of keys and values, not a list"),
        ("null", "case.json, line 1: the file is empty"),
    ],
)
def test_json_that_is_no_case_is_one_sentence(tmp_path: Path, text: str, sentence: str) -> None:
    file = tmp_path / "case.json"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(BadInputError) as caught:
        load_case(file, "case.json")
    assert str(caught.value) == sentence


def test_a_file_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    for name in ("none.yaml", "none.json"):
        with pytest.raises(BadInputError, match=rf"^{name}: no such file$"):
            load_case(tmp_path / name, name)


def test_a_finding_can_be_placed_on_its_line() -> None:
    file = read_case(CASES / "netherlands-united-states.yaml", "case.yaml").file
    place = file.place(("requests", 0, "language"))
    assert place.field == "requests[0].language"
    lines = (CASES / "netherlands-united-states.yaml").read_text(encoding="utf-8").splitlines()
    assert lines[(place.line or 0) - 1].strip() == "language: en"


def test_plain_data_is_read_as_a_case_too() -> None:
    data = parse_case(SMALL, "small.yaml").file.data
    assert case_from_data({**data, "opened": "2024-02-12"}).opened == dt.date(2024, 2, 12)


def test_agencies_and_provisions_belong_to_the_state_of_the_case_unless_they_say_otherwise() -> None:
    text = SMALL + "agencies: [{id: a, name: A, kind: court}, {id: b, name: B, kind: court, state: CHE}]\n"
    assert [agency.state for agency in parse_case(text, "small.yaml").case.agencies] == ["NLD", "CHE"]


def test_a_request_that_the_case_does_not_have_is_one_sentence() -> None:
    case = load_case(CASES / "netherlands-united-states.yaml")
    with pytest.raises(BadInputError, match=r"^case EX-2026-0417 has no request 'x' \(requests: extradition-usa, "):
        case.request("x")
