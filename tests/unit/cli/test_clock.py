"""``comity clock`` prints one JSON document in the published shape, and one sentence for bad input."""

import json

import pytest

from comity.cli.main import main

KEYS = {"rule", "title", "event", "limit", "due", "extended_due", "act_by", "effect", "article", "calendar"}


def _run(capsys, *arguments: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as stop:
        main(["clock", *arguments])
    out = capsys.readouterr()
    return int(stop.value.code or 0), out.out, out.err


def test_a_due_date_has_the_published_shape(capsys):
    code, out, _ = _run(capsys, "CHN/provisional-arrest", "--event", "2026-09-01", "--state", "CHN", "--json")
    answer = json.loads(out)
    assert code == 0
    assert KEYS | {"reasoning", "source"} <= set(answer)
    assert (answer["due"], answer["extended_due"], answer["act_by"]) == ("2026-10-01", "2026-10-16", "2026-09-30")
    assert answer["limit"] == {"value": 30, "unit": "days"}
    assert {"date": "2026-10-01", "state": "CHN", "name": "National Day"} in answer["calendar"]


def test_the_same_question_is_answered_for_a_person(capsys):
    code, out, _ = _run(
        capsys, "CHN/limitation", "--event", "2008-02-29", "--fact", "penalty.requesting.max_months=120"
    )
    assert code == 0
    assert "2023-02-28" in out
    assert "87(3)" in out


def test_an_open_penalty_is_shown_as_possible_ends(capsys):
    _, out, _ = _run(capsys, "CHN/limitation", "--event", "2008-02-29", "--json")
    answer = json.loads(out)
    assert answer["due"] is None
    assert [part["due"] for part in answer["possible"]][-1] == "2028-02-29"


def test_the_list_can_be_narrowed_to_a_state(capsys):
    _, out, _ = _run(capsys, "--list", "--state", "PER", "--json")
    assert {part["rule"].split("/")[0] for part in json.loads(out)["clocks"]} == {"PER"}


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("CHN/provisonal-arrest", "--event", "2026-01-01"), "did you mean CHN/provisional-arrest"),
        (("CHN/provisional-arrest", "--event", "2026-02-30"), "--event: '2026-02-30' is not a date"),
        (("CHN/provisional-arrest",), "--event"),
        (("CHN/provisional-arrest", "--event", "2026-01-01", "--state", "Chima"), "did you mean CHN"),
        (("CHN/limitation", "--event", "2026-01-01", "--fact", "penalty"), "KEY=VALUE"),
        (("CHN/limitation", "--event", "2026-01-01", "--fact", "penalty.max=3"), "no fact 'penalty.max'"),
    ],
)
def test_bad_input_is_one_sentence_and_exit_code_2(capsys, arguments, sentence):
    code, out, err = _run(capsys, *arguments)
    assert code == 2
    assert out == ""
    assert sentence in err
    assert err.count("\n") == 1
