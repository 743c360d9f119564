"""Build the figures: every YAML file of ``figuresdata`` is checked, and the JSON that ships is written anew."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from comity.common.errors import BadInputError, Place
from comity.statistics.compilation.definitions import compile_definitions
from comity.statistics.compilation.published import compile_published

DATA = Path(__file__).parents[1] / "data"


def compile_all(folder: Path) -> Iterator[tuple[str, str]]:
    """Compile the definitions and every published series; give names of files and their text."""
    if not folder.is_dir():
        raise BadInputError("no such folder of figures", Place(str(folder)))
    yield "definitions.json", _text(compile_definitions(folder))
    yield "published.json", _text(compile_published(folder))


def write_all(folder: Path, data: Path = DATA) -> list[str]:
    """Compile everything, and only then write; return the names of the files that changed."""
    return [name for name, text in list(compile_all(folder)) if _write(data / name, text)]


def stale(folder: Path, data: Path = DATA) -> list[str]:
    """Return the generated files that differ from what the YAML says today."""
    return [name for name, text in compile_all(folder) if _held(data / name) != text]


def _text(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _held(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""


def _write(path: Path, text: str) -> bool:
    if _held(path) == text:
        return False
    path.write_text(text, encoding="utf-8", newline="\n")
    return True
