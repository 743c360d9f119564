import pytest

from comity.screening.addresses import read_address
from comity.screening.comparison import compare
from comity.screening.entity import Entity
from comity.screening.evidence import Side
from comity.screening.explanation import told


@pytest.mark.parametrize(
    ("text", "code", "place", "country"),
    [
        ("12 rue de Test, 75001 Paris, France", "75001", "paris", "FRA"),
        ("Zweierstrasse 35, Zurich CH-8022, Switzerland", "8022", "zurich", "CHE"),
        ("Ibex House, The Minories, London EC3N 1DY, United Kingdom", "ec3n1dy", "london", "GBR"),
        ("Vodičkova 1, 110 00 Praha 1, Czechia", "11000", "praha", "CZE"),
        ("1600 Test Avenue NW, Washington, DC 20500, USA", "20500", "washington", "USA"),
        ("Тестовая улица 7, Москва, Россия", "", "москва", "RUS"),
    ],
)
def test_an_address_tells_its_postal_code_its_town_and_its_country(
    text: str, code: str, place: str, country: str
) -> None:
    found = read_address(text)
    assert found.codes == ({code} if code else set())
    assert place in found.places
    assert found.countries == {country}


def test_the_letters_of_a_region_are_no_country_and_a_house_number_no_postal_code() -> None:
    found = read_address("1600 Sunset Boulevard, Los Angeles, CA")
    assert (found.codes, found.countries) == (frozenset(), frozenset())


def test_words_that_every_address_has_are_no_place() -> None:
    assert read_address("Oak Street").places & read_address("Elm Street").places == frozenset()


def lived(*addresses: str, **known: tuple[str, ...]) -> Entity:
    return Entity("x", "Person", ("Eva Nováková",), addresses=addresses, **known)


def test_the_same_town_or_postal_code_raises_the_score_and_is_told() -> None:
    alone = compare(lived(), lived()).logit
    town = compare(lived("Hlavní 3, Brno"), lived("Brno, Czechia"))
    code = compare(lived("Hlavní 3, 602 00 Brno"), lived("Jiná 9, 60200 Brno, Czechia"))
    assert alone < town.logit < code.logit
    assert "addresses share brno" in told(town)
    assert "addresses share the postal code 60200" in told(code)


def test_another_address_takes_a_little_and_never_clears_anybody() -> None:
    same = compare(lived(), lived())
    moved = compare(lived("12 rue de Test, 75001 Paris, France"), lived("Brno, Czechia"))
    assert same.logit - 0.5 < moved.logit < same.logit
    assert moved.verdict == "weighed"
    assert [e.what for e in moved.side(Side.AGAINST)] == ["address"]


def test_the_same_town_in_two_countries_is_no_agreement() -> None:
    found = compare(lived("Paris, France"), lived("Paris, Texas, USA"))
    assert [e.text for e in found.side(Side.AGAINST)] == ["addresses in FRA and USA"]
