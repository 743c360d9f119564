"""Whatever must survive a kill has a fail point beside it, so that a test can kill it there."""

import ast
from pathlib import Path

import pytest

from comity.exchange.node import fail_points

ROOT = Path(__file__).parents[2]
ROOMS = ("exchange/node", "exchange/wire", "casework/correspondence")
SOURCES = sorted(path for room in ROOMS for path in (ROOT / "src" / "comity" / room).rglob("*.py"))
SENDING = {"PATCH", "POST"}


def name_of(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def is_durable(call: ast.Call) -> bool:
    """A commit, a rename, or a request that changes something on the other side."""
    name = name_of(call)
    first = call.args[0] if call.args else None
    sends = name == "ask" and isinstance(first, ast.Constant) and first.value in SENDING
    renames = name in {"replace", "rename"} and len(call.args) == 1 and not call.keywords
    return name == "transaction" or renames or sends


def without_fail_point(source: str) -> list[str]:
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef):
            calls = [call for call in ast.walk(node) if isinstance(call, ast.Call)]
            if any(map(is_durable, calls)) and not any(name_of(call) == "fail_point" for call in calls):
                found.append(node.name)
    return found


def test_every_commit_rename_and_request_has_a_fail_point_beside_it() -> None:
    missing = {str(path.relative_to(ROOT)): without_fail_point(path.read_text(encoding="utf-8")) for path in SOURCES}
    assert {path: names for path, names in missing.items() if names} == {}


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("with node.store.transaction() as t:\n        t.do('x')", ["f"]),
        ("with node.store.transaction() as t:\n        fail_point('a')", []),
        ("fresh.replace(path)", ["f"]),
        ("text.replace('a', 'b')", []),
        ("connection.ask('POST', '/receipts')", ["f"]),
        ("connection.ask('GET', '/receipts')", []),
    ],
)
def test_the_lint_finds_what_it_is_for(statement: str, found: list[str]) -> None:
    assert without_fail_point(f"def f():\n    {statement}\n") == found


def test_every_named_point_is_used_and_every_used_point_is_named() -> None:
    used: list[str] = []
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and name_of(node) == "fail_point":
                used += [arg.value for arg in node.args if isinstance(arg, ast.Constant)]
    assert set(used) == set(fail_points.NAMES)
