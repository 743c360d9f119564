"""Treaty clocks are read from one file and refer to its sources."""

from pathlib import Path

import pytest

from comity.common.errors import BadInputError
from comity.law.compilation.clocks import compile_clocks

CLOCK = (
    '- {id: A-B/x, title: T, starts_from: arrest, limit: {value: 40, unit: days}, article: "9", effect: E., source: t}'
)
TOP = "sources: {t: {title: Treaty, checked: 2026-11-21, grade: A}}\nclocks:\n"


def _compile(tmp_path: Path, text: str):
    (tmp_path / "instruments").mkdir()
    (tmp_path / "instruments" / "clocks.yaml").write_text(text, encoding="utf-8")
    return compile_clocks(tmp_path)


def test_a_treaty_clock_comes_out_with_its_source(tmp_path):
    assert _compile(tmp_path, f"{TOP}{CLOCK}\n")["clocks"][0]["source"] == "t"


def test_the_same_clock_twice_is_an_error_with_its_line(tmp_path):
    with pytest.raises(BadInputError, match=r"clocks.yaml, line 4, .*'A-B/x' stands twice"):
        _compile(tmp_path, f"{TOP}{CLOCK}\n{CLOCK}\n")
