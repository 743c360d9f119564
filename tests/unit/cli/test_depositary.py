"""The command that proposes rows from a saved page changes nothing and refuses to overwrite."""

import json
from pathlib import Path

import pytest
import typer

from comity.cli import depositary
from comity.common.errors import BadInputError

PAGES = Path(__file__).parents[1] / "law" / "depositary" / "pages"


def run(*arguments: str) -> None:
    app = typer.Typer()
    depositary.register(app)
    app(args=[*arguments, "--checked", "2026-11-21"], standalone_mode=False)


def test_the_proposal_is_one_json_document_without_the_statements_texts(capsys: pytest.CaptureFixture[str]) -> None:
    run(str(PAGES / "un-xviii-14.html"), "--instrument", "UNCAC", "--json")
    printed = capsys.readouterr().out
    answer = json.loads(printed)
    assert answer["page"] == {
        "format": "un_collection_html",
        "title": "United Nations Convention against Corruption",
        "reference": "XVIII-14",
        "as_of": "2024-04-20",
    }
    assert {row["finding"] for row in answer["rows"]} <= {"new", "same", "adds", "differs"}
    assert answer["unknown_names"] == ["Ruritania"]
    assert "synthetic" not in printed


def test_a_person_is_told_what_is_new_and_what_was_not_understood(capsys: pytest.CaptureFixture[str]) -> None:
    run(str(PAGES / "un-xviii-14.html"), "--instrument", "UNCAC", "--texts")
    printed = capsys.readouterr().out
    assert "Names not known here (nothing was guessed): Ruritania" in printed
    assert "absence is no proof" in printed
    assert "first synthetic paragraph" in printed


def test_the_rows_are_written_once_and_never_over_another_file(tmp_path: Path) -> None:
    out = tmp_path / "rows.yaml"
    run(str(PAGES / "coe-173.html"), "--instrument", "ETS173", "--out", str(out))
    assert "- {state: ALB, signed: 1999-01-27" in out.read_text(encoding="utf-8")
    with pytest.raises(BadInputError, match="exists already"):
        run(str(PAGES / "coe-173.html"), "--instrument", "ETS173", "--out", str(out))


def test_a_page_of_another_treaty_writes_nothing(tmp_path: Path) -> None:
    out = tmp_path / "rows.yaml"
    with pytest.raises(BadInputError, match=r"coe-173\.html: the page is about"):
        run(str(PAGES / "coe-173.html"), "--instrument", "ETS024", "--out", str(out))
    assert not out.exists()


def test_an_unknown_instrument_is_told_the_ones_there_are() -> None:
    with pytest.raises(BadInputError, match="did you mean ETS"):
        run(str(PAGES / "coe-173.html"), "--instrument", "ETS999")
