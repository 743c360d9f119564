"""Limitation of prosecution follows the maximum penalty of the state whose law it is."""

from datetime import date

import pytest

from comity.common.errors import BadInputError
from comity.law.due_dates import due
from comity.law.facts import read_facts

ACT = date(2008, 2, 29)


def _limit(rule: str, months: object, key: str = "penalty.requesting.max_months"):
    return due(rule, ACT, (), read_facts([(key, months)]))


@pytest.mark.parametrize(
    ("months", "years", "article"),
    [(59, 5, "87(1)"), (60, 10, "87(2)"), (119, 10, "87(2)"), (120, 15, "87(3)"), ("life", 20, "87(4)")],
)
def test_chinese_periods_change_exactly_at_five_and_ten_years_and_at_life(months, years, article):
    answer = _limit("CHN/limitation", months)
    assert answer.limit is not None
    assert (answer.limit.value, answer.limit.unit, answer.article) == (years, "years", article)


def test_a_period_that_starts_on_a_leap_day_ends_on_the_last_of_february():
    assert _limit("CHN/limitation", 120).due == date(2023, 2, 28)
    assert _limit("CHN/limitation", "life").due == date(2028, 2, 29)


@pytest.mark.parametrize(("months", "years"), [(36, 6), (37, 12), (95, 12), (96, 20), (143, 20)])
def test_dutch_periods_follow_three_and_eight_years(months, years):
    answer = _limit("NLD/limitation", months)
    assert answer.limit is not None
    assert answer.limit.value == years


def test_dutch_offences_of_twelve_years_or_more_are_never_time_barred():
    answer = _limit("NLD/limitation", 144)
    assert answer.due is None
    assert any("unlimited" in step for step in answer.reasoning)


def test_a_peruvian_period_equals_the_penalty_but_not_above_twenty_years():
    assert _limit("PER/limitation", 96).due == date(2016, 2, 29)
    assert _limit("PER/limitation", 240).due == date(2028, 2, 29)
    assert _limit("PER/limitation", 420).due == date(2028, 2, 29)
    assert _limit("PER/limitation", "life").due == date(2038, 2, 28)


def test_offences_of_peruvian_officials_against_state_assets_double_the_period():
    assert _limit("PER/limitation", 96).extended_due == date(2024, 2, 29)


def test_an_unknown_penalty_gives_every_possible_end_and_asks():
    answer = due("CHN/limitation", ACT)
    assert answer.due is None
    assert [day for _, day in answer.possible] == [
        date(2013, 2, 28),
        date(2018, 2, 28),
        date(2023, 2, 28),
        date(2028, 2, 29),
    ]
    assert any("penalty.requesting.max_months" in step for step in answer.reasoning)


def test_what_interrupts_the_period_and_what_keeps_it_from_running_is_said():
    steps = _limit("CHN/limitation", 120).reasoning
    assert any(step.startswith("Interruption (art. 89(2))") for step in steps)
    assert any(step.startswith("No limit (art. 88(1))") for step in steps)


def test_the_penalty_of_either_role_serves_but_two_different_ones_are_refused():
    assert _limit("CHN/limitation", 60, "penalty.requested.max_months").due == date(2018, 2, 28)
    both = read_facts([("penalty.requesting.max_months", 60), ("penalty.requested.max_months", 120)])
    with pytest.raises(BadInputError, match="the one under the law of CHN"):
        due("CHN/limitation", ACT, (), both)


def test_a_penalty_without_a_period_is_one_sentence():
    with pytest.raises(BadInputError, match="no period for a maximum penalty of 0 months"):
        _limit("PER/limitation", 0)
