"""What one act of one state would change is solved with the same rules as the law that stands."""

import datetime as dt

import pytest

from comity.common.errors import BadInputError
from comity.common.truth import Truth
from comity.law.matrix import ordered_pairs, solve_pairs
from comity.law.register import register
from comity.law.supposition import Act, Supposition, effect_of, openings, read_supposition

ON = dt.date(2026, 11, 21)
STATES = ("CHE", "EGY", "FRA", "IRL", "NLD", "TUV")


def test_a_supposition_is_written_as_a_sentence():
    assert read_supposition("egy accedes ETS024") == Supposition("EGY", Act.ACCEDES, "ETS024")
    assert read_supposition(" EGY accedes to ETS024 ") == Supposition("EGY", Act.ACCEDES, "ETS024")

    assert read_supposition("NLD leaves ETS024") == Supposition("NLD", Act.LEAVES, "ETS024")
    withdrawn = Supposition("AZE", Act.WITHDRAWS, "UNCAC")
    assert read_supposition("AZE withdraws its declarations to UNCAC") == withdrawn
    assert read_supposition("AZE withdraws reservation UNCAC") == withdrawn


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
        read_supposition(text)


def test_joining_the_european_convention_opens_extradition_with_its_parties_only():
    effect = effect_of(Supposition("EGY", Act.ACCEDES, "ETS024"), "extradition", ON, STATES)
    partners = {change.requested for change in effect.improved if change.requesting == "EGY"}
    assert "IRL" in partners  # it surrenders under its treaties only
    assert all(register().bound("ETS024", state, ON) is Truth.TRUE for state in partners)  # Tuvalu is no party
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
    effect_of(Supposition("EGY", Act.ACCEDES, "ETS024"), "extradition", ON, STATES)
    assert register().bound("ETS024", "EGY", ON) is not Truth.TRUE
    assert tuple(solve_pairs(ordered_pairs(STATES), "extradition", ON)) == before


def test_a_state_that_is_bound_already_gains_nothing_by_acceding():
    effect = effect_of(Supposition("NLD", Act.ACCEDES, "ETS024"), "extradition", ON, STATES)
    assert effect.improved == ()
    assert "already" in effect.note


def test_a_convention_that_is_no_basis_for_the_measure_says_so():
    effect = effect_of(Supposition("EGY", Act.ACCEDES, "ETS024"), "freezing", ON, STATES)
    assert (effect.improved, effect.other_basis) == ((), 0)
    assert effect.note == "ETS024 is no basis for freezing or seizure in the data."


def test_an_instrument_whose_provisions_nobody_has_read_promises_nothing():
    assert "not evidenced" in effect_of(Supposition("EGY", Act.ACCEDES, "EU-MLA2000"), "assistance", ON, STATES).note


def test_what_a_state_could_join_is_ranked_by_the_pairs_it_would_improve():
    ranked = openings("EGY", "extradition", ON, STATES)
    counts = [len(effect.improved) for effect in ranked]
    assert counts == sorted(counts, reverse=True)
    assert ranked[0].supposed.instrument == "ETS024"
    named = {effect.supposed.instrument for effect in ranked}
    assert named.isdisjoint({"EAW", "EU-GBR-TCA"})  # no third state joins these by itself


def test_leaving_a_convention_closes_what_only_it_had_opened():
    effect = effect_of(Supposition("NLD", Act.LEAVES, "ETS024"), "extradition", ON, (*STATES, "ISR", "NOR"))
    assert effect.improved == ()
    assert ("NLD", "ISR") in {(change.requesting, change.requested) for change in effect.worsened}
    assert effect.other_basis > 0  # with Norway another convention, which stood back for this one, would serve
    assert all(change.before_basis == "ETS024" for change in effect.worsened)


def test_a_state_cannot_leave_what_it_is_not_evidenced_to_be_in():
    effect = effect_of(Supposition("EGY", Act.LEAVES, "ETS024"), "extradition", ON, STATES)
    assert effect.note == "That Egypt is bound by ETS024 on 2026-11-21 is not evidenced."


def test_a_withdrawn_exclusion_lets_a_convention_bind_between_the_two():
    assert register().bound_between("UNCAC", "ARM", "AZE", ON) is Truth.FALSE
    withdrawn = register().withdrawing_declarations("AZE", "UNCAC")
    assert withdrawn.bound_between("UNCAC", "ARM", "AZE", ON) is Truth.TRUE
    assert withdrawn.bound("UNCAC", "AZE", ON) is Truth.TRUE
    assert register().bound_between("UNCAC", "ARM", "AZE", ON) is Truth.FALSE


def test_a_state_that_declared_nothing_has_nothing_to_withdraw():
    assert register().declarations("EAW", "NLD", ON) == ()
    effect = effect_of(Supposition("NLD", Act.WITHDRAWS, "EAW"), "extradition", ON, STATES)
    assert effect.note == "No reservation or declaration of Netherlands under EAW is in the data."
