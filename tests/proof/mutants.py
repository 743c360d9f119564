"""Changes one operator, constant or word of logic at a time in a copy of a room, and counts what its tests notice.

`python tests/proof/mutants.py [--room permissions] [--most 20] [--seed 20261122] [--all]`: a sample of all places that
can be changed, drawn by the seed. A change is killed when a test of the room fails with it. Exits 1 under 90 %.
"""

import argparse
import ast
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from proof.planted import FAILED, ROOT, copied, tested

LEAST = 0.9
# room -> its files, its tests
ROOMS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "permissions": (("casework/predicates.py", "casework/access.py"), ("unit/casework/test_access.py",)),
    "log": (
        ("exchange/formats/merkle.py", "casework/log/canonical.py", "casework/log/merkle.py"),
        ("unit/exchange/formats", "unit/casework/test_log.py", "unit/casework/test_log_verifying.py"),
    ),
    "exchange": (
        ("exchange/unpacking.py", "exchange/packing.py", "exchange/node/receiving.py", "exchange/documents/trust.py"),
        ("unit/exchange/node/test_exchange.py", "unit/exchange/documents"),
    ),
}
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
Change = tuple[str, int, int, int, str]
"""File, line, first and last column, and what is written there instead."""


def changes(path: Path, name: str) -> Iterator[Change]:
    """Every place of a file that can be changed, each in one way."""
    text = path.read_text(encoding="utf-8")
    lines = text.splitlines()
    for node in ast.walk(ast.parse(text)):
        if getattr(node, "end_lineno", 0) != getattr(node, "lineno", 1):
            continue
        if isinstance(node, ast.Compare) and len(node.ops) == 1:
            yield _between(node.left, node.comparators[0], COMPARED[type(node.ops[0])], name)
        elif isinstance(node, ast.BoolOp):
            word = "or" if isinstance(node.op, ast.And) else "and"
            yield _between(node.values[0], node.values[1], word, name)
        elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            yield name, node.lineno, node.col_offset, node.operand.col_offset, ""
        elif isinstance(node, ast.Constant) and isinstance(node.value, bool | int):
            other = str(not node.value) if isinstance(node.value, bool) else str(node.value + 1)
            yield name, node.lineno, node.col_offset, int(node.end_col_offset or 0), other
        elif isinstance(node, ast.Return) and node.value is not None and lines[node.lineno - 1].isascii():
            yield name, node.lineno, node.value.col_offset, int(node.value.end_col_offset or 0), "None"


def _between(left: ast.expr, right: ast.expr, word: str, name: str) -> Change:
    return name, int(left.end_lineno or 0), int(left.end_col_offset or 0), right.col_offset, f" {word} "


def changed(text: str, change: Change) -> str | None:
    """The text with the change; none where it would not be a program, or where brackets stand between."""
    _, line, first, last, instead = change
    lines = text.split("\n")
    row = lines[line - 1]
    if "(" in row[first:last] and instead.strip() in {"or", "and", *COMPARED.values()}:
        return None
    lines[line - 1] = row[:first] + instead + row[last:]
    made = "\n".join(lines)
    try:
        ast.parse(made)
    except SyntaxError:
        return None
    return made if made != text else None


def killed(root: Path, change: Change, tests: tuple[str, ...]) -> bool | None:
    """Whether a test notices the change; none where there is nothing to change."""
    place = root / "src" / "comity" / change[0]
    text = place.read_text(encoding="utf-8")
    made = changed(text, change)
    if made is None:
        return None
    place.write_text(made, encoding="utf-8")
    try:
        code, _ = tested(root, list(tests))
    finally:
        place.write_text(text, encoding="utf-8")
    return code in {FAILED, 2}  # 2: the program cannot even be imported


def of_room(room: str, most: int, seed: int, root: Path) -> tuple[int, int]:
    """How many changes of a room were killed, of how many."""
    files, tests = ROOMS[room]
    known = [one for name in files for one in changes(ROOT / "src/comity" / name, name)]
    drawn = random.Random(seed).sample(known, len(known))
    dead = tried = 0
    for one in drawn:
        if tried == most:
            break
        outcome = killed(root, one, tests)
        if outcome is None:
            continue
        tried, dead = tried + 1, dead + outcome
        what = f"{one[0]}:{one[1]} -> '{one[4].strip()}'"
        print(f"{'killed' if outcome else 'SURVIVED'}: {what}", file=sys.stderr, flush=True)
    print(f"{room}: {dead} of {tried} killed, drawn from {len(known)} places, seed {seed}", flush=True)
    return dead, tried


def main() -> int:
    """Change, ask, count."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--room", choices=sorted(ROOMS), default="permissions")
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--most", type=int, default=20)
    parser.add_argument("--seed", type=int, default=20261122)
    asked, began = parser.parse_args(), time.monotonic()
    with tempfile.TemporaryDirectory(prefix="comity-mutants-") as scratch:
        root = copied(Path(scratch) / "copy")
        rooms = sorted(ROOMS) if asked.all else [asked.room]
        outcomes = [of_room(room, asked.most, asked.seed, root) for room in rooms]
    dead, tried = sum(one[0] for one in outcomes), sum(one[1] for one in outcomes)
    took = time.monotonic() - began
    print(f"{dead} of {tried} changes killed in {', '.join(rooms)}, seed {asked.seed}, {took:.0f} s")
    return 0 if all(d >= LEAST * t for d, t in outcomes) else 1


if __name__ == "__main__":
    sys.exit(main())
