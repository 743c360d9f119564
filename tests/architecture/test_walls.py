"""Who may import whom: the contracts of pyproject.toml hold, and no two modules read each other."""

import ast
import subprocess
import sys
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_no_room_imports_one_above_it() -> None:
    question = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"
    answer = subprocess.run([sys.executable, "-c", question], cwd=ROOT, capture_output=True, text=True, check=False)
    assert answer.returncode == 0, answer.stdout + answer.stderr


def test_no_two_modules_read_each_other() -> None:
    """Neither at once, nor later where something is needed, nor for a type alone."""
    try:
        TopologicalSorter(imports()).prepare()
    except CycleError as error:
        raise AssertionError(" -> ".join(error.args[1])) from None


def imports() -> dict[str, set[str]]:
    """The modules of the program that each of them names in an import, wherever it stands."""
    paths = {path.relative_to(ROOT / "src").with_suffix(""): path for path in (ROOT / "src").rglob("*.py")}
    modules = {".".join(short.parts).removesuffix(".__init__"): path for short, path in paths.items()}
    found: dict[str, set[str]] = {}
    for name, path in modules.items():
        named: set[str] = set()
        for node in ast.walk(ast.parse(path.read_bytes())):
            if isinstance(node, ast.ImportFrom) and node.module:
                inside = {f"{node.module}.{alias.name}" for alias in node.names}
                named |= (inside & modules.keys()) or {node.module}
            elif isinstance(node, ast.Import):
                named |= {alias.name for alias in node.names}
        found[name] = (named & modules.keys()) - {name}
    return found
