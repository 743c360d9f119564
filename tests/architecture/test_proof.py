"""What is promised, threatened and checked names tests that exist, and the pages say what the tables say."""

from collections import Counter
from pathlib import Path

import pytest

from proof import asvs, named, pages, planted

ROOT = Path(__file__).parents[2]
PROMISES = pages.table("promises")["promise"]
THREATS = [row for group in pages.table("threats")["group"] for row in group["threat"]]


def test_a_test_that_does_not_exist_is_named() -> None:
    here = "architecture/test_proof.py::test_a_test_that_does_not_exist_is_named"
    assert named.missing([here, "architecture/test_proof.py::test_of_nothing"]) == [
        "architecture/test_proof.py::test_of_nothing"
    ]


def test_every_promise_names_tests_that_exist_and_says_what_it_lacks() -> None:
    assert [row["id"] for row in PROMISES] == [f"P{number}" for number in range(1, 11)]
    assert named.missing([name for row in PROMISES for name in row["tests"]]) == []
    assert all(row["tests"] and set(row) == {"id", "says", "tests", "lacks"} for row in PROMISES)


def test_every_threat_has_a_control_a_default_and_tests_that_exist() -> None:
    assert named.missing([name for row in THREATS for name in row["tests"]]) == []
    assert all(row["tests"] and {"threat", "control", "default"} <= set(row) for row in THREATS)


@pytest.mark.parametrize("page", sorted(pages.PAGES))
def test_a_page_says_what_its_table_says(page: str) -> None:
    told = (ROOT / page).read_text(encoding="utf-8")
    assert told == pages.PAGES[page](), "write it with: python tests/proof/pages.py"


def test_the_checklist_has_every_requirement_of_the_standard_once() -> None:
    rows = asvs.requirements()
    assert len({row.number for row in rows}) == len(rows) == sum(asvs.PUBLISHED.values())
    assert Counter(row.level for row in rows) == asvs.PUBLISHED
    assert all(row.number.startswith(f"{row.chapter[1:]}.") for row in rows)
    assert set(asvs.TABLE["chapters"]) == {row.chapter for row in rows}


def test_what_the_checklist_names_exists() -> None:
    rows = asvs.requirements()
    assert named.missing([name for row in rows for name in row.tests]) == []
    assert [place for row in rows for place in row.files if not (ROOT / place).exists()] == []


def test_nothing_is_met_in_part_or_not_without_saying_what_lacks() -> None:
    silent = [row.number for row in asvs.requirements() if row.answer != "yes" and len(row.said) < 2]
    assert silent == []


def test_every_planted_mistake_still_has_its_place() -> None:
    gone = [bug["what"] for bug in planted.BUGS if planted.source_of(bug).read_text("utf-8").count(bug["was"]) != 1]
    assert gone == [], "the line has changed: plant the mistake anew in tests/proof/planted.toml"
    assert len(planted.BUGS) >= 30
    assert [name for bug in planted.BUGS for name in bug["tests"] if not (ROOT / "tests" / name).exists()] == []
