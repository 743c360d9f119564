"""Whoever has a letter written is offered the languages the letters are at hand in, and no other."""

from comity.casework.requests.step_fields import LANGUAGES, LETTER
from comity.drafting.letter_catalogue import letters
from comity.web.labels import LETTER_LANGUAGES


def test_the_office_offers_every_language_of_the_letters_and_names_it():
    at_hand = {letter.language for letter in letters()}
    assert set(LANGUAGES) == at_hand == LETTER_LANGUAGES.keys()
    assert next(field for field in LETTER if field.name == "language").choices == LANGUAGES
