"""The ten lines of docs/screening.md, as they stand there."""

import os
import re
from pathlib import Path

import pytest

from comity.screening.entity import Entity
from comity.screening.index.build import ListOrigin, build

DOCS = Path(__file__).parents[3] / "docs" / "screening.md"


def snippet() -> str:
    found = re.search(r"As a library, in ten lines:\n\n((?:    .*\n|\n)+)", DOCS.read_text(encoding="utf-8"))
    assert found is not None
    return re.sub(r"^    ", "", found.group(1), flags=re.MULTILINE)


def test_the_ten_lines_of_the_documentation_run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    listed = Entity("1", "Person", ("Viktor Testov",), dates=("1967-02-03",))
    (tmp_path / "sought.index").write_bytes(b"".join(build([(ListOrigin("sought", "2026-11-01", "", ""), [listed])])))
    before = Path.cwd()
    os.chdir(tmp_path)
    try:
        exec(compile(snippet(), "docs/screening.md", "exec"), {})
    finally:
        os.chdir(before)
    assert "Viktor Testov 2026-11-01 names: виктор = viktor" in capsys.readouterr().out
    assert len([line for line in snippet().splitlines() if line.strip()]) <= 10
