"""Names of states as depositaries print them become codes, or stay unknown; nothing is guessed."""

import pytest

from comity.law.depositary.names import bare_name, codes_of, is_former, is_state_name


@pytest.mark.parametrize(
    ("printed", "code"),
    [
        ("Netherlands (Kingdom of the) 10 , 11", "NLD"),
        ("Netherlands, the Kingdom of the", "NLD"),
        ("Nederlanden, het Koninkrijk der", "NLD"),
        ("Türkiye", "TUR"),
        ("Turquie", "TUR"),
        ("Côte d'Ivoire", "CIV"),
        ("Côte d’Ivoire*", "CIV"),
        ("Antigua & Barbuda", "ATG"),
        ("Bahamas (Commonwealth of)", "BHS"),
        ("St. Lucia", "LCA"),
        ("Gambia, The", "GMB"),
        ("Comoren, de", "COM"),
        ("EU (European Union)", "EUE"),
        ("Saint-Siège*", "VAT"),
        ("United Kingdom of Great Britain and Northern Ireland 6 , 18 , 19 ,", "GBR"),
        ("República Dominicana", "DOM"),
    ],
)
def test_a_name_is_known_in_the_spelling_of_its_depositary(printed: str, code: str) -> None:
    assert codes_of(printed) == (code,)


def test_the_two_congos_and_the_two_koreas_are_kept_apart() -> None:
    names = ("Congo", "Congo (Brazzaville)", "Congo (Kinshasa)", "Democratic Republic of the Congo")
    assert [codes_of(name) for name in names] == [("COG",), ("COG",), ("COD",), ("COD",)]
    assert codes_of("Corée (Sud)") == ("KOR",)
    assert codes_of("Democratic People's Republic of Korea") == ("PRK",)


def test_the_channel_islands_are_two_nodes() -> None:
    assert codes_of("Îles de la Manche") == ("GGY", "JEY")


def test_a_former_state_is_no_code_and_is_told_apart_from_an_unknown_name() -> None:
    assert codes_of("Tsjechoslowakije (<01-01-1993)") == ()
    assert is_former("Tsjechoslowakije (<01-01-1993)")
    assert not is_former("Ruritania")


def test_an_unknown_name_is_not_guessed_from_a_similar_one() -> None:
    assert codes_of("Ruritania") == ()
    assert codes_of("Nigeri") == ()
    assert codes_of("Korea") == ()


def test_square_brackets_and_footnote_figures_are_no_part_of_a_name() -> None:
    assert bare_name("[Philippines] 7") == "Philippines"
    assert bare_name("Algeria4") == "Algeria"


def test_a_sentence_that_begins_with_a_state_is_not_a_name() -> None:
    assert is_state_name("Algeria4")
    assert not is_state_name("Algeria does not consider itself bound")


def test_a_cell_that_is_far_too_long_for_a_name_is_unknown_and_costs_no_time() -> None:
    assert codes_of("* " * 500_000 + "Albania") == ()
