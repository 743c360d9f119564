"""A slip in a file of figures is one sentence that names the file, the line and the field."""

import shutil
from pathlib import Path

import pytest

from comity.common.errors import BadInputError
from comity.statistics.compilation.build import compile_all, write_all

FIGURES = Path(__file__).parents[3] / "figuresdata"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(FIGURES, tmp_path / "figuresdata")
    return tmp_path / "figuresdata"


@pytest.mark.parametrize(
    ("right", "wrong", "told"),
    [
        ("persons: 680", "person: 680", "skynet.yaml.*unknown key 'person'"),
        ("persons: 680", "persons: many", "skynet.yaml.*must be a whole number"),
        ("persons: 680", "persons: -1", "skynet.yaml.*not negative"),
        ("to: 2014-12-31", "to: 2013-12-31", "ends before it begins"),
        ("at_least: [persons]", "at_least: [top100]", "'top100' has no value in this row"),
        ("rows: [12, 13]", "rows: [12, 99]", "there is no observation '99'"),
        ("source: chinadaily-1\n", "source: nowhere\n", "there is no source 'nowhere'"),
        ("- id: 2\n", "- id: 1\n", "stands twice"),
    ],
)
def test_a_slip_in_a_published_series_is_told(folder: Path, right: str, wrong: str, told: str):
    file = folder / "skynet.yaml"
    text = file.read_text(encoding="utf-8")
    assert right in text
    file.write_text(text.replace(right, wrong, 1), encoding="utf-8")
    with pytest.raises(BadInputError, match=told):
        list(compile_all(folder))


def test_a_definition_without_a_checked_source_is_refused(folder: Path):
    file = folder / "definitions.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("checked: 2026-11-21", "checked: lately", 1), "utf-8")
    with pytest.raises(BadInputError, match=r"definitions\.yaml.*checked"):
        list(compile_all(folder))


def test_nothing_is_written_while_a_file_is_wrong(folder: Path, tmp_path: Path):
    (folder / "skynet.yaml").write_text("id: skynet\n", encoding="utf-8")
    with pytest.raises(BadInputError):
        write_all(folder, tmp_path)
    assert list(tmp_path.glob("*.json")) == []
