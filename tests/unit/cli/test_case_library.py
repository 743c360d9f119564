"""``comity library import --check``: a file is read as the office would, every slip told with its line and field."""

import json
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from comity.cli.case_library import register
from comity.common.errors import BadInputError

CASE: dict[str, Any] = {
    "language": "en",
    "title": "Synthetic",
    "origin_states": ["NLD"],
    "offences": ["uncac:15"],
    "measures": ["freezing"],
    "basis": ["treaty"],
    "outcome": ["refused"],
    "facts": "By role.",
    "sources": [{"title": "Invented"}],
}


def check(folder: Path, *cases: dict[str, Any]) -> dict[str, Any]:
    file = folder / "library.json"
    file.write_text(json.dumps({"format": "comity-library/1", "from": "NLD", "cases": cases}), encoding="utf-8")
    app = typer.Typer()
    register(app)
    result = CliRunner().invoke(app, ["library", "import", str(file), "--check", "--json"], catch_exceptions=False)
    assert result.exit_code == 0
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def test_a_file_that_can_be_used_is_counted_and_nothing_is_taken_over(tmp_path: Path) -> None:
    told = check(tmp_path, CASE, {**CASE, "title": "Other"})
    assert (told["summaries"], told["taken"], told["slips"]) == (2, 0, [])


def test_every_slip_is_told_with_its_line_and_field(tmp_path: Path) -> None:
    with pytest.raises(BadInputError) as error:
        check(tmp_path, CASE, {**CASE, "outcome": ["won"], "title": ""})
    assert "2 values cannot be used, so nothing is taken over" in str(error.value)
    assert "line 2, title: this is needed" in str(error.value)
    assert "line 2, outcome: 'won' is not one of" in str(error.value)


def test_who_brings_a_file_in_is_said(tmp_path: Path) -> None:
    file = tmp_path / "library.json"
    file.write_text(json.dumps({"format": "comity-library/1", "from": "NLD", "cases": [CASE]}), encoding="utf-8")
    app = typer.Typer()
    register(app)
    with pytest.raises(BadInputError, match="--by says who brings it in"):
        CliRunner().invoke(app, ["library", "import", str(file)], catch_exceptions=False)
