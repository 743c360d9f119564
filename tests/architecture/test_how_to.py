"""The how-to is followed: its files are written into a copy of the law data and checked, and what it names is there."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from comity.cli.commands import command_names

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs" / "how-to.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^    ```yaml\n    # (lawdata/\S+?\.yaml)([^\n]*)\n(.*?)^    ```$", re.MULTILINE | re.DOTALL)
NAMED = re.compile(r"`((?:lawdata|src|tests|docs)/[\w./-]+)`")
OURS = {"lawdata/states/KEN.yaml", "lawdata/instruments/TRYOUT.yaml"}


def blocks() -> list[tuple[str, str, str]]:
    """File, what stands behind its name, and its text, in the order of the how-to."""
    return [(name, rest, re.sub(r"^    ", "", text, flags=re.MULTILINE)) for name, rest, text in BLOCK.findall(TEXT)]


@pytest.fixture
def law(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ROOT / "lawdata", tmp_path / "lawdata"))


def check(law: Path) -> str:
    command = [sys.executable, "-m", "comity", "lawdata", "check", "--folder", str(law)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr


def test_whoever_follows_it_has_a_state_an_instrument_and_a_rule_that_hold(law: Path) -> None:
    names = [name for name, _, _ in blocks()]
    assert names.count("lawdata/instruments/TRYOUT.yaml") == 2
    for name, rest, text in blocks():
        path = law.parent / name
        if rest:
            before = path.read_text(encoding="utf-8")
            assert before.count("rules: []\n") == 1
            path.write_text(before.replace("rules: []\n", text), encoding="utf-8")
        else:
            assert not path.exists(), "an example writes over nothing"
            path.write_text(text, encoding="utf-8")
        if name == "lawdata/instruments/TRYOUT.yaml" and not rest:
            assert "The law files are valid" in check(law), "nobody is bound by it yet"
    assert "The law files are valid" in check(law)


def test_a_slip_in_what_it_shows_is_told_in_one_sentence(law: Path) -> None:
    name, _, text = blocks()[0]
    (law.parent / name).write_text(text.replace("optional_bar", "optional_barr"), encoding="utf-8")
    said = check(law)
    assert "KEN.yaml, line" in said
    assert "optional_barr" in said
    assert said.strip().count("\n") == 0


def test_every_file_that_it_names_is_there() -> None:
    assert [name for name in NAMED.findall(TEXT) if name not in OURS and not (ROOT / name).exists()] == []


def test_every_command_that_it_names_is_there() -> None:
    assert set(re.findall(r"\./run comity ([a-z-]+)", TEXT)) <= command_names().keys()


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("LANGUAGES", "src/comity/web/labels.py"),
        ("RIGHT_TO_LEFT", "src/comity/web/labels.py"),
        ("LANGUAGES", "src/comity/web/settings.py"),
        ("LANGUAGES", "src/comity/casework/requests/step_fields.py"),
        ("LANGUAGES", "tests/unit/drafting/test_letter_catalogue.py"),
        ("ANSWERS", "src/comity/drafting/correspondence.py"),
    ],
)
def test_the_tables_that_it_sends_one_to_stand_where_it_says(name: str, file: str) -> None:
    assert f"`{name}`" in TEXT
    assert f"`{file}`" in TEXT
    assert re.search(rf"^{name}\b.*=", (ROOT / file).read_text(encoding="utf-8"), re.MULTILINE)
