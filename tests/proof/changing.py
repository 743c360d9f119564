"""Which places of a program can be changed, each in one way: a comparison, a word of logic, a constant, an answer."""

import ast
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

NAMED = Path(__file__).parent / "equivalent.toml"
COMPARED: dict[type[ast.cmpop], str] = {
    ast.Eq: "!=",
    ast.NotEq: "==",
    ast.Lt: "<=",
    ast.LtE: "<",
    ast.Gt: ">=",
    ast.GtE: ">",
    ast.In: "not in",
    ast.NotIn: "in",
    ast.Is: "is not",
    ast.IsNot: "is",
}
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, slots=True)
class Change:
    """File, line, first and last column, what is written there instead, and the lines of the function around it."""

    file: str
    line: int
    first: int
    last: int
    instead: str
    within: range | None = None

    def __str__(self) -> str:
        return f"{self.file}:{self.line} -> '{self.instead.strip()}'"


def changes(path: Path, name: str) -> Iterator[Change]:
    """Every place of a file that can be changed, each in one way."""
    text = path.read_text(encoding="utf-8")
    lines, tree = text.splitlines(), ast.parse(text)
    bodies = [_body(node) for node in ast.walk(tree) if isinstance(node, Function)]
    for node in ast.walk(tree):
        if getattr(node, "end_lineno", 0) != getattr(node, "lineno", 1):
            continue
        for line, first, last, instead in _of(node, lines):
            around = [body for body, whole in bodies if line in body]
            widest = max(around, key=len, default=None)
            functions = [whole for body, whole in bodies if body == widest]
            yield Change(name, line, first, last, instead, functions[0] if functions else None)


def _body(function: Function) -> tuple[range, range]:
    """The lines of what a function does, and those of all of it with its decorators and its head."""
    end = int(function.end_lineno or 0) + 1
    start = min([function.lineno, *(one.lineno for one in function.decorator_list)])
    return range(function.body[0].lineno, end), range(start, end)


def _of(node: ast.AST, lines: list[str]) -> Iterator[tuple[int, int, int, str]]:
    if isinstance(node, ast.Compare) and len(node.ops) == 1:
        yield _between(node.left, node.comparators[0], COMPARED[type(node.ops[0])])
    elif isinstance(node, ast.BoolOp):
        word = "or" if isinstance(node.op, ast.And) else "and"
        yield _between(node.values[0], node.values[1], word)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield node.lineno, node.col_offset, node.operand.col_offset, ""
    elif isinstance(node, ast.Constant) and isinstance(node.value, bool | int):
        other = str(not node.value) if isinstance(node.value, bool) else str(node.value + 1)
        yield node.lineno, node.col_offset, int(node.end_col_offset or 0), other
    elif isinstance(node, ast.Return) and node.value is not None and lines[node.lineno - 1].isascii():
        yield node.lineno, node.value.col_offset, int(node.value.end_col_offset or 0), "None"


def _between(left: ast.expr, right: ast.expr, word: str) -> tuple[int, int, int, str]:
    return int(left.end_lineno or 0), int(left.end_col_offset or 0), right.col_offset, f" {word} "


def changed(text: str, change: Change) -> str | None:
    """The text with the change; none where it would not be a program, or where brackets stand between."""
    lines = text.split("\n")
    row = lines[change.line - 1]
    if "(" in row[change.first : change.last] and change.instead.strip() in {"or", "and", *COMPARED.values()}:
        return None
    lines[change.line - 1] = row[: change.first] + change.instead + row[change.last :]
    made = "\n".join(lines)
    try:
        ast.parse(made)
    except SyntaxError:
        return None
    return made if made != text else None


def equivalents() -> list[dict[str, str]]:
    """The changes that were looked at and change nothing that can be observed, each with its reason."""
    return list(tomllib.loads(NAMED.read_text(encoding="utf-8")).get("change", []))


def reason(change: Change, text: str, named: list[dict[str, str]]) -> str:
    """Why a change is no change; nothing where nobody has said so."""
    was, made = text.split("\n"), (changed(text, change) or text).split("\n")
    line, other = was[change.line - 1].strip(), made[change.line - 1].strip()
    found = [one for one in named if (one["file"], one["was"], one["is"]) == (change.file, line, other)]
    return found[0]["because"] if found else ""
