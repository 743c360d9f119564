"""Facts are checked against the catalogue, and what is not given is unknown."""

import pytest

from comity.common.errors import BadInputError
from comity.law.facts import BEYOND_ALL_MONTHS, fact_keys, read_facts

CONTRACT = [
    "purpose",
    "penalty.requesting.max_months",
    "penalty.requested.max_months",
    "sentence.imposed_months",
    "sentence.remaining_months",
    "person.nationality",
    "person.age",
    "person.refugee_from",
    "offence.fiscal",
    "offence.political",
    "offence.military",
    "offence.dual_criminality",
    "penalty.death",
    "assurance.no_death_penalty",
    "trial.in_absentia",
    "assurance.retrial",
    "time_bar.requesting",
    "time_bar.requested",
    "prior.acquitted_in_requested",
    "prior.convicted_in_requested",
    "risk.torture",
    "risk.persecution",
    "asset.kind",
    "asset.link",
]


@pytest.mark.parametrize("key", CONTRACT)
def test_every_fact_that_others_rely_on_is_in_the_catalogue(key: str) -> None:
    assert fact_keys()[key].meaning


def test_every_fact_has_a_meaning_and_a_question() -> None:
    assert all(fact.meaning.endswith(".") and fact.question.endswith("?") for fact in fact_keys().values())


def test_typed_text_becomes_numbers_flags_codes_and_states() -> None:
    facts = read_facts(
        [("sentence.imposed_months", "24"), ("penalty.death", "false"), ("asset.link", "proceeds"), ("person.age", 50)]
    )
    assert facts.values == {
        "sentence.imposed_months": 24, "penalty.death": False, "asset.link": "proceeds", "person.age": 50,
    }  # fmt: skip


def test_nationalities_add_up() -> None:
    facts = read_facts([("person.nationality", "CHN"), ("person.nationality", "CAN")])
    assert facts.get("person.nationality") == ("CHN", "CAN")


def test_none_is_known_to_be_no_state() -> None:
    assert read_facts([("person.refugee_from", "none")]).get("person.refugee_from") == ()


def test_unknown_leaves_the_fact_out() -> None:
    assert read_facts([("penalty.death", "unknown")]).get("penalty.death") is None


def test_life_and_death_are_beyond_all_months() -> None:
    assert (
        read_facts([("penalty.requesting.max_months", "life")]).get("penalty.requesting.max_months")
        == BEYOND_ALL_MONTHS
    )


@pytest.mark.parametrize(
    ("key", "value", "sentence"),
    [
        ("penalty.detah", "true", "there is no fact 'penalty.detah'; did you mean penalty.death"),
        ("penalty.death", "yes", "true, false or unknown, not 'yes'"),
        ("sentence.imposed_months", "two years", "whole number of months, not 'two years'"),
        ("sentence.imposed_months", "-4", "whole number of months"),
        ("asset.link", "loot", "one of proceeds, benefit"),
        ("person.nationality", "French", "three-letter code"),
    ],
)
def test_a_wrong_fact_is_one_sentence(key: str, value: str, sentence: str) -> None:
    with pytest.raises(BadInputError, match=sentence):
        read_facts([(key, value)])


def test_one_fact_with_two_values_is_refused() -> None:
    with pytest.raises(BadInputError, match="given twice"):
        read_facts([("penalty.death", "true"), ("penalty.death", "false")])
