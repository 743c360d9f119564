"""Examining: a sealed file is checked from its first byte to its last, and digested on the way."""

import datetime as dt
import hashlib
import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from comity.exchange.documents.fields import time_from
from comity.exchange.documents.package import Part, PartRole
from comity.exchange.formats.digest import Octets
from comity.exchange.node.node import Node
from comity.exchange.unpacking import Examination, Reader, Sink, examine

COPY = 1 << 18


class HashingReader(io.RawIOBase):
    """Passes on what is read and digests it."""

    def __init__(self, stream: io.RawIOBase) -> None:
        self._stream = stream
        self.digest = hashlib.sha256()
        self.size = 0

    def readable(self) -> bool:
        """It can be read."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Read the next bytes into a buffer."""
        count = self._stream.readinto(buffer) or 0
        self.digest.update(buffer[:count])
        self.size += count
        return count


MOST_KEPT = 8 << 20


@dataclass(frozen=True, slots=True)
class Examined:
    """What was found in a sealed file, the digest of all its bytes, its size, and the request in it as data."""

    examination: Examination
    digest: str
    size: int
    request: dict[str, bytes]


class KeepsRequest:
    """Keeps what a package says to machines, which the desk asks for at once; everything else passes by."""

    def __init__(self) -> None:
        self._kept: dict[str, bytearray] = {}

    def small(self, path: str, content: bytes) -> None:
        """Forget the files of the container itself."""

    def file(self, part: Part) -> Callable[[Octets], object]:
        """Keep a request where there is room for it."""
        if part.role is not PartRole.REQUEST or part.size > MOST_KEPT - sum(map(len, self._kept.values())):
            return len
        kept = self._kept[part.path] = bytearray()
        return kept.extend

    def kept(self) -> dict[str, bytes]:
        """Give what was kept, by its path."""
        return {path: bytes(content) for path, content in self._kept.items()}


def examine_file(node: Node, path: Path, at: dt.datetime, sink: Sink | None = None) -> Examined:
    """Check a sealed file."""
    with path.open("rb", buffering=0) as raw:
        return examine_stream(raw, node.reader(at, _known_since(node, path)), sink)


def examine_stream(raw: io.RawIOBase, reader: Reader, sink: Sink | None = None) -> Examined:
    """Check a sealed file from its first byte to its last, also where what it holds is refused early."""
    hashing, keeping = HashingReader(raw), KeepsRequest()
    examination = examine(io.BufferedReader(hashing, COPY), reader, sink or keeping)
    while hashing.read(COPY):
        pass
    request = keeping.kept() if examination.holds else {}
    return Examined(examination, hashing.digest.hexdigest(), hashing.size, request)


def digest_of(path: Path) -> str:
    """Give the digest of a file."""
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while chunk := stream.read(COPY):
            digest.update(chunk)
    return digest.hexdigest()


def _known_since(node: Node, path: Path) -> dt.datetime | None:
    """When this node first held these bytes; only asked where a counterpart has revoked a key."""
    if not any(counterpart.card.revoked for counterpart in node.counterparts().values()):
        return None
    row = node.store.row("SELECT recorded FROM exchange_package WHERE digest = ?", digest_of(path))
    return time_from(row["recorded"]) if row else None
