"""Handing a message to a national e-CODEX connector: a folder of the connector's client, there at once, whole and once.

A folder is written under a name that no client looks at, in the transaction that logs it, and gets its own name when
that is on the disk. What the machine stopped in between is finished, or removed where nothing of it was logged.
"""

import contextlib
import datetime as dt
import hashlib
import os
import re
import secrets
import shutil
import socket
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from comity.common.errors import BadInputError
from comity.exchange.documents.connector import (
    CONTAINER,
    PDF,
    PROPERTIES,
    XML,
    Partner,
    Settings,
    content_xml,
    message_properties,
)
from comity.exchange.documents.package import Package, Party
from comity.exchange.formats.digest import DigestBeside, chunks
from comity.exchange.formats.properties import properties_text, read_properties
from comity.exchange.node.durable import disk_trouble_told, sync, sync_folder
from comity.exchange.node.fail_points import fail_point
from comity.exchange.node.node import Node
from comity.exchange.node.sending import HashingWriter, Letter, next_place, package_of, record_package
from comity.exchange.packing import Source, pack_readable
from comity.exchange.refusal import Refusal, RefusedError

NAME = "e-codex"
_WRITING = ".writing-"
_STALE = 3600
_MEGABYTE = 1_000_000
_UNNAMEABLE = re.compile(r"[^A-Za-z0-9._-]")


@dataclass(frozen=True, slots=True)
class HandedOver:
    """A message that the connector will take: its package, the digest of the container, and its folder."""

    package: Package
    digest: str
    folder: Path


@dataclass(frozen=True, slots=True)
class Written:
    """A message that is logged and whole but has not its name yet: the client of the connector does not see it."""

    package: Package
    digest: str
    fresh: Path
    folder: Path

    def give_name(self) -> None:
        """Let the connector see it; called when the transaction that logged it is on the disk."""
        fail_point("connector:committed")
        with contextlib.suppress(FileNotFoundError):  # the node's own loop may have given it its name already
            self.fresh.replace(self.folder)
        sync_folder(self.folder.parent)
        fail_point("connector:named")


def peer_of(state: str) -> str:
    """How the store names the connector's way to a state."""
    return f"{NAME}-{state}"


def hand_over(node: Node, letter: Letter, pdf: bytes, state: str, settings: Settings, at: dt.datetime) -> HandedOver:
    """Write a message for the connector: PDF, business document, files, and our sealed container beside them."""
    written = message_write(node, letter, pdf, state, settings, at)
    written.give_name()
    return HandedOver(written.package, written.digest, written.folder)


def message_write(node: Node, letter: Letter, pdf: bytes, state: str, settings: Settings, at: dt.datetime) -> Written:
    """Write and log a message that gets its name later, when the caller's transaction is on the disk, too."""
    to = settings.states.get(state)
    if to is None:
        raise RefusedError(Refusal.WRONG_ADDRESSEE, f"the connector's settings name no partner in {state}")
    finish_handing_over(node, settings)
    outgoing = Path(settings.outgoing)
    fresh = outgoing / f"{_WRITING}{_here()}-{os.getpid()}-{secrets.token_hex(8)}"
    with _removed_where_it_fails(fresh), node.store.transaction() as transaction:
        place = next_place(transaction, peer_of(state), letter.conversation or "")
        sender, addressee = Party(node.state, node.id, letter.desk), Party(state, peer_of(state))
        package = package_of(letter, sender, addressee, place, at)
        package, digest, size = _write(fresh, node, package, letter, pdf, at, settings, to)
        fail_point("connector:written")
        leaf = transaction.append("connector_handed_over", at, package=digest, id=package.id, to=state)
        record_package(transaction, package, digest, size, at, at, incoming=False, state="handed_over", leaf=leaf)
        fail_point("connector:in_transaction")
    return Written(package, digest, fresh, outgoing / f"{package.id}{settings.ready}")


@contextlib.contextmanager
def _removed_where_it_fails(folder: Path) -> Iterator[None]:
    try:
        yield
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def _write(
    folder: Path,
    node: Node,
    package: Package,
    letter: Letter,
    pdf: bytes,
    at: dt.datetime,
    settings: Settings,
    to: Partner,
) -> tuple[Package, str, int]:
    """Write a message folder, every file on the disk; gives the package as sealed, its container's digest and size."""
    with disk_trouble_told():
        folder.mkdir(parents=True)
        with (folder / CONTAINER).open("xb") as stream, DigestBeside() as digest:
            package = pack_readable(HashingWriter(stream, digest), package, letter.sources, node.keys.sealing(at))
            sync(stream)
            found, size = digest.hexdigest(), digest.size
        for number, source in enumerate(letter.sources, 1):
            _copy(source, folder / _name(number, source.name))
        _put(folder / PDF, pdf)
        _put(folder / XML, content_xml(package, found))
        _put(folder / PROPERTIES, properties_text(message_properties(settings, to, package)))
        _check_size(folder, settings)
        _share(folder)
        sync_folder(folder)
    return package, found, size


def _check_size(folder: Path, settings: Settings) -> None:
    """Connectors take messages up to a size; what is larger is told before anything of it was logged."""
    size = sum(path.stat().st_size for path in folder.iterdir())
    if settings.largest_mb is not None and size > settings.largest_mb * _MEGABYTE:
        whole = -(-size // _MEGABYTE)
        raise BadInputError(f"the message has {whole} MB; the connector takes at most {settings.largest_mb} MB")


def _share(folder: Path) -> None:
    """Let the group of the connector's folder do with a message what it may do in that folder, and nobody else."""
    group = folder.parent.stat().st_mode & 0o070
    for path in folder.iterdir():
        path.chmod(0o600 | (group & 0o060))
    folder.chmod(0o700 | group)


def _copy(source: Source, path: Path) -> None:
    with source.open() as coming, path.open("xb") as stream:
        for chunk in chunks(coming):
            stream.write(chunk)
        sync(stream)


def _put(path: Path, content: bytes) -> None:
    with path.open("xb") as stream:
        stream.write(content)
        sync(stream)


def _name(number: int, name: str) -> str:
    """A name for a file beside the message that is no evidence, no document of its own and fits every disk."""
    return f"attachment-{number:03}-{_UNNAMEABLE.sub('_', name)[-80:]}"


def finish_handing_over(node: Node, settings: Settings) -> None:
    """Give the connector what was logged before the machine stopped, and remove what was not."""
    outgoing = Path(settings.outgoing)
    for folder in sorted(outgoing.glob(f"{_WRITING}*")) if outgoing.is_dir() else []:
        if message_of(node, folder) is None:
            if _abandoned(folder):
                shutil.rmtree(folder, ignore_errors=True)
            continue
        message = read_properties((folder / PROPERTIES).read_bytes())["backend.message.id"]
        with contextlib.suppress(FileNotFoundError):
            folder.replace(outgoing / f"{message}{settings.ready}")
        sync_folder(outgoing)
        fail_point("connector:finished")


def message_of(node: Node, folder: Path) -> str | None:
    """The digest of the message of ours that a folder holds; nothing where it is none that was logged."""
    try:
        said = read_properties((folder / PROPERTIES).read_bytes())
    except (OSError, RefusedError):
        return None
    row = node.store.row(
        "SELECT digest FROM exchange_package WHERE incoming = 0 AND id = ? AND substr(peer, 1, 8) = ?",
        said.get("backend.message.id", ""),
        f"{NAME}-",
    )
    return str(row["digest"]) if row else None


def _here() -> str:
    """The machine, or the container of it: only here can be asked whether one of its processes has ended."""
    return hashlib.sha256(socket.gethostname().encode()).hexdigest()[:8]


def _abandoned(folder: Path) -> bool:
    """Whether the process that was writing a message has ended; where that cannot be asked, an hour decides."""
    here, _, rest = folder.name.removeprefix(_WRITING).partition("-")
    writer = rest.partition("-")[0]
    if sys.platform != "win32" and here == _here() and writer.isdigit() and int(writer) != os.getpid():
        try:
            os.kill(int(writer), 0)
        except ProcessLookupError:
            return True
        except PermissionError:
            return False
    try:
        return time.time() - folder.stat().st_mtime > _STALE
    except FileNotFoundError:
        return False
