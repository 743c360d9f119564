"""Nothing in the project belongs to one machine or one package registry."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
# Written in pieces, so that this file does not hold what it looks for.
HOSTS = (r"py" + r"pi\.org", r"python" + r"hosted\.", r"npm" + r"js\.(org|com)", r"crates\." + "io")
REGISTRIES = re.compile("|".join(HOSTS))
MACHINE_PATHS = re.compile(r"(?<![\w.~/-])/(" + "home|Users|root|work|tmp|mnt|opt" + r")/\w|[A-Z]:\\\\?Users")


def tracked_texts() -> dict[str, str]:
    """The text of every file that belongs to the project; files that are not UTF-8 text are no concern here."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode != 0:
        pytest.skip("not a git checkout")
    texts = {}
    for name in listed.stdout.decode().split("\0"):
        path = ROOT / name
        if name and path.is_file():
            data = path.read_bytes()
            if b"\0" not in data[:4096]:
                texts[name] = data.decode("utf-8", errors="replace")
    return texts


def found(pattern: re.Pattern[str]) -> list[str]:
    return [
        f"{name}:{number}: {line.strip()[:120]}"
        for name, text in tracked_texts().items()
        if pattern.search(text)
        for number, line in enumerate(text.splitlines(), start=1)
        if pattern.search(line)
    ]


def test_no_file_names_a_package_registry() -> None:
    assert found(REGISTRIES) == []


def test_no_file_names_a_path_of_one_machine() -> None:
    assert found(MACHINE_PATHS) == []


@pytest.mark.parametrize(
    ("line", "is_one"),
    [
        ("open('/ho" + "me/anna/x')", True),
        ("cd /wo" + "rk/comity", True),
        ("https://example.org/home/treaties", False),
        ("docs/work/plan", False),
    ],
)
def test_a_path_of_one_machine_is_told_from_an_address(line: str, is_one: bool) -> None:
    assert bool(MACHINE_PATHS.search(line)) is is_one
