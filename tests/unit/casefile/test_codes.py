"""Codes of states in case files and in FollowTheMoney."""

import pytest

from comity.casefile.codes import three_letters, two_letters
from comity.casefile.ftm_schemata import is_iban, is_imo
from comity.casefile.scripts import script_of


@pytest.mark.parametrize(("long", "short"), [("DEU", "de"), ("HKG", "hk"), ("MMR", "mm"), ("NLD", "nl")])
def test_a_code_goes_to_two_letters_and_comes_back(long: str, short: str) -> None:
    assert two_letters(long) == short
    assert three_letters(short) == long
    assert three_letters(long.lower()) == long


def test_a_code_of_no_state_has_no_three_letters() -> None:
    assert three_letters("zz") is None
    assert three_letters("eu") is None


def test_two_letters_of_a_withdrawn_code_belong_to_the_state_that_has_them_now() -> None:
    assert three_letters("ai") == "AIA"


def test_an_iban_is_known_by_its_check_digits() -> None:
    assert is_iban("CH3200000EXAMPLEA0001")
    assert is_iban("CH32 0000 0EXA MPLE A000 1")
    assert not is_iban("CH3300000EXAMPLEA0001")
    assert not is_iban("EXAMPLE-CA-000-00001")


def test_a_ship_is_known_by_seven_digits() -> None:
    assert is_imo("IMO 0000001")
    assert not is_imo("EX-1")


@pytest.mark.parametrize(
    ("name", "script"),
    [("Jan Voorbeeld", "Latn"), ("张示例", "Hani"), ("Пример", "Cyrl"), ("مثال", "Arab"), ("123", None)],
)
def test_the_script_of_a_name_is_read_off_its_letters(name: str, script: str | None) -> None:
    assert script_of(name) == script
