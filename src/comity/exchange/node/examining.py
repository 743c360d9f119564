"""Examining: a sealed file is checked from its first byte to its last, and digested on the way."""

import datetime as dt
import hashlib
import io
from pathlib import Path
from typing import BinaryIO

from comity.exchange.documents.fields import time_from
from comity.exchange.node.node import Node
from comity.exchange.unpacking import Examination, Nowhere, Sink, examine

COPY = 1 << 20


class HashingReader(io.RawIOBase):
    """Passes on what is read and digests it."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.digest = hashlib.sha256()
        self.size = 0

    def readable(self) -> bool:
        """It can be read."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Read the next bytes into a buffer."""
        data = self._stream.read(len(buffer))
        buffer[: len(data)] = data
        self.digest.update(data)
        self.size += len(data)
        return len(data)


def examine_file(node: Node, path: Path, at: dt.datetime, sink: Sink | None = None) -> tuple[Examination, str, int]:
    """Check a sealed file; gives what was found, the digest of all its bytes, and its size."""
    with path.open("rb", buffering=0) as raw:
        hashing = HashingReader(raw)
        examination = examine(
            io.BufferedReader(hashing, COPY), node.reader(at, _known_since(node, path)), sink or Nowhere()
        )
        while hashing.read(COPY):
            pass
    return examination, hashing.digest.hexdigest(), hashing.size


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
