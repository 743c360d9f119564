"""A saved file is recognised, or refused in one sentence."""

from collections.abc import Callable
from pathlib import Path

import pytest

from comity.common.errors import BadInputError
from comity.law.depositary.page import DepositaryPage
from comity.law.depositary.recognise import FORMATS, read_page
from comity.law.depositary.saved_file import LARGEST, decode

from .conftest import CHECKED, PAGES

Saved = Callable[[str | bytes], DepositaryPage]


def test_every_format_has_a_page_to_be_tested_with() -> None:
    read = {read_page(path, CHECKED).format for path in PAGES.iterdir()}
    assert read == {entry.name for entry in FORMATS}


@pytest.mark.parametrize("content", ["", "  \n "])
def test_an_empty_file_is_refused(saved: Saved, content: str) -> None:
    with pytest.raises(BadInputError, match="is empty"):
        saved(content)


def test_a_page_of_something_else_is_told_what_it_is_not(saved: Saved) -> None:
    with pytest.raises(BadInputError, match="none of the pages that can be read: XML of the UN Treaty Collection;"):
        saved("<html><body><table><tr><td>Bread</td><td>2.10</td></tr></table></body></html>")


def test_a_picture_or_any_other_bytes_are_refused_the_same_way(saved: Saved) -> None:
    with pytest.raises(BadInputError, match="none of the pages"):
        saved(bytes(range(256)) * 20)


def test_a_pdf_is_refused_with_what_to_save_instead(saved: Saved) -> None:
    with pytest.raises(BadInputError, match="is a PDF"):
        saved(b"%PDF-1.7 ...")


def test_a_web_archive_is_refused_with_what_to_save_instead(saved: Saved) -> None:
    with pytest.raises(BadInputError, match="MHTML"):
        saved(b"From: <Saved by a browser>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n")


def test_a_file_of_50_mb_is_refused_without_being_read(tmp_path: Path) -> None:
    huge = tmp_path / "huge.html"
    with huge.open("wb") as file:
        file.truncate(50 * 1024 * 1024)
    assert huge.stat().st_size > LARGEST
    with pytest.raises(BadInputError, match=r"huge\.html: has 50 MB"):
        read_page(huge, CHECKED)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadInputError, match=r"gone\.html: no such file"):
        read_page(tmp_path / "gone.html", CHECKED)


def test_a_format_that_was_asked_for_must_fit() -> None:
    with pytest.raises(BadInputError, match="does not look like the table of signatories"):
        read_page(PAGES / "coe-173.html", CHECKED, "oas")
    with pytest.raises(BadInputError, match="is not a format; formats are un_collection_xml"):
        read_page(PAGES / "coe-173.html", CHECKED, "fax")


@pytest.mark.parametrize("declared", ["", '<meta charset="iso-8859-1">', '<meta charset="no-such-code">'])
def test_pages_of_old_western_servers_keep_their_accents(declared: str) -> None:
    text = f"{declared}<td>Côte d’Ivoire</td>"
    assert decode(text.encode("cp1252")) == text


def test_utf_8_is_read_with_and_without_being_declared() -> None:
    assert decode("Türkiye".encode()) == "Türkiye"
    assert decode("\ufeffTürkiye".encode()) == "Türkiye"


def test_a_page_that_was_cut_in_the_middle_gives_the_rows_it_has(tmp_path: Path) -> None:
    text = (PAGES / "coe-173.html").read_text(encoding="utf-8")
    cut = tmp_path / "cut.html"
    cut.write_text(text[: text.index("Serbia")], encoding="utf-8")
    assert [entry.name for entry in read_page(cut, CHECKED).entries] == ["Albania", "Austria"]
