"""How fast two nodes exchange, beside what the machine can do at all: `./run bench exchange`.

Small packages by wire with every commit on disk, large evidence sealed, sent and opened with the memory it took, the
log checked again. COMITY_BENCH_MB sets the size of the evidence (default 512), COMITY_BENCH_PACKAGES the number of
packages (default 100).
"""

import datetime as dt
import hashlib
import io
import os
import platform
import resource
import sqlite3
import sys
import tempfile
import threading
import time
from pathlib import Path

from comity.exchange.documents.package import PackageType, PartRole
from comity.exchange.node.ceremony import Reach, init_node, own_card, renew_card, trust_card
from comity.exchange.node.node import Node, open_node
from comity.exchange.node.opening import open_package
from comity.exchange.node.sending import Letter, seal_letter
from comity.exchange.packing import Source
from comity.exchange.wire.client import send_all
from comity.exchange.wire.server import NodeServer

MEGABYTES = int(os.environ.get("COMITY_BENCH_MB", "512"))
PACKAGES = int(os.environ.get("COMITY_BENCH_PACKAGES", "100"))


def now() -> dt.datetime:
    return dt.datetime.now(dt.UTC).replace(microsecond=0)


def pair(folder: Path) -> tuple[Node, Node, NodeServer]:
    one = init_node(folder / "fra", "FRA", "Bureau A (invented)", now(), Reach())
    other = init_node(folder / "che", "CHE", "Office B (invented)", now(), Reach())
    server = NodeServer(lambda: open_node(other.folder), ("127.0.0.1", 0), now)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    card = renew_card(other, now(), reach=Reach((f"https://127.0.0.1:{server.server_address[1]}",)))
    trust_card(one, card.text, card.card.fingerprint, now())
    trust_card(other, own_card(one).text, own_card(one).card.fingerprint, now())
    return one, open_node(other.folder), server


def letter(path: Path | None, data: bytes = b"") -> Letter:
    source = Source(
        "evidence.bin", PartRole.DOCUMENT, (lambda: path.open("rb")) if path else (lambda: io.BytesIO(data))
    )
    return Letter(PackageType.EVIDENCE, "Bank records", "R-1", sources=[source])


def fsyncs_per_second(folder: Path) -> float:
    database = sqlite3.connect(folder / "probe.sqlite", isolation_level=None)
    database.execute("PRAGMA journal_mode = WAL")
    database.execute("PRAGMA synchronous = FULL")
    database.execute("CREATE TABLE t (a)")
    started, count = time.perf_counter(), 300
    for number in range(count):
        database.execute("INSERT INTO t VALUES (?)", (number,))
    return count / (time.perf_counter() - started)


def raw_hash_speed() -> float:
    block, started = bytes(1 << 20), time.perf_counter()
    for _ in range(256):
        hashlib.sha256(block).digest()
    return 256 / (time.perf_counter() - started)


def peak() -> float:
    size = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return size / (1 << 20 if sys.platform == "darwin" else 1 << 10)


def timed(what: str, action: object, count: float, unit: str) -> float:
    started = time.perf_counter()
    action()  # type: ignore[operator]
    speed = count / (time.perf_counter() - started)
    print(f"  {what}: {speed:,.1f} {unit}")
    return speed


def main() -> None:
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else float("nan")
    noisy = " (noisy)" if load > 0.5 else ""
    print(f"{platform.processor() or platform.machine()}, {os.cpu_count()} cores, load {load:.1f} at the start{noisy}")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        commits = fsyncs_per_second(folder)
        print(f"limits of this run: {commits:,.0f} commits/s, SHA-256 {raw_hash_speed():,.0f} MB/s on one core")
        one, other, server = pair(folder)
        print(f"packages of 20 kB, n = {PACKAGES}, one after the other, both nodes in one process:")
        body = os.urandom(20_000)
        to = own_card(other).card

        def seal_all() -> None:
            for _ in range(PACKAGES):
                seal_letter(one, letter(None, body), to, now())

        sealing = timed("sealed, logged, in the outbox", seal_all, PACKAGES, "/s")
        outcomes: list[object] = []
        sending = timed(
            "sent, verified, stored, receipts back", lambda: outcomes.extend(send_all(one, now)), PACKAGES, "/s"
        )
        end_to_end = 1 / (1 / sealing + 1 / sending)
        print(f"  end to end: {end_to_end:,.1f} /s, that is {end_to_end / commits:.3f} of the commits this disk can do")
        large_evidence(folder, one, other)
        size = one.store.head().size
        timed(f"log of {size} entries computed again", one.store.check_log, size, "entries/s")
        server.shutdown()


def large_evidence(folder: Path, one: Node, other: Node) -> None:
    path = folder / "evidence.bin"
    with path.open("wb") as stream:
        for _ in range(MEGABYTES):
            stream.write(os.urandom(1 << 20))
    before = peak()
    print(f"evidence of {MEGABYTES} MB; memory before: {before:.0f} MB")
    sealed = []
    timed(
        "sealed", lambda: sealed.append(seal_letter(one, letter(path), own_card(other).card, now())), MEGABYTES, "MB/s"
    )
    timed("sent and verified", lambda: send_all(one, now), MEGABYTES, "MB/s")
    stored = other.package_path(sealed[0].digest)
    timed(
        "opened (checked twice, written)", lambda: open_package(other, stored, folder / "out", now()), MEGABYTES, "MB/s"
    )
    print(f"  memory at its peak, both nodes together: {peak():.0f} MB")


if __name__ == "__main__":
    main()
