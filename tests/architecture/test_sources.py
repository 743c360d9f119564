"""Habits of the house that a reader of the sources relies on: short modules, short functions, a purpose for each."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
SOURCES = sorted((ROOT / "src").rglob("*.py"))
Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def definitions(node: ast.AST) -> Iterator[Definition]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, Definition):
            yield child
        if not isinstance(child, ast.expr):
            yield from definitions(child)


def public(tree: ast.Module | ast.ClassDef) -> Iterator[Definition]:
    """What another module may use: names of a module or public class that do not begin with an underscore."""
    for child in tree.body:
        if isinstance(child, Definition) and not child.name.startswith("_"):
            yield child
            if isinstance(child, ast.ClassDef):
                yield from public(child)


def place(path: Path, node: ast.AST) -> str:
    return f"{path.relative_to(ROOT)}:{getattr(node, 'lineno', 1)}"


def test_every_public_name_says_what_it_is_for() -> None:
    silent = []
    for path in SOURCES:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        silent += [place(path, n) for n in (tree, *public(tree)) if not ast.get_docstring(n)]
    assert silent == [], "without a docstring"


def test_modules_stay_short_enough_to_be_read_in_one_sitting() -> None:
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in (*SOURCES, ROOT / "run")}
    long = {str(path.relative_to(ROOT)): lines for path, lines in lengths.items() if lines > 400}
    long = {name: lines for name, lines in long.items() if "/migrations/" not in name}  # as Django writes them
    assert long == {}, "over 400 lines"


def test_functions_stay_on_one_screen() -> None:
    long = []
    for path in (*SOURCES, ROOT / "run"):
        for node in definitions(ast.parse(path.read_text(encoding="utf-8"))):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if not isinstance(node, ast.ClassDef) and lines > 40:
                long.append(f"{place(path, node)} {node.name}: {lines} lines")
    assert long == [], "over 40 lines"
