"""Digests: SHA-256 of files and of what passes by, in pieces, so that size never decides memory."""

import hashlib
from collections.abc import Iterator
from typing import BinaryIO

CHUNK = 1 << 20


def sha256(data: bytes) -> str:
    """Give the SHA-256 of some bytes as 64 lower-case hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def chunks(stream: BinaryIO, size: int = CHUNK) -> Iterator[bytes]:
    """Read a stream to its end, a mebibyte at a time."""
    while data := stream.read(size):
        yield data
