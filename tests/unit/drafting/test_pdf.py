import datetime as dt
import io
import unicodedata
from collections.abc import Iterator
from typing import Any

import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject, IndirectObject

from comity.drafting.blocks import Document, Paragraph, Run, Table, plain_text
from comity.drafting.letter_catalogue import letter_for
from comity.drafting.letter_render import render
from comity.drafting.pdf import page_data, to_pdf

DAY = dt.date(2026, 11, 21)
LANGUAGES = ("en", "fr", "es", "zh", "ar", "ru")


def letter_of(case: dict[str, Any], language: str, draft: str | None = None) -> tuple[bytes, PdfReader]:
    data = to_pdf(render(letter_for("freezing", language), case).document, draft_mark=draft, created=DAY)
    return data, PdfReader(io.BytesIO(data))


def widths(document: Document) -> list[list[int]]:
    return [block["widths"] for block in page_data(document, None)["blocks"] if block["type"] == "table"]


def text_of(reader: PdfReader) -> str:
    """The words of the pages, without the marks that only say in which direction they run."""
    text = "\n".join(page.extract_text() for page in reader.pages)
    return "".join(character for character in text if unicodedata.category(character) != "Cf")


def tags(node: Any) -> Iterator[str]:
    node = node.get_object() if isinstance(node, IndirectObject) else node
    if isinstance(node, list):
        for child in node:
            yield from tags(child)
    elif isinstance(node, DictionaryObject):
        if "/S" in node:
            yield str(node["/S"])
        if "/K" in node:
            yield from tags(node["/K"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_letter_is_tagged_titled_and_in_its_language(case: dict[str, Any], language: str):
    _, reader = letter_of(case, language)
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert str(root["/Lang"]).startswith(language)
    assert {"/H1", "/H2", "/P", "/L", "/LI", "/Table", "/TH", "/TD"} <= set(tags(root["/StructTreeRoot"]["/K"]))
    assert reader.metadata is not None
    assert reader.metadata.title == letter_for("freezing", language).title
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert "pdfuaid" in reader.xmp_metadata.stream.get_data().decode()  # type: ignore[union-attr]


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_can_be_read_back_in_their_scripts_and_in_order(case: dict[str, Any], language: str):
    text = text_of(letter_of(case, language)[1])
    places = [text.index(name) for name in ("王伟", "WANG Wei", "Ван Вэй", "Exemplar Trading Ltd", "赵敏")]
    assert places == sorted(places)


def test_an_arabic_letter_runs_from_right_to_left_and_joins_its_letters(case: dict[str, Any]):
    _, reader = letter_of(case, "ar")
    text = text_of(reader)
    assert reader.trailer["/Root"]["/ViewerPreferences"]["/Direction"] == "/R2L"
    assert "طلب تجميد ممتلكات أو حجزها" in text
    assert "آذار" in text  # the month as the United Nations write it
    assert "1,250,000.05" in text  # Western digits
    assert "إلى" in text  # no two letters in one sign that could be read back turned round
    joined = [character for character in text if 0xFB50 <= ord(character) <= 0xFEFC]
    assert joined == []  # read back as letters, not as the shapes they were drawn in


def test_the_same_letter_is_the_same_file(case: dict[str, Any]):
    assert letter_of(case, "zh")[0] == letter_of(case, "zh")[0]


def test_the_draft_mark_stands_on_every_page_and_only_on_drafts(case: dict[str, Any]):
    draft = [page.extract_text() for page in letter_of(case, "en", "DRAFT")[1].pages]
    assert len(draft) > 1
    assert all(page.count("DRAFT") == 2 for page in draft)  # across the page and in its header
    assert "DRAFT" not in text_of(letter_of(case, "en")[1])


def test_every_page_bears_the_reference_and_its_number(case: dict[str, Any]):
    pages = [page.extract_text() for page in letter_of(case, "en")[1].pages]
    for number, page in enumerate(pages, start=1):
        assert "Ref. SYN-2026-0001" in page
        assert f"Page {number} of {len(pages)}" in page
        assert "Confidential" in page


def document(text: str, direction: str = "ltr", language: str = "en") -> Document:
    return Document("Title", language, direction, "R-1", (Paragraph((Run(text),)),))


def test_a_letter_prints_every_script_it_ships_fonts_for():
    text = "王 한 かな Ωμέγα Київ علي שלום देव ไทย ლარი Հայ বাংলা தமிழ் සිං ລາວ ខ្មែរ မြန် ትግርኛ Nguyễn ₦€"
    reader = PdfReader(io.BytesIO(to_pdf(document(text), draft_mark=None, created=DAY)))
    shown = text_of(reader)
    for word in ("王", "한", "かな", "Ωμέγα", "Київ", "ไทย", "ლარი", "Հայ", "ລາວ", "ትግርኛ", "Nguyễn", "₦€"):
        assert word in shown


def test_a_character_no_font_can_show_is_printed_as_its_code():
    assert "[U+1F600]" in text_of(PdfReader(io.BytesIO(to_pdf(document("a😀b"), draft_mark=None, created=DAY))))


def test_nothing_in_a_value_is_read_as_the_printers_code():
    text = '#panic("x") $x$ #sys.inputs \\ @ref <label> ~ -- "'
    shown = text_of(PdfReader(io.BytesIO(to_pdf(document(text), draft_mark=None, created=DAY))))
    assert '#panic("x")' in shown
    assert "--" in shown


def test_a_letter_may_run_from_right_to_left():
    data = to_pdf(document("كوميتي 42", "rtl", "ar"), draft_mark=None, created=DAY)
    assert PdfReader(io.BytesIO(data)).trailer["/Root"]["/ViewerPreferences"]["/Direction"] == "/R2L"


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_column_of_a_table_is_too_narrow_for_its_longest_word(case: dict[str, Any], language: str):
    document = render(letter_for("results", language), case).document
    (table,) = (block for block in document.blocks if isinstance(block, Table) and len(block.header) > 2)
    shares = next(iter(found for found in widths(document) if len(found) == len(table.header)))
    for share, cells in zip(shares, zip(table.header, *table.rows, strict=True), strict=True):
        words = [word for cell in cells for word in plain_text(cell).split()]
        assert share >= sum(shares) * max(map(len, words)) / 84
