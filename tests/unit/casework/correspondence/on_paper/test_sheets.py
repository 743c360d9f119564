"""What goes into the bag with a request is written in the language of the request."""

import datetime as dt
import io

import docx
import pytest
from pypdf import PdfReader

from comity.casework.correspondence.on_paper.sheets import Sheet, cover_sheet, reply_form, sheet_language
from comity.drafting.papers import paper, paper_languages

DAY = dt.date(2026, 11, 22)
SHEET = Sheet("EGY", "SYN-2026-0001", "Request for confiscation", "0a" * 32, sealed=True, files=(("A.pdf", "1b" * 32),))


@pytest.mark.parametrize("language", paper_languages())
def test_the_sheets_are_at_hand_in_every_language_of_the_letters(language: str):
    reader = PdfReader(io.BytesIO(cover_sheet(SHEET, DAY, language)))
    assert str(reader.trailer["/Root"]["/Lang"]).startswith(language)
    assert "0a0a 0a0a" in reader.pages[0].extract_text()
    form = docx.Document(io.BytesIO(reply_form(SHEET, DAY, language)))
    assert form.paragraphs[0].text == paper("reply_form", language).says("title")


def test_they_speak_the_language_of_the_letter_else_of_the_request_else_english():
    assert sheet_language("ru", "ar") == "ru"
    assert sheet_language(None, "zh-Hans") == "zh"
    assert sheet_language("de", None) == "en"
