"""What is released can be made again, bit for bit, by whoever has the sources."""

import hashlib
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PARTS = ("src", "docs", "lawdata", "pyproject.toml", "README.md", "LICENSE", "NOTICE")


def built(source: Path, out: Path, zone: str) -> Path:
    """The wheel of a copy of the sources, made without network or any other package."""
    source.mkdir(parents=True)
    for part in PARTS:
        place = ROOT / part
        if place.is_dir():
            shutil.copytree(place, source / part, ignore=shutil.ignore_patterns("__pycache__", "*.pyc"))
        else:
            shutil.copyfile(place, source / part)
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(out)]
    environment = {**os.environ, "TZ": zone, "SOURCE_DATE_EPOCH": "1735689600", "PYTHONDONTWRITEBYTECODE": "1"}
    subprocess.run(command, cwd=source, env=environment, check=True, capture_output=True)
    return next(out.glob("*.whl"))


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The same sources built in two folders with names of different length, in two time zones."""
    here = tmp_path_factory.mktemp("wheel")
    first = built(here / "one", here / "out-one", "UTC")
    return first, built(here / "another" / "deeper", here / "out-two", "Asia/Tokyo")


def test_a_wheel_that_is_built_twice_has_the_same_bytes(two: tuple[Path, Path]) -> None:
    assert len({hashlib.sha256(wheel.read_bytes()).hexdigest() for wheel in two}) == 1


def test_the_wheel_holds_law_data_letters_and_help_and_no_tests(two: tuple[Path, Path]) -> None:
    names = zipfile.ZipFile(two[0]).namelist()
    for part in ("comity/law/data/", "comity/drafting/letters/", "comity/web/help-pages/", "comity/web/static/"):
        assert any(name.startswith(part) for name in names), part
    assert not [name for name in names if name.startswith(("tests/", ".")) or name.endswith(".pyc")]
