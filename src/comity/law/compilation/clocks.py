"""Compile the clocks of treaties, and the office's own targets."""

from pathlib import Path
from typing import Any

from comity.common.shape import Record, Shape
from comity.common.strict_yaml import load_yaml
from comity.law.compilation.clock_rows import compile_clock
from comity.law.compilation.sourced import SourcedFile

OUTPUT = "clocks.json"
_FILE = Shape.of("sources clocks")


def compile_clocks(lawdata: Path) -> dict[str, Any]:
    """Check ``instruments/clocks.yaml``; every clock names a source of the file."""
    name = "instruments/clocks.yaml"
    file = SourcedFile.read(Record.whole(load_yaml(lawdata / name, name), _FILE))
    seen: set[str] = set()
    clocks = [compile_clock(part, file, seen) for part in file.top.records("clocks")]
    return {"sources": file.sources, "clocks": clocks}
