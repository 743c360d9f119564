"""Arriving: a large package is examined while its pieces arrive, so that little is left to do when the last is there.

Nothing depends on it. Where it was not begun, was given up, or whom this node trusts has changed meanwhile, the whole
file is examined at the end as any other.
"""

import contextlib
import datetime as dt
import io
import threading
from pathlib import Path

from comity.exchange.node.examining import Examined, examine_stream
from comity.exchange.node.node import Node
from comity.exchange.unpacking import Reader

PATIENCE = 60.0
MOST_AT_ONCE = 4


class GrowingFile(io.RawIOBase):
    """A file that is still being written: who reads it waits for what has not arrived yet."""

    def __init__(self, path: Path) -> None:
        self._stream = path.open("rb", buffering=0)
        self._changed = threading.Condition()
        self.there, self._given, self._whole, self._given_up = 0, 0, False, False

    def grow(self, there: int, *, whole: bool) -> None:
        """Tell how many bytes are on disk, and whether that is all."""
        with self._changed:
            self.there, self._whole = there, whole
            self._changed.notify_all()

    def give_up(self) -> None:
        """Tell that no more will come, as whoever sends it has begun again."""
        with self._changed:
            self._given_up = True
            self._changed.notify_all()

    def readable(self) -> bool:
        """It can be read."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Read what has arrived, or wait for it."""
        with self._changed:
            while self._given >= self.there and not self._whole:
                if self._given_up or not self._changed.wait(PATIENCE):
                    raise TimeoutError("the pieces stopped coming")
            most = self.there - self._given
        count = self._stream.readinto(buffer[:most]) or 0
        self._given += count
        return count

    def close(self) -> None:
        """Close the file."""
        self._stream.close()
        super().close()


class _Arriving:
    def __init__(self, path: Path, reader: Reader) -> None:
        self.reader = reader
        self.file = GrowingFile(path)
        self.found: Examined | None = None
        self.thread = threading.Thread(target=self._examine, args=(path,), name=f"arriving {path.name}", daemon=True)
        self.thread.start()

    def _examine(self, path: Path) -> None:
        try:
            with contextlib.suppress(OSError), self.file:
                self.found = examine_stream(self.file, self.reader)
        finally:
            if self.found is None:
                _forget(path, self)


_arriving: dict[Path, _Arriving] = {}
_lock = threading.Lock()


def piece_arrived(node: Node, path: Path, place: range, length: int, at: dt.datetime) -> None:
    """Go on examining a file whose bytes in this place are on disk now; the caller holds the lock of that file."""
    there = place.stop
    with _lock:
        found = _arriving.get(path)
        if found is not None and found.file.there != place.start:
            found.file.give_up()
            del _arriving[path]  # the file was begun again
            found = None
        if found is None and there < length and len(_arriving) < MOST_AT_ONCE:
            reader = node.reader(at)
            if not any(other.card.revoked for other in reader.counterparts.values()):
                found = _arriving[path] = _Arriving(path, reader)
    if found is not None:
        found.file.grow(there, whole=there >= length)


def examined(node: Node, path: Path, at: dt.datetime) -> Examined | None:
    """Give what was found in a file whose last piece has arrived, if it counts: whom this node trusts is the same."""
    with _lock:
        found = _arriving.pop(path, None)
    if found is None:
        return None
    found.thread.join(PATIENCE * 10)
    unchanged = found.reader.counterparts == node.reader(at).counterparts
    return found.found if unchanged else None


def _forget(path: Path, given_up: _Arriving) -> None:
    with _lock:
        if _arriving.get(path) is given_up:
            del _arriving[path]
