"""What one accession would change is solved with the same rules as the law that stands."""

import datetime as dt

import pytest

from comity.common.errors import BadInputError
from comity.common.truth import Truth
from comity.law.matrix import ordered_pairs, solve_pairs
from comity.law.register import register
from comity.law.supposition import Accession, effect_of, openings, read_accession

ON = dt.date(2026, 11, 21)
STATES = ("CHE", "EGY", "FRA", "IRL", "NLD", "TUV")


def test_a_supposition_is_written_as_a_sentence():
    assert read_accession("egy accedes ETS024") == Accession("EGY", "ETS024")
    assert read_accession(" EGY accedes to ETS024 ") == Accession("EGY", "ETS024")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("EGY joins ETS024", "write 'STATE accedes INSTRUMENT'"),
        ("EGY accedes NOTHING", "not an instrument with a party list"),
        ("Egypt accedes ETS024", "did you mean EGY"),
    ],
)
def test_a_supposition_that_cannot_be_read_is_one_sentence(text: str, told: str):
    with pytest.raises(BadInputError, match=told):
        read_accession(text)


def test_joining_the_european_convention_opens_extradition_with_its_parties_only():
    effect = effect_of(Accession("EGY", "ETS024"), "extradition", ON, STATES)
    partners = {change.requested for change in effect.improved if change.requesting == "EGY"}
    assert partners == {"IRL", "NLD"}  # Switzerland and France have a basis already; Tuvalu is no party
    assert {change.after_basis for change in effect.improved} == {"ETS024"}
    assert effect.worsened == ()


def test_an_accession_changes_no_pair_of_two_other_states():
    supposed = register().acceding("EGY", "ETS024", ON)
    others = [state for state in STATES if state != "EGY"]
    pairs = tuple(ordered_pairs(others))
    as_is = tuple(solve_pairs(pairs, "extradition", ON))
    assert tuple(solve_pairs(pairs, "extradition", ON, parties=supposed)) == as_is


def test_a_supposition_leaves_the_law_as_it_stands_untouched():
    before = tuple(solve_pairs(ordered_pairs(STATES), "extradition", ON))
    effect_of(Accession("EGY", "ETS024"), "extradition", ON, STATES)
    assert register().bound("ETS024", "EGY", ON) is not Truth.TRUE
    assert tuple(solve_pairs(ordered_pairs(STATES), "extradition", ON)) == before


def test_a_state_that_is_bound_already_gains_nothing_by_acceding():
    effect = effect_of(Accession("NLD", "ETS024"), "extradition", ON, STATES)
    assert effect.improved == ()
    assert "already" in effect.note


def test_a_convention_that_is_no_basis_for_the_measure_says_so():
    effect = effect_of(Accession("EGY", "ETS024"), "freezing", ON, STATES)
    assert (effect.improved, effect.other_basis) == ((), 0)
    assert effect.note == "ETS024 is no basis for freezing or seizure in the data."


def test_an_instrument_whose_provisions_nobody_has_read_promises_nothing():
    assert "not evidenced" in effect_of(Accession("EGY", "EU-MLA2000"), "assistance", ON, STATES).note


def test_what_a_state_could_join_is_ranked_by_the_pairs_it_would_improve():
    ranked = openings("EGY", "extradition", ON, STATES)
    counts = [len(effect.improved) for effect in ranked]
    assert counts == sorted(counts, reverse=True)
    assert ranked[0].accession.instrument == "ETS024"
    assert "EAW" not in {effect.accession.instrument for effect in ranked}
