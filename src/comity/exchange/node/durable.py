"""Durable files: written aside, synced, then named; what has its name is whole, whatever happens to the machine."""

import contextlib
import errno
import os
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from comity.exchange.node.fail_points import fail_point
from comity.exchange.refusal import Refusal, RefusedError

NO_SPACE = "there is no space left on the disk of this node"
FAILED = "the disk of this node failed; nothing was acknowledged, and it can be tried again when the disk is mended"
_NOT_FOR_FOLDERS = {errno.EINVAL, errno.ENOTSUP, errno.EBADF}  # what systems say that cannot sync a folder


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable, where the system knows how to; a disk that fails is told."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in _NOT_FOR_FOLDERS:
            raise
    finally:
        os.close(handle)


def made_folder(folder: Path) -> Path:
    """Make a folder whose name is durable, unless it is there."""
    if not folder.is_dir():
        folder.mkdir(parents=True, exist_ok=True)
        sync_folder(folder.parent)
    return folder


def sync(stream: BinaryIO) -> None:
    """Make what was written durable."""
    stream.flush()
    os.fsync(stream.fileno())


@contextlib.contextmanager
def disk_trouble_told() -> Iterator[None]:
    """Turn a disk that is full or fails into a refusal that the other side can read; it may try again later."""
    try:
        yield
    except OSError as error:
        if error.errno in {errno.ENOSPC, errno.EDQUOT}:
            raise RefusedError(Refusal.OUT_OF_SPACE, NO_SPACE) from None
        if error.errno in {errno.EIO, errno.EROFS}:
            raise RefusedError(Refusal.DISK_FAILED, FAILED) from None
        raise


@contextlib.contextmanager
def aside(folder: Path) -> Iterator[Path]:
    """Give a name in a folder that nobody reads; what is left there under it afterwards is removed."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f".writing-{secrets.token_hex(8)}"
    try:
        yield path
    finally:
        with contextlib.suppress(OSError):
            path.unlink()


def write_durably(path: Path, data: bytes, *, private: bool = False) -> None:
    """Write a small file so that either all of it stands under its name or nothing does."""
    with disk_trouble_told(), aside(path.parent) as fresh:
        handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600 if private else 0o644)
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            sync(stream)
        fail_point("durable:before_name")
        fresh.replace(path)
        fail_point("durable:named")
        sync_folder(path.parent)
