"""Designations by national law: a list read in part says nothing of those it does not name."""

import datetime as dt

import pytest

from comity.common.errors import BadInputError
from comity.law.designations import designations

NOW = dt.date(2026, 11, 21)
UK = "GBR-EA2003-part2"
CANADA = "CAN-EA1999-schedule"


@pytest.mark.parametrize(
    ("law", "state", "on", "expected"),
    [
        (UK, "ALB", NOW, ("designated", "true")),
        (UK, "KOR", NOW, ("designated", "true")),
        (UK, "DEU", NOW, ("removed", "false")),
        (UK, "HRV", NOW, ("removed", "false")),
        (UK, "HKG", NOW, ("removed", "false")),
        (UK, "HKG", dt.date(2020, 1, 1), ("not_evidenced", "unknown")),
        (UK, "RUS", NOW, ("not_evidenced", "unknown")),
        (UK, "CHN", NOW, ("not_evidenced", "unknown")),
        (UK, "DZA", dt.date(2007, 6, 1), ("not_evidenced", "unknown")),
        (UK, "DZA", dt.date(2008, 1, 1), ("designated", "true")),
        (CANADA, "JPN", NOW, ("designated", "true")),
        (CANADA, "CHN", dt.date(2025, 1, 1), ("not_designated", "false")),
        (CANADA, "CHN", NOW, ("not_evidenced", "unknown")),
        ("ZAF-EA1962-s3-2", "IRL", NOW, ("not_evidenced", "unknown")),
    ],
)
def test_a_partner_stands_where_the_lists_put_it(law: str, state: str, on: dt.date, expected: tuple[str, str]) -> None:
    found = designations().status(law, state, on)
    assert (found.status.value, found.bound.value) == expected
    assert found.why
    assert found.sources


def test_designations_are_found_for_a_pair_whoever_designates() -> None:
    assert [law.id for law in designations().between("USA", "GBR", "extradition")] == [UK]
    assert [law.id for law in designations().between("GBR", "USA")] == [UK]
    assert designations().between("GBR", "USA", "assistance") == ()


def test_canada_names_thirty_one_states() -> None:
    assert len(designations().law(CANADA).rows) == 31


def test_an_unknown_law_is_one_sentence() -> None:
    with pytest.raises(BadInputError, match="'NONE' is not a designating law; known are"):
        designations().status("NONE", "USA", NOW)
