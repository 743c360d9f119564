"""Results appear whole or not at all."""

from pathlib import Path

import pytest

from comity.cli.trace_files import parquet_from_csv
from comity.cli.whole_folder import whole_folder
from comity.common.errors import ComityError


def half_written(out: Path) -> None:
    with whole_folder(out) as folder:
        (folder / "one.csv").write_text("half", encoding="utf-8")
        raise OSError(28, "No space left on device")


def without_parquet(out: Path) -> None:
    with whole_folder(out) as folder:
        (folder / "one.csv").write_text("half", encoding="utf-8")
        parquet_from_csv(folder / "one.csv", folder / "nowhere" / "x.parquet", {"half": "VARCHAR"})


def test_what_fails_half_way_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(ComityError, match="No space left on device"):
        half_written(tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_what_was_there_before_stays_when_writing_fails(tmp_path: Path) -> None:
    (tmp_path / "one.csv").write_text("before", encoding="utf-8")
    with pytest.raises(ComityError, match="cannot be written"):
        without_parquet(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["one.csv"]
    assert (tmp_path / "one.csv").read_text(encoding="utf-8") == "before"
