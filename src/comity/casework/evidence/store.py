"""Files kept by their digest: written piece by piece, never changed, and checked against their own name."""

import contextlib
import hashlib
import os
import re
import secrets
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from comity.common.errors import BadInputError, ComityError, Place
from comity.exchange.node.durable import made_folder, sync_folder

PIECE = 1 << 18  # bytes read or hashed at a time
_DIGEST = re.compile(r"[0-9a-f]{64}")


class FileGoneError(ComityError):
    """A file of the register is not where it was kept."""


class Arriving:
    """A file on its way in: its digest grows with each piece, and it is gone again unless somebody keeps it.

    What is larger than ``limit`` bytes is read to its end and not written, so that the sentence can be told.
    """

    def __init__(self, folder: Path, limit: int) -> None:
        self.folder, self.limit, self.size = folder, limit, 0
        self._hash = hashlib.sha256()
        folder.mkdir(parents=True, exist_ok=True)
        self.path = folder / f"arriving-{secrets.token_hex(16)}"
        self._out: BinaryIO = os.fdopen(os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o600), "wb")

    @property
    def too_large(self) -> bool:
        """Whether it went over the limit."""
        return self.size > self.limit

    @property
    def digest(self) -> str:
        """The SHA-256 of what has arrived so far."""
        return self._hash.hexdigest()

    def add(self, piece: bytes) -> None:
        """Take the next piece."""
        self.size += len(piece)
        if not self.too_large:
            self._hash.update(piece)
            self._out.write(piece)

    def finish(self) -> None:
        """See to it that all of it is on the disk."""
        if not self._out.closed:
            self._out.flush()
            os.fsync(self._out.fileno())
            self._out.close()

    def discard(self) -> None:
        """Leave nothing of it; what was kept before stays."""
        self._out.close()
        with contextlib.suppress(FileNotFoundError):
            self.path.unlink()

    def keep(self) -> str:
        """Put it in its place under its digest and give the digest; a file that is there already is the same file."""
        self.finish()
        if self.too_large:
            self.discard()
            raise BadInputError(f"the file is larger than {self.limit // 1_000_000} MB", Place(field="file"))
        place = path_of(self.folder, self.digest)
        made_folder(place.parent)
        self.path.replace(place)
        sync_folder(place.parent)
        return self.digest


def adopt(folder: Path, path: Path, digest: str) -> None:
    """Put a file that is whole, on the disk and checked against its digest into its place; the same file is no harm."""
    place = path_of(folder, digest)
    made_folder(place.parent)
    path.replace(place)
    sync_folder(place.parent)


_BINARY = getattr(os, "O_BINARY", 0)  # Windows would otherwise turn line ends


def arrived(pieces: Iterable[bytes], folder: Path, limit: int) -> Arriving:
    """Write pieces that come from elsewhere than an upload, such as a package of another node."""
    coming = Arriving(folder, limit)
    try:
        for piece in pieces:
            coming.add(piece)
        coming.finish()
    except BaseException:
        coming.discard()
        raise
    return coming


def path_of(folder: Path, digest: str) -> Path:
    """Where the file with a digest lies."""
    if not _DIGEST.fullmatch(digest):
        raise BadInputError(f"'{digest}' is no SHA-256 digest")
    return folder / digest[:2] / digest[2:]


def kept_in(folder: Path) -> set[str]:
    """The digests of all files that lie in the folder."""
    return {path.parent.name + path.name for path in folder.glob("[0-9a-f][0-9a-f]/*")}


def open_kept(folder: Path, digest: str) -> BinaryIO:
    """Open a kept file for reading."""
    try:
        return path_of(folder, digest).open("rb")
    except FileNotFoundError:
        raise FileGoneError(f"the file with the digest {digest} is not in the folder of the office") from None


def pieces_of(file: BinaryIO) -> Iterator[bytes]:
    """The pieces of an open file, one after the other."""
    while piece := file.read(PIECE):
        yield piece


def is_whole(folder: Path, digest: str) -> bool:
    """Whether a kept file still has the digest under which it was kept; its bytes are read and hashed again."""
    with open_kept(folder, digest) as file:
        again = hashlib.sha256()
        for piece in pieces_of(file):
            again.update(piece)
    return again.hexdigest() == digest
