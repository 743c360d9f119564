"""Profiles keep every testimony with its source, and show contradictions instead of settling them."""

from datetime import date

import pytest

from comity.common.dates import PartialDate
from comity.law.catalogue import rules_of_state
from comity.law.profiles import national_laws, profile, profile_source, profiled_states, requirements
from comity.law.rules import Effect


def test_two_sources_that_disagree_on_jordan_are_both_kept():
    said = [fact for fact in profile("JOR") if fact.topic == "treaty_needed"]
    assert len(said) == 2
    assert len({fact.source.title for fact in said}) == 2
    assert any(fact.value.startswith("YES") for fact in said)
    assert any(fact.value.startswith("unclear") for fact in said)


def test_a_contradiction_about_jordan_is_not_decided_by_its_law():
    assert [law["without_treaty"]["extradition"] for law in national_laws("JOR")] == ["not_evidenced"]


def test_every_fact_has_a_source_a_checked_date_and_a_grade():
    for state in profiled_states():
        for fact in profile(state):
            assert fact.value, fact
            assert fact.source.title, fact
            assert fact.source.grade in {"A", "B", "C"}, fact
            assert date.fromisoformat(fact.source.checked), fact


def test_no_row_of_the_handed_testimonies_was_lost():
    assert sum(len(profile(state)) for state in profiled_states()) >= 339 + 129


def test_a_state_nobody_has_looked_at_has_an_empty_profile():
    assert profile("FJI") == ()
    assert requirements("FJI", "extradition") == {}
    assert profile_source("FJI", "act") is None


def test_requirements_put_the_newest_source_first():
    facts = requirements("CHE", "extradition")["minimum_penalty"]
    days = [PartialDate.parse(fact.source.as_of).first for fact in facts]
    assert len(facts) > 1
    assert days == sorted(days, reverse=True)


def test_requirements_on_the_measure_itself_stand_before_those_on_any_measure():
    measures = [fact.measure for fact in requirements("CHE", "assistance")["formal_requirements"]]
    assert measures == ["assistance", "any"]


def test_freezing_falls_back_on_what_is_asked_of_assistance():
    facts = requirements("CHN", "freezing")
    assert {fact.measure for fact in facts["language"]} == {"assistance"}
    assert {fact.measure for fact in facts["freezing_conditions"]} == {"freezing"}


def test_requirements_for_assistance_leave_out_what_is_asked_only_of_extradition():
    assert "nationality" not in requirements("CHN", "assistance")


@pytest.mark.parametrize(
    ("state", "measure", "answer"),
    [
        ("CHN", "extradition", "reciprocity"),
        ("USA", "extradition", "no"),
        ("USA", "assistance", "yes"),
        ("NLD", "extradition", "no"),
        ("CAN", "extradition", "one_case_agreement"),
        ("GBR", "extradition", "designation"),
        ("MYS", "assistance", "one_case_agreement"),
        ("NOR", "extradition", "not_evidenced"),
    ],
)
def test_each_law_says_what_happens_without_a_treaty(state, measure, answer):
    assert [a for law in national_laws(state) if (a := law["without_treaty"].get(measure))] == [answer]


def _rule(rule_id: str, measure: str):
    state = rule_id.split("/", maxsplit=1)[0]
    return next(rule for rule in rules_of_state(state) if rule.id == rule_id and measure in rule.measures)


def test_an_assurance_is_not_offered_as_the_way_round_the_italian_rule_on_the_death_penalty():
    rule = _rule("ITA/death-penalty", "extradition")
    assert rule.unless == ()
    assert rule.effect is Effect.OPTIONAL_BAR
    assert "223/1996" in national_laws("ITA")[0]["rules"][2]["note"]


def test_the_korean_text_says_since_when_it_is_in_force():
    assert {law["in_force_from"] for law in national_laws("KOR")} == {"2026-10-02"}


def test_norway_liechtenstein_and_chile_ask_for_more_than_a_year_and_china_for_a_year_or_more():
    strict = [_rule(f"{state}/minimum-penalty", "extradition").test for state in ("NOR", "LIE", "CHL")]
    assert all("more_than" in str(test) for test in strict)
    assert "at_least" in str(_rule("CHN/minimum-penalty", "extradition").test)


def test_an_old_or_weakly_sourced_text_never_bars_by_itself():
    for state in profiled_states():
        for law in national_laws(state):
            for rule in law.get("rules", ()):
                source = profile_source(state, rule.get("source", law["source"]))
                if rule["effect"] in {"condition", "mandatory_bar"}:
                    assert source.grade == "A" or source.as_of >= "2020", rule["id"]


def test_constitutions_are_leads_and_no_rules():
    for state in profiled_states():
        for law in national_laws(state):
            for rule in law.get("rules", ()):
                source = profile_source(state, rule.get("source", law["source"]))
                assert "constitution text in" not in source.title.lower(), rule["id"]


def test_a_bar_that_stands_above_treaties_says_why():
    for state in profiled_states():
        for law in national_laws(state):
            for rule in law.get("rules", ()):
                if rule["relation"] == "always":
                    assert rule.get("note"), rule["id"]
