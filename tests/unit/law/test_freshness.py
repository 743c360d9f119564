"""What to check again first: the oldest sources on which most hangs, by the file a lawyer would open."""

import datetime as dt
from pathlib import Path

import pytest

from comity.law.age import Badge, newest
from comity.law.bilateral import bilaterals
from comity.law.freshness import aged_files, aged_sources
from comity.law.national_offences import offences

LAWDATA = Path(__file__).parents[3] / "lawdata"
ON = dt.date(2026, 11, 21)


def test_every_file_named_is_a_file_a_lawyer_can_open():
    assert [item.file for item in aged_files(ON) if not (LAWDATA / item.file).is_file()] == []


def test_every_treaty_and_every_offence_is_counted_once():
    facts = {item.file: item.facts for item in aged_files(ON)}
    assert sum(n for file, n in facts.items() if "/bilateral/" in file) == sum(1 for _ in bilaterals())
    assert sum(n for file, n in facts.items() if "/national/" in file) == len(offences())


def test_what_hangs_on_old_sources_comes_first():
    weights = [item.weight for item in aged_files(ON)]
    assert weights == sorted(weights, reverse=True)
    assert weights[0] > 0 == weights[-1]


def test_a_state_told_by_an_old_list_and_by_a_newer_one_is_as_old_as_the_newer_one():
    files = {item.file: item for item in aged_files(ON)}
    uncac = files["instruments/parties/UNCAC.yaml"]
    assert uncac.old < 20  # the list of 2014 names nearly every party, and newer sources name them again


def test_only_old_and_undated_sources_are_listed_to_be_checked():
    assert {item.age.badge for item in aged_sources(ON)} == {Badge.OLD, Badge.UNDATED}


@pytest.mark.parametrize("years", [1, 3, 10])
def test_the_files_and_their_sources_tell_the_same_sum(years: int):
    files, sources = aged_files(ON, years), aged_sources(ON, years)
    assert sum(item.old + item.undated for item in files) == sum(item.facts for item in sources)
    assert sum(item.weight for item in files) == sum(item.weight for item in sources)


def test_nothing_gets_younger_by_waiting():
    now, later = (sum(item.old for item in aged_files(day)) for day in (ON, dt.date(2031, 11, 21)))
    assert later > now


def test_without_any_source_the_age_is_that_of_nobody():
    assert newest([]).checked == ""
