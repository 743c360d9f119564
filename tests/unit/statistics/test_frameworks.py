"""What a framework asks is answered question by question, and a question without an answer says so."""

import csv
import datetime as dt
import io

import pytest

from comity.common.errors import BadInputError
from comity.statistics.counted import count
from comity.statistics.definitions import frameworks
from comity.statistics.frameworks import NOT_COUNTED, answers_csv, answers_to, framework_keys
from comity.statistics.period import Period
from comity.statistics.record import Event
from comity.statistics.table import publishable

YEAR = Period(dt.date(2025, 1, 1), dt.date(2025, 12, 31))


def refusals(number: int) -> list[Event]:
    said = {"direction": "outgoing", "counterpart": "CHE", "measure": "extradition"}
    return [
        event
        for key in range(number)
        for event in (
            Event(key * 10, YEAR.start, 1, "request", str(key), "sent", said),
            Event(key * 10 + 1, YEAR.end, 1, "request", str(key), "refused_by_counterpart", {"grounds": ["time_bar"]}),
        )
    ]


def test_every_framework_has_a_key_and_every_question_of_it_an_answer_or_none() -> None:
    assert list(framework_keys().values()) == list(frameworks())
    for key in framework_keys():
        answers = answers_to(key, count([], YEAR))
        assert answers
        for answer in answers:
            assert [table.figure for table in answer.tables] == list(answer.question.tables)


def test_the_csv_has_a_line_a_value_and_one_for_each_question_that_nothing_answers() -> None:
    answers = answers_to("eaw-questionnaire", count(refusals(7), YEAR))
    lines = list(csv.DictReader(io.StringIO(answers_csv(answers))))
    ground = [line for line in lines if line["figure"] == "requests-by-ground"]
    assert [(line["question"], line["heading_2"], line["value"]) for line in ground] == [
        ("eaw-refused", "time_bar", "7")
    ]
    silent = [line["question"] for line in lines if line["kept_back"] == NOT_COUNTED]
    assert silent == [answer.question.id for answer in answers if not answer.tables]


def test_a_small_count_is_kept_back_in_the_answer_to_a_framework_as_well() -> None:
    answers = answers_to("eaw-questionnaire", publishable(count(refusals(3), YEAR)))
    lines = [
        line for line in csv.DictReader(io.StringIO(answers_csv(answers))) if line["figure"] == "requests-by-ground"
    ]
    assert [(line["value"], line["kept_back"]) for line in lines] == [("", "yes")]


def test_a_framework_that_there_is_not_is_answered_with_those_there_are() -> None:
    with pytest.raises(BadInputError, match="there are: fatf-r-33, fatf-io-2"):
        answers_to("fatf", ())
