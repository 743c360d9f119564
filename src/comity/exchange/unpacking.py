"""Unpacking: everything a sealed file must be before it counts, checked front to back while it streams past."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import BinaryIO, Protocol

from comity.exchange.age.file import decrypted
from comity.exchange.age.recipients import Identity
from comity.exchange.documents.package import LARGEST_HEADER, Package, Part, package_from
from comity.exchange.documents.trust import Counterpart
from comity.exchange.formats import cades
from comity.exchange.formats.container import MIMETYPE, ContainerReader
from comity.exchange.formats.digest import DigestBeside, Octets
from comity.exchange.formats.manifest import MANIFEST, SIGNATURE, SUMS
from comity.exchange.packing import MIME, PACKAGE, manifest_of, small_files
from comity.exchange.refusal import Refusal, RefusedError

LARGEST_SIGNATURE = 16 * 1024


class Sink(Protocol):
    """Where the files of a package go while they are checked; nothing of it may be used before all is checked."""

    def small(self, path: str, content: bytes) -> None:
        """Keep a small file."""
        ...

    def file(self, part: Part) -> Callable[[Octets], object]:
        """Give what takes the content of a part."""
        ...


class Nowhere:
    """Keeps nothing: for checking only."""

    def small(self, path: str, content: bytes) -> None:
        """Forget a small file."""

    def file(self, part: Part) -> Callable[[Octets], object]:  # noqa: ARG002 - the protocol's shape
        """Forget a part."""
        return len


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads: this node's id, its identities, the nodes it trusts (itself among them), and when it reads.

    ``known_since`` is when this node first held the file, where it did; a key revoked later does not undo that.
    """

    node: str
    identities: Sequence[Identity]
    counterparts: Mapping[str, Counterpart]
    at: dt.datetime
    known_since: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that must hold, and whether it does; None where an earlier failure left it unexamined."""

    name: str
    holds: bool | None
    detail: str


@dataclass(frozen=True, slots=True)
class Examination:
    """What was found: the header once the seal over it holds, every check in order, and the first refusal."""

    package: Package | None
    sealed: dt.datetime | None
    checks: tuple[Check, ...]
    refusal: RefusedError | None

    @property
    def holds(self) -> bool:
        """Whether everything does."""
        return self.refusal is None


CHECKS = {
    "encryption": "the file opens with a key of this node, and no byte of it was altered",
    "container": "the container is in the one accepted form and holds nothing that is not listed",
    "signature": "the seal over the manifest holds",
    "manifest": "the manifest lists exactly the header and the files",
    "sender": "the seal is that of a trusted node, in force, not revoked, and the header names that node as sender",
    "addressee": "the header names this node as addressee, or this node as sender",
    "digests": "every file has the digest that the sealed header gives",
}


class _Progress:
    def __init__(self) -> None:
        self.done: list[str] = []
        self.at = "encryption"
        self.package: Package | None = None
        self.sealed: dt.datetime | None = None

    def passed(self, name: str, following: str) -> None:
        self.done.append(name)
        self.at = following


def examine(stream: BinaryIO, reader: Reader, sink: Sink) -> Examination:
    """Check a sealed file from its first byte to its last; nothing passed to the sink counts unless all holds."""
    progress = _Progress()
    try:
        _examine(stream, reader, sink, progress)
    except RefusedError as refusal:
        return Examination(progress.package, progress.sealed, _checks(progress, refusal), refusal)
    return Examination(progress.package, progress.sealed, _checks(progress, None), None)


def _checks(progress: _Progress, refusal: RefusedError | None) -> tuple[Check, ...]:
    if refusal is None:
        return tuple(Check(name, True, text) for name, text in CHECKS.items())
    failed = "encryption" if refusal.what in _ENCRYPTION else progress.at
    holds = {name: True for name in progress.done if name != failed} | {failed: False}
    told = CHECKS | {failed: str(refusal)}
    return tuple(Check(name, holds.get(name), told[name]) for name in CHECKS)


_ENCRYPTION = frozenset({"the sealed file was altered or is cut off", "the sealed file ends in an empty chunk"})


def _examine(stream: BinaryIO, reader: Reader, sink: Sink, progress: _Progress) -> None:
    plain: Iterator[Octets] = decrypted(stream, reader.identities)
    progress.at = "container"
    container = ContainerReader(plain)
    if container.small(MIME, 100) != MIMETYPE.encode():
        raise RefusedError(Refusal.UNKNOWN_FORMAT, "the sealed file does not hold an ASiC-E container")
    manifest = container.small(MANIFEST, LARGEST_HEADER)
    signature = container.small(SIGNATURE, LARGEST_SIGNATURE)
    header = container.small(PACKAGE, LARGEST_HEADER)
    progress.at = "signature"
    sealed = cades.open_seal(signature, manifest)
    progress.passed("signature", "manifest")
    package = package_from(header)
    expected, check_list = manifest_of(header, package.parts)
    if manifest != expected or container.small(SUMS, LARGEST_HEADER) != check_list:
        raise RefusedError(Refusal.DIGEST_MISMATCH, "the manifest does not list what the package holds")
    progress.passed("manifest", "sender")
    progress.package, progress.sealed = package, sealed.at
    _check_sender(package, sealed, reader)
    progress.passed("sender", "addressee")
    _check_addressee(package, reader)
    progress.passed("addressee", "digests")
    for path, content in small_files(manifest, signature, header, check_list):
        sink.small(path, content)
    for part in package.parts:
        _check_part(container, part, sink)
    progress.passed("digests", "container")
    container.finish()


def _check_sender(package: Package, sealed: cades.Seal, reader: Reader) -> None:
    counterpart = reader.counterparts.get(package.sender.node)
    if counterpart is None:
        what = f"the sender ({package.sender.state}, node {package.sender.node}) is not trusted here"
        raise RefusedError(Refusal.UNTRUSTED_SENDER, what)
    refused = counterpart.seal_refused(sealed.certificate, sealed.at, reader.known_since or reader.at)
    if refused:
        code = Refusal.KEY_REVOKED if "revoked" in refused else Refusal.UNTRUSTED_SENDER
        raise RefusedError(Refusal.CARD_EXPIRED if "in force" in refused else code, refused)
    if package.sender.state != counterpart.card.state:
        what = f"the header names {package.sender.state} as sender, the seal is that of {counterpart.card.state}"
        raise RefusedError(Refusal.UNTRUSTED_SENDER, what)


def _check_addressee(package: Package, reader: Reader) -> None:
    if reader.node not in {package.addressee.node, package.sender.node}:
        what = f"the package is for {package.addressee.state} (node {package.addressee.node}), not for this node"
        raise RefusedError(Refusal.WRONG_ADDRESSEE, what)


def _check_part(container: ContainerReader, part: Part, sink: Sink) -> None:
    entry = container.header(part.path)
    if entry.size != part.size:
        raise RefusedError(Refusal.DIGEST_MISMATCH, f"{part.path} is not as long as the header says")
    keep = sink.file(part)
    with DigestBeside() as digest:

        def take(chunk: Octets) -> None:
            digest.update(chunk)
            keep(chunk)

        container.body(entry, take)
        found = digest.hexdigest()
    if found != part.sha256:
        raise RefusedError(Refusal.DIGEST_MISMATCH, f"{part.path} is not the file that was sealed")
