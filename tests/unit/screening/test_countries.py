import pytest

from comity.screening.addresses import read_address
from comity.screening.countries import countries_sharing, country_code
from comity.screening.entity import Entity
from comity.screening.evidence import Side, weigh
from comity.screening.index.facts import facts_of


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


SHARED = [
    ("Congo", ("COD", "COG")),
    ("THE CONGO", ("COD", "COG")),
    ("Конго", ("COD", "COG")),
    ("Korea", ("KOR", "PRK")),
    ("Saint Martin", ("MAF", "SXM")),
    ("سان مارتن", ("MAF", "SXM")),
    ("Virgin Islands", ("VGB", "VIR")),
]


@pytest.mark.parametrize(("text", "codes"), SHARED)
def test_a_name_that_two_countries_share_is_taken_for_neither(text: str, codes: tuple[str, ...]) -> None:
    assert country_code(text) == ""
    assert countries_sharing(text) == codes


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Congo - Kinshasa", "COD"),
        ("DR Congo", "COD"),
        ("Democratic Republic of the Congo", "COD"),
        ("République démocratique du Congo", "COD"),
        ("Republic of the Congo", "COG"),
        ("刚果共和国", "COG"),
        ("Sint Maarten", "SXM"),
        ("MAF", "MAF"),
        ("North Korea", "PRK"),
        ("US", "USA"),
    ],
)
def test_what_tells_the_two_apart_names_one_of_them(text: str, code: str) -> None:
    assert (country_code(text), countries_sharing(text)) == (code, ())


@pytest.mark.parametrize("theirs", ["COG", "COD", "FRA", "Congo"])
def test_a_shared_name_is_evidence_neither_for_nor_against_and_says_whom_it_can_mean(theirs: str) -> None:
    ours, other = (Entity("x", "Person", ("Jan Test",), countries=(said,)) for said in ("Congo", theirs))
    for pair in ((ours, other), (other, ours)):
        (found,) = [one for one in weigh(*pair) if one.what == "country"]
        assert (found.side, found.logit) == (Side.MISSING, 0.0)
        assert found.text == "'Congo' can mean COD or COG"
    assert facts_of(ours) == facts_of(Entity("x", "Person", ("Jan Test",)))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("12 Test Street, Pyongyang, Democratic People's Republic of Korea", "PRK"),
        ("1 Avenue de Test, Kinshasa, Democratic Republic of the Congo", "COD"),
        ("1 Test Road, Belfast, United Kingdom of Great Britain and Northern Ireland", "GBR"),
    ],
)
def test_a_long_name_at_the_end_of_an_address_is_not_read_as_the_country_that_its_last_words_name(
    text: str, code: str
) -> None:
    assert read_address(text).countries == {code}


def test_an_address_in_a_country_whose_name_two_share_tells_its_town_and_no_country() -> None:
    found = read_address("1 Avenue de Test, Kinshasa, Congo")
    assert found.countries == frozenset()
    assert "kinshasa" in found.places
    assert "congo" not in found.places
    assert "san martin" in read_address("Calle Test 1, San Martín, Mendoza").places
