"""A fact is as old as the day its source speaks for; reading it again does not make it younger."""

import datetime as dt

import pytest

from comity.common.source import Source
from comity.law.age import Badge, age_of

ON = dt.date(2026, 11, 21)


@pytest.mark.parametrize(
    ("as_of", "badge", "years"),
    [
        ("2024-05-01", Badge.RECENT, 2),
        ("2021-11-22", Badge.RECENT, 4),
        ("2021-11-20", Badge.OLD, 5),
        ("2017", Badge.OLD, 9),
        ("after 2018", Badge.OLD, 8),
        ("2027-01-01", Badge.RECENT, 0),
        ("", Badge.UNDATED, None),
        ("an undated copy", Badge.UNDATED, None),
    ],
)
def test_the_badge_follows_the_date_of_the_source(as_of: str, badge: Badge, years: int | None):
    found = age_of(Source("A statute", as_of, "2026-11-21", "A"), ON)
    assert (found.badge, found.years) == (badge, years)


def test_what_counts_as_old_is_for_the_reader_to_say():
    source = Source("A statute", "2024-05-01", "2026-11-21", "A")
    assert age_of(source, ON, old_after=2).badge is Badge.OLD
    assert age_of(source, ON, old_after=3).badge is Badge.RECENT


def test_a_source_that_was_checked_today_is_as_old_as_it_was_yesterday():
    first, again = (age_of(Source("A statute", "2013", day, "B"), ON) for day in ("2020-01-01", "2026-11-21"))
    assert first.badge is again.badge is Badge.OLD
