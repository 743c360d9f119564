"""The papers beside the letters say the same in every language of the letters, with the same values in them."""

import datetime as dt
import io
import re
import unicodedata

import pytest
from pypdf import PdfReader

from comity.common.errors import BadInputError
from comity.drafting.letter_catalogue import letters
from comity.drafting.papers import paper, paper_languages
from comity.drafting.pdf import to_pdf

PAPERS = ("certificate", "cover_sheet", "message", "reply_form")
_VALUE = re.compile(r"\{(\w+)\}")


def test_the_papers_are_at_hand_in_every_language_of_the_letters():
    assert set(paper_languages()) == {letter.language for letter in letters()}


@pytest.mark.parametrize("name", PAPERS)
def test_every_language_of_a_paper_has_the_same_sentences_with_the_same_values(name: str):
    english = paper(name, "en").sentences
    for language in paper_languages():
        spoken = paper(name, language).sentences
        assert spoken.keys() == english.keys()
        for key, text in spoken.items():
            assert text, (language, key)
            assert sorted(_VALUE.findall(text)) == sorted(_VALUE.findall(english[key])), (language, key)


def test_a_language_without_the_paper_is_answered_with_those_that_have_it():
    with pytest.raises(BadInputError, match="no such paper in 'de'; it is at hand in en, fr, es, zh, ar, ru"):
        paper("certificate", "de")


def test_a_value_that_runs_the_other_way_is_set_apart_in_an_arabic_sentence():
    assert paper("certificate", "ar").says("scorer", method="name match 3", scorer="2") == (
        "\u2068name match 3\u2069، مقياس التقييم 2."
    )
    assert paper("certificate", "ru").says("scorer", method="name match 3", scorer="2").startswith("name match 3, ")


@pytest.mark.parametrize("language", ["ar", "ru", "zh"])
def test_a_paper_prints_with_its_title_page_number_and_language(language: str):
    spoken = paper("cover_sheet", language)
    document = spoken.document("SYN-1", [spoken.paragraph("unsealed")])
    reader = PdfReader(io.BytesIO(to_pdf(document, draft_mark=None, created=dt.date(2026, 11, 22))))
    text = reader.pages[0].extract_text()
    shown = "".join(character for character in text if unicodedata.category(character) != "Cf")
    assert str(reader.trailer["/Root"]["/Lang"]).startswith(language)
    assert spoken.says("title") in shown
    assert "SYN-1" in shown
