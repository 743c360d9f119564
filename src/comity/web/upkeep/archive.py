"""The form of a backup: an age file that holds a tar, whose last entry lists every other with its digest.

Whoever has the last entry has all of them: it is written at the end, with the head of the log and what was copied.
"""

import datetime as dt
import hashlib
import io
import json
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from comity.common.errors import ComityError

FORMAT = "comity-backup/1"
MANIFEST = "MANIFEST.json"
LAST_BACKUP = "last-backup.json"
_PIECE = 1 << 18


class IncompleteBackupError(ComityError):
    """A backup does not hold what it says it holds."""


class _Hashing:
    """Reads a file for the tar and computes its digest on the way."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.digest = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        piece = self._stream.read(size)
        self.digest.update(piece)
        return piece


class ArchiveWriter:
    """Writes files one after the other, and at the end the list of them."""

    def __init__(self, out: Any) -> None:  # noqa: ANN401 - whatever takes bytes
        self._tar = tarfile.open(fileobj=out, mode="w|", format=tarfile.PAX_FORMAT)  # noqa: SIM115 - closed by finish
        self._files: dict[str, dict[str, Any]] = {}

    def add(self, path: Path, name: str) -> None:
        """Add a file under a name."""
        with path.open("rb") as stream:
            info = tarfile.TarInfo(name)
            info.size, info.mode = path.stat().st_size, 0o600
            hashing = _Hashing(stream)
            self._tar.addfile(info, hashing)
        self._files[name] = {"size": info.size, "sha256": hashing.digest.hexdigest()}

    def finish(self, about: dict[str, Any]) -> dict[str, Any]:
        """Write the list with what else is to be known, and give it."""
        manifest = {"format": FORMAT, **about, "files": self._files}
        data = json.dumps(manifest, indent=1, sort_keys=True).encode()
        info = tarfile.TarInfo(MANIFEST)
        info.size, info.mode = len(data), 0o600
        self._tar.addfile(info, io.BytesIO(data))
        self._tar.close()
        return manifest


def unpack(stream: Any, folder: Path) -> dict[str, Any]:  # noqa: ANN401 - whatever gives bytes
    """Write every file into a folder and check each against the list; gives the list, or stops."""
    found: dict[str, dict[str, Any]] = {}
    manifest: dict[str, Any] | None = None
    try:
        with tarfile.open(fileobj=stream, mode="r|") as tar:
            for member in tar:
                if manifest is not None or not member.isfile():
                    raise IncompleteBackupError("the backup holds something that no backup holds")
                source = tar.extractfile(member)
                if member.name == MANIFEST and source is not None:
                    manifest = json.loads(source.read())
                elif source is not None:
                    found[member.name] = _written(source, _place(folder, member.name))
    except (tarfile.TarError, json.JSONDecodeError) as error:
        raise IncompleteBackupError(f"the backup cannot be read ({error})") from None
    if manifest is None or manifest.get("format") != FORMAT:
        raise IncompleteBackupError("the backup was cut off: its list is not there")
    differing = sorted(n for n in found.keys() | manifest["files"] if found.get(n) != manifest["files"].get(n))
    if differing:
        raise IncompleteBackupError(f"not as listed: {', '.join(differing[:5])}")
    return manifest


def _place(folder: Path, name: str) -> Path:
    """Where a file of the archive goes: inside the folder, whatever its name says."""
    path = (folder / name).resolve()
    if not path.is_relative_to(folder.resolve()) or path == folder.resolve():
        raise IncompleteBackupError(f"'{name}' would be written outside the folder")
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    return path


def _written(source: Any, path: Path) -> dict[str, Any]:  # noqa: ANN401 - a file of the tar
    digest, size = hashlib.sha256(), 0
    with path.open("xb") as out:
        path.chmod(0o600)
        for piece in _pieces(source):
            digest.update(piece)
            size += out.write(piece)
    return {"size": size, "sha256": digest.hexdigest()}


def _pieces(source: Any) -> Iterator[bytes]:  # noqa: ANN401
    while piece := source.read(_PIECE):
        yield piece


def last_backup(folder: Path) -> dict[str, Any] | None:
    """What the office remembers of its last backup."""
    try:
        told: dict[str, Any] = json.loads((folder / LAST_BACKUP).read_text(encoding="utf-8"))
        dt.datetime.fromisoformat(told["made"])
    except (OSError, ValueError, KeyError):
        return None
    return told
