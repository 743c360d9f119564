import pytest

from comity.drafting.review.accepted_languages import base, languages_in, official_languages


@pytest.mark.parametrize(
    ("says", "codes"),
    [
        ("German, French or Italian, or translation officially certified as correct", ("de", "fr", "it")),
        ("English translation of request and all documents", ("en",)),
        ("Catalan, French or Spanish translation", ("ca", "fr", "es")),
        ("the language of the requested state", ()),
    ],
)
def test_the_languages_a_state_names_are_read_from_its_own_words(says: str, codes: tuple[str, ...]) -> None:
    assert languages_in(says) == codes


def test_both_forms_of_norwegian_are_one_language() -> None:
    assert base("nb-NO") == base("nn") == "no"


def test_the_official_languages_of_a_state_are_known_and_of_an_unknown_one_are_not() -> None:
    assert {"de", "fr", "it"} <= official_languages("CHE")
    assert official_languages("ZZZ") == frozenset()
