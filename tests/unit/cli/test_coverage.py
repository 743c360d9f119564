"""``comity coverage`` tells what is held, and with --stale what to check again first."""

import pytest


def test_what_is_stale_is_listed_by_file_and_by_source(comity):
    answer = comity("coverage", "--stale", "--older-than", "3y", "--on", "2026-11-21", "--json").json
    assert answer["older_than_years"] == 3
    assert {"file", "facts", "old", "undated", "oldest", "checked", "weight"} == set(answer["files"][0])
    assert {"file", "title", "age", "facts", "weight"} == set(answer["sources"][0])


def test_years_may_be_written_with_or_without_their_letter(comity):
    told = [
        comity("coverage", "--stale", "--older-than", text, "--on", "2026-11-21", "--json").out for text in ("3", "3y")
    ]
    assert told[0] == told[1]


@pytest.mark.parametrize("text", ["3m", "soon", "-1"])
def test_an_age_that_is_no_number_of_years_is_refused(comity, text: str):
    answer = comity("coverage", "--stale", "--older-than", text)
    assert (answer.code, answer.out) == (2, "")


def test_an_age_without_the_question_is_refused(comity):
    assert comity("coverage", "--older-than", "3y").code == 2


def test_a_person_reads_the_file_to_open_first(comity):
    told = comity("coverage", "--stale", "--on", "2026-11-21").out
    assert "Files to check first" in told
    assert "instruments/parties/" in told
