"""Days and hours as each language writes them."""

import datetime as dt

import pytest
from django.utils import timezone, translation

from comity.web.templatetags.comity import day, moment

DAY = dt.date(2026, 3, 5)


@pytest.mark.parametrize(
    ("code", "written"),
    [
        ("en", "5 March 2026"),
        ("ar", "5 مارس 2026"),
        ("es", "5 de marzo de 2026"),
        ("fr", "5 mars 2026"),
        ("ru", "5 марта 2026 г."),
        ("zh-hans", "2026年3月5日"),
    ],
)
def test_a_day_is_written_as_the_language_writes_it(code: str, written: str) -> None:
    with translation.override(code):
        assert day(DAY) == written


def test_a_moment_has_the_hour_of_the_desk() -> None:
    with translation.override("fr"), timezone.override("Europe/Amsterdam"):
        assert moment(dt.datetime(2026, 3, 5, 23, 30, tzinfo=dt.UTC)) == "6 mars 2026 00:30"
        assert moment(None) == ""
