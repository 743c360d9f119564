"""Plants known mistakes one by one in a copy of the sources, and says which the tests notice.

`python tests/proof/planted.py [--at-once 2] [WORD…]` plants all of planted.toml, or those whose words hold WORD.
It changes nothing here, and exits 1 where more than one in thirty goes unnoticed or the tests fail without a mistake.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from queue import Queue
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from proof.named import said

ROOT = Path(__file__).parents[2]
PARTS = ("src", "tests", "lawdata", "figuresdata", "screeningdata", "docs", "requirements", "deploy")
FILES = ("pyproject.toml", "README.md", "LICENSE", "NOTICE", "run")
BUGS: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "planted.toml").read_text(encoding="utf-8"))["bug"]
MOST_MISSED = 1 / 30
PASSED, FAILED = 0, 1  # of pytest; anything else is no answer
PATIENCE = 1800  # seconds; every page on a machine that does other things, too


@dataclass(frozen=True, slots=True)
class Tried:
    """One mistake, and what the tests of its subject said."""

    bug: dict[str, Any]
    noticed: bool
    by: str
    seconds: float


def copied(folder: Path) -> Path:
    """A copy of the project to plant in."""
    folder.mkdir()
    for part in PARTS:
        if (ROOT / part).is_dir():
            shutil.copytree(ROOT / part, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
    for name in FILES:
        shutil.copyfile(ROOT / name, folder / name)
    return folder


def source_of(bug: dict[str, Any], root: Path = ROOT) -> Path:
    """The file in which a mistake is planted."""
    return root / "src" / "comity" / str(bug["file"])


@contextmanager
def planted(bug: dict[str, Any], root: Path) -> Iterator[None]:
    """The mistake in its place, and taken out again."""
    place = source_of(bug, root)
    text = place.read_text(encoding="utf-8")
    assert text.count(bug["was"]) == 1, f"'{bug['what']}' no longer fits {bug['file']}"
    place.write_text(text.replace(bug["was"], bug["is"]), encoding="utf-8")
    try:
        yield
    finally:
        place.write_text(text, encoding="utf-8")


def tested(root: Path, tests: list[str], *options: str) -> tuple[int, str]:
    """Run tests of the copy to the first that fails; gives pytest's answer and what failed."""
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", "--no-header", "--tb=no"]
    environment = {**os.environ, "PYTHONPATH": str(root / "src"), "PYTHONDONTWRITEBYTECODE": "1"}
    environment.pop("COMITY_DATA", None)
    done = subprocess.run(
        [*command, *options, *(f"tests/{name}" for name in tests)],
        cwd=root,
        env=environment,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    failed = [line.removeprefix("FAILED tests/") for line in done.stdout.splitlines() if line.startswith("FAILED ")]
    return done.returncode, failed[0].partition(" - ")[0] if failed else ""


def tried(bug: dict[str, Any], copies: "Queue[Path]") -> Tried:
    """Plant one mistake in the next free copy and ask the tests of its subject."""
    root = copies.get()
    began = time.perf_counter()
    try:
        with planted(bug, root):
            code, by = tested(root, bug["tests"])
    except subprocess.TimeoutExpired:
        code, by = FAILED, ""  # no answer is no notice
    finally:
        copies.put(root)
    one = Tried(bug, code == FAILED and bool(by), by, time.perf_counter() - began)
    print(
        f"{'noticed' if one.noticed else 'NOT NOTICED'}: {bug['what']} ({one.seconds:.0f} s)",
        file=sys.stderr,
        flush=True,
    )
    return one


def chosen(words: list[str]) -> list[dict[str, Any]]:
    """The mistakes whose sentence or subject holds one of the words; all where none is given."""
    return [bug for bug in BUGS if not words or any(w in f"{bug['subject']} {bug['what']}" for w in words)]


def told(results: list[Tried], seconds: float) -> str:
    """The table for people."""
    lines = ["| subject | mistake | noticed by |", "|---|---|---|"]
    for one in results:
        by = said(one.by.partition("[")[0]) if one.noticed else "**nobody**"
        lines.append(f"| {one.bug['subject']} | {one.bug['what']} | {by} |")
    noticed = sum(one.noticed for one in results)
    return "\n".join([*lines, "", f"{noticed} of {len(results)} planted mistakes noticed, in {seconds:.0f} s."])


def main() -> int:
    """Plant, ask, tell."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("words", nargs="*")
    parser.add_argument("--at-once", type=int, default=2)
    asked = parser.parse_args()
    bugs, began = chosen(asked.words), time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="comity-planted-") as scratch:
        copies: Queue[Path] = Queue()
        for number in range(asked.at_once):
            copies.put(copied(Path(scratch) / f"copy{number}"))
        with ThreadPoolExecutor(asked.at_once) as pool:
            results = list(pool.map(lambda bug: tried(bug, copies), bugs))
        noticing = sorted({one.by for one in results if one.noticed and "::" in one.by})
        code, by = tested(copies.get(), noticing)
    if code != PASSED:
        print(f"A test that noticed a mistake fails without it, too: {by or f'pytest answers {code}'}")
        return 1
    print(told(results, time.perf_counter() - began))
    missed = sum(not one.noticed for one in results)
    return 1 if missed > MOST_MISSED * len(results) else 0


if __name__ == "__main__":
    sys.exit(main())
