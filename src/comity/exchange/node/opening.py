"""Opening: an official takes the files of a package out; that, too, is attested and logged."""

import datetime as dt
import os
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from comity.common.errors import BadInputError, Place
from comity.exchange.documents.fields import time_text
from comity.exchange.documents.package import Package, Part
from comity.exchange.documents.receipt import Evidence
from comity.exchange.formats.digest import Octets
from comity.exchange.node.durable import disk_trouble_told, sync_folder
from comity.exchange.node.examining import examine_file
from comity.exchange.node.fail_points import fail_point
from comity.exchange.node.node import Node
from comity.exchange.node.receipts import issue_receipt, receipts_of
from comity.exchange.node.receiving import receive_copy
from comity.exchange.refusal import Refusal, RefusedError


@dataclass(frozen=True, slots=True)
class Opened:
    """A package that was taken out: its header, its digest, where its files lie, the receipts about it."""

    package: Package
    digest: str
    files: tuple[Path, ...]
    receipts: tuple[str, ...]


class FolderSink:
    """Writes the files of a package into a folder that nobody reads until everything was checked."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._open: BinaryIO | None = None
        self.paths: list[str] = []

    def small(self, path: str, content: bytes) -> None:
        """Write a small file."""
        self._start(path).write(content)

    def file(self, part: Part) -> Callable[[Octets], object]:
        """Give what writes a part."""
        return self._start(part.path).write

    def _start(self, path: str) -> BinaryIO:
        self.close()
        target = self._folder / path
        target.parent.mkdir(exist_ok=True)
        self._open = target.open("xb")
        self.paths.append(path)
        return self._open

    def close(self) -> None:
        """End the file that is being written."""
        if self._open:
            self._open.flush()
            os.fsync(self._open.fileno())
            self._open.close()
            self._open = None


def open_package(node: Node, path: Path, out: Path, at: dt.datetime, official: str | None = None) -> Opened:
    """Take a package out into a folder that does not exist yet; on any refusal there is no folder afterwards."""
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise BadInputError("is there already; a package is taken out into a new folder", Place(str(out)))
    received = receive_copy(node, path, at)
    fail_point("open:before_folder")
    files = extract(node, node.package_path(received.digest), out, at)
    fail_point("open:folder_named")
    attest_opened(node, received.digest, at, official)
    fail_point("open:committed")
    return Opened(received.package, received.digest, files, tuple(receipts_of(node, received.digest)))


def extract(node: Node, path: Path, out: Path, at: dt.datetime) -> tuple[Path, ...]:
    """Check a sealed file once more while its files are written, and name the folder only if all holds."""
    out.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(dir=out.parent, prefix=".opening-"))
    try:
        with disk_trouble_told():
            sink = FolderSink(fresh)
            found = examine_file(node, path, at, sink)
            sink.close()
            if found.examination.refusal:
                raise found.examination.refusal
            if found.digest != path.stem:
                raise RefusedError(Refusal.DIGEST_MISMATCH, "the stored file is no longer the one that was received")
            if out.exists():
                out.rmdir()
            fail_point("extract:before_name")
            fresh.rename(out)
            fail_point("extract:named")
            _name_kept(out)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return tuple(out / name for name in sink.paths)


def _name_kept(folder: Path) -> None:
    try:
        sync_folder(folder.parent)
    except OSError:
        shutil.rmtree(folder, ignore_errors=True)  # a folder that may be gone after a power cut was not taken out
        raise


def attest_opened(node: Node, digest: str, at: dt.datetime, official: str | None) -> None:
    """Log that the desk opened a package, and attest it to the sender; only the first time counts."""
    with node.store.transaction() as transaction:
        fresh = transaction.do(
            "UPDATE exchange_work SET opened = ?, opened_by = ? WHERE digest = ? AND opened IS NULL",
            time_text(at),
            official,
            digest,
        )
        if fresh:
            leaf = transaction.append("package_opened", at, package=digest, by=official)
            transaction.do("UPDATE exchange_package SET state = 'opened' WHERE digest = ?", digest)
            issue_receipt(node, transaction, digest, Evidence.RETRIEVAL, at, leaf=leaf, opened_by=official)
        fail_point("open:in_transaction")


def stored_path(node: Node, digest: str) -> Path:
    """Find the sealed file of a package that this node holds, by the beginning of its digest."""
    question = "SELECT digest FROM exchange_package WHERE substr(digest, 1, ?) = ?"
    rows = node.store.rows(question, len(digest), digest.lower())
    if len(rows) != 1:
        raise BadInputError(
            f"{'no' if not rows else 'more than one'} package here has a digest that begins with {digest}"
        )
    path = node.package_path(rows[0]["digest"])
    if not path.exists():
        raise RefusedError(
            Refusal.NOT_PERMITTED, "the content of this package was deleted; its receipts and log entries stay"
        )
    return path
