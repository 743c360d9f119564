"""Packing: a package header and its files become one sealed file, in one pass, whatever their size."""

import datetime as dt
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import BinaryIO

from cryptography import x509

from comity.exchange.age.file import AgeWriter, Writable
from comity.exchange.age.recipients import Recipient
from comity.exchange.documents.names import media_type, path_for
from comity.exchange.documents.package import MOST_PARTS, Package, Part, PartRole
from comity.exchange.formats import cades, canonical
from comity.exchange.formats.container import MIMETYPE, Entry, table
from comity.exchange.formats.digest import DigestBeside, chunks, sha256
from comity.exchange.formats.manifest import MANIFEST, SIGNATURE, SUMS, Listed, manifest_xml, sums
from comity.exchange.refusal import Refusal, RefusedError

PACKAGE, MIME = "package.json", "mimetype"


@dataclass(frozen=True, slots=True)
class Source:
    """A file to pack: its name, what it is for, and how to open it; it is read twice and must not change meanwhile."""

    name: str
    role: PartRole
    open: Callable[[], BinaryIO]


@dataclass(frozen=True, slots=True)
class MeasuredPart:
    """A part that was read once: as the header lists it, with the CRC-32 that zip asks for."""

    part: Part
    crc: int
    source: Source


def measure(number: int, source: Source) -> MeasuredPart:
    """Read a file once for its size and digests."""
    crc = 0
    with source.open() as stream, DigestBeside() as digest:
        for chunk in chunks(stream):
            digest.update(chunk)
            crc = zlib.crc32(chunk, crc)
        found = digest.hexdigest()
    path = path_for(number, source.name)
    part = Part(path, source.name[:300], source.role, media_type(path), digest.size, found)
    return MeasuredPart(part, crc, source)


def listed(package: bytes, parts: Sequence[Part]) -> list[Listed]:
    """Give what SHA256SUMS lists: the header, and every file."""
    header = (PACKAGE, "application/json", sha256(package))
    return [header, *((part.path, part.media_type, part.sha256) for part in parts)]


def manifest_of(package: bytes, parts: Sequence[Part]) -> tuple[bytes, bytes]:
    """Give the manifest and SHA256SUMS that belong to a header; the manifest lists the latter too."""
    files = listed(package, parts)
    check_list = sums(files)
    return manifest_xml([files[0], (SUMS, "text/plain", sha256(check_list)), *files[1:]]), check_list


@dataclass(frozen=True, slots=True)
class SealedBy:
    """Who seals: the certificate, what signs with its key, and the moment the signer states."""

    certificate: x509.Certificate
    sign: cades.Sign
    at: dt.datetime


def pack(
    out: Writable, package: Package, sources: Sequence[Source], owner: SealedBy, recipients: Sequence[Recipient]
) -> Package:
    """Write the sealed file and give the header as it was sealed; the caller hashes and keeps what was written."""
    writer = AgeWriter(out, recipients)
    sealed = pack_readable(writer, package, sources, owner)
    writer.finish()
    return sealed


def pack_readable(writer: Writable, package: Package, sources: Sequence[Source], owner: SealedBy) -> Package:
    """Write the container that anybody can open, for a reader who has no node; give the header as it was sealed."""
    if len(sources) > MOST_PARTS:
        raise RefusedError(Refusal.LIMIT_EXCEEDED, f"a package carries at most {MOST_PARTS} files")
    measured = [measure(number, source) for number, source in enumerate(sources, start=1)]
    sealed = replace(package, parts=tuple(item.part for item in measured))
    header = canonical.encode(sealed.as_data())
    manifest, check_list = manifest_of(header, sealed.parts)
    signature = cades.seal(manifest, owner.certificate, owner.sign, owner.at, detached=True)
    small = small_files(manifest, signature, header, check_list)
    entries = [_put(writer, path, content) for path, content in small]
    entries += [_put_file(writer, item) for item in measured]
    writer.write(table(entries))
    return sealed


def small_files(manifest: bytes, signature: bytes, header: bytes, check_list: bytes) -> list[tuple[str, bytes]]:
    """Give the files in front of the parts, in their order."""
    front = [(MIME, MIMETYPE.encode()), (MANIFEST, manifest), (SIGNATURE, signature)]
    return [*front, (PACKAGE, header), (SUMS, check_list)]


def _put(writer: Writable, path: str, content: bytes) -> Entry:
    entry = Entry(path, len(content), zlib.crc32(content))
    writer.write(entry.local())
    writer.write(content)
    return entry


def _put_file(writer: Writable, item: MeasuredPart) -> Entry:
    entry = Entry(item.part.path, item.part.size, item.crc)
    writer.write(entry.local())
    with item.source.open() as stream, DigestBeside() as digest:
        for chunk in chunks(stream):
            digest.update(chunk)
            writer.write(chunk)
        found = digest.hexdigest()
    if found != item.part.sha256:
        raise RefusedError(Refusal.DIGEST_MISMATCH, f"{item.part.name} changed while it was being sealed")
    return entry
