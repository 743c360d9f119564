import json

import pytest
import typer
from typer.testing import CliRunner

from comity.cli.offences import read_pairs, register
from comity.common.errors import BadInputError


def run(*arguments: str) -> str:
    app = typer.Typer()
    register(app)
    result = CliRunner().invoke(app, arguments, catch_exceptions=False)
    assert result.exit_code == 0
    return result.stdout


def test_the_conduct_of_the_conventions_is_listed_as_one_json_document():
    answer = json.loads(run("offences", "--json"))
    assert len(answer["offences"]) == 168
    assert "uncac:17" in {c["key"] for c in answer["conduct"]}


def test_the_offences_of_one_state_for_one_conduct_are_told_with_their_gap():
    answer = json.loads(run("offences", "uncac:16(1)", "--state", "DEU", "--json"))
    assert [o["state"] for o in answer["offences"]] == ["DEU"]
    assert "future acts" in answer["offences"][0]["gap"]


def test_a_state_that_nobody_looked_up_is_told_to_a_person_as_not_a_no():
    assert "That is not a no." in run("offences", "uncac:17", "--state", "AUS")


def test_two_states_are_compared_in_one_json_document():
    options = ("--from", "CHN", "--to", "FRA", "--conduct", "uncac:16(2)", "--on", "2026-11-21", "--json")
    answer = json.loads(run("dual-criminality", *options))
    assert answer["outcome"] == "false"
    assert [s["state"] for s in answer["limbs"][0]["states"]] == ["CHN", "FRA"]
    assert answer["because"]["children"]


def test_the_deciding_element_is_told_to_a_person():
    said = run("dual-criminality", "--from", "FRA", "--to", "GBR", "--conduct", "uncac:15(a)", "--on", "2026-11-21")
    assert "Allege how the function was performed improperly." in said


def test_an_element_alleged_twice_keeps_both_values():
    assert read_pairs(["verb=give", "verb=offer"]) == {"verb": ("give", "offer")}


def test_an_allegation_without_a_value_is_refused():
    with pytest.raises(BadInputError, match="'verb' is not ELEMENT=VALUE"):
        read_pairs(["verb"])
