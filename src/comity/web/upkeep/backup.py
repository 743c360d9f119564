"""Making a backup: the database as of one moment, then every file of the folder, encrypted for named recipients."""

import datetime as dt
import json
import os
import re
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

from comity import __version__
from comity.casework.log import merkle
from comity.casework.log.models import LogEntry
from comity.common.errors import ComityError
from comity.exchange.age.file import AgeWriter
from comity.exchange.age.recipients import Recipient
from comity.exchange.node.durable import sync_folder
from comity.web.upkeep.archive import LAST_BACKUP, ArchiveWriter

SQLITE_NAME, POSTGRESQL_NAME = "office.sqlite3", "office.pgdump"
_OURS = re.compile(r"office-\d{8}T\d{6}Z\.age")
# Made again by themselves, or copied as of one moment before the rest.
_LEFT_OUT = re.compile(r"office\.sqlite3(-wal|-shm|-journal)?|last-backup\.json|demo|\.unfinished-.*|arriving-.*")


class BackupError(ComityError):
    """A backup could not be made."""


@dataclass(frozen=True, slots=True)
class Made:
    """A backup that was made: the file, what it holds, and the head of the log in it."""

    path: Path
    size: int
    files: int
    log_size: int
    log_root: str
    removed: int


def backup_make(*, to: Path, recipients: Sequence[Recipient], now: dt.datetime, keep: int | None = None) -> Made:
    """Write a backup of the office into a folder, whole or not at all; ``keep`` removes all but the newest ones."""
    folder = Path(settings.DATA_FOLDER)
    if to.resolve().is_relative_to(folder.resolve()):
        raise BackupError(f"{to} lies in the office's own folder; a backup must not be lost with it")
    to.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = to / f"office-{now:%Y%m%dT%H%M%SZ}.age"
    draft = path.with_suffix(".unfinished")
    try:
        manifest = _write(draft, folder, recipients, now)
        draft.replace(path)
        sync_folder(to)
    except OSError as error:
        raise BackupError(f"the backup cannot be written ({error.strerror or error})") from None
    finally:
        draft.unlink(missing_ok=True)
    told = {"made": now.isoformat(), "path": str(path), **manifest["log"]}
    _remember(folder, {"made": told["made"], "path": told["path"], "log_size": told["size"], "log_root": told["root"]})
    removed = _remove_older(to, keep) if keep else 0
    return Made(path, path.stat().st_size, len(manifest["files"]), told["size"], told["root"], removed)


def _write(draft: Path, folder: Path, recipients: Sequence[Recipient], now: dt.datetime) -> dict[str, Any]:
    with (
        tempfile.TemporaryDirectory(prefix=".unfinished-", dir=folder) as scratch,
        os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out,
    ):
        copy, name = _database(Path(scratch))
        sealed = AgeWriter(out, recipients)
        archive = ArchiveWriter(sealed)
        archive.add(copy, name)
        for path in _files(folder):
            archive.add(path, path.relative_to(folder).as_posix())
        about = {"made": now.isoformat(), "version": __version__, "engine": connection.vendor, "log": _log_head(copy)}
        manifest = archive.finish(about)
        sealed.finish()
        out.flush()
        os.fsync(out.fileno())
    return manifest


def _database(scratch: Path) -> tuple[Path, str]:
    """The database as of one moment, while people go on working."""
    if connection.vendor == "sqlite":
        copy = scratch / SQLITE_NAME
        connection.ensure_connection()
        with sqlite3.connect(copy) as target:
            connection.connection.backup(target)
            target.execute("PRAGMA journal_mode=DELETE")  # one file, nothing beside it
        target.close()
        return copy, SQLITE_NAME
    copy = scratch / POSTGRESQL_NAME
    _run_postgresql("pg_dump", ["--format=custom", "--no-owner", "--no-privileges", f"--file={copy}"])
    return copy, POSTGRESQL_NAME


def _run_postgresql(tool: str, arguments: list[str]) -> None:
    """A tool of PostgreSQL on the office's database; the password goes by the environment, where nobody reads it."""
    program = shutil.which(tool)
    if program is None:
        raise BackupError(f"{tool} is not here; install PostgreSQL's client programs of the server's version or later")
    of = connection.settings_dict
    named = {"PGHOST": of["HOST"], "PGPORT": of["PORT"], "PGUSER": of["USER"], "PGPASSWORD": of["PASSWORD"]}
    environment = os.environ | {key: str(value) for key, value in named.items() if value}
    command = [program, f"--dbname={of['NAME']}", *arguments]
    answer = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    if answer.returncode:
        last = answer.stderr.strip().rpartition("\n")[2] or f"it ended with {answer.returncode}"
        raise BackupError(f"{tool} stopped: {last}")


def postgresql_fill(folder: Path) -> None:
    """Fill the office's empty database from the dump in a restored folder, and take the dump away."""
    if connection.introspection.table_names():
        raise BackupError("the database is not empty; a backup never overwrites an office")
    dump = folder / POSTGRESQL_NAME
    _run_postgresql("pg_restore", ["--no-owner", "--no-privileges", "--exit-on-error", str(dump)])
    dump.unlink()


def _log_head(copy: Path) -> dict[str, Any]:
    """The head of the log in the copy itself, not in the office that goes on."""
    if copy.name == SQLITE_NAME:
        with sqlite3.connect(copy) as database:
            found = database.execute('SELECT "index", frontier FROM casework_logentry ORDER BY "index" DESC LIMIT 1')
            row = found.fetchone()
        database.close()
    else:
        row = LogEntry.objects.order_by("-index").values_list("index", "frontier").first()
    frontier = merkle.unpacked(bytes(row[1])) if row else []
    return {"size": row[0] + 1 if row else 0, "root": merkle.root(frontier).hex()}


def _files(folder: Path) -> Iterator[Path]:
    """Every file of the folder but those that are left out; what disappears meanwhile was on its way."""
    for path in sorted(folder.rglob("*")):
        parts = path.relative_to(folder).parts
        if (
            path.is_file()
            and not path.is_symlink()
            and not any(_LEFT_OUT.fullmatch(part) for part in (parts[0], parts[-1]))
        ):
            yield path


def _remember(folder: Path, told: dict[str, Any]) -> None:
    draft = folder / f".unfinished-{LAST_BACKUP}"
    draft.write_text(json.dumps(told), encoding="utf-8")
    draft.chmod(0o600)
    draft.replace(folder / LAST_BACKUP)


def _remove_older(to: Path, keep: int) -> int:
    older = sorted(path for path in to.iterdir() if _OURS.fullmatch(path.name))[:-keep]
    for path in older:
        path.unlink()
    return len(older)
