import pytest

from comity.screening.countries import country_code


@pytest.mark.parametrize("text", ["CHN", "cn", "China", "中国", "中國", "Chine", "Китай", "الصين"])
def test_a_country_is_known_by_code_and_by_name_in_many_languages(text: str) -> None:
    assert country_code(text) == "CHN"


def test_a_country_that_nobody_knows_is_no_evidence() -> None:
    assert country_code("Ruritania") == ""


def test_hong_kong_and_macao_are_territories_of_their_own() -> None:
    assert (country_code("Hong Kong"), country_code("Macau")) == ("HKG", "MAC")


@pytest.mark.parametrize(
    ("text", "code"),
    [("France", "FRA"), ("fr", "FRA"), ("FRA", "FRA"), ("FXX", "FRA"), ("ZAR", "COD"), ("Yemen", "YEM")],
)
def test_a_withdrawn_code_is_the_state_of_today(text: str, code: str) -> None:
    assert country_code(text) == code


def test_the_code_of_passports_for_no_known_nationality_is_no_country() -> None:
    assert country_code("XXX") == ""
