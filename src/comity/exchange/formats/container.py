"""The container: an ASiC-E zip in one exact form (stored, in order, undated), so that a content has one encoding.

Nothing is compressed: what people send is compressed already, and a file that cannot grow cannot be a bomb. A reader
goes through it once, front to back, and writes the table at the end again from what it has seen, to compare.
"""

import struct
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from comity.exchange.formats.digest import Octets
from comity.exchange.refusal import Refusal, RefusedError

MIMETYPE = "application/vnd.etsi.asic-e+zip"
LARGEST_ENTRIES = 1100
_LOCAL, _CENTRAL, _END = 0x04034B50, 0x02014B50, 0x06054B50
_END64, _LOCATOR64 = 0x06064B50, 0x07064B50
_EPOCH = (0, 0x21)  # midnight of 1 January 1980, the first day that zip knows
_UTF8 = 0x0800
_FULL = 0xFFFFFFFF
_LOCAL_SIZE = 30

Write = Callable[[Octets], object]


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of a container: its path, size in bytes, and the CRC-32 that zip asks for."""

    path: str
    size: int
    crc: int

    @property
    def needs_64(self) -> bool:
        """Whether the size does not fit the original zip format."""
        return self.size >= _FULL

    def local(self) -> bytes:
        """Write the header in front of the content."""
        name = self.path.encode("utf-8")
        extra = struct.pack("<HHQQ", 1, 16, self.size, self.size) if self.needs_64 else b""
        size = _FULL if self.needs_64 else self.size
        version, flags = (45 if self.needs_64 else 20), _flags(name)
        fixed = (_LOCAL, version, flags, 0, *_EPOCH, self.crc, size, size, len(name), len(extra))
        return struct.pack("<IHHHHHIIIHH", *fixed) + name + extra

    def central(self, offset: int) -> bytes:
        """Write the line of the table at the end."""
        name = self.path.encode("utf-8")
        wide = [self.size, self.size] if self.needs_64 else []
        far = offset >= _FULL
        wide += [offset] if far else []
        extra = struct.pack(f"<HH{len(wide)}Q", 1, 8 * len(wide), *wide) if wide else b""
        size = _FULL if self.needs_64 else self.size
        version = 45 if wide else 20
        fixed = (_CENTRAL, 3 << 8 | version, version, _flags(name), 0, *_EPOCH, self.crc, size, size)
        tail = (len(name), len(extra), 0, 0, 0, 0o100644 << 16, _FULL if far else offset)
        return struct.pack("<IHHHHHHIIIHHHHHII", *fixed, *tail) + name + extra


def _flags(name: bytes) -> int:
    return 0 if name.isascii() else _UTF8


def table(entries: list[Entry]) -> bytes:
    """Write everything that follows the last file."""
    lines, offset = [], 0
    for entry in entries:
        lines.append(entry.central(offset))
        offset += len(entry.local()) + entry.size
    body = b"".join(lines)
    count = len(entries)
    if offset < _FULL:
        return body + struct.pack("<IHHHHIIH", _END, 0, 0, count, count, len(body), offset, 0)
    end64 = struct.pack("<IQHHIIQQQQ", _END64, 44, 3 << 8 | 45, 45, 0, 0, count, count, len(body), offset)
    locator = struct.pack("<IIQI", _LOCATOR64, 0, offset + len(body), 1)
    return body + end64 + locator + struct.pack("<IHHHHIIH", _END, 0, 0, count, count, len(body), _FULL, 0)


class ContainerReader:
    """Reads a container front to back; refuses at the first byte that is not where it must be."""

    def __init__(self, chunks: Iterator[Octets]) -> None:
        self._chunks = chunks
        self._held: Octets = b""
        self.entries: list[Entry] = []

    def _take(self, size: int) -> bytes:
        parts, missing = [], size
        while missing:
            parts.append(self._next(missing))
            missing -= len(parts[-1])
        return b"".join(parts)

    def _next(self, most: int) -> Octets:
        """Give what lies next, without copying it: at least a byte, at most so many."""
        if not self._held:
            self._held = next(self._chunks, b"")
            if not self._held:
                raise _damaged()
        part, self._held = self._held[:most], self._held[most:]
        return part

    def header(self, path: str) -> Entry:
        """Read the header of the next file, which must be the one expected."""
        wanted = path.encode("utf-8")
        fixed = self._take(_LOCAL_SIZE)
        crc, size = struct.unpack_from("<I", fixed, 14)[0], struct.unpack_from("<I", fixed, 22)[0]
        extra_size = struct.unpack_from("<H", fixed, 28)[0]
        rest = self._take(len(wanted) + min(extra_size, 20))
        if size == _FULL and extra_size == 20:
            size = struct.unpack_from("<Q", rest, len(wanted) + 4)[0]
        entry = Entry(path, size, crc)
        if fixed + rest != entry.local() or len(self.entries) >= LARGEST_ENTRIES:
            raise _damaged()
        self.entries.append(entry)
        return entry

    def body(self, entry: Entry, write: Write) -> None:
        """Pass the content of the file whose header was read to a writer, and check its CRC-32."""
        missing, crc = entry.size, 0
        while missing:
            part = self._next(missing)
            crc = zlib.crc32(part, crc)
            write(part)
            missing -= len(part)
        if crc != entry.crc:
            raise _damaged()

    def small(self, path: str, largest: int) -> bytes:
        """Read a whole file that must be small."""
        entry = self.header(path)
        if entry.size > largest:
            raise RefusedError(Refusal.LIMIT_EXCEEDED, f"{path} is larger than {largest} bytes")
        out = bytearray()
        self.body(entry, out.extend)
        return bytes(out)

    def finish(self) -> None:
        """Read the table at the end; nothing may follow it."""
        expected = table(self.entries)
        if self._take(len(expected)) != expected or self._held or any(self._chunks):
            raise _damaged()


def _damaged() -> RefusedError:
    return RefusedError(Refusal.DAMAGED, "the container is not in the one form that is accepted")
