"""Rules are applied in three values, and their labelled exceptions hold, may hold, or clash."""

import datetime as dt

import pytest

from comity.common.errors import BadInputError, LawConflictError
from comity.common.source import Source
from comity.common.truth import Truth
from comity.law.condition_language import read_test
from comity.law.facts import read_facts
from comity.law.rule_reading import read_rule
from comity.law.rules import Outcome, Rule, explain, judge
from comity.law.situation import Situation

DAY = dt.date(2026, 1, 1)


class NothingKnown:
    """A register that has no evidence of anything."""

    def bound(self, *_: object) -> Truth:
        return Truth.UNKNOWN

    in_force_between = accepts_as_basis = bound

    def without_treaty(self, *_: object) -> str:
        return "not_evidenced"


def situation(conduct: tuple[str, ...] = (), **facts: object) -> Situation:
    known = read_facts([(key.replace("__", "."), value) for key, value in facts.items()])
    return Situation("FRA", "NLD", DAY, "extradition", NothingKnown(), conduct, known)


def rule(**changes: object) -> Rule:
    data = {
        "id": "TEST/rule",
        "topic": "nationality",
        "measures": ["extradition"],
        "article": "6(1)",
        "effect": "optional_bar",
        "test": {"person.nationality": {"includes": "requested"}},
        "says": "Own nationals may be refused.",
    }
    return read_rule(data | changes, Source("a test"))


def test_a_fact_that_is_not_given_is_unknown_and_is_asked_for() -> None:
    judged = judge(rule(), situation())
    assert judged.outcome is Outcome.UNKNOWN
    assert judged.undecided == ("person.nationality",)


def test_a_national_of_the_requested_state_meets_the_bar() -> None:
    assert judge(rule(), situation(person__nationality=["FRA", "NLD"])).outcome is Outcome.MET


def test_a_person_without_that_nationality_does_not() -> None:
    assert judge(rule(), situation(person__nationality=["FRA"])).outcome is Outcome.NOT_MET


def test_at_least_one_year_and_more_than_one_year_part_at_twelve_months() -> None:
    inclusive = rule(effect="condition", test={"penalty.requesting.max_months": {"at_least": 12}})
    strict = rule(effect="condition", test={"penalty.requesting.max_months": {"more_than": 12}})
    twelve = situation(penalty__requesting__max_months=12)
    assert judge(inclusive, twelve).outcome is Outcome.MET
    assert judge(strict, twelve).outcome is Outcome.NOT_MET


def test_a_penalty_for_life_is_above_every_threshold() -> None:
    strict = rule(effect="condition", test={"penalty.requesting.max_months": {"more_than": 60}})
    assert judge(strict, situation(penalty__requesting__max_months="life")).outcome is Outcome.MET


def test_a_rule_outside_its_scope_does_not_concern_the_request() -> None:
    scoped = rule(scope={"purpose": "enforcement"})
    judged = judge(scoped, situation(purpose="prosecution", person__nationality=["NLD"]))
    assert judged.outcome is Outcome.NOT_APPLICABLE


def test_an_unknown_scope_matters_only_while_the_rule_would_bite() -> None:
    scoped = rule(scope={"purpose": "enforcement"})
    assert judge(scoped, situation(person__nationality=["NLD"])).undecided == ("purpose",)
    assert judge(scoped, situation(person__nationality=["FRA"])).outcome is Outcome.NOT_MET


RETURN = {"label": "return guaranteed", "article": "4(2)", "test": {"assurance.return_to_serve_sentence": True}}


def test_an_exception_that_holds_lifts_the_bar() -> None:
    held = situation(person__nationality=["NLD"], assurance__return_to_serve_sentence=True)
    assert judge(rule(unless=[RETURN]), held).outcome is Outcome.NOT_MET


def test_an_exception_that_may_hold_leaves_the_bar_unknown_and_asks() -> None:
    judged = judge(rule(unless=[RETURN]), situation(person__nationality=["NLD"]))
    assert judged.outcome is Outcome.UNKNOWN
    assert judged.undecided == ("assurance.return_to_serve_sentence",)


def test_an_exception_to_the_exception_restores_the_bar() -> None:
    inner = {"label": "sentence already served", "article": "4(3)", "test": {"purpose": "enforcement"}}
    nested = rule(unless=[RETURN | {"unless": [inner]}])
    facts = {"person__nationality": ["NLD"], "assurance__return_to_serve_sentence": True}
    assert judge(nested, situation(**facts, purpose="enforcement")).outcome is Outcome.MET
    assert judge(nested, situation(**facts, purpose="prosecution")).outcome is Outcome.NOT_MET


def test_an_exception_can_harden_the_rule() -> None:
    mandatory = {"label": "asylum", "article": "3", "test": {"person.refugee_from": {"includes": "requesting"}}}
    hard = rule(unless=[mandatory | {"effect": "mandatory_bar"}])
    judged = judge(hard, situation(person__nationality=["NLD"], person__refugee_from=["FRA"]))
    assert (judged.outcome, judged.effect) == (Outcome.MET, "mandatory_bar")


def test_two_exceptions_that_differ_stop_with_both_articles() -> None:
    other = {"label": "asylum", "article": "3(1)", "test": {"risk.persecution": True}, "effect": "mandatory_bar"}
    clashing = rule(unless=[RETURN, other])
    facts = situation(person__nationality=["NLD"], assurance__return_to_serve_sentence=True, risk__persecution=True)
    with pytest.raises(LawConflictError, match=r"4\(2\).*3\(1\)"):
        judge(clashing, facts)


def test_an_unknown_that_no_fact_can_settle_is_an_unknown_of_the_law() -> None:
    judged = judge(rule(effect="condition", test={"party": {"state": "requested", "to": "CAT"}}), situation())
    assert judged.law_unknown


BOUND = {"party": {"state": "requested", "to": "CAT"}}


def test_a_fact_that_can_still_bar_is_asked_although_the_law_is_not_evidenced() -> None:
    judged = judge(rule(effect="condition", test={"all": [BOUND, {"penalty.death": False}]}), situation())
    assert judged.law_unknown
    assert judged.undecided == ("penalty.death",)


def test_a_fact_under_a_scope_that_is_not_evidenced_is_asked_only_where_it_can_clear_the_rule() -> None:
    scoped = rule(effect="condition", scope=BOUND, test={"penalty.death": False})
    judged = judge(scoped, situation())
    assert not judged.law_unknown
    assert judged.undecided == ("penalty.death",)
    assert judge(rule(effect="condition", test=BOUND), situation()).undecided == ()


def test_a_condition_that_an_exception_softens_is_a_bar_that_is_met() -> None:
    softer = {"label": "discretion", "article": "44(2)", "test": {"offence.fiscal": True}, "effect": "optional_bar"}
    soft = rule(effect="condition", test={"offence.dual_criminality": True}, unless=[softer])
    judged = judge(soft, situation(offence__dual_criminality=False, offence__fiscal=True))
    assert (judged.outcome, judged.effect) == (Outcome.MET, "optional_bar")


def test_the_reasons_name_the_fact_its_value_and_the_threshold() -> None:
    strict = rule(effect="condition", test={"penalty.requesting.max_months": {"more_than": 12}})
    facts = situation(penalty__requesting__max_months=12)
    finding = explain(strict, facts, judge(strict, facts))
    assert "12 (more than 12 asked)" in finding.because
    assert finding.facts == {"penalty.requesting.max_months": "12"}


def test_conduct_of_one_limb_is_covered_by_the_whole_article_and_not_the_other_way_round() -> None:
    whole = rule(effect="condition", test={"conduct": ["uncac:15"]})
    limb = rule(effect="condition", test={"conduct": ["uncac:15(a)"]})
    assert judge(whole, situation(conduct=("uncac:15(a)",))).outcome is Outcome.MET
    assert judge(limb, situation(conduct=("uncac:15",))).outcome is Outcome.UNKNOWN
    assert judge(limb, situation(conduct=("uncac:15(b)",))).outcome is Outcome.NOT_MET


@pytest.mark.parametrize(
    ("test", "sentence"),
    [
        ({"offence.politcal": True}, "did you mean offence.political"),
        ({"offence.political": "yes"}, "compared with true or false"),
        ({"penalty.requesting.max_months": {"minimum": 12}}, "'minimum' is no comparison"),
        ({"offence.political": {"at_least": 1}}, "cannot be compared"),
        ({"purpose": "trial"}, "one of prosecution, enforcement"),
        ({}, "a test is a table"),
        ({"all": {}}, "takes a list of tests"),
        ({"party": {"state": "requested"}}, "'party' takes"),
    ],
)
def test_a_test_that_cannot_be_read_says_what_is_wrong(test: object, sentence: str) -> None:
    with pytest.raises(BadInputError, match=sentence):
        read_test(test)
