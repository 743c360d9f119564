"""The container has one form: what other tools read, and what anybody altered, moved or added is refused."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator

import pytest

from comity.exchange.formats.container import LARGEST_ENTRIES, ContainerReader, Entry, table
from comity.exchange.refusal import Refusal, RefusedError

FULL = 0xFFFFFFFF
FILES = {"mimetype": b"application/x", "files/001-é.txt": b"text" * 100, "empty": b""}


def entry(path: str, content: bytes) -> Entry:
    return Entry(path, len(content), zlib.crc32(content))


def packed(files: dict[str, bytes]) -> bytes:
    entries = [entry(path, content) for path, content in files.items()]
    bodies = (one.local() + content for one, content in zip(entries, files.values(), strict=True))
    return b"".join(bodies) + table(entries)


def pieces(data: bytes, size: int = 7) -> Iterator[bytes]:
    return (data[start : start + size] for start in range(0, len(data), size))


def read(data: bytes, files: dict[str, bytes] | None = None, size: int = 7) -> list[bytes]:
    reader = ContainerReader(pieces(data, size))
    found = [reader.small(path, 1000) for path in files or FILES]
    reader.finish()
    return found


def refusal_of(data: bytes, files: dict[str, bytes] | None = None) -> Refusal:
    with pytest.raises(RefusedError) as refused:
        read(data, files)
    return refused.value.code


@pytest.mark.parametrize("size", [1, 7, 30, 10_000])
def test_what_is_written_is_read_in_whatever_pieces_it_comes(size: int) -> None:
    assert read(packed(FILES), size=size) == list(FILES.values())


def test_other_tools_read_it_with_its_names_and_nothing_is_compressed_or_dated() -> None:
    with zipfile.ZipFile(io.BytesIO(packed(FILES))) as archive:
        assert archive.testzip() is None
        told = archive.infolist()
    assert [one.filename for one in told] == list(FILES)
    assert {one.compress_type for one in told} == {zipfile.ZIP_STORED}
    assert {one.date_time for one in told} == {(1980, 1, 1, 0, 0, 0)}
    assert {one.external_attr >> 16 for one in told} == {0o100644}
    assert [bool(one.flag_bits & 0x800) for one in told] == [False, True, False]


def test_the_files_come_in_their_order_under_their_names() -> None:
    data = packed(FILES)
    assert refusal_of(data, dict(reversed(FILES.items()))) is Refusal.DAMAGED
    assert refusal_of(data, {"mimetype": b"", "files/001-e.txt": b""}) is Refusal.DAMAGED


def test_nothing_stands_before_between_or_after_the_files_and_nothing_is_missing() -> None:
    data = packed(FILES)
    assert refusal_of(b"\0" + data) is Refusal.DAMAGED
    assert refusal_of(data + b"\0") is Refusal.DAMAGED
    assert refusal_of(data[:-1]) is Refusal.DAMAGED
    assert refusal_of(data[:40]) is Refusal.DAMAGED
    assert refusal_of(data, dict(list(FILES.items())[:2])) is Refusal.DAMAGED, "a file that nobody asked for"
    for chunk in (b"", b"more"):  # what follows in a later piece of the stream counts, too
        reader = ContainerReader(iter([data, chunk]))
        for path in FILES:
            reader.small(path, 1000)
        if chunk:
            with pytest.raises(RefusedError):
                reader.finish()
        else:
            reader.finish()


@pytest.mark.parametrize("place", range(len(packed({"a": b"text"}))))
def test_no_byte_of_it_can_be_altered(place: int) -> None:
    data = bytearray(packed({"a": b"text"}))
    data[place] ^= 1
    assert refusal_of(bytes(data), {"a": b""}) in {Refusal.DAMAGED, Refusal.LIMIT_EXCEEDED}


def test_a_small_file_is_as_long_as_it_may_be_and_no_longer() -> None:
    data = packed({"a": b"12345"})
    assert ContainerReader(pieces(data)).small("a", 5) == b"12345"
    with pytest.raises(RefusedError) as refused:
        ContainerReader(pieces(data)).small("a", 4)
    assert refused.value.code is Refusal.LIMIT_EXCEEDED


def test_a_container_holds_no_more_files_than_its_limit() -> None:
    files = {f"f{number}": b"" for number in range(LARGEST_ENTRIES)}
    assert len(read(packed(files), files)) == LARGEST_ENTRIES == 1100
    assert refusal_of(packed(files | {"more": b""}), files | {"more": b""}) is Refusal.DAMAGED


@pytest.mark.parametrize(("size", "wide"), [(FULL - 1, False), (FULL, True), (FULL + 9, True)])
def test_a_size_that_does_not_fit_the_first_form_is_told_in_the_wide_one(size: int, wide: bool) -> None:
    one = Entry("evidence.bin", size, 7)
    assert one.needs_64 is wide
    told = ContainerReader(iter([one.local()])).header("evidence.bin")
    assert told == one
    assert (struct.unpack_from("<I", one.local(), 22)[0] == FULL) is wide


@pytest.mark.parametrize("size", [FULL - 100, FULL - 42, FULL - 41, FULL, FULL + 9])
def test_python_finds_every_file_of_a_container_larger_than_the_first_form_allows(size: int) -> None:
    first, second = Entry("evidence.bin", size, 7), Entry("after", 3, 8)
    whole = Beyond(table([first, second]), len(first.local()) + size + len(second.local()) + 3)
    with zipfile.ZipFile(whole) as archive:
        told = [(one.filename, one.file_size, one.CRC, one.header_offset) for one in archive.infolist()]
    assert told == [("evidence.bin", size, 7, 0), ("after", 3, 8, len(first.local()) + size)]


@pytest.mark.parametrize(("size", "wide"), [(FULL - 81, False), (FULL - 80, True)])
def test_the_table_is_wide_from_the_first_place_that_the_first_form_cannot_tell(size: int, wide: bool) -> None:
    assert (b"PK\x06\x06" in table([Entry("evidence.bin", size, 7), Entry("after", 3, 8)])) is wide


class Beyond(io.RawIOBase):
    """A file of which only the end is there: the table of a container whose files are too large to be made."""

    def __init__(self, tail: bytes, start: int) -> None:
        self._tail, self._start, self._at = tail, start, 0

    def seekable(self) -> bool:
        return True

    def readable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = 0) -> int:
        self._at = offset + {0: 0, 1: self._at, 2: self._start + len(self._tail)}[whence]
        return self._at

    def tell(self) -> int:
        return self._at

    def read(self, size: int = -1) -> bytes:
        begun = self._at - self._start
        part = self._tail[begun:] if size < 0 else self._tail[begun : begun + size]
        self._at += len(part)
        return part
