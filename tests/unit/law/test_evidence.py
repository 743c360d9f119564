"""Testimony about dates: which statement is preferred."""

import pytest

from comity.common.errors import BadInputError
from comity.common.source import Source
from comity.law.evidence import Claim, conflict, contradicts, preferred, span, spoken_for

OLD, NEW, WEAK = Source("old", "2014", "", "A"), Source("new", "2024", "", "A"), Source("weak", "2025", "", "C")


def test_a_span_between_two_days_includes_both() -> None:
    assert str(span("2016-10-21/2023-09-27").first) == "2016-10-21"
    assert str(span("2016-10-21/2023-09-27").last) == "2023-09-27"


def test_what_is_not_a_date_is_refused() -> None:
    with pytest.raises(BadInputError, match="'2016-13' is no day of the calendar"):
        span("2016-13")


@pytest.mark.parametrize(
    ("words", "last"),
    [("after 2021-09-08", "2021-09-08"), ("2024 or later", "2024-12-31"), ("2014-07 to 2015-03", "2014-07-31")],
)
def test_the_day_a_source_speaks_for_is_read_from_its_own_words(words: str, last: str) -> None:
    spoken = spoken_for(words)
    assert spoken is not None
    assert str(spoken.last) == last


def test_an_undated_source_speaks_for_no_day() -> None:
    assert spoken_for("") is None
    assert spoken_for("undated") is None


def test_the_newer_source_is_preferred_and_a_weak_one_never() -> None:
    claims = [Claim("2000-01-01", OLD), Claim("2000-01-02", NEW), Claim("2000-01-03", WEAK)]
    best = preferred(claims)
    assert best is not None
    assert best.value == "2000-01-02"


def test_the_exact_date_is_preferred_among_those_that_agree() -> None:
    best = preferred([Claim("2015-12", NEW), Claim("2015-12-01", OLD)])
    assert best is not None
    assert best.value == "2015-12-01"
    assert not contradicts(Claim("2015-12", NEW), Claim("2015-12-01", OLD))


def test_statements_that_agree_are_no_conflict() -> None:
    assert conflict("in_force", [Claim("2000-01-01", OLD), Claim("2000-01-01", NEW)]) is None
    assert conflict("in_force", []) is None
