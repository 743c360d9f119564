"""Treaties between two states: that a treaty exists is not that it is in force, and lists without dates age."""

import datetime as dt

import pytest

from comity.common.errors import BadInputError
from comity.common.truth import Truth
from comity.law.bilateral import BilateralRegister, bilateral_between, bilaterals

DATED = ["Dated list", "2015", "2026-11-21", "A"]
UNDATED = ["Undated list", "", "2026-11-21", "B"]
WEAK = ["Copied page", "2020", "2026-11-21", "C"]
OPEN_ENDED = ["Register of beginnings", "2022", "2026-11-21", "B"]
NOW = dt.date(2026, 11, 21)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def told(*rows: list) -> BilateralRegister:
    """One invented treaty; a row names its source (0 dated, 1 undated, 2 weak, 3 open-ended) and what it says."""
    treaty = ["AAA-BBB-extradition", "", "AAA", "BBB", ["extradition"], list(rows)]
    sources = [DATED, UNDATED, WEAK, OPEN_ENDED]
    return BilateralRegister({"holders": [{"sources": sources, "open_ended": [3], "treaties": [treaty]}]})


def outcome(known: BilateralRegister, on: str) -> tuple[str, str]:
    found = known.status("AAA-BBB-extradition", day(on))
    return found.status.value, found.bound.value


def test_each_step_of_a_treaty_has_its_own_status() -> None:
    known = told(
        [0, {"signed": "2007-03-20", "ratified": "2008-04-24", "in_force": "2015-07-17", "left": "2019-01-01"}]
    )
    days = ("2007-01-01", "2007-03-20", "2008-04-24", "2015-07-17", "2019-01-01")
    assert [outcome(known, on) for on in days] == [
        ("not_in_force", "false"),
        ("signed", "false"),
        ("ratified", "false"),
        ("in_force", "true"),
        ("left", "false"),
    ]


def test_signature_without_more_leaves_the_entry_into_force_open() -> None:
    assert outcome(told([0, {"signed": "2010-10-07"}]), "2020-01-01") == ("signed", "unknown")


def test_a_list_of_treaties_in_force_speaks_for_its_own_date() -> None:
    known = told([0, {"says": "in_force"}])
    assert outcome(known, "2014-06-01") == ("not_evidenced", "unknown")
    assert outcome(known, "2016-01-01") == ("in_force", "true")


def test_an_undated_list_proves_that_a_treaty_exists_and_no_more() -> None:
    assert outcome(told([1, {"says": "in_force"}]), "2020-01-01") == ("exists", "unknown")


def test_not_in_force_holds_until_the_day_it_was_said_and_not_after() -> None:
    known = told([0, {"says": "not_in_force", "on": "2023-01"}])
    assert outcome(known, "2022-06-01") == ("not_in_force", "false")
    assert outcome(known, "2023-02-01") == ("not_evidenced", "unknown")


def test_a_later_word_that_it_is_in_force_stands_against_an_earlier_denial() -> None:
    known = told([0, {"says": "not_in_force", "on": "2012-01-01"}], [0, {"says": "in_force"}])
    assert outcome(known, "2020-01-01") == ("in_force", "true")


def test_a_superseded_treaty_was_in_force_before() -> None:
    known = told([0, {"in_force": "1924-06-24", "says": "superseded", "on": "2009-05-21"}])
    assert outcome(known, "2009-05-20") == ("in_force", "true")
    assert outcome(known, "2009-05-21") == ("superseded", "false")


def test_a_register_of_beginnings_does_not_say_that_an_old_treaty_still_applies() -> None:
    assert outcome(told([3, {"in_force": "1898-04-14"}]), "2026-11-21") == ("exists", "unknown")
    ended = told([3, {"in_force": "1873-12-01", "left": "1913-09-14"}])
    assert outcome(ended, "1900-01-01") == ("in_force", "true")
    assert outcome(ended, "1913-09-14") == ("left", "false")


def test_two_printed_dates_are_disputed_only_between_them() -> None:
    known = told([0, {"in_force": "2002-04-12"}], [1, {"in_force": "2002-04-11"}])
    found = known.status("AAA-BBB-extradition", day("2002-04-11"))
    assert found.disputed
    assert found.bound is Truth.UNKNOWN
    assert not known.status("AAA-BBB-extradition", day("2002-04-12")).disputed


def test_a_weak_source_is_shown_and_does_not_dispute_a_good_one() -> None:
    found = told([0, {"in_force": "2002-04-12"}], [2, {"in_force": "2020-01-01"}]).status("AAA-BBB-extradition", NOW)
    assert found.in_force == "2002-04-12"
    assert found.bound is Truth.TRUE
    assert len(found.conflicts) == 1


def test_entry_into_force_may_come_before_signature() -> None:
    known = told([0, {"signed": "1974-01-31", "in_force": "1970-10-10"}])
    assert outcome(known, "1972-01-01") == ("in_force", "true")


def test_the_two_states_of_an_id_may_stand_in_either_order() -> None:
    assert bilaterals().treaty("FRA-CHN-extradition").id == "CHN-FRA-extradition"
    with pytest.raises(BadInputError, match="'AAA-BBB-nothing' is not a treaty"):
        bilaterals().treaty("AAA-BBB-nothing")


@pytest.mark.parametrize(
    ("key", "on", "expected"),
    [
        ("CHN-FRA-extradition", "2026-11-21", ("in_force", "true")),
        ("CHN-FRA-extradition", "2015-07-16", ("ratified", "false")),
        ("CHN-AUS-extradition", "2017-04-21", ("not_in_force", "false")),
        ("CHN-CHL-extradition", "2026-11-21", ("not_evidenced", "unknown")),
        ("CHN-TUR-extradition", "2026-11-21", ("ratified", "unknown")),
        ("USA-RUS-mla", "2026-11-21", ("in_force", "true")),
        ("USA-BGR-extradition-1924", "2026-11-21", ("superseded", "false")),
        ("BRA-GBR-extradition-1872", "2026-11-21", ("left", "false")),
        ("CHN-NAM-extradition", "2026-11-21", ("in_force", "true")),
        ("URY-PRT-extradition", "2026-11-21", ("ratified", "unknown")),
        ("URY-USA-extradition", "1984-04-11", ("in_force", "true")),
        ("ZAF-TWN-extradition", "2026-11-21", ("left", "false")),
    ],
)
def test_a_shipped_treaty_stands_where_its_sources_put_it(key: str, on: str, expected: tuple[str, str]) -> None:
    found = bilaterals().status(key, day(on))
    assert (found.status.value, found.bound.value) == expected


def test_china_and_korea_keep_both_days_of_entry_into_force() -> None:
    (known,) = bilaterals().status("CHN-KOR-extradition", NOW).conflicts
    assert {value for value, _, _ in known.values} == {"2002-04-12", "2002-04-11"}


def test_a_swiss_treaty_stands_once_although_two_lists_hold_it() -> None:
    found = [treaty.id for treaty in bilateral_between("CHE", "DZA")]
    assert found == ["CHE-DZA-mla-2006"]


def test_treaties_are_found_by_pair_and_purpose_in_either_order() -> None:
    assert bilateral_between("FRA", "CHN", "extradition") == bilateral_between("CHN", "FRA", "extradition")
    assert {p for t in bilateral_between("CHN", "FRA", "assistance") for p in t.purposes} == {"assistance"}
    assert bilateral_between("CHN", "VAT") == ()


def test_a_date_of_ratification_says_which_step_it_is() -> None:
    assert any("approval law" in reason for reason in bilaterals().status("URY-USA-extradition", NOW).why)
