"""Restoring a backup: decrypted and checked beside its place, proven to be complete, and only then moved into it."""

import io
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from comity.common.errors import BadInputError
from comity.exchange.age.file import decrypted
from comity.exchange.age.recipients import Identity
from comity.web.upkeep.archive import IncompleteBackupError, unpack

POSTGRESQL_NAME = "office.pgdump"


@dataclass(frozen=True, slots=True)
class Restored:
    """What was proven of a backup: when it was made, how many files, and the head of its log."""

    made: str
    version: str
    engine: str
    files: int
    log_size: int
    log_root: str


class _Plain(io.RawIOBase):
    """The decrypted content as a stream."""

    def __init__(self, chunks: Iterator[memoryview]) -> None:
        self._chunks, self._held = chunks, b""

    def read(self, size: int = -1) -> bytes:
        """The next bytes."""
        while size < 0 or len(self._held) < size:
            piece = next(self._chunks, None)
            if piece is None:
                break
            self._held += piece
        size = len(self._held) if size < 0 else size
        given, self._held = self._held[:size], self._held[size:]
        return given

    def rest(self) -> None:
        """Read to the end, so that the end too has proven itself."""
        for _ in self._chunks:
            pass


def restore(*, backup: Path, identities: Sequence[Identity], folder: Path) -> Restored:
    """Restore into a folder that is empty or not there; nothing of it stays where anything is wrong."""
    if folder.exists() and any(folder.iterdir()):
        raise BadInputError(f"{folder} is not empty; a backup never overwrites an office")
    new = not folder.exists()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = Path(tempfile.mkdtemp(prefix=".unfinished-", dir=folder))
    try:
        told = prove(backup=backup, identities=identities, scratch=draft)
        folder.chmod(0o700)
        for path in sorted(draft.iterdir()):
            path.replace(folder / path.name)
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        if new:
            folder.rmdir()
        raise
    draft.rmdir()
    return told


def prove(*, backup: Path, identities: Sequence[Identity], scratch: Path) -> Restored:
    """Unpack a backup into a scratch folder and prove it complete: every digest, every entry of the log, its head."""
    with backup.open("rb") as stream:
        plain = _Plain(decrypted(stream, identities))
        manifest = unpack(plain, scratch)
        plain.rest()
    if manifest["engine"] == "sqlite":
        _compare(_checked(scratch), manifest["log"])
    log = manifest["log"]
    files = len(manifest["files"])
    return Restored(manifest["made"], manifest["version"], manifest["engine"], files, log["size"], log["root"])


def _checked(scratch: Path) -> dict[str, Any]:
    """What `comity check` says of log and files, in a process of its own: an office is opened once a process."""
    only = ["--only", "log,evidence,version", "--json"]
    command = [sys.executable, "-m", "comity", "check", "--dir", str(scratch), *only]
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("COMITY_", "DJANGO_"))}
    answer = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    try:
        told: dict[str, Any] = json.loads(answer.stdout)
    except json.JSONDecodeError:
        raise IncompleteBackupError(f"the restored office cannot be checked: {answer.stderr.strip()[-300:]}") from None
    return told


def _compare(told: dict[str, Any], log: dict[str, Any]) -> None:
    bad = [one["sentence"] for one in told["findings"] if one["level"] == "unsafe" and one["check"] != "version"]
    if bad:
        raise IncompleteBackupError(" ".join(bad))
    head = told["log"]
    if head is not None and (head["size"], head["root"]) != (log["size"], log["root"]):
        raise IncompleteBackupError("the log in the backup does not end where the backup says")
