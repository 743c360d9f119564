"""The demo and ``comity prepare`` take real case files from the route to letters on disk."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from comity.cli.shipped_cases import case_files, shipped_cases
from comity.common.errors import BadInputError

CASE = shipped_cases() / "netherlands-united-states.yaml"
DAY = ("--on", "2026-11-21")


def test_a_folder_without_a_case_is_bad_input(tmp_path: Path) -> None:
    with pytest.raises(BadInputError, match="no case file"):
        case_files(tmp_path)


def test_a_case_becomes_routes_findings_and_letters(comity: Callable[..., Any], tmp_path: Path) -> None:
    answer = comity("prepare", str(CASE), "--out", str(tmp_path), "--request", "extradition-usa", *DAY, "--json").json
    assert [item["request"] for item in answer] == ["extradition-usa"]
    assert answer[0]["basis"] == "NLD-USA-extradition"
    assert answer[0]["ready"] is True
    folder = tmp_path / CASE.stem / "extradition-usa"
    assert sorted(path.name for path in folder.iterdir()) == ["REQUEST.docx", "REQUEST.json", "REQUEST.pdf"]


def test_a_person_reads_route_review_and_files(comity: Callable[..., Any], tmp_path: Path) -> None:
    answer = comity("prepare", str(CASE), "--out", str(tmp_path), "--request", "freezing-che", *DAY)
    assert "<- taken" in answer.out
    assert "Ready to sign" in answer.out
    assert "REQUEST.pdf" in answer.out
    assert "1 of 1 requests are written" in answer.out


def test_a_request_that_is_not_in_the_case_is_one_sentence_and_writes_nothing(
    comity: Callable[..., Any], tmp_path: Path
) -> None:
    answer = comity("prepare", str(CASE), "--out", str(tmp_path), "--request", "nonsense", *DAY)
    assert answer.code == 2
    assert "has no request 'nonsense'" in answer.err
    assert list(tmp_path.iterdir()) == []


def test_the_route_can_be_asked_for_a_request_of_a_case(comity: Callable[..., Any]) -> None:
    answer = comity("route", "--case", str(CASE), "--request", "extradition-usa", *DAY, "--json").json
    assert answer["request"]["from"] == "NLD"
    assert answer["routes"][0]["verdict"] == "open"
