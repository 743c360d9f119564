"""Examining: a sealed file is checked from its first byte to its last, and digested on the way."""

import datetime as dt
import hashlib
import io
from dataclasses import dataclass
from pathlib import Path

from comity.exchange.documents.fields import time_from
from comity.exchange.node.node import Node
from comity.exchange.unpacking import Examination, Nowhere, Reader, Sink, examine

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


@dataclass(frozen=True, slots=True)
class Examined:
    """What was found in a sealed file, the digest of all its bytes, and its size."""

    examination: Examination
    digest: str
    size: int


def examine_file(node: Node, path: Path, at: dt.datetime, sink: Sink | None = None) -> Examined:
    """Check a sealed file."""
    with path.open("rb", buffering=0) as raw:
        return examine_stream(raw, node.reader(at, _known_since(node, path)), sink)


def examine_stream(raw: io.RawIOBase, reader: Reader, sink: Sink | None = None) -> Examined:
    """Check a sealed file from its first byte to its last, also where what it holds is refused early."""
    hashing = HashingReader(raw)
    examination = examine(io.BufferedReader(hashing, COPY), reader, sink or Nowhere())
    while hashing.read(COPY):
        pass
    return Examined(examination, hashing.digest.hexdigest(), hashing.size)


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
