"""Digests: SHA-256 of files and of what passes by, in pieces, so that size never decides memory."""

import hashlib
import queue
import threading
from collections.abc import Iterator
from typing import BinaryIO, Self

# Memory of this size stays with the process; for larger pieces the system gives, and clears, new pages each time.
CHUNK = 1 << 18
Octets = bytes | bytearray | memoryview
_WORTH_A_THREAD = 4 << 20
_WAITING = 4


def sha256(data: bytes) -> str:
    """Give the SHA-256 of some bytes as 64 lower-case hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def chunks(stream: BinaryIO, size: int = CHUNK) -> Iterator[bytes]:
    """Read a stream to its end, a piece at a time."""
    while data := stream.read(size):
        yield data


class DigestBeside:
    """A SHA-256 computed beside the work on the same bytes, on another processor where there is enough of them.

    What was given must not be changed afterwards: it may be waiting for its turn.
    """

    def __init__(self) -> None:
        self._digest = hashlib.sha256()
        self._waiting: queue.Queue[Octets | None] = queue.Queue(_WAITING)
        self._thread: threading.Thread | None = None
        self.size = 0

    def update(self, data: Octets) -> None:
        """Take the next bytes."""
        self.size += len(data)
        if self._thread is None and self.size < _WORTH_A_THREAD:
            self._digest.update(data)
            return
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, daemon=True)
            self._thread.start()
        self._waiting.put(data)

    def _work(self) -> None:
        while (data := self._waiting.get()) is not None:
            self._digest.update(data)

    def hexdigest(self) -> str:
        """Give the digest of everything that was given."""
        self._finish()
        return self._digest.hexdigest()

    def _finish(self) -> None:
        if self._thread is not None:
            self._waiting.put(None)
            self._thread.join()
            self._thread = None

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(self, *exception: object) -> None:
        """End the thread, also where the work broke off."""
        self._finish()
