"""The commands about who is bound answer in the shape that others build on."""

import json

import pytest

from comity.cli.main import main
from comity.common.errors import BadInputError
from comity.law.register import register


def answered(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict:
    with pytest.raises(SystemExit) as ended:
        main([*arguments, "--json"])
    assert ended.value.code == 0
    result = json.loads(capsys.readouterr().out)
    assert isinstance(result, dict)
    return result


def test_one_state_is_told_with_its_dates_declarations_conflicts_and_sources(
    capsys: pytest.CaptureFixture[str],
) -> None:
    answer = answered(capsys, "parties", "UNCAC", "--state", "aze", "--on", "2005-12-05")
    # One list prints a day before the convention itself entered into force (14 December 2005): kept, never decisive.
    assert answer["status"] == "ratified"
    assert sorted(value["value"] for value in answer["conflicts"][0]["values"]) == ["2005-12-01", "2005-12-14"]
    assert any(entry.get("not_towards") == ["ARM"] for entry in answer["declarations"])
    keys = {"instrument", "state", "on", "status", "signed", "deposited", "in_force", "left", "sources"}
    assert keys <= set(answer)


def test_every_state_is_told_beside_the_published_totals(capsys: pytest.CaptureFixture[str]) -> None:
    answer = answered(capsys, "parties", "UNCAC", "--on", "2024-04-20")
    assert (answer["evidenced"], answer["gap"]) == (190, 0)
    assert {"total", "as_of", "source"} <= set(answer["published"][0])
    assert {entry["state"]: entry["status"] for entry in answer["states"]}["ERI"] == "not_evidenced"


def test_instruments_between_two_states_say_whether_they_apply(capsys: pytest.CaptureFixture[str]) -> None:
    answer = answered(capsys, "instruments", "AZE", "ARM", "--purpose", "extradition", "--on", "2026-11-21")
    found = {entry["id"]: entry for entry in answer["instruments"]}
    assert found["UNCAC"]["applies"] == "no"
    assert "Switched off between the two" in found["UNCAC"]["why"][0]
    assert found["ETS024"]["applies"] == "yes"
    assert found["ETS024"]["status"]["AZE"]["status"] == "in_force"
    assert all("extradition" in entry["purposes"] for entry in answer["instruments"])


def test_treaties_and_designations_stand_beside_conventions(capsys: pytest.CaptureFixture[str]) -> None:
    answer = answered(capsys, "instruments", "GBR", "USA", "--on", "2026-11-21")
    assert {entry["kind"] for entry in answer["instruments"]} == {"multilateral", "bilateral", "designation"}
    applies = [entry["applies"] for entry in answer["instruments"]]
    assert applies == sorted(applies, key=["yes", "not_evidenced", "no"].index)


def test_without_states_every_instrument_at_hand_is_listed(capsys: pytest.CaptureFixture[str]) -> None:
    answer = answered(capsys, "instruments", "--on", "2026-11-21", "--purpose", "transfer_of_sentenced")
    found = {entry["id"]: entry for entry in answer["instruments"]}
    assert answer["between"] == []
    assert found["ETS112"]["applies"] == "yes"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["parties", "NONE"], "'NONE' is not an instrument with a party list"),
        (["parties", "UNCAC", "--state", "Frence"], "did you mean FRA (France)"),
        (["parties", "UNCAC", "--on", "2024-02-30"], "--on: '2024-02-30' is not a date"),
        (["instruments", "CHN"], "name two different states"),
        (["instruments", "CHN", "CHN"], "name two different states"),
        (["instruments", "CHN", "FRA", "--purpose", "fishing"], "'fishing' is not a purpose"),
    ],
)
def test_bad_input_is_one_sentence_and_exit_two(
    capsys: pytest.CaptureFixture[str], arguments: list[str], sentence: str
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    printed = capsys.readouterr()
    assert sentence in printed.err
    assert printed.out == ""


def test_a_person_reads_why(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["parties", "UNCAC", "--state", "BTN", "--on", "2018-01-01"])
    assert "left at a time not known" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("uncac", "did you mean UNCAC[?]$"),
        ("CHN-FRA-extradition", "'comity instruments CHN FRA' tells what stands between two states$"),
    ],
)
def test_an_instrument_that_is_not_known_is_answered_with_what_may_be_meant(written: str, meant: str) -> None:
    with pytest.raises(BadInputError, match=meant):
        register().instrument(written)
