"""What a disk that fails or loses what it was not told to keep does to an exchange: `./run bench exchange_disk`.

A package is sealed, brought over in pieces, received, opened, and its receipts are taken in. A library in front of the
system's (tests/proof/disk_faults.c, made with the C compiler at hand) lets one call fail: a write with an error of the
disk, without space, or half done; a sync or a rename with an error. A sync that fails loses what it should have kept.
The same process then tries again, and at its end the power fails: whatever no good sync has reached is lost. In another
kind of try the power fails at a write, a sync or a rename, and a new process goes on. Whatever was acknowledged before
must be there afterwards, whole and once, with both logs and databases intact. COMITY_DISK_FAULTS sets how many places
of each kind are drawn (default: every one), COMITY_DISK_SEED draws the same again. It exits 1 where something was lost.
"""

import ctypes
import datetime as dt
import hashlib
import io
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import IntEnum
from pathlib import Path

from comity.common.errors import BadInputError
from comity.exchange.documents.package import PackageType, PartRole
from comity.exchange.node.ceremony import Reach, init_node, own_card, trust_card
from comity.exchange.node.durable import write_durably
from comity.exchange.node.node import DATABASE, Node, open_node
from comity.exchange.node.opening import open_package
from comity.exchange.node.receipts import take_receipt
from comity.exchange.node.receiving import receive_file, received
from comity.exchange.node.sending import Letter, seal_letter
from comity.exchange.node.status import node_status
from comity.exchange.packing import Source
from comity.exchange.refusal import RefusedError
from comity.exchange.wire import uploads
from comity.exchange.wire.protocol import content_digest

SOURCE = Path(__file__).parents[1] / "proof" / "disk_faults.c"
LIBRARY = "COMITY_DISK_LIBRARY"
MOST = int(os.environ.get("COMITY_DISK_FAULTS", "0"))
SEED = int(os.environ.get("COMITY_DISK_SEED", "0")) or random.SystemRandom().randrange(1 << 32)
NOW = dt.datetime(2026, 11, 21, 9, 0, tzinfo=dt.UTC)
PAGE, PIECE, TRIES, CUT = b"A page of evidence. " * 500, 1 << 12, 4, 77


class Fault(IntEnum):
    """What happens at one call, by the numbers of the library."""

    NONE, WRITE_EIO, WRITE_ENOSPC, WRITE_SHORT, SYNC_EIO, RENAME_EIO, CUT_AT_WRITE, CUT_AT_SYNC, CUT_AT_RENAME = range(
        9
    )

    @property
    def call(self) -> int:
        """Which kind of call is counted: a write, a sync, a rename."""
        return 1 if "SYNC" in self.name else 2 if "RENAME" in self.name else 0


TOLD = {
    Fault.WRITE_EIO: "a write fails (EIO)",
    Fault.WRITE_ENOSPC: "a write finds no space (ENOSPC)",
    Fault.WRITE_SHORT: "a write is half done, then no space",
    Fault.SYNC_EIO: "a sync fails (EIO) and loses what it should have kept",
    Fault.RENAME_EIO: "a rename fails (EIO)",
    Fault.CUT_AT_WRITE: "the power fails at a write",
    Fault.CUT_AT_SYNC: "the power fails at a sync",
    Fault.CUT_AT_RENAME: "the power fails at a rename",
}
Acknowledge = Callable[..., object]


def made(folder: Path) -> None:
    one = init_node(folder / "fra", "FRA", "Bureau A (invented)", NOW, Reach())
    other = init_node(folder / "che", "CHE", "Office B (invented)", NOW, Reach())
    for node, card in ((one, own_card(other)), (other, own_card(one))):
        trust_card(node, card.text, card.card.fingerprint, NOW)
    for node in (one, other):
        node.store.close()


def whole_way(folder: Path, acknowledge: Acknowledge) -> None:
    """Everything that an exchange writes, from wherever it was stopped; each step is acknowledged when it returned."""
    one, other = open_node(folder / "fra"), open_node(folder / "che")
    try:
        held = one.store.row("SELECT digest FROM exchange_package")
        digest = held["digest"] if held else sealed(one, other)
        acknowledge("sealed", digest)
        bring(one, other, digest, acknowledge)
        texts = received(other, digest, new=False).receipts
        acknowledge("received", digest, *(named(text) for text in texts))
        for text in texts:
            path = folder / "back" / f"{named(text)}.p7m"
            write_durably(path, text.encode("ascii"))
            take_receipt(one, path.read_bytes(), NOW)
            acknowledge("taken", named(text))
        out = folder / f"out-{len([*folder.glob('out-*')])}"
        open_package(other, other.package_path(digest), out, NOW)
        acknowledge("opened", out.name)
    finally:
        one.store.close()
        other.store.close()


def named(text: str) -> str:
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def sealed(one: Node, other: Node) -> str:
    source = Source("page.txt", PartRole.DOCUMENT, lambda: io.BytesIO(PAGE))
    letter = Letter(PackageType.EVIDENCE, "Records", "R-1", sources=[source])
    return seal_letter(one, letter, own_card(other).card, NOW).digest


def bring(one: Node, other: Node, digest: str, acknowledge: Acknowledge) -> None:
    """Bring a package over as the wire does, piece by piece."""
    content = one.package_path(digest).read_bytes()
    upload = uploads.Upload(other, one.id, digest)
    while other.store.row("SELECT 1 FROM exchange_package WHERE digest = ? AND incoming = 1", digest) is None:
        start = min(upload.offset(), (len(content) - 1) // PIECE * PIECE)
        piece = content[start : start + PIECE]
        following = upload.put(start, len(content), piece, content_digest(piece))
        acknowledge("piece", following)
        if following == len(content):
            receive_file(other, upload.path, NOW, digest)


def losses(folder: Path, acknowledged: list[list[str]], *, ended: bool) -> list[str]:
    """Say what was acknowledged and is not there, or there twice; at the end, too, what should have come about."""
    found = []
    one, other = open_node(folder / "fra"), open_node(folder / "che")
    for node in (one, other):
        node.store.check_log()
        with sqlite3.connect(node.folder / DATABASE) as database:
            found += [f"database: {row[0]}" for row in database.execute("PRAGMA integrity_check") if row[0] != "ok"]
        found += [f"alarm: {alarm['what']}" for alarm in node_status(node, NOW)["alarms"]]
    for what, *said in acknowledged:
        if not is_there(folder, one, other, what, said):
            found.append(f"{what} {' '.join(said)}")
    events = [entry.event for entry in other.store.events()]
    counts = (1,) if ended else (0, 1)
    found += [f"{name} {events.count(name)} times" for name in ONCE if events.count(name) not in counts]
    for node in (one, other):
        node.store.close()
    return found


ONCE = ("package_received", "package_delivered")


def is_there(folder: Path, one: Node, other: Node, what: str, said: list[str]) -> bool:
    if what == "sealed":
        return whole(one, said[0])
    if what == "received":
        return whole(other, said[0]) and set(said[1:]) <= receipts(other)
    if what == "taken":
        return said[0] in receipts(one)
    if what == "opened":
        return PAGE in {path.read_bytes() for path in (folder / said[0]).rglob("*") if path.is_file()}
    if other.store.row("SELECT 1 FROM exchange_package WHERE incoming = 1"):
        return True
    row = one.store.row("SELECT digest FROM exchange_package")
    if row is None:
        return False
    end, content = int(said[0]), one.package_path(row["digest"]).read_bytes()
    places = (uploads.Upload(other, one.id, row["digest"]).path, other.package_path(row["digest"]))
    return any(path.exists() and path.read_bytes()[:end] == content[:end] for path in places)


def whole(node: Node, digest: str) -> bool:
    path = node.package_path(digest)
    there = node.store.row("SELECT 1 FROM exchange_package WHERE digest = ?", digest)
    return there is not None and path.exists() and hashlib.sha256(path.read_bytes()).hexdigest() == digest


def receipts(node: Node) -> set[str]:
    return {named(row["text"]) for row in node.store.rows("SELECT text FROM exchange_receipt")}


def in_a_process(disk: ctypes.CDLL, folder: Path, fault: Fault, number: int) -> tuple[int, list[list[str]]]:
    """Go the whole way in a fork with a fault, again where it fails, until the power fails; what was acknowledged."""
    reading, writing = os.pipe()
    process = os.fork()
    if process == 0:
        code = 1
        try:
            os.close(reading)
            disk.disk_watch(os.fsencode(folder), int(fault), ctypes.c_long(number))
            code = 0 if tried(folder, lambda *said: os.write(writing, f"{' '.join(map(str, said))}\n".encode())) else 2
            if fault is Fault.NONE:
                counts = " ".join(str(disk.disk_calls(call)) for call in range(3))
                os.write(writing, f"calls {counts}\n".encode())
            disk.disk_cut()
        finally:
            os._exit(code)
    os.close(writing)
    with os.fdopen(reading) as told:
        acknowledged = [line.split() for line in told]
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]), acknowledged


def tried(folder: Path, acknowledge: Acknowledge) -> bool:
    for _ in range(TRIES):
        try:
            whole_way(folder, acknowledge)
        except (RefusedError, BadInputError, OSError, sqlite3.Error):
            continue
        return True
    return False


@contextmanager
def copied(template: Path) -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name).resolve() / "world"
        shutil.copytree(template, folder)
        yield folder


def went_wrong(disk: ctypes.CDLL, template: Path, fault: Fault, number: int) -> list[str]:
    with copied(template) as folder:
        code, acknowledged = in_a_process(disk, folder, fault, number)
        if code != CUT:
            ended = [] if code == 0 else [f"the process ended with {code}"]
            return ended + losses(folder, acknowledged, ended=code == 0)
        found = losses(folder, acknowledged, ended=False)
        code, more = in_a_process(disk, folder, Fault.NONE, 0)
        ended = [] if code == 0 else [f"the second process ended with {code}"]
        return found + ended + losses(folder, acknowledged + more[:-1], ended=code == 0)


def all_faults(disk: ctypes.CDLL, template: Path) -> int:
    with copied(template) as folder:
        code, acknowledged = in_a_process(disk, folder, Fault.NONE, 0)
        calls = [int(count) for count in acknowledged.pop()[1:]]
        if code or losses(folder, acknowledged, ended=True):
            raise AssertionError("without a fault it must end well")
    print(f"seed {SEED}; {calls[0]} writes, {calls[1]} syncs, {calls[2]} renames on the whole way", flush=True)
    wrong = 0
    for fault, told in TOLD.items():
        places = [*range(1, calls[fault.call] + 1)]
        if 0 < MOST < len(places):
            places = sorted(random.Random(f"{SEED} {fault.name}").sample(places, MOST))
        failed = [(place, found) for place in places if (found := went_wrong(disk, template, fault, place))]
        for place, found in failed:
            print(f"  {fault.name} {place}: {'; '.join(found)}", flush=True)
        print(f"{told}: {len(failed)} of {len(places)} lost, doubled or stuck", flush=True)
        wrong += len(failed)
    return wrong


def main() -> int:
    if LIBRARY not in os.environ:
        compiler = shutil.which("cc")
        if compiler is None or sys.platform != "linux":
            print("this needs Linux and a C compiler (cc)")
            return 3
        with tempfile.TemporaryDirectory() as name:
            library = str(Path(name) / "disk_faults.so")
            subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", library, str(SOURCE), "-ldl"], check=True)
            environment = os.environ | {LIBRARY: library, "LD_PRELOAD": library, "COMITY_DISK_SEED": str(SEED)}
            return subprocess.run([sys.executable, __file__], env=environment, check=False).returncode
    uploads.PIECE = PIECE  # type: ignore[misc]
    began = time.process_time() + sum(os.times()[2:4])
    with tempfile.TemporaryDirectory() as name:
        template = Path(name) / "template"
        made(template)
        wrong = all_faults(ctypes.CDLL(os.environ[LIBRARY]), template)
    spent = time.process_time() + sum(os.times()[2:4]) - began
    print(f"{wrong} went wrong; {spent:.0f} s of processor time")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
