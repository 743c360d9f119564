"""Codes of states and territories, and what a person may have meant by something else."""

import pytest

from comity.common.errors import BadInputError
from comity.law.states import all_codes, is_territory, parse_state, state_name, un_members


def test_the_united_nations_have_193_members() -> None:
    assert len(un_members()) == 193


@pytest.mark.parametrize("code", ["HKG", "MAC", "ABW", "BMU", "GGY"])
def test_a_territory_is_a_node_of_its_own(code: str) -> None:
    assert is_territory(code)
    assert code in all_codes()


@pytest.mark.parametrize("code", ["VAT", "PSE", "COK", "NIU", "EUE", "XKX", "FRA"])
def test_what_joins_treaties_in_its_own_name_is_no_territory(code: str) -> None:
    assert not is_territory(code)
    assert code in all_codes()


def test_small_letters_are_read() -> None:
    assert parse_state(" fra ") == "FRA"
    assert state_name("FRA") == "France"


@pytest.mark.parametrize(
    ("typed", "meant"), [("FR", "FRA (France)"), ("France", "FRA (France)"), ("Frnace", "FRA"), ("bolivia", "BOL")]
)
def test_a_slip_is_answered_with_the_code_that_was_meant(typed: str, meant: str) -> None:
    with pytest.raises(BadInputError) as caught:
        parse_state(typed)
    assert f"did you mean {meant}" in str(caught.value)


def test_nothing_is_suggested_where_nothing_comes_near() -> None:
    with pytest.raises(BadInputError) as caught:
        parse_state("QQQQQ")
    assert "did you mean" not in str(caught.value)


def test_a_withdrawn_code_is_refused_and_its_date_called_administrative() -> None:
    with pytest.raises(BadInputError, match="not one of legal succession"):
        parse_state("SCG")
    assert "SCG" not in all_codes()
