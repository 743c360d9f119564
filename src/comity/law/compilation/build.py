"""Build the law data: every YAML file is checked, and the JSON that ships is written anew."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from comity.common.errors import BadInputError, Place
from comity.law.compilation.facts import compile_facts
from comity.law.facts import catalogue

KINDS = (
    "codes",
    "names",
    "depositaries",
    "facts",
    "parties",
    "bilateral",
    "designations",
    "instruments",
    "notifications",
    "states",
    "clocks",
    "commitments",
    "offences",
    "tracing_rules",
)


@dataclass(frozen=True, slots=True)
class Compiled:
    """One generated file: its name and its text."""

    name: str
    text: str


def compile_all(lawdata: Path) -> Iterator[Compiled]:
    """Compile every kind of law data; rules are read with the catalogue of facts that stands beside them."""
    if not lawdata.is_dir():
        raise BadInputError("no such folder of law data", Place(str(lawdata)))
    with catalogue(compile_facts(lawdata)):
        for kind in KINDS:
            module = import_module(f"comity.law.compilation.{kind}")
            compile_kind: Callable[[Path], Any] = getattr(module, f"compile_{kind}")
            yield Compiled(module.OUTPUT, as_text(compile_kind(lawdata)))


def write_all(lawdata: Path, data: Path) -> list[str]:
    """Compile everything, and only then write; return the names of the files that changed."""
    return [compiled.name for compiled in list(compile_all(lawdata)) if _write(data, compiled)]


def stale(lawdata: Path, data: Path) -> list[str]:
    """Return the generated files that differ from what the YAML says today."""
    return [c.name for c in compile_all(lawdata) if _text(data / c.name) != c.text]


def as_text(value: object) -> str:
    """Write JSON one record a line, so that a change of law shows as a change of lines."""
    if isinstance(value, dict):
        body = ",\n".join(f"{json.dumps(key)}: {_record_lines(part)}" for key, part in value.items())
        return f"{{\n{body}\n}}\n"
    return _record_lines(value) + "\n"


def _record_lines(value: object) -> str:
    if isinstance(value, list):
        return "[\n" + ",\n".join(_compact(part) for part in value) + "\n]"
    if isinstance(value, dict):
        return "{\n" + ",\n".join(f"{json.dumps(key)}: {_compact(part)}" for key, part in value.items()) + "\n}"
    return _compact(value)


def _compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""


def _write(data: Path, compiled: Compiled) -> bool:
    target = data / compiled.name
    if _text(target) == compiled.text:
        return False
    data.mkdir(parents=True, exist_ok=True)
    target.write_text(compiled.text, encoding="utf-8", newline="\n")
    return True
