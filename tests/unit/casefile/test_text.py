"""Text in several languages: what is not written is not there, and never made up from another language."""

from comity.casefile.text import NO_TEXT, Text

BOTH = Text((("en", ("One.", "Two.")), ("fr", ("Un.",))))


def test_paragraphs_are_parted_by_a_blank_line() -> None:
    assert BOTH.says("en") == "One.\n\nTwo."


def test_a_language_that_is_not_written_has_no_text() -> None:
    assert BOTH.says("es") is None
    assert BOTH.paragraphs("es") == ()


def test_the_best_text_is_the_first_language_asked_for_that_there_is() -> None:
    assert BOTH.best("es", "fr") == "Un."
    assert BOTH.best("es") == "One.\n\nTwo."
    assert NO_TEXT.best("en") == ""


def test_no_text_is_false_and_some_text_is_true() -> None:
    assert not NO_TEXT
    assert BOTH
    assert BOTH.languages == ("en", "fr")
    assert dict(BOTH) == {"en": ("One.", "Two."), "fr": ("Un.",)}
