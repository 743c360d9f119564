"""Checks of the machine and the settings: who can read the folder, how the office is reached, disk, clock."""

import datetime as dt
import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings

from comity.web.directory import directory_name, directory_trouble, has_directory
from comity.web.upkeep.archive import LAST_BACKUP, last_backup
from comity.web.upkeep.finding import Finding, fine, unsafe, warning

_OTHERS = stat.S_IRWXG | stat.S_IRWXO
_SHORTEST_SECRET = 50
_GIGABYTE = 1_000_000_000


def machine_findings(now: dt.datetime) -> Iterator[Finding]:
    """What the settings, the folder and the system say."""
    folder = Path(settings.DATA_FOLDER)
    yield from _permissions(folder)
    yield _secret()
    yield _reach()
    yield from _directory()
    yield from database_findings(settings.DATABASES["default"])
    yield _scanner()
    yield _demo()
    yield _disk(folder)
    yield _clock()
    yield _backup(folder, now)


def _permissions(folder: Path) -> Iterator[Finding]:
    if sys.platform == "win32":
        yield warning(
            "folder", "Who can read the folder is not checked on Windows.", f"Look at the rights of {folder}."
        )
        return
    paths = [folder, *(folder / name for name in ("secret-key", "office.sqlite3", "evidence", "node"))]
    open_ones = [path for path in paths if path.exists() and path.stat().st_mode & _OTHERS]
    if open_ones:
        names = " ".join(str(path) for path in open_ones)
        yield unsafe("folder", f"Other users of this machine can get at {names}.", f"chmod -R go-rwx {folder}")
    else:
        yield fine("folder", f"Only its owner can read {folder}.")


def _secret() -> Finding:
    if len(settings.SECRET_KEY) < _SHORTEST_SECRET:
        return unsafe("secret", "The key that signs sessions is short.", "Take COMITY_SECRET_KEY out; one is made.")
    return fine("secret", "The key that signs sessions is long enough.")


def _reach() -> Finding:
    names = os.environ.get("COMITY_HOSTS", "").split()
    if "*" in names:
        return unsafe("hosts", "The office answers to any name.", "Put its names into COMITY_HOSTS.")
    if names and not settings.SECURE:
        cure = "Put a proxy with HTTPS in front, and set COMITY_HTTPS=1."
        return unsafe("https", f"It is reached as {' '.join(names)} without HTTPS: passwords can be read.", cure)
    if not names:
        return fine("hosts", "It answers on this machine only; set COMITY_HOSTS and COMITY_HTTPS to let others in.")
    return fine("https", f"It is reached as {' '.join(names)}, over HTTPS only.")


def _directory() -> Iterator[Finding]:
    if not has_directory():
        return
    if trouble := directory_trouble():
        yield unsafe("directory", f"Nobody can sign in through the directory: {trouble}.", "See docs/hardening.md.")
    else:
        yield fine("directory", f"People whom an administrator lets in sign in through {directory_name()}.")


def database_findings(kept: dict[str, Any]) -> Iterator[Finding]:
    """Whether what a PostgreSQL is told can be read on the way, and by what it knows the office."""
    if "postgresql" not in str(kept["ENGINE"]):
        return
    host, mode = str(kept["HOST"]), kept["OPTIONS"].get("sslmode", "")
    if host not in {"", "localhost", "127.0.0.1", "::1"} and mode not in {"verify-full", "verify-ca"}:
        cure = "Take sslmode out of COMITY_DATABASE_URL; then the server's certificate is checked."
        yield unsafe("database", f"What the database at {host} is told can be read on the way.", cure)
    if kept["PASSWORD"]:
        cure = "Let PostgreSQL know the office by its user (peer) or a certificate (docs/postgresql.md)."
        yield warning("database", "The office shows the database a password that never changes.", cure)


def _scanner() -> Finding:
    if settings.SCANNER:
        return fine("scanner", "A scanner for malicious software looks at files before they are released.")
    cure = "Install clamd and name its socket in COMITY_CLAMD."
    return warning("scanner", "No scanner for malicious software looks at files.", cure)


def _demo() -> Finding:
    if settings.DEMO:
        return unsafe("demo", "It runs as a demonstration and shows passwords and codes.", "Take COMITY_DEMO out.")
    return fine("demo", "It is no demonstration.")


def _disk(folder: Path) -> Finding:
    usage = shutil.disk_usage(folder)
    share, told = (
        usage.free / usage.total,
        f"{usage.free / _GIGABYTE:.1f} GB of {usage.total / _GIGABYTE:.0f} GB are free.",
    )
    if usage.free < _GIGABYTE or share < 0.03:
        return unsafe("disk", f"The disk is nearly full: {told}", "Make room; a full disk stops the office.")
    if share < 0.1:
        return warning("disk", f"The disk fills up: {told}", "Make room.")
    return fine("disk", told)


def _clock() -> Finding:
    """Whether the system says that its clock is kept right; not every system can say."""
    cure = "Let the machine keep its clock by a time server; deadlines and one-time codes depend on it."
    tool = shutil.which("timedatectl")
    if tool is None:
        return warning("clock", "Nothing here says whether the clock is kept right.", cure)
    command = [tool, "show", "--property=NTPSynchronized", "--value"]
    told = subprocess.run(command, capture_output=True, text=True, check=False, timeout=10).stdout.strip()  # noqa: S603
    if told == "yes":
        return fine("clock", "The clock is kept right by a time server.")
    return warning("clock", "The clock is not kept right by a time server, as far as the system says.", cure)


def _backup(folder: Path, now: dt.datetime) -> Finding:
    last = last_backup(folder)
    cure = "Let 'comity backup' run every fifteen minutes (docs/backup.md)."
    if last is None:
        return warning("backup", f"No backup was made yet ({LAST_BACKUP} is not there).", cure)
    hours = (now - dt.datetime.fromisoformat(last["made"])).total_seconds() / 3600
    if hours > 24:
        return warning("backup", f"The last backup is {hours / 24:.0f} days old.", cure)
    return fine("backup", f"The last backup is {hours * 60:.0f} minutes old and holds log entry {last['log_size']}.")
