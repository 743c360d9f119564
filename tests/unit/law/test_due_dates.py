"""Due dates are computed from event, limit and calendars, and every step is said."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.common.errors import BadInputError
from comity.common.source import Source
from comity.law.clocks import ClockRule, Extension, Limit
from comity.law.due_dates import due, due_for, shifted
from comity.law.facts import read_facts


def _rule(limit: Limit, **rest) -> ClockRule:
    return ClockRule("X/test", "Test", "event", "1", "It is over.", Source("a text"), limit=limit, **rest)


def test_the_day_of_the_event_is_not_counted_and_the_answer_says_that_this_is_assumed():
    answer = due("ETS024/provisional-arrest-may-end", date(2026, 3, 1))
    assert answer.due == date(2026, 3, 19)
    assert not answer.event_counted
    assert any(step.startswith("Assumption: the day of the event is not counted") for step in answer.reasoning)


def test_a_source_that_says_how_to_count_takes_the_place_of_the_assumption():
    answer = due("ETS024/provisional-arrest-must-end", date(2026, 3, 1))
    assert answer.due == date(2026, 4, 10)
    assert any(step.startswith("Counting:") for step in answer.reasoning)
    assert not any("day of the event is not counted" in step for step in answer.reasoning)


@pytest.mark.parametrize(
    ("day", "limit", "last"),
    [
        (date(2024, 1, 31), Limit(1, "months"), date(2024, 2, 29)),
        (date(2023, 1, 31), Limit(1, "months"), date(2023, 2, 28)),
        (date(2026, 8, 31), Limit(3, "months"), date(2026, 11, 30)),
        (date(2026, 11, 30), Limit(3, "months"), date(2027, 2, 28)),
        (date(2026, 1, 30), Limit(2, "months"), date(2026, 3, 30)),
        (date(2024, 2, 29), Limit(1, "years"), date(2025, 2, 28)),
        (date(2024, 2, 29), Limit(4, "years"), date(2028, 2, 29)),
        (date(2024, 2, 28), Limit(2, "days"), date(2024, 3, 1)),
        (date(2023, 2, 28), Limit(2, "days"), date(2023, 3, 2)),
        (date(2026, 12, 28), Limit(1, "weeks"), date(2027, 1, 4)),
    ],
)
def test_months_end_on_the_same_number_or_the_last_day_and_leap_years_are_kept(day, limit, last):
    assert shifted(day, limit) == last


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(1, 600))
def test_a_period_in_months_ends_in_the_right_month_and_never_after_the_same_number(day, months):
    last = shifted(day, Limit(months, "months"))
    assert (last.year * 12 + last.month) - (day.year * 12 + day.month) == months
    assert last.day <= day.day


def test_a_shortened_month_end_is_said():
    answer = due("DEU/provisional-arrest-elsewhere", date(2026, 11, 30))
    assert answer.due == date(2027, 2, 28)
    assert any("no day of that number" in step for step in answer.reasoning)


def test_the_national_day_holidays_in_china_bring_the_last_day_to_act_forward():
    answer = due("CHN/provisional-arrest", date(2026, 9, 1), ["CHN"])
    assert answer.due == date(2026, 10, 1)
    assert answer.act_by == date(2026, 9, 30)
    assert ("2026-10-01", "CHN") in {(str(day.date), day.state) for day in answer.calendar}


def test_a_saturday_that_china_works_in_exchange_for_a_holiday_is_a_working_day():
    assert due("CHN/provisional-arrest", date(2026, 9, 10), ["CHN"]).act_by == date(2026, 10, 10)
    assert due("CHN/provisional-arrest", date(2026, 9, 10), ["CHN", "NLD"]).act_by == date(2026, 10, 9)


def test_friday_is_the_weekend_in_the_gulf_and_a_working_day_in_europe():
    rule = _rule(Limit(4, "days"))
    friday = date(2026, 11, 20)
    assert due_for(rule, date(2026, 11, 16), ["NLD"]).act_by == friday
    assert due_for(rule, date(2026, 11, 16), ["SAU"]).act_by == date(2026, 11, 19)


def test_where_weekends_differ_only_the_days_common_to_both_states_count():
    sunday = date(2026, 11, 22)
    answer = due_for(_rule(Limit(6, "days")), date(2026, 11, 16), ["SAU", "NLD"])
    assert answer.due == sunday
    assert answer.act_by == date(2026, 11, 19)
    names = {(day.date.isoformat(), day.state) for day in answer.calendar}
    assert {("2026-11-20", "SAU"), ("2026-11-21", "NLD"), ("2026-11-22", "NLD")} <= names


def test_the_weekend_of_the_emirates_moved_in_2022():
    rule = _rule(Limit(2, "days"))
    assert due_for(rule, date(2021, 11, 17), ["ARE"]).act_by == date(2021, 11, 18)
    assert due_for(rule, date(2023, 1, 11), ["ARE"]).act_by == date(2023, 1, 13)


def test_without_a_state_no_days_off_are_considered_and_that_is_said():
    answer = due("NLD/provisional-arrest", date(2026, 11, 1))
    assert answer.act_by == answer.due
    assert answer.calendar == ()
    assert any("No state was named" in step for step in answer.reasoning)


def test_a_state_without_a_table_of_holidays_is_named_and_not_skipped():
    answer = due_for(_rule(Limit(6, "days")), date(2026, 11, 16), ["XKX"])
    assert answer.act_by == answer.due == date(2026, 11, 22)
    assert any("No table of holidays is at hand for Kosovo" in step for step in answer.reasoning)


def test_a_period_without_any_working_day_ends_on_its_last_day():
    answer = due_for(_rule(Limit(2, "days")), date(2026, 11, 20), ["NLD"])
    assert answer.act_by == answer.due == date(2026, 11, 22)
    assert any("No day of the period is a working day" in step for step in answer.reasoning)


def test_an_extension_by_a_time_runs_on_from_the_end_of_the_period():
    answer = due("CHN/provisional-arrest", date(2026, 3, 1))
    assert answer.due == date(2026, 3, 31)
    assert answer.extended_due == date(2026, 4, 15)


def test_an_extension_to_a_time_runs_from_the_event():
    answer = due("CHE/provisional-arrest", date(2026, 3, 1))
    assert answer.due == date(2026, 3, 19)
    assert answer.extended_due == date(2026, 4, 10)


def test_an_extension_known_only_in_words_gives_no_date():
    answer = due("CAN/provisional-arrest", date(2026, 3, 1))
    assert answer.extended_due is None
    assert any(step.startswith("Extension:") for step in answer.reasoning)


def test_a_summons_is_counted_back_from_the_hearing():
    answer = due("CHN/service-of-summons", date(2026, 5, 31), ["CHN"])
    assert answer.due == date(2026, 2, 28)
    assert answer.act_by == date(2026, 2, 28)
    assert due("CHN/service-of-summons", date(2026, 6, 21), ["NLD"]).act_by == date(2026, 3, 20)


def test_a_period_that_forbids_early_surrender_names_the_first_free_day():
    answer = due("CAN/no-surrender-before", date(2026, 1, 31), ["CAN"])
    assert answer.act_by is None
    assert answer.due == date(2026, 3, 2)
    assert answer.not_before == date(2026, 3, 3)


def test_an_old_text_is_said_to_need_a_check():
    assert any("amended since" in step for step in due("DEU/specialty-ends", date(2026, 1, 1)).reasoning)
    assert not any("amended since" in step for step in due("CZE/provisional-arrest", date(2026, 1, 1)).reasoning)


def test_an_end_outside_the_calendar_is_one_sentence():
    with pytest.raises(BadInputError, match="outside the calendar"):
        due_for(_rule(Limit(20, "years")), date(9990, 1, 1))


def test_a_doubled_period_runs_from_the_event():
    rule = _rule(Limit(13, "months"), extension=Extension("Doubled.", times=2))
    assert due_for(rule, date(2026, 1, 31)).extended_due == date(2028, 3, 31)


def test_facts_that_do_not_matter_to_a_clock_are_ignored():
    facts = read_facts([("penalty.requesting.max_months", "24")])
    assert due("NLD/provisional-arrest", date(2026, 3, 1), (), facts).due == date(2026, 3, 21)
