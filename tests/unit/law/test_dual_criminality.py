"""Each test states a finding about real law as it is evidenced here."""

import datetime as dt

import pytest

from comity.common.errors import BadInputError
from comity.common.truth import Truth
from comity.law.conduct import conduct_list
from comity.law.dual_criminality import Comparison, Found, StateAnswer, compare
from comity.law.national_offences import Covers, states_with_offences

TODAY = dt.date(2026, 11, 21)
BOTH = {"FRA": Truth.TRUE, "AUS": Truth.TRUE}
CHINESE_GIVING = {
    "verb": "give",
    "advantage": "property",
    "beneficiary": "official",
    "improper_benefit_purpose": "true",
    "amount": "45000 CNY",
}


def answer(comparison: Comparison, state: str) -> StateAnswer:
    return next(a for a in comparison.states if a.state == state)


def asked(comparison: Comparison) -> str:
    return "\n".join(comparison.questions)


def element(comparison: Comparison, state: str, name: str) -> Found:
    return next(e.state for e in answer(comparison, state).offences[0].elements if e.element == name)


def test_two_states_that_punish_the_whole_conduct_satisfy_dual_criminality():
    comparison = compare("uncac:15(a)", "FRA", "JPN", on=TODAY)
    assert comparison.outcome is Truth.TRUE
    assert comparison.questions == ()


def test_chinese_law_names_only_giving():
    comparison = compare("uncac:15(a)", "FRA", "CHN", on=TODAY)
    assert comparison.outcome is Truth.UNKNOWN
    assert element(comparison, "CHN", "verb") is Found.UNKNOWN
    assert "Allege giving, not only the promise or the offer." in asked(comparison)


def test_a_payment_above_the_minimum_for_an_improper_benefit_closes_the_chinese_gap():
    assert compare("uncac:15(a)", "CHN", "FRA", alleged=CHINESE_GIVING, on=TODAY).outcome is Truth.TRUE


def test_a_mere_promise_falls_outside_chinese_law_but_never_refuses():
    comparison = compare("uncac:15(a)", "FRA", "CHN", alleged={**CHINESE_GIVING, "verb": "promise"}, on=TODAY)
    assert element(comparison, "CHN", "verb") is Found.MISSING
    assert comparison.outcome is Truth.UNKNOWN


def test_giving_that_was_also_promised_is_still_giving():
    alleged = {**CHINESE_GIVING, "verb": ["promise", "give"]}
    assert compare("uncac:15(a)", "FRA", "CHN", alleged=alleged, on=TODAY).outcome is Truth.TRUE


@pytest.mark.parametrize(
    ("amount", "found"),
    [
        ("30000 CNY", Found.PRESENT),
        ("29999 CNY", Found.UNKNOWN),
        ("9999 CNY", Found.MISSING),
        ("90000 EUR", Found.UNKNOWN),
    ],
)
def test_the_chinese_minimum_is_30_000_or_10_000_with_aggravating_circumstances(amount, found):
    comparison = compare("uncac:15(a)", "FRA", "CHN", alleged={**CHINESE_GIVING, "amount": amount}, on=TODAY)
    assert element(comparison, "CHN", "threshold") is found


def test_a_chinese_official_who_asks_need_not_seek_a_benefit_for_another():
    taken = {"advantage": "property", "use_of_position": "true", "amount": "45000 CNY"}
    assert compare("uncac:15(b)", "FRA", "CHN", alleged={**taken, "verb": "solicit"}, on=TODAY).outcome is Truth.TRUE
    received = compare("uncac:15(b)", "FRA", "CHN", alleged={**taken, "verb": "receive"}, on=TODAY)
    assert element(received, "CHN", "seeks_benefit_for_other") is Found.UNKNOWN


def test_china_has_no_offence_for_foreign_officials_who_take():
    comparison = compare("uncac:16(2)", "FRA", "CHN", on=TODAY)
    assert comparison.outcome is Truth.FALSE
    assert answer(comparison, "FRA").outcome is Truth.TRUE
    assert "another offence" in asked(comparison)


def test_swiss_bribery_asks_for_breach_of_duty_or_discretion():
    comparison = compare("uncac:16(1)", "FRA", "CHE", on=TODAY)
    assert element(comparison, "CHE", "breach_of_duty_or_discretion") is Found.UNKNOWN
    assert "Allege the duty breached, or that the act was discretionary." in asked(comparison)


def test_german_law_reaches_foreign_officials_for_future_acts_in_breach_of_duty_only():
    comparison = compare("uncac:16(1)", "FRA", "DEU", on=TODAY)
    assert element(comparison, "DEU", "future_act") is Found.UNKNOWN
    assert element(comparison, "DEU", "breach_of_duty") is Found.UNKNOWN
    reward = compare("uncac:16(1)", "FRA", "DEU", alleged={"future_act": "false"}, on=TODAY)
    assert element(reward, "DEU", "future_act") is Found.MISSING
    assert reward.outcome is Truth.UNKNOWN


def test_british_bribery_asks_for_improper_performance():
    assert compare("uncac:15(a)", "FRA", "GBR", on=TODAY).outcome is Truth.UNKNOWN
    alleged = {"improper_performance": "true"}
    assert compare("uncac:15(a)", "FRA", "GBR", alleged=alleged, on=TODAY).outcome is Truth.TRUE


def test_french_unexplained_resources_is_a_false_friend_of_illicit_enrichment():
    alleged = {"threshold": "true", "habitual_relation_with_offenders": "true"}
    comparison = compare("uncac:20", "CHN", "FRA", alleged=alleged, on=TODAY)
    assert answer(comparison, "CHN").outcome is Truth.TRUE
    assert comparison.outcome is Truth.UNKNOWN
    assert "false friend" in asked(comparison)


def test_india_cut_abuse_of_functions_down_in_2018_and_the_day_of_the_facts_decides_what_is_told():
    before = compare("uncac:19", "FRA", "IND", on=dt.date(2017, 5, 1))
    after = compare("uncac:19", "FRA", "IND", on=dt.date(2020, 5, 1))
    assert "stood in the law from 2018-07-26, not on 2017-05-01" in answer(before, "IND").offences[0].doubts[0]
    assert answer(after, "IND").outcome is Truth.UNKNOWN  # read as of 2018: it raises a question only


def test_american_law_punishes_foreign_officials_who_take_since_30_july_2024():
    alleged = {"national_link": "true", "business_nexus": "true"}
    since = compare("uncac:16(2)", "FRA", "USA", alleged=alleged, on=TODAY)
    assert since.outcome is Truth.TRUE
    the_day = compare("uncac:16(2)", "FRA", "USA", alleged=alleged, on=dt.date(2024, 7, 30))
    assert answer(the_day, "USA").outcome is Truth.TRUE
    eve = compare("uncac:16(2)", "FRA", "USA", alleged=alleged, on=dt.date(2024, 7, 29))
    assert answer(eve, "USA").outcome is Truth.UNKNOWN


def test_dutch_law_without_trading_in_influence_in_2017_raises_a_question_and_refuses_nothing():
    comparison = compare("uncac:18(b)", "FRA", "NLD", on=TODAY)
    assert comparison.outcome is Truth.UNKNOWN
    assert answer(comparison, "NLD").offences[0].offence.covers is Covers.NO
    assert "confirm whether uncac:18(b) is still no offence" in asked(comparison)


def test_the_buyer_of_influence_falls_outside_peruvian_law_and_the_seller_does_not():
    buyer = compare("uncac:18(a)", "FRA", "PER", on=TODAY)
    assert element(buyer, "PER", "verb") is Found.MISSING
    seller = compare("uncac:18(b)", "FRA", "PER", alleged={"pending_case": "true"}, on=TODAY)
    assert seller.outcome is Truth.TRUE


def test_stolen_property_in_japan_and_korea_does_not_include_bribes():
    bribe = compare("uncac:24", "JPN", "KOR", alleged={"predicate": "bribery_offence"}, on=TODAY)
    assert element(bribe, "JPN", "predicate") is element(bribe, "KOR", "predicate") is Found.MISSING
    embezzled = compare("uncac:24", "JPN", "KOR", alleged={"predicate": "property_offence"}, on=TODAY)
    assert embezzled.outcome is Truth.TRUE


def test_special_forms_of_abuse_of_functions_cannot_be_closed_by_allegation():
    comparison = compare("uncac:19", "KOR", "FRA", alleged={"coercion_or_obstruction": "true"}, on=TODAY)
    assert answer(comparison, "KOR").outcome is Truth.TRUE
    assert answer(comparison, "FRA").outcome is Truth.UNKNOWN


def test_a_whole_article_is_answered_by_the_limb_that_the_facts_show():
    both = compare("uncac:16", "FRA", "CHN", on=TODAY)
    assert [limb.conduct for limb in both.limbs] == ["uncac:16(1)", "uncac:16(2)"]
    assert both.outcome is Truth.UNKNOWN
    assert "Say which limb is alleged" in asked(both)
    taking = compare("uncac:16", "FRA", "CHN", alleged={"verb": "solicit"}, on=TODAY)
    assert [limb.conduct for limb in taking.limbs] == ["uncac:16(2)"]
    assert taking.outcome is Truth.FALSE


def test_a_whole_article_is_true_where_every_limb_is():
    assert compare("uncac:15", "FRA", "PER", on=TODAY).outcome is Truth.TRUE


def test_the_oecd_offence_is_compared_by_the_offences_of_active_foreign_bribery():
    comparison = compare("oecd:1", "FRA", "KOR", on=TODAY)
    assert comparison.outcome is Truth.TRUE
    assert any("deemed fulfilled" in text for _, text in comparison.reason.lines())


def test_a_state_without_an_offence_on_file_is_unknown_and_not_no():
    comparison = compare("uncac:15(a)", "FRA", "AUS", on=TODAY)
    assert answer(comparison, "AUS").outcome is Truth.UNKNOWN
    assert "find out which offence covers uncac:15(a)" in asked(comparison)


def test_the_duty_of_parties_is_shown_for_mandatory_conduct_and_does_not_decide():
    comparison = compare("uncac:15(a)", "FRA", "AUS", on=TODAY, bound=BOTH)
    told = [text for _, text in comparison.reason.lines()]
    assert any("Both states are parties to UNCAC and bound to criminalise (art. 15(a))" in text for text in told)
    assert comparison.outcome is Truth.UNKNOWN


def test_the_duty_of_parties_is_not_claimed_for_optional_conduct_or_unknown_parties():
    optional = compare("uncac:20", "FRA", "AUS", on=TODAY, bound=BOTH)
    unknown = compare("uncac:15(a)", "FRA", "AUS", on=TODAY)
    for comparison in (optional, unknown):
        assert not any("bound to" in text for _, text in comparison.reason.lines())


def test_french_law_read_in_2026_is_not_evidence_for_facts_of_2019():
    comparison = compare("uncac:15(a)", "FRA", "CHN", alleged=CHINESE_GIVING, on=dt.date(2019, 3, 1))
    assert comparison.outcome is Truth.UNKNOWN
    assert "already stood so on 2019-03-01 is not evidenced" in asked(comparison)


def test_dual_criminality_is_the_same_in_both_directions():
    states = ("CHN", "FRA", "DEU", "USA", "NLD", "AUS")
    for conduct in conduct_list():
        for first in states:
            for second in states:
                if first < second:
                    there = compare(conduct.key, first, second, on=TODAY).outcome
                    assert there is compare(conduct.key, second, first, on=TODAY).outcome


def test_weak_or_old_readings_never_decide_for_any_state_and_any_conduct():
    for conduct in conduct_list():
        for state in states_with_offences():
            other = "JPN" if state != "JPN" else "FRA"
            for reading in (r for a in compare(conduct.key, state, other, on=TODAY).states for r in a.offences):
                assert reading.outcome is Truth.UNKNOWN or reading.offence.decides()
                assert reading.outcome is not Truth.FALSE or reading.offence.covers is Covers.NO


def test_the_explanation_names_the_rule_that_conduct_counts_and_not_the_name():
    comparison = compare("uncac:17", "FRA", "JPN", on=TODAY)
    assert comparison.reason.children[0].article == "UNCAC 43(2)"


def test_one_state_cannot_be_compared_with_itself():
    with pytest.raises(BadInputError, match="two states, not FRA twice"):
        compare("uncac:15", "FRA", "FRA", on=TODAY)
