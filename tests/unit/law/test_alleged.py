import pytest

from comity.common.errors import BadInputError
from comity.common.money import Money
from comity.law.alleged import concerned, read_alleged


def test_alleged_facts_are_values_of_elements_requirements_and_an_amount():
    alleged = read_alleged("uncac:15(a)", {"verb": ["give", "offer"], "breach_of_duty": "false", "amount": "100 EUR"})
    assert alleged.of("verb") == ("give", "offer")
    assert alleged.met == {"breach_of_duty": False}
    assert alleged.amount == Money.parse("100", "EUR")


def test_what_is_not_alleged_is_empty_and_not_false():
    alleged = read_alleged("uncac:15(a)", None)
    assert alleged.of("verb") == ()
    assert alleged.met == {}


def test_taking_concerns_the_passive_limb_only():
    alleged = read_alleged("uncac:15", {"verb": "receive"})
    assert [limb.key for limb in concerned("uncac:15", alleged)] == ["uncac:15(b)"]


def test_facts_that_fit_both_limbs_concern_both():
    alleged = read_alleged("uncac:15", {"channel": "indirect"})
    assert len(concerned("uncac:15", alleged)) == 2


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"verbs": "give"}, "there is no element 'verbs' of this conduct; did you mean verb"),
        ({"verb": "solicit"}, "verb: 'solicit' is not one of promise, offer, give"),
        ({"breach_of_duty": "perhaps"}, "breach_of_duty: must be alleged as true or false"),
        ({"amount": "lots"}, "amount: write the amount and its currency, for instance '45000 CNY'"),
    ],
)
def test_a_slip_in_the_alleged_facts_is_one_sentence_that_names_the_element(facts, sentence):
    with pytest.raises(BadInputError) as caught:
        read_alleged("uncac:15(a)", facts)
    assert str(caught.value).startswith(sentence)
