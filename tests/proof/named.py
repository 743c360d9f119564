"""The tests that exist, read from their source without running or importing anything."""

import ast
from collections.abc import Iterator
from pathlib import Path

TESTS = Path(__file__).parents[1]


def tests_in(path: Path) -> Iterator[str]:
    """The names of the tests of one file, also of those that stand in a class."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test_"):
            yield node.name


def existing_tests() -> set[str]:
    """Every test as `path::name`, the path from the folder of the tests."""
    return {
        f"{path.relative_to(TESTS).as_posix()}::{name}"
        for path in sorted(TESTS.rglob("test_*.py"))
        for name in tests_in(path)
    }


def missing(names: list[str]) -> list[str]:
    """Those of the names that are no test."""
    known = existing_tests()
    return [name for name in names if name not in known]


def said(name: str) -> str:
    """A test as the sentence that it states."""
    return name.partition("::")[2].removeprefix("test_").replace("_", " ")
