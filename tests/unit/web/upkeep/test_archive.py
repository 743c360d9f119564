"""The form of a backup: whole or refused, and never written outside its folder."""

import io
import tarfile
from pathlib import Path
from typing import Any

import pytest

from comity.common.errors import BadInputError
from comity.exchange.age.file import AgeWriter
from comity.exchange.age.recipients import X25519Identity
from comity.exchange.refusal import RefusedError
from comity.web.upkeep.archive import ArchiveWriter, IncompleteBackupError, last_backup, unpack
from comity.web.upkeep.restore import prove, restore

ABOUT = {"made": "2026-01-01T00:00:00+00:00", "version": "0", "engine": "postgresql", "log": {"size": 1, "root": "00"}}


def archive(folder: Path, contents: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    writer = ArchiveWriter(out)
    for name, content in contents.items():
        path = folder / "one"
        path.write_bytes(content)
        writer.add(path, name)
    writer.finish(ABOUT)
    return out.getvalue()


def sealed(path: Path, data: bytes, identity: X25519Identity) -> Path:
    with path.open("wb") as out:
        writer = AgeWriter(out, [identity.recipient])
        writer.write(data)
        writer.finish()
    return path


def test_what_was_packed_is_unpacked_and_listed(tmp_path: Path) -> None:
    contents = {"a": b"one", "deep/er/b": b"two" * 200_000, "empty": b""}
    data, folder = archive(tmp_path, contents), tmp_path / "out"
    manifest = unpack(io.BytesIO(data), folder)
    assert manifest["files"].keys() == contents.keys()
    assert {name: (folder / name).read_bytes() for name in contents} == contents
    assert {path.stat().st_mode & 0o077 for path in folder.rglob("*") if path.is_file()} == {0}


@pytest.mark.parametrize("kept", [0.1, 0.3, 0.5])
def test_a_backup_that_was_cut_off_is_refused(kept: float, tmp_path: Path) -> None:
    data = archive(tmp_path, {"a": b"x" * 5000, "b": b"y" * 5000})
    with pytest.raises(IncompleteBackupError):
        unpack(io.BytesIO(data[: int(len(data) * kept) // 512 * 512]), tmp_path / "out")


def test_a_changed_byte_is_told_by_the_name_of_its_file(tmp_path: Path) -> None:
    data = archive(tmp_path, {"a": b"as it was", "b": b"changed"}).replace(b"changed\0", b"chAnged\0")
    with pytest.raises(IncompleteBackupError, match="not as listed: b"):
        unpack(io.BytesIO(data), tmp_path / "out")


@pytest.mark.parametrize("name", ["../outside", "/etc/outside", "a/../../outside", "."])
def test_nothing_is_written_outside_the_folder(name: str, tmp_path: Path) -> None:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as tar:
        info = tarfile.TarInfo(name)
        info.size = 1
        tar.addfile(info, io.BytesIO(b"x"))
    with pytest.raises(IncompleteBackupError, match="outside the folder"):
        unpack(io.BytesIO(out.getvalue()), tmp_path / "deep" / "out")
    assert not (tmp_path / "outside").exists()


def test_a_link_in_a_backup_is_refused(tmp_path: Path) -> None:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as tar:
        info = tarfile.TarInfo("link")
        info.type, info.linkname = tarfile.SYMTYPE, "/etc/passwd"
        tar.addfile(info)
    with pytest.raises(IncompleteBackupError):
        unpack(io.BytesIO(out.getvalue()), tmp_path / "out")


def test_only_the_key_it_was_made_for_opens_a_backup(tmp_path: Path) -> None:
    mine, other = X25519Identity.new(), X25519Identity.new()
    backup = sealed(tmp_path / "b.age", archive(tmp_path, {"a": b"one"}), mine)
    with pytest.raises(RefusedError):
        prove(backup=backup, identities=[other], scratch=tmp_path / "out")
    assert prove(backup=backup, identities=[mine], scratch=tmp_path / "out").files == 1


@pytest.mark.parametrize("at", [0.3, 0.6, 0.999])
def test_a_sealed_backup_that_was_altered_leaves_nothing(at: float, tmp_path: Path) -> None:
    identity = X25519Identity.new()
    backup = sealed(tmp_path / "b.age", archive(tmp_path, {"a": b"x" * 300_000}), identity)
    data = bytearray(backup.read_bytes())
    data[int(len(data) * at)] ^= 1
    backup.write_bytes(data)
    with pytest.raises(RefusedError):
        restore(backup=backup, identities=[identity], folder=tmp_path / "office")
    assert not (tmp_path / "office").exists()


def test_a_restored_office_never_overwrites_another(tmp_path: Path) -> None:
    identity = X25519Identity.new()
    backup = sealed(tmp_path / "b.age", archive(tmp_path, {"a": b"one"}), identity)
    place = tmp_path / "office"
    place.mkdir()
    (place / "office.sqlite3").write_bytes(b"in use")
    with pytest.raises(BadInputError, match="not empty"):
        restore(backup=backup, identities=[identity], folder=place)
    assert [path.name for path in place.iterdir()] == ["office.sqlite3"]


@pytest.mark.parametrize("told", ["", "{}", '{"made": "soon"}'])
def test_a_note_of_the_last_backup_that_cannot_be_read_is_none(told: str, tmp_path: Path) -> None:
    (tmp_path / "last-backup.json").write_text(told)
    assert last_backup(tmp_path) is None


def test_the_list_says_what_else_is_to_be_known(tmp_path: Path) -> None:
    manifest: dict[str, Any] = unpack(io.BytesIO(archive(tmp_path, {"a": b""})), tmp_path / "out")
    assert {key: manifest[key] for key in ABOUT} == ABOUT
