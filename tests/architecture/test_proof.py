"""What is promised, threatened and checked names tests that exist, and the pages say what the tables say."""

from pathlib import Path

import pytest

from proof import named, pages

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
