"""How fast evidence of many GB travels, in how much memory, also when both nodes are killed on the way:
`./run bench exchange_evidence`.

Each node is a process of its own. The receiving one is killed (SIGKILL) when a third has arrived, the sending one when
two thirds have, and both go on where they were. Every step stands beside the limits of the same run: SHA-256 alone,
ChaCha20-Poly1305 alone, writing and syncing alone. COMITY_BENCH_MB sets the size (default 512; 10240 is the goal's),
COMITY_BENCH_FOLDER where it lies; at most two copies lie there at a time. It exits 1 where what came out is not what
went in, or more than one piece went twice for each kill.
"""

import contextlib
import hashlib
import json
import os
import resource
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bench_exchange_faults import forked, free_port, now, prepare
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from comity.exchange.documents.package import PackageType, PartRole
from comity.exchange.node.ceremony import own_card
from comity.exchange.node.node import Node, open_node
from comity.exchange.node.opening import open_package
from comity.exchange.node.sending import Letter, seal_letter
from comity.exchange.packing import Source
from comity.exchange.wire import client
from comity.exchange.wire.client import send_all
from comity.exchange.wire.protocol import PIECE
from comity.exchange.wire.serving import serve_node

MEGABYTES = int(os.environ.get("COMITY_BENCH_MB", "512"))
ROOM = os.environ.get("COMITY_BENCH_FOLDER")
KILLS = 2


@dataclass(frozen=True, slots=True)
class Took:
    """What a step took: seconds by the clock, seconds of processor, and the most memory of its process."""

    seconds: float
    processor: float
    memory: float

    def told(self, what: str, limit: float) -> str:
        speed, gib = MEGABYTES / self.seconds, MEGABYTES / 1024
        return (
            f"  {what}: {speed:,.0f} MB/s, {speed / limit:.2f} of the limit ({limit:,.0f} MB/s), "
            f"{self.processor / gib:.1f} s of processor per GiB, {self.memory:.0f} MB of memory at its peak"
        )


def processor() -> float:
    return sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


def in_a_process(folder: Path, action: Callable[[], object]) -> Took:
    """Do a step in a process of its own, so that its memory is its own."""
    told = folder / "told.json"

    def measured() -> None:
        started, used = time.perf_counter(), processor()
        action()
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10)
        told.write_text(json.dumps([time.perf_counter() - started, processor() - used, peak]), "utf-8")

    told.unlink(missing_ok=True)
    os.waitpid(forked(measured), 0)
    return Took(*json.loads(told.read_text("utf-8")))


def megabytes_per_second(action: Callable[[bytes], object], count: int) -> float:
    block, started = os.urandom(1 << 20), time.perf_counter()
    for _ in range(count):
        action(block)
    return count / (time.perf_counter() - started)


def limits(folder: Path) -> tuple[float, float, float]:
    cipher, space = ChaCha20Poly1305(bytes(32)), bytearray(65_552)

    def sealed(block: bytes) -> None:
        for start in range(0, 1 << 20, 65_536):
            cipher.encrypt_into(bytes(12), memoryview(block)[start : start + 65_536], None, space)

    hashing = megabytes_per_second(lambda block: hashlib.sha256(block).digest(), 256)
    sealing = megabytes_per_second(sealed, 256)
    path, count = folder / "written", min(MEGABYTES, 512)
    with path.open("wb") as stream:
        started = time.perf_counter()
        megabytes_per_second(stream.write, count)
        stream.flush()
        os.fsync(stream.fileno())
        writing = count / (time.perf_counter() - started)
    path.unlink()
    return hashing, sealing, writing


def evidence(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("wb") as stream:
        for _ in range(MEGABYTES):
            block = os.urandom(1 << 20)
            digest.update(block)
            stream.write(block)
    return digest.hexdigest()


def arrived(folder: Path) -> int:
    return sum(path.stat().st_size for path in (folder / "incoming").glob("*.part"))


def wait_until(condition: Callable[[], bool]) -> None:
    while not condition():
        time.sleep(0.005)


def sent(folder: Path, counted: Path) -> None:
    """Send until it is delivered; every piece that goes out leaves one byte behind."""
    asking = client.Connection.ask

    def ask(self: client.Connection, method: str, *rest: object) -> object:
        if method == "PATCH":
            with counted.open("ab") as stream:
                stream.write(b".")
        return asking(self, method, *rest)  # type: ignore[arg-type]

    client.Connection.ask = ask  # type: ignore[method-assign]
    node = open_node(folder)
    while not any(outcome.delivered for outcome in send_all(node, now)):
        time.sleep(0.05)


def killed_on_the_way(one: Path, other: Path, port: int, folder: Path, length: int) -> tuple[Took, float, int]:
    """Send with a kill of each side; gives what the sender took, the memory of the receiver, and the pieces sent."""
    counted = folder / "pieces"

    def serve() -> int:
        return forked(lambda: serve_node(lambda: open_node(other), ("127.0.0.1", port), now, ready=str, deliver=False))

    started, used = time.perf_counter(), processor()
    server, sender, memory = serve(), forked(lambda: sent(one, counted)), 0.0
    wait_until(lambda: arrived(other) > length // 3)
    memory = max(memory, peak_of(server))
    stop(server)
    server = serve()
    wait_until(lambda: arrived(other) > length * 2 // 3)
    memory_of_sender = peak_of(sender)
    stop(sender)
    last = in_a_process(folder, lambda: sent(one, counted))
    memory = max(memory, peak_of(server))
    seconds = time.perf_counter() - started
    stop(server)
    took = Took(seconds, processor() - used, max(memory_of_sender, last.memory))
    return took, memory, counted.stat().st_size


def peak_of(process: int) -> float:
    with contextlib.suppress(OSError):
        lines = Path(f"/proc/{process}/status").read_text("ascii").splitlines()
        return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM"))
    return float("nan")


def stop(process: int) -> None:
    os.kill(process, signal.SIGKILL)
    os.waitpid(process, 0)


def digest_of(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def seal(one: Path, other: Path, path: Path) -> None:
    source = Source("evidence.bin", PartRole.DOCUMENT, lambda: path.open("rb"))
    letter = Letter(PackageType.EVIDENCE, "Bank records", "R-1", sources=[source])
    seal_letter(open_node(one), letter, own_card(open_node(other)).card, now())


def main() -> int:
    if not hasattr(os, "fork"):
        print("this measurement needs a system that can fork")
        return 0
    print(f"{os.cpu_count()} cores, Python {sys.version.split()[0]}, load {os.getloadavg()[0]:.1f} at the start")
    with tempfile.TemporaryDirectory(dir=ROOM) as name:
        folder = Path(name)
        hashing, sealing, writing = limits(folder)
        print(f"limits of this run: SHA-256 {hashing:,.0f} MB/s, ChaCha20-Poly1305 {sealing:,.0f}, disk {writing:,.0f}")
        return measured(folder, min(hashing, sealing, writing))


def measured(folder: Path, limit: float) -> int:
    one, other, port = folder / "fra", folder / "che", free_port()
    os.waitpid(forked(lambda: prepare(one, other, port)), 0)
    path = folder / "evidence.bin"
    went = evidence(path)
    print(f"evidence of {MEGABYTES:,} MB, n = 1; the limit is the slowest of the three")
    print(in_a_process(folder, lambda: seal(one, other, path)).told("sealed", limit))
    path.unlink()
    stored = next((one / "packages").glob("*.cx"))
    length = stored.stat().st_size
    took, memory, pieces = killed_on_the_way(one, other, port, folder, length)
    needed = -(-length // PIECE)
    print(took.told(f"sent and verified, with {KILLS} kills", limit))
    print(f"  the receiving node: {memory:.0f} MB of memory; {needed} pieces, {pieces - needed} sent twice")
    stored.unlink()
    found = next((other / "packages").glob("*.cx"))
    out = folder / "out"
    print(in_a_process(folder, lambda: opened(open_node(other), found, out)).told("opened", limit))
    came = digest_of(next((out / "files").iterdir()))
    print(f"  what came out is what went in: {came == went}; load {os.getloadavg()[0]:.1f} at the end")
    return 0 if came == went and pieces - needed <= KILLS else 1


def opened(node: Node, path: Path, out: Path) -> None:
    open_package(node, path, out, now())


if __name__ == "__main__":
    sys.exit(main())
