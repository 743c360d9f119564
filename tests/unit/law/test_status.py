"""The status of a state is computed from testimonies: what each trap of the sources does to the answer."""

import datetime as dt

import pytest

from comity.common.errors import BadInputError
from comity.common.truth import Truth
from comity.law.register import Register
from comity.law.weighing import Standing

NEWER = ["Newer list", "2024-04-05", "2026-11-21", "A"]
OLDER = ["Older list", "2014-07-10", "2026-11-21", "B"]
UNDATED = ["Undated page", "", "2026-11-21", "B"]


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def told(*rows: list, state: str = "AAA", full_lists: tuple[int, ...] = (), others: dict | None = None) -> Register:
    """A register of one invented instrument.

    A row is: source (0 newer, 1 older, 2 undated), in_force, deposited, signed, how, and whatever is rarer.
    """
    entry = {
        "title": "Convention",
        "purposes": ["extradition"],
        "note": "",
        "sources": [NEWER, OLDER, UNDATED],
        "full_lists": list(full_lists),
        "published": [],
        "rows": {state: list(rows), **(others or {})},
    }
    return Register({"instruments": {"CONV": entry}})


def standing(known: Register, on: str, state: str = "AAA") -> Standing:
    return known.status("CONV", state, day(on)).status


def test_signed_is_not_ratified_and_ratified_is_not_in_force() -> None:
    known = told([0, "2010-03-01", "2010-01-30", "2008-06-15", "ratification"])
    assert standing(known, "2008-06-14") is Standing.NOT_PARTY
    assert standing(known, "2008-06-15") is Standing.SIGNED
    assert standing(known, "2010-01-30") is Standing.RATIFIED
    assert standing(known, "2010-03-01") is Standing.IN_FORCE
    assert known.bound("CONV", "AAA", day("2010-02-28")) is Truth.FALSE


def test_a_successor_is_bound_before_it_deposits() -> None:
    known = told([0, "1993-01-01", "1993-06-30", "", "succession"])
    assert standing(known, "1993-03-01") is Standing.IN_FORCE


def test_a_successor_without_an_entry_date_may_have_been_bound_before_its_deposit() -> None:
    known = told([1, "", "1993-06-30", "", "succession"])
    assert standing(known, "1993-03-01") is Standing.NOT_EVIDENCED
    assert known.bound("CONV", "AAA", day("1993-03-01")) is Truth.UNKNOWN


def test_a_deposit_without_an_entry_date_does_not_say_that_the_state_is_bound() -> None:
    known = told([1, "", "1993-06-30", "", "ratification"])
    assert standing(known, "2020-01-01") is Standing.RATIFIED
    assert known.bound("CONV", "AAA", day("2020-01-01")) is Truth.UNKNOWN


def test_two_printed_dates_are_both_kept_and_disputed_only_between_them() -> None:
    known = told([0, "2005-12-01", "2005-11-01"], [1, "2005-12-14", "2005-11-01"])
    between = known.status("CONV", "AAA", day("2005-12-05"))
    assert between.disputed
    assert between.bound is Truth.UNKNOWN
    assert [value for value, _, _ in between.conflicts[0].values] == ["2005-12-01", "2005-12-14"]
    after = known.status("CONV", "AAA", day("2006-01-01"))
    assert not after.disputed
    assert after.conflicts == between.conflicts


def test_a_printed_date_stands_before_a_derived_one_of_a_newer_source() -> None:
    known = told([1, "2008-07-17", "2008-06-18"], [0, "2008-07-18", "2008-06-18", "", "", {"basis": "derived"}])
    found = known.status("CONV", "AAA", day("2008-07-17"))
    assert found.in_force == "2008-07-17"
    assert found.status is Standing.IN_FORCE
    assert not found.disputed
    assert {basis for _, basis, _ in found.conflicts[0].values} == {"printed", "derived"}


def test_a_misprint_is_shown_and_never_decides() -> None:
    known = told(
        [0, "2004-03-01", "2004-11-29", "", "ratification", {"misprint": ["in_force"]}],
        [0, "2005-03-01", "", "", "", {"basis": "derived"}],
    )
    found = known.status("CONV", "AAA", day("2004-12-31"))
    assert found.status is Standing.RATIFIED
    assert ("2004-03-01", "misprint") in {(value, basis) for value, basis, _ in found.conflicts[0].values}


def test_a_state_may_leave_and_come_back() -> None:
    known = told(
        [1, "2001-01-01", "2000-12-01"],
        [1, "", "", "", "", {"left": "2010-01-01"}],
        [0, "2015-06-01", "2015-05-02"],
    )
    days = ("2005-01-01", "2010-01-01", "2015-05-10", "2015-06-01")
    assert [standing(known, on) for on in days] == ["in_force", "left", "ratified", "in_force"]


def test_leaving_at_an_unknown_time_leaves_the_days_between_open() -> None:
    known = told(
        [1, "2001-01-01"], [1, "", "", "", "", {"left": "2005-01-01/2010-01-01"}], [0, "2010-02-01", "2010-01-01"]
    )
    found = known.status("CONV", "AAA", day("2007-01-01"))
    assert found.status is Standing.NOT_EVIDENCED
    assert found.disputed
    assert found.bound is Truth.UNKNOWN
    assert standing(known, "2004-12-31") is Standing.IN_FORCE
    assert standing(known, "2010-02-01") is Standing.IN_FORCE


def test_a_year_alone_does_not_decide_a_day_within_it() -> None:
    known = told([1, "", "2021", "", "accession"])
    assert standing(known, "2020-12-31") is Standing.NOT_PARTY
    assert known.status("CONV", "AAA", day("2021-06-01")).disputed
    assert standing(known, "2021-12-31") is Standing.RATIFIED


def test_a_month_and_a_day_within_it_agree() -> None:
    found = told([1, "", "2015-12"], [0, "2015-12-31", "2015-12-01"]).status("CONV", "AAA", day("2016-01-01"))
    assert found.deposited == "2015-12-01"
    assert found.conflicts == ()


def test_silence_is_never_a_no() -> None:
    known = told([0, "2001-01-01"], full_lists=(0,))
    found = known.status("CONV", "BBB", day("2020-01-01"))
    assert found.status is Standing.NOT_EVIDENCED
    assert found.bound is Truth.UNKNOWN
    assert "silence is not a no" in " ".join(found.why)


def test_not_party_is_said_where_a_source_says_so_from_the_day_it_speaks_for() -> None:
    known = told([0, "", "", "", "", {"not_party": True, "on": "2020-12-19"}])
    assert standing(known, "2021-01-01") is Standing.NOT_PARTY
    assert standing(known, "2019-01-01") is Standing.NOT_EVIDENCED


def test_a_source_that_only_calls_it_a_party_speaks_for_its_own_day() -> None:
    known = told([0, "", "", "", "", {"says": "in_force"}])
    assert standing(known, "2024-04-04") is Standing.NOT_EVIDENCED
    assert standing(known, "2024-04-05") is Standing.IN_FORCE


def test_an_undated_list_is_no_evidence_for_any_day() -> None:
    known = told([2, "", "", "", "", {"says": "in_force"}])
    assert standing(known, "2024-04-05") is Standing.NOT_EVIDENCED


def test_a_signature_in_an_old_list_leaves_later_days_open() -> None:
    known = told([1, "", "", "2003-12-09"])
    assert known.bound("CONV", "AAA", day("2010-01-01")) is Truth.FALSE
    assert known.bound("CONV", "AAA", day("2020-01-01")) is Truth.UNKNOWN
    assert standing(known, "2020-01-01") is Standing.SIGNED


def test_a_newer_full_list_that_omits_a_party_is_mentioned_and_does_not_expel_it() -> None:
    known = told([1, "2001-01-01"], full_lists=(0,))
    found = known.status("CONV", "AAA", day("2025-01-01"))
    assert found.bound is Truth.TRUE
    assert any("does not name it" in reason for reason in found.why)


def test_a_declaration_switches_the_treaty_off_for_one_pair_only() -> None:
    known = told(
        [0, "2001-01-01"],
        [0, "", "", "", "", {"declared": "not towards BBB", "not_towards": ["BBB"]}],
        others={"BBB": [[0, "2001-01-01"]], "CCC": [[0, "2001-01-01"]]},
    )
    on = day("2020-01-01")
    assert known.bound_between("CONV", "AAA", "BBB", on) is Truth.FALSE
    assert known.bound_between("CONV", "BBB", "AAA", on) is Truth.FALSE
    assert known.bound_between("CONV", "AAA", "CCC", on) is Truth.TRUE
    assert known.bound("CONV", "BBB", on) is Truth.TRUE


def test_a_declaration_of_a_later_day_does_not_count_yet() -> None:
    known = told(
        [0, "", "", "", "", {"declared": "does not accept Chapter V", "on": "1997-11-18", "refuses_chapter": ["V"]}]
    )
    assert known.declarations("CONV", "AAA", day("1997-11-17")) == ()
    assert known.declarations("CONV", "AAA", day("1997-11-18"))[0].refuses_chapter == ("V",)


def test_a_territory_does_not_inherit_the_status_of_its_state() -> None:
    known = told([0, "2001-01-01"], state="GBR")
    assert standing(known, "2020-01-01", "BMU") is Standing.NOT_EVIDENCED


def test_a_supposed_accession_leaves_the_register_as_it_was() -> None:
    known = told([0, "2001-01-01"])
    on = day("2026-11-21")
    supposed = known.acceding("BBB", "CONV", on)
    assert supposed.bound("CONV", "BBB", on) is Truth.TRUE
    assert supposed.bound("CONV", "AAA", on) is Truth.TRUE
    assert known.bound("CONV", "BBB", on) is Truth.UNKNOWN


def test_an_unknown_instrument_is_one_sentence() -> None:
    with pytest.raises(BadInputError, match="'NONE' is not an instrument with a party list; known are CONV"):
        told([0, "2001-01-01"]).status("NONE", "AAA", day("2020-01-01"))
