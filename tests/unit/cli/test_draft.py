"""``comity draft`` writes three files or none."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from pypdf import PdfReader

from comity.cli.shipped_cases import shipped_cases

CASE = shipped_cases() / "netherlands-united-states.yaml"
ASK = ("draft", str(CASE), "--request", "freezing-che", "--on", "2026-11-21")


def test_a_request_is_written_for_signature_for_editing_and_for_machines(
    comity: Callable[..., Any], tmp_path: Path
) -> None:
    comity(*ASK, "--out", str(tmp_path))
    text = "".join(page.extract_text() for page in PdfReader(tmp_path / "REQUEST.pdf").pages)
    assert "Jan Voorbeeld" in text
    words = "\n".join(paragraph.text for paragraph in Document(str(tmp_path / "REQUEST.docx")).paragraphs)
    assert "Jan Voorbeeld" in words
    data = json.loads((tmp_path / "REQUEST.json").read_text(encoding="utf-8"))
    assert (data["format"], data["from"], data["to"]) == ("comity-request/1", "NLD", "CHE")


def test_the_same_request_on_the_same_day_gives_the_same_bytes(comity: Callable[..., Any], tmp_path: Path) -> None:
    for name in ("one", "two"):
        comity(*ASK, "--out", str(tmp_path / name))
    for file in ("REQUEST.docx", "REQUEST.pdf", "REQUEST.json"):
        assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "two" / file).read_bytes(), file


def test_only_what_the_request_names_travels_with_it(comity: Callable[..., Any], tmp_path: Path) -> None:
    comity(*ASK, "--out", str(tmp_path))
    case = json.loads((tmp_path / "REQUEST.json").read_text(encoding="utf-8"))["case"]
    assert [request["id"] for request in case["requests"]] == ["freezing-che"]
    assert "land" not in {asset["id"] for asset in case["assets"]} or "o-freezing" in str(case["proceedings"])
    assert {person["id"] for person in case["people"]} <= {"jan", "mieke", "oscar"}


def test_another_language_says_the_same_numbers_names_and_dates(comity: Callable[..., Any], tmp_path: Path) -> None:
    def locked(language: str) -> list[tuple[str, str]]:
        comity(*ASK, "--out", str(tmp_path / language), "--lang", language)
        data = json.loads((tmp_path / language / "REQUEST.json").read_text(encoding="utf-8"))
        return sorted((value["field"], value["value"]) for value in data["locked"])

    assert locked("fr") == locked("en") == locked("es")


def test_a_further_language_is_written_beside_the_first(comity: Callable[..., Any], tmp_path: Path) -> None:
    answer = comity(*ASK, "--out", str(tmp_path), "--also", "en", "--also", "es", "--also", "fr", "--json")
    assert [Path(file).name for file in answer.json["files"]][3:] == [
        "REQUEST.en.docx",
        "REQUEST.en.pdf",
        "REQUEST.es.docx",
        "REQUEST.es.pdf",
    ]
    text = "".join(page.extract_text() for page in PdfReader(tmp_path / "REQUEST.en.pdf").pages)
    assert "1,250,000.00" in text


@pytest.mark.parametrize(
    ("found", "put", "sentence"),
    [
        ("en: To preserve account A", "en: To preserve {money 9.00 EUR} of account A", "'9.00 EUR' stands"),
        ("      en: Freezing of account A", "      nl: Freezing of account A", "is not written in 'en'"),
    ],
)
def test_two_languages_that_do_not_say_the_same_are_refused(
    comity: Callable[..., Any], tmp_path: Path, found: str, put: str, sentence: str
) -> None:
    case = tmp_path / "case.yaml"
    text = CASE.read_text(encoding="utf-8")
    assert text.count(found) == 1
    case.write_text(text.replace(found, put), encoding="utf-8")
    out = tmp_path / "out"
    ask = ("draft", str(case), "--request", "freezing-che", "--on", "2026-11-21", "--out", str(out))
    answer = comity(*ask, "--also", "en")
    assert answer.code == 3
    assert sentence in answer.err
    assert not out.exists()


def test_a_draft_is_marked_on_every_page(comity: Callable[..., Any], tmp_path: Path) -> None:
    comity(*ASK, "--out", str(tmp_path), "--as-draft", "--lang", "en")
    pages = PdfReader(tmp_path / "REQUEST.pdf").pages
    assert all("DRAFT" in page.extract_text() for page in pages)


def test_a_folder_that_cannot_be_written_is_one_sentence(comity: Callable[..., Any], tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way", encoding="utf-8")
    answer = comity(*ASK, "--out", str(blocked))
    assert answer.code == 2
    assert "cannot be written" in answer.err
    assert blocked.read_text(encoding="utf-8") == "in the way"


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        (("--request", "nobody"), "has no request 'nobody'"),
        (("--lang", "xx"), "xx"),
    ],
)
def test_bad_input_writes_nothing(
    comity: Callable[..., Any], tmp_path: Path, changed: tuple[str, ...], sentence: str
) -> None:
    answer = comity(*ASK, *changed, "--out", str(tmp_path / "out"))
    assert answer.code == 2
    assert sentence in answer.err
    assert not (tmp_path / "out").exists()
