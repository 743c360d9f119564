"""A state's profile shows what is known with its age, what contradicts, and what nobody has looked up."""

import datetime as dt

import pytest

from comity.law.age import Badge
from comity.law.commitments import memberships
from comity.law.national_offences import offences
from comity.law.profile_markdown import as_markdown
from comity.law.profile_page import ProfilePage, profile_page
from comity.law.profile_section import Section
from comity.law.profiles import profile, profiled_states
from comity.law.vocabulary import MEASURES

ON = dt.date(2026, 11, 21)


def part(page: ProfilePage, measure: str, key: str) -> Section:
    (found,) = (one for held in page.measures if held.measure == measure for one in held.sections if one.key == key)
    return found


def general(page: ProfilePage, key: str) -> Section:
    return next(one for one in page.general if one.key == key)


def test_every_measure_has_its_part_and_every_part_the_same_sections():
    page = profile_page("CHE", ON)
    assert [held.measure for held in page.measures] == list(MEASURES)
    assert len({tuple(one.key for one in held.sections) for held in page.measures}) == 1


@pytest.mark.parametrize("state", profiled_states())
def test_no_fact_of_a_profile_is_left_out(state: str):
    shown = {entry.says for one in profile_page(state, ON).sections() for entry in one.entries}
    assert {fact.value for fact in profile(state)} <= shown


def test_every_offence_and_membership_of_a_state_is_on_its_page():
    page = profile_page("CHN", ON, ["extradition"])
    assert len(general(page, "offences").entries) == len(offences("CHN"))
    assert len(general(page, "memberships").entries) == len(memberships("CHN"))


def test_what_a_state_does_without_a_treaty_is_told_with_the_article_of_its_law():
    section = part(profile_page("CHE", ON), "extradition", "without_treaty")
    law = section.entries[0]
    assert (law.says, law.article) == ("Acts without a treaty on reciprocity.", "1(1), 8")
    assert law.age.badge is Badge.RECENT


def test_sources_that_say_the_same_thing_in_other_words_stand_side_by_side():
    nationals = part(profile_page("CHE", ON), "extradition", "nationals").entries
    assert [entry.side_by_side for entry in nationals if entry.about == "nationality"] == [True, True]
    authority = part(profile_page("CHE", ON), "extradition", "authority").entries
    assert not any(entry.side_by_side for entry in authority)  # two sources that agree are no contradiction


def test_a_fact_said_of_a_wider_measure_says_which():
    languages = part(profile_page("CHE", ON), "freezing", "language").entries
    assert any("said of mutual legal assistance" in entry.about for entry in languages)


def test_a_state_that_nobody_has_looked_up_is_a_page_of_gaps_and_not_of_noes():
    page = profile_page("TUV", ON, ["freezing"])
    section = part(page, "freezing", "without_treaty")
    assert section.entries == ()
    assert section.missing == "not evidenced: what its own law does for freezing or seizure without a treaty"
    assert page.missing > 10


def test_an_instrument_on_which_no_source_names_the_state_is_missing_and_no_entry():
    section = part(profile_page("CHE", ON), "extradition", "instruments_not_evidenced")
    assert "OAS-B58" in section.missing
    assert all(entry.source.checked for entry in section.entries)


def test_dates_on_which_sources_differ_are_told_with_every_value():
    entries = part(profile_page("AZE", dt.date(2005, 12, 5)), "extradition", "instruments_not_evidenced").entries
    entries += part(profile_page("AZE", ON), "extradition", "instruments").entries
    (uncac,) = (entry for entry in entries if entry.about.startswith("UNCAC:") and "in force" in entry.says)
    assert "2005-12-01" in uncac.note
    assert "2005-12-14" in uncac.note


def test_a_treaty_in_force_comes_before_one_that_is_only_named():
    says = [entry.says.startswith("in force") for entry in general(profile_page("CHE", ON), "bilateral").entries]
    assert says == sorted(says, reverse=True)
    assert any(says)


@pytest.mark.parametrize("state", ["CHE", "GBR", "LVA", "TUV"])
def test_every_entry_has_a_source_that_somebody_checked(state: str):
    entries = [entry for one in profile_page(state, ON).sections() for entry in one.entries]
    assert [entry.about for entry in entries if not (entry.source.title and entry.source.checked)] == []


def test_the_ages_count_every_entry_once():
    page = profile_page("CHE", ON)
    assert sum(page.ages.values()) == sum(len(one.entries) for one in page.sections())


def test_the_printed_page_holds_every_entry_and_every_gap():
    page = profile_page("CHN", ON, ["extradition"])
    text = as_markdown(page)
    assert text.count("\n- ") == sum(len(one.entries) for one in page.sections())
    assert text.count("*Not evidenced: ") == page.missing
    assert "⇄ **language**" in text


def test_a_member_of_a_group_has_its_commitments_on_the_page_with_the_evidence_of_its_membership() -> None:
    page = profile_page("CHN", dt.date(2026, 11, 22), ("extradition",))
    held = next(one for one in page.general if one.key == "commitments")
    assert any("Beijing Declaration" in entry.about for entry in held.entries)
    swiss = profile_page("CHE", dt.date(2026, 11, 22), ("extradition",))
    told = [entry.about for one in swiss.general if one.key == "commitments" for entry in one.entries]
    assert not any("Beijing Declaration" in about for about in told)
