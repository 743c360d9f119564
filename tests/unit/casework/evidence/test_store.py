"""Files kept by digest: whole on the disk or not there at all, and what they are by their bytes."""

import hashlib
import io
import zipfile
from pathlib import Path

import pytest

from comity.casework.evidence.file_types import file_type
from comity.casework.evidence.store import Arriving, FileGoneError, arrived, is_whole, open_kept, path_of
from comity.common.errors import BadInputError

LIMIT = 1000


def test_a_file_is_kept_under_the_digest_of_its_bytes(tmp_path: Path) -> None:
    digest = arrived([b"one ", b"two"], tmp_path, LIMIT).keep()
    assert digest == hashlib.sha256(b"one two").hexdigest()
    with open_kept(tmp_path, digest) as file:
        assert file.read() == b"one two"
    assert is_whole(tmp_path, digest)


def test_the_same_file_twice_is_one_file(tmp_path: Path) -> None:
    first = arrived([b"same"], tmp_path, LIMIT).keep()
    assert arrived([b"same"], tmp_path, LIMIT).keep() == first
    assert sum(path.is_file() for path in tmp_path.rglob("*")) == 1


def test_a_file_that_was_changed_on_the_disk_is_noticed(tmp_path: Path) -> None:
    digest = arrived([b"as it was"], tmp_path, LIMIT).keep()
    path_of(tmp_path, digest).write_bytes(b"as it wa5")
    assert not is_whole(tmp_path, digest)


def test_a_file_over_the_limit_leaves_nothing_and_takes_no_more_room_than_the_limit(tmp_path: Path) -> None:
    coming = arrived([b"x" * 600] * 5, tmp_path, LIMIT)
    assert coming.path.stat().st_size <= LIMIT
    with pytest.raises(BadInputError, match="larger than"):
        coming.keep()
    assert not any(path.is_file() for path in tmp_path.rglob("*"))


def test_what_arrived_and_nobody_kept_is_gone(tmp_path: Path) -> None:
    coming = Arriving(tmp_path, LIMIT)
    coming.add(b"half of it")
    coming.discard()
    assert list(tmp_path.iterdir()) == []


def test_an_arrival_that_breaks_off_leaves_nothing(tmp_path: Path) -> None:
    def pieces() -> object:
        yield b"half"
        raise ConnectionError

    with pytest.raises(ConnectionError):
        arrived(pieces(), tmp_path, LIMIT)  # type: ignore[arg-type]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["../../etc/passwd", "0" * 63, "G" * 64, ""])
def test_only_a_digest_names_a_file(name: str, tmp_path: Path) -> None:
    with pytest.raises(BadInputError):
        path_of(tmp_path, name)


def test_a_file_that_is_gone_is_told_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(FileGoneError, match="not in the folder"):
        open_kept(tmp_path, "0" * 64)


@pytest.mark.parametrize(
    ("content", "name", "code", "doubtful"),
    [
        (b"%PDF-1.7 ...", "order.pdf", "pdf", False),
        (b"%PDF-1.7 ...", "order.png", "pdf", True),
        (b"MZ\x90\x00", "order.pdf", "program", True),
        (b"<!DOCTYPE html><p>x", "page.html", "web_page", True),
        (b'<?xml version="1.0"?><svg onload="x()"/>', "seal.svg", "web_page", True),
        ("王伟 сообщил".encode(), "note.txt", "text", False),
        (b"\x00\x01\x02", "image.dd", "unknown_type", False),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old.doc", "old_office", True),
    ],
)
def test_a_file_is_what_its_bytes_are(content: bytes, name: str, code: str, doubtful: bool, tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(content)
    found = file_type(path, name)
    assert (found.code, found.doubtful) == (code, doubtful)


@pytest.mark.parametrize(
    ("inside", "code"), [("word/vbaProject.bin", "office_with_macros"), ("word/x.xml", "office_document")]
)
def test_an_office_document_with_macros_is_told_from_one_without(inside: str, code: str, tmp_path: Path) -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("[Content_Types].xml", "")
        archive.writestr(inside, "")
    path = tmp_path / "file"
    path.write_bytes(held.getvalue())
    assert file_type(path, "letter.docx").code == code
