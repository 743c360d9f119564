"""Changes one operator, constant or word of logic at a time in a room, and counts what its tests notice.

`python tests/proof/mutants.py [--room permissions] [--most 40] [--seed 20261122] [--all]`: a sample of all places that
can be changed, drawn by the seed; changes that equivalent.toml names with their reason are not among them. A change is
killed when a test of the room fails with it. Most are asked in a fork (swapping.py); what passes there, and what is
worked out before any test, is asked again of a process of its own with the change on disk. Exits 1 under 90 %.
"""

import argparse
import multiprocessing
import os
import random
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from proof.changing import Change, changed, changes, equivalents, reason
from proof.planted import FAILED, ROOT, copied, tested

LEAST = 0.9
SOURCE = ROOT / "src" / "comity"
VALUES = "architecture/test_frozen.py"


@dataclass(frozen=True, slots=True)
class Room:
    """The files of a room, by their patterns, and the tests that guard it."""

    files: tuple[str, ...]
    tests: tuple[str, ...]
    without: tuple[str, ...] = ()

    def names(self) -> list[str]:
        """Every file of the room."""
        found = {path for pattern in self.files for path in SOURCE.glob(pattern)}
        found -= {path for pattern in self.without for path in SOURCE.glob(pattern)}
        return sorted(path.relative_to(SOURCE).as_posix() for path in found)


_PARSERS = (
    "unit/exchange/formats",
    "unit/exchange/documents",
    "unit/exchange/age",
    "unit/exchange/golden",
    "unit/exchange/test_identifiers.py",
    "unit/exchange/test_specification.py",
)
ROOMS: dict[str, Room] = {
    "permissions": Room(
        ("casework/predicates.py", "casework/access.py", "casework/identity.py"),
        ("unit/casework/test_access.py", VALUES),
    ),
    "log": Room(
        ("exchange/formats/merkle.py", "casework/log/*.py"),
        (
            "unit/exchange/formats/test_merkle.py",
            "unit/casework/test_log_verifying.py",
            "unit/casework/test_log.py",
            "unit/casework/exchange_store",
            VALUES,
        ),
    ),
    # what decides whether something that came is accepted, and what is sealed
    "exchange": Room(
        (
            "exchange/*.py",
            "exchange/documents/*.py",
            "exchange/formats/*.py",
            "exchange/age/*.py",
            "exchange/node/receiving.py",
            "exchange/node/receipts.py",
            "exchange/node/heads.py",
        ),
        (*_PARSERS, "unit/exchange/node/test_exchange.py", "unit/exchange/node/test_conditions.py", VALUES),
        without=("exchange/formats/merkle.py",),
    ),
    # everything else of a node: keys, sending, the wire, the connector, private matching, training
    "node": Room(
        ("exchange/node/*.py", "exchange/wire/*.py", "exchange/matching/*.py", "exchange/training/*.py"),
        ("unit/exchange/matching", "unit/exchange/node", "unit/exchange/wire", "unit/exchange/training", VALUES),
        without=("exchange/node/receiving.py", "exchange/node/receipts.py", "exchange/node/heads.py"),
    ),
}
BESIDE = ("--ignore=tests/unit/exchange/node/test_kills.py",)  # its work is done in processes of its own


@dataclass(frozen=True, slots=True)
class Sample:
    """What was drawn of a room: the changes to ask about, how many there are in all, and those that change nothing."""

    drawn: list[Change]
    places: int
    equivalent: list[tuple[Change, str]]


def sample(room: Room, most: int, seed: int) -> Sample:
    """Draw so many changes of a room by the seed."""
    named, known = equivalents(), [one for name in room.names() for one in changes(SOURCE / name, name)]
    texts = {name: (SOURCE / name).read_text(encoding="utf-8") for name in room.names()}
    drawn, alike = list[Change](), list[tuple[Change, str]]()
    for one in random.Random(seed).sample(known, len(known)):
        if len(drawn) == most:
            break
        if changed(texts[one.file], one) is None:
            continue
        because = reason(one, texts[one.file], named)
        if because:
            alike.append((one, because))
        else:
            drawn.append(one)
    return Sample(drawn, len(known), alike)


def killed(root: Path, change: Change, tests: tuple[str, ...]) -> bool:
    """Whether a test notices the change on disk, in a process that begins with it."""
    place = root / "src" / "comity" / change.file
    text = place.read_text(encoding="utf-8")
    place.write_text(changed(text, change) or text, encoding="utf-8")
    try:
        code, _ = tested(root, list(tests), *BESIDE)
    except subprocess.TimeoutExpired:
        return False  # no answer is no notice
    finally:
        place.write_text(text, encoding="utf-8")
    return code in {FAILED, 2}  # 2: the program cannot even be imported


def at_once(tests: tuple[str, ...], drawn: list[Change]) -> list[bool | None]:
    """Ask forks of one process; nothing is known where there are none."""
    if not hasattr(os, "fork"):
        return [None] * len(drawn)
    from proof import swapping  # noqa: PLC0415 - needs what only Unix has

    paths = [*BESIDE, *(f"tests/{name}" for name in tests)]
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        return pool.submit(swapping.outcomes, SOURCE, paths, ROOT, drawn).result()


def of_room(name: str, most: int, seed: int, root: Path) -> tuple[int, int]:
    """How many changes of a room were killed, of how many."""
    room, began = ROOMS[name], time.monotonic()
    found = sample(room, most, seed)
    dead = 0
    for one, outcome in zip(found.drawn, at_once(room.tests, found.drawn), strict=True):
        noticed = outcome or killed(root, one, room.tests)
        dead += noticed
        if not outcome:
            print(f"{'killed' if noticed else 'SURVIVED'}: {one}", file=sys.stderr, flush=True)
    for one, because in found.equivalent:
        print(f"not asked: {one}: {because}", file=sys.stderr, flush=True)
    tried, alike = len(found.drawn), len(found.equivalent)
    told = f"{name}: {dead} of {tried} killed, drawn from {found.places} places, seed {seed}, "
    print(f"{told}{alike} more drawn that change nothing, {time.monotonic() - began:.0f} s", flush=True)
    return dead, tried


def main() -> int:
    """Change, ask, count."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--room", choices=sorted(ROOMS), default="permissions")
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--most", type=int, default=40)
    parser.add_argument("--seed", type=int, default=20261122)
    asked, began = parser.parse_args(), time.monotonic()
    with tempfile.TemporaryDirectory(prefix="comity-mutants-") as scratch:
        root = copied(Path(scratch) / "copy")
        rooms = sorted(ROOMS) if asked.all else [asked.room]
        counted = [of_room(room, asked.most, asked.seed, root) for room in rooms]
    each = ", ".join(f"{room} {dead} of {tried}" for room, (dead, tried) in zip(rooms, counted, strict=True))
    print(f"changes killed: {each}; seed {asked.seed}, {time.monotonic() - began:.0f} s")
    return 0 if all(dead >= LEAST * tried for dead, tried in counted) else 1


if __name__ == "__main__":
    sys.exit(main())
