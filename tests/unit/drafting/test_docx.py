import datetime as dt
import io
import zipfile
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn

from comity.drafting.blocks import Document, ListBlock, Paragraph, Run
from comity.drafting.docx import to_docx
from comity.drafting.letter_catalogue import letter_for
from comity.drafting.letter_render import render

DAY = dt.date(2026, 11, 21)


def letter_of(case: dict[str, Any], language: str = "zh", draft: str | None = None) -> bytes:
    return to_docx(render(letter_for("freezing", language), case).document, draft_mark=draft, created=DAY)


def opened(data: bytes) -> Any:
    return docx.Document(io.BytesIO(data))


def test_headings_are_headings_and_tables_have_a_header_row(case: dict[str, Any]):
    word = opened(letter_of(case, "en"))
    assert word.paragraphs[0].style.name == "Heading 1"
    assert word.paragraphs[0].text == "Request for freezing or seizure of property"
    assert "1. Request" in [p.text for p in word.paragraphs if p.style.name == "Heading 2"]
    assert all(t.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None for t in word.tables)  # noqa: SLF001 - no public name


def test_language_and_fonts_are_set_for_every_script(case: dict[str, Any]):
    properties = opened(letter_of(case)).styles["Normal"].element.rPr
    assert properties.find(qn("w:lang")).get(qn("w:eastAsia")) == "zh-CN"
    assert properties.find(qn("w:rFonts")).get(qn("w:eastAsia")) == "Noto Sans SC"


def test_the_same_letter_is_the_same_file_whenever_it_is_made(case: dict[str, Any]):
    data = letter_of(case)
    assert letter_of(case) == data
    dates = {part.date_time for part in zipfile.ZipFile(io.BytesIO(data)).infolist()}
    assert dates == {(2026, 11, 21, 0, 0, 0)}
    assert opened(data).core_properties.created.date() == DAY


def test_the_draft_mark_stands_in_the_header_of_every_page(case: dict[str, Any]):
    header = opened(letter_of(case, "fr", "PROJET")).sections[0].header
    assert "PROJET" in [p.text for p in header.paragraphs]
    assert "PROJET" not in [p.text for p in opened(letter_of(case, "fr")).sections[0].header.paragraphs]


def test_every_numbered_list_counts_from_one():
    item = (Paragraph((Run("x"),)),)
    blocks = (ListBlock(True, (item, item)), Paragraph((Run("between"),)), ListBlock(True, (item,)))
    word = opened(to_docx(Document("T", "en", "ltr", "R", blocks), draft_mark=None, created=DAY))
    numbers = [p._p.pPr.numPr.numId.val for p in word.paragraphs if p.style.name == "List Number"]  # noqa: SLF001
    assert numbers[0] == numbers[1] != numbers[2]


def test_an_arabic_letter_runs_from_right_to_left_in_its_tables_and_on_every_page(case: dict[str, Any]):
    word = opened(letter_of(case, "ar", "مسودة"))
    section = word.sections[0]
    assert all(t._tbl.tblPr.find(qn("w:bidiVisual")) is not None for t in word.tables)  # noqa: SLF001 - no public name
    said = [paragraph for paragraph in word.paragraphs if paragraph.text.strip()]
    for paragraph in (*said, *section.header.paragraphs, *section.footer.paragraphs):
        assert paragraph._p.pPr.find(qn("w:bidi")) is not None, paragraph.text  # noqa: SLF001


def test_what_is_bold_or_large_is_so_in_every_script(case: dict[str, Any]):
    word = opened(letter_of(case, "ar"))
    heading = word.styles["Heading 2"].element.rPr
    assert heading.find(qn("w:szCs")).get(qn("w:val")) == heading.find(qn("w:sz")).get(qn("w:val"))
    bold = [run._r.rPr for paragraph in word.paragraphs for run in paragraph.runs if run.bold]  # noqa: SLF001
    assert bold
    assert all(properties.find(qn("w:bCs")) is not None for properties in bold)


@pytest.mark.parametrize(("direction", "language"), [("ltr", "fr"), ("rtl", "ar")])
def test_an_arabic_name_runs_from_right_to_left_in_any_letter(direction: str, language: str):
    against = None if direction == "rtl" else "rtl"
    document = Document("T", language, direction, "R", (Paragraph((Run("علي", direction=against),)),))
    run = opened(to_docx(document, draft_mark=None, created=DAY)).paragraphs[1].runs[0]
    assert run._r.rPr.find(qn("w:rtl")) is not None  # noqa: SLF001
