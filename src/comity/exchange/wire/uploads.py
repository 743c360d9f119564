"""Uploads: a file arrives in pieces of 8 MiB, each on disk before it is confirmed, and goes on where it was cut."""

import contextlib
import io
import os
import re
import shutil
import threading
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Self

from comity.exchange.formats.digest import Octets
from comity.exchange.node.durable import disk_trouble_told, sync
from comity.exchange.node.fail_points import fail_point
from comity.exchange.node.node import Node
from comity.exchange.refusal import Refusal, RefusedError
from comity.exchange.wire.protocol import PIECE, content_digest

DIGEST = re.compile(r"[0-9a-f]{64}")
LARGEST = 1 << 40
RESERVE = 32 << 20
_locks: defaultdict[Path, threading.Lock] = defaultdict(threading.Lock)


class Upload:
    """One file of one counterpart that is on its way here."""

    def __init__(self, node: Node, peer: str, digest: str) -> None:
        if not DIGEST.fullmatch(digest):
            raise RefusedError(Refusal.NOT_PERMITTED, "a package is named by its SHA-256")
        self._folder = node.incoming
        self.path = node.incoming / f"{peer}-{digest}.part"
        self.lock = _locks[self.path]

    def offset(self) -> int:
        """Say how much is here for certain: whole pieces only, because the last one may have been cut."""
        with contextlib.suppress(OSError):
            return self.path.stat().st_size // PIECE * PIECE
        return 0

    def put(self, offset: int, length: int, piece: Octets, digest: str) -> int:
        """Keep a piece and give the offset that follows."""
        if not 0 < length <= LARGEST or offset + len(piece) > length or len(piece) > PIECE:
            raise RefusedError(Refusal.LIMIT_EXCEEDED, "a piece is at most 8 MiB, and a package at most 1 TiB")
        if content_digest(piece) != digest:
            raise RefusedError(Refusal.DIGEST_MISMATCH, "the piece was damaged on its way")
        if offset != self.offset() or (len(piece) < PIECE and offset + len(piece) != length):
            raise RefusedError(Refusal.DIGEST_MISMATCH, f"the next piece begins at {self.offset()}")
        self._folder.mkdir(exist_ok=True)
        if shutil.disk_usage(self._folder).free < length - offset + RESERVE:
            raise RefusedError(Refusal.OUT_OF_SPACE, "there is not enough space left for this package")
        fail_point("piece:before_write")
        with (
            disk_trouble_told(),
            self._whole_pieces(offset),
            self.path.open("r+b" if self.path.exists() else "wb") as stream,
        ):
            stream.seek(offset)
            stream.truncate()
            stream.write(piece)
            fail_point("piece:written")
            sync(stream)
        fail_point("piece:synced")
        return offset + len(piece)

    @contextlib.contextmanager
    def _whole_pieces(self, offset: int) -> Iterator[None]:
        """Take a piece away that did not reach the disk: the system may think it clean, and never write it again."""
        try:
            yield
        except OSError:
            with contextlib.suppress(FileNotFoundError):
                os.truncate(self.path, offset)
            raise

    def drop(self) -> None:
        """Forget what arrived."""
        with contextlib.suppress(OSError):
            self.path.unlink()


class PiecesAhead:
    """The pieces of a file on its way out; while one is on the line, the next is read and digested."""

    def __init__(self, stream: io.BufferedReader, length: int) -> None:
        self._stream, self._length = stream, length
        self._spaces = [bytearray(min(PIECE, length)) for _ in range(2 if length > PIECE else 1)]
        self._pool = ThreadPoolExecutor(1)
        self._ahead: Future[tuple[memoryview, str]] | None = None
        self._place = -1

    def piece(self, start: int) -> tuple[memoryview, str]:
        """Give the piece that begins there, and its digest as the protocol writes it, until the next is asked for."""
        ahead = self._ahead.result() if self._ahead else None
        found = ahead if ahead and self._place == start else self._read(start)
        self._place = start + PIECE
        self._ahead = self._pool.submit(self._read, self._place) if self._place < self._length else None
        return found

    def _read(self, start: int) -> tuple[memoryview, str]:
        space = self._spaces.pop(0)
        self._spaces.append(space)
        self._stream.seek(start)
        piece = memoryview(space)[: self._stream.readinto(space)]
        return piece, content_digest(piece)

    def __enter__(self) -> Self:
        """Begin; no thread is started before there is a second piece."""
        return self

    def __exit__(self, *exception: object) -> None:
        """End, also where the line broke."""
        self._pool.shutdown(wait=True)
