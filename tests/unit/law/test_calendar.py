"""Working days differ by state, and what is not known of a calendar is not guessed."""

from datetime import date

from comity.law.calendar import closed_on, has_calendar, public_holidays, working_day_on_or_before


def test_a_day_off_names_its_state_and_its_reason():
    days = closed_on(date(2026, 10, 1), ["CHN", "NLD"])
    assert [(day.state, day.name) for day in days] == [("CHN", "National Day")]


def test_a_weekend_is_named_by_its_day():
    assert [day.name for day in closed_on(date(2026, 11, 20), ["SAU"])] == ["weekend (Friday)"]
    assert [day.name for day in closed_on(date(2026, 11, 22), ["NLD"])] == ["weekend (Sunday)"]


def test_a_state_without_a_table_is_never_closed():
    assert not has_calendar("XKX")
    assert closed_on(date(2026, 11, 22), ["XKX"]) == ()


def test_public_holidays_are_listed_in_order_without_weekends():
    found = public_holidays(date(2026, 12, 20), date(2027, 1, 3), ["NLD"])
    assert [day.date for day in found] == [date(2026, 12, 25), date(2026, 12, 26), date(2027, 1, 1)]


def test_no_working_day_in_a_closed_stretch_is_no_answer():
    assert working_day_on_or_before(date(2026, 11, 22), ["NLD"], after=date(2026, 11, 20)) is None
    assert working_day_on_or_before(date(2026, 11, 22), ["NLD"], after=date(2026, 11, 19)) == date(2026, 11, 20)
