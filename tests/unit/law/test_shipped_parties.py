"""The shipped party lists agree with published totals, and keep every conflict between their sources."""

import datetime as dt
import time

import pytest

from comity.common.truth import Truth
from comity.law.party_count import compared, evidenced, latest
from comity.law.register import bound, bound_between, register, status
from comity.law.states import all_codes, un_members

NOW = dt.date(2026, 11, 21)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("instrument", "on", "total"),
    [
        ("UNCAC", "2024-04-20", 190),
        ("UNTOC", "2024-05-04", 192),
        ("UNTOC", "2025-05-07", 193),
        ("OECD-ABC", "2023-11-22", 46),
        ("ETS024", "2023-06-28", 50),
        ("ETS030", "2025-02-13", 50),
        ("ETS098", "2024-09-24", 44),
        ("ETS112", "2026-05-20", 70),
        ("HCCH-APOSTILLE61", "2024-09-04", 127),
        ("CAT", "2022-04-30", 173),
        ("CCPR", "2024-07-31", 173),
        ("CCPR-OP2", "2024-06-04", 91),
        ("UNDRUG88", "2020-06-30", 191),
        ("ROME-ICC", "2025-06-30", 125),
        ("ROME-ICC", "2026-06-02", 124),
        ("REFUGEE67", "2022-02-28", 147),
    ],
)
def test_the_evidenced_parties_match_the_published_total(instrument: str, on: str, total: int) -> None:
    assert evidenced(register().instrument(instrument), day(on)) == total


def test_a_list_known_to_drop_members_shows_its_gap() -> None:
    last = latest(compared(register().instrument("ETS185"), NOW), NOW)
    assert last is not None
    assert (last.published.total, last.gap) == (80, 1)


def test_a_later_party_that_nobody_named_is_a_gap_of_one() -> None:
    last = latest(compared(register().instrument("UNCAC"), NOW), NOW)
    assert last is not None
    assert (last.published.total, last.gap) == (191, 1)


CONFLICTS = [
    ("ETS098", "BGR", "in_force", {"1994-09-15", "1994-09-14"}),
    ("UNCAC", "AZE", "in_force", {"2005-12-14", "2005-12-01"}),
    ("UNCAC", "KAZ", "in_force", {"2008-07-18", "2008-07-17"}),
    ("UNCAC", "LBR", "in_force", {"2005-12-14", "2005-10-16"}),
    ("UNCAC", "LSO", "in_force", {"2005-12-14", "2005-12-15"}),
    ("UNCAC", "MNE", "in_force", {"2006-11-22", "2006-06-03"}),
    ("UNCAC", "USA", "in_force", {"2006-11-29", "2006-11-30"}),
    ("CAT", "MDV", "deposited", {"2004-04-20", "2004-04-22"}),
    ("ETS086", "BGR", "in_force", {"1994-09-15", "1994-09-14"}),
    ("ETS086", "MNE", "deposited", {"2006-06-14", "2006-06-06"}),
    ("TERFIN", "QAT", "deposited", {"2008-07-27", "2008-06-27"}),
    ("UNDRUG88", "BIH", "in_force", {"1993-11-30", "1992-03-06"}),
    ("UNDRUG88", "CZE", "in_force", {"1994-03-30", "1993-01-01"}),
    ("UNDRUG88", "HRV", "in_force", {"1993-10-24", "1991-10-08"}),
    ("UNDRUG88", "MNE", "in_force", {"2007-01-21", "2006-06-03"}),
    ("UNDRUG88", "SRB", "in_force", {"2001-06-10", "1992-04-27"}),
    ("UNDRUG88", "SVK", "in_force", {"1993-08-26", "1993-01-01"}),
    ("UNDRUG88", "SVN", "in_force", {"1992-10-04", "1991-06-25"}),
]


@pytest.mark.parametrize(("instrument", "state", "field", "values"), CONFLICTS)
def test_a_known_conflict_emerges_from_the_rows(instrument: str, state: str, field: str, values: set[str]) -> None:
    found = status(instrument, state, NOW).conflicts
    assert {value for entry in found if entry.field == field for value, _, _ in entry.values} == values


@pytest.mark.parametrize("state", ["AND", "ERI", "MCO", "PRK", "SMR", "KNA", "VCT"])
def test_a_state_outside_the_complete_list_is_not_evidenced_and_the_list_is_named(state: str) -> None:
    found = status("UNCAC", state, day("2024-04-20"))
    assert found.status == "not_evidenced"
    assert any("SR 0.311.56" in reason for reason in found.why)


def test_syria_signed_the_corruption_convention_and_no_more_is_evidenced() -> None:
    assert status("UNCAC", "SYR", NOW).status == "signed"
    assert bound("UNCAC", "SYR", NOW) is Truth.UNKNOWN


@pytest.mark.parametrize(
    ("instrument", "state", "on", "expected"),
    [
        ("UNCAC", "BTN", "2010-01-01", "signed"),
        ("UNCAC", "BTN", "2018-01-01", "not_evidenced"),
        ("UNCAC", "BTN", "2024-04-20", "in_force"),
        ("ETS005", "RUS", "2022-09-15", "in_force"),
        ("ETS005", "RUS", "2022-09-16", "left"),
        ("ETS173", "RUS", "2023-06-30", "in_force"),
        ("ETS173", "RUS", "2023-07-01", "left"),
        ("ROME-ICC", "BDI", "2017-10-27", "left"),
        ("ROME-ICC", "HUN", "2026-06-01", "in_force"),
        ("ROME-ICC", "HUN", "2026-06-02", "left"),
        ("CCPR", "CHN", "2026-11-21", "signed"),
        ("CCPR", "HKG", "2026-11-21", "in_force"),
        ("CCPR", "MAC", "2026-11-21", "in_force"),
        ("UNCAC", "HKG", "2026-11-21", "in_force"),
        ("UNCAC", "FRO", "2026-11-21", "not_party"),
        ("EU-EIO", "DNK", "2026-11-21", "not_party"),
        ("EU-EIO", "IRL", "2026-11-21", "not_party"),
        ("EU-2018/1805", "DNK", "2026-11-21", "not_party"),
        ("ETS086", "MNE", "2006-06-08", "in_force"),
        ("ETS185", "PHL", "2026-11-21", "in_force"),
        ("UN-CYBER", "CHN", "2026-11-21", "signed"),
        ("EAW", "FRA", "2026-11-21", "in_force"),
        ("EAW", "CHE", "2026-11-21", "not_evidenced"),
    ],
)
def test_a_state_stands_where_its_sources_put_it(instrument: str, state: str, on: str, expected: str) -> None:
    assert status(instrument, state, day(on)).status == expected


def test_azerbaijan_does_not_apply_the_corruption_convention_towards_armenia() -> None:
    assert bound_between("UNCAC", "ARM", "AZE", NOW) is Truth.FALSE
    assert bound_between("UNCAC", "AZE", "GEO", NOW) is Truth.TRUE


def test_two_parties_to_the_apostille_convention_may_have_objected_to_one_another() -> None:
    assert bound("HCCH-APOSTILLE61", "CHN", NOW) is Truth.TRUE
    assert bound("HCCH-APOSTILLE61", "IND", NOW) is Truth.TRUE
    assert bound_between("HCCH-APOSTILLE61", "CHN", "IND", NOW) is Truth.UNKNOWN


@pytest.mark.parametrize(("instrument", "state"), [("OAS-B58", "USA"), ("CETS198", "POL"), ("EU-MLA2000", "ESP")])
def test_a_list_cut_in_alphabetical_order_says_nothing_of_those_behind_the_cut(instrument: str, state: str) -> None:
    found = status(instrument, state, NOW)
    assert found.status in {"not_evidenced", "signed"}
    assert not any("Not among" in reason for reason in found.why)


def test_what_is_odd_about_a_row_is_told_with_the_answer() -> None:
    assert any("differs from the treaty rule" in reason for reason in status("ETS182", "LUX", NOW).why)
    assert any("social covenant" in reason for reason in status("CCPR", "DEU", NOW).why)


def test_belgium_and_bulgaria_refuse_chapters_of_the_second_protocol() -> None:
    refused = {state: register().declarations("ETS098", state, NOW) for state in ("BEL", "BGR")}
    assert {s: [e.refuses_chapter for e in d if e.refuses_chapter] for s, d in refused.items()} == {
        "BEL": [("V",)],
        "BGR": [("I",)],
    }


def test_the_extradition_convention_yields_to_the_warrant_for_those_that_declared_it() -> None:
    yielding = [
        state
        for state in register().instrument("ETS024").states
        if any(entry.yields_to == "EAW" for entry in register().declarations("ETS024", state))
    ]
    assert len(yielding) == 23
    assert set(yielding) == set(register().instrument("EAW").states)


def test_wherever_printed_entry_dates_differ_the_status_tells_it() -> None:
    """Bhutan came back, and its two dates are two memberships."""
    for key in register().instruments:
        listed = register().instrument(key)
        for state in listed.states:
            printed = {r.in_force.value for r in listed.testimonies(state) if r.in_force and not r.in_force.derived}
            if len(printed) > 1 and state != "BTN":
                assert status(key, state, NOW).conflicts, (key, state, printed)


def test_every_row_has_a_source_with_a_checked_date_and_a_grade() -> None:
    for key in register().instruments:
        for source in register().instrument(key).sources:
            assert source.title, key
            assert source.checked, (key, source.title)
            assert source.grade in {"A", "B", "C"}, (key, source.title)


def test_every_pair_of_states_is_answered_in_microseconds() -> None:
    for state in all_codes():
        bound("UNCAC", state, NOW)
    members = un_members()
    began = time.perf_counter()
    for state in members:
        for _ in range(100):
            bound("UNCAC", state, NOW)
    assert (time.perf_counter() - began) / (100 * len(members)) < 20e-6
