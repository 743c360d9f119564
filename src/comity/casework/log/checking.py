"""Checking the whole log, in parts that are checked at the same time: one for each core of the machine."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection

from comity.casework.log import merkle
from comity.casework.log.models import LogEntry
from comity.casework.log.verifying import Kept, Part, Row, stretches, verify

_WORTH_SHARING = 50_000
_NO_ANSWER = '["a part of the log could not be checked"]'


@dataclass(frozen=True, slots=True)
class LogCheck:
    """The outcome of checking the whole log: its size, its head, and every sentence about what is wrong."""

    size: int
    root: str
    troubles: tuple[str, ...]


def log_check() -> LogCheck:
    """Compute the tree again from its leaves and compare each entry with its columns, its details and its frontier.

    A part begins with the frontier that the part before must end in.
    """
    last = LogEntry.objects.order_by("-index").values_list("index", flat=True).first()
    parts = stretches(0 if last is None else last + 1, _parts(last or 0))
    elsewhere = [_started(start, end) for start, end in parts[:-1]]
    here = check_part(*parts[-1])
    found = [trouble for process in elsewhere for trouble in json.loads(process.communicate()[0] or _NO_ANSWER)]
    return LogCheck(here.place, merkle.root(here.frontier).hex(), (*found, *here.troubles))


def _parts(size: int) -> int:
    """One part for each core, where that is worth a process and another process sees the same database."""
    shared = os.environ.get("DJANGO_SETTINGS_MODULE") and not connection.in_atomic_block and not _in_memory()
    return (os.cpu_count() or 1) if size >= _WORTH_SHARING and shared else 1


def _started(start: int, end: int) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "comity.casework.log.check_part", str(start), str(end)]
    file = [str(connection.settings_dict["NAME"])] if connection.vendor == "sqlite" else []
    return subprocess.Popen([*command, *file], stdout=subprocess.PIPE)  # noqa: S603 - this very program


def _in_memory() -> bool:
    return connection.vendor == "sqlite" and "memory" in str(connection.settings_dict["NAME"])


def check_part(start: int, end: int) -> Part:
    """Check the entries from one place to another, over the connection of this thread."""
    before = LogEntry.objects.filter(index=start - 1).values_list("frontier", flat=True).first()
    return verify(Kept(connection.vendor, _asked), merkle.unpacked(bytes(before)) if before else [], start, end)


def _asked(question: str, start: int, end: int) -> Sequence[Row]:
    with connection.cursor() as cursor:
        cursor.execute(question.replace("%", "%%").replace("?", "%s"), (start, end))
        rows: list[Row] = cursor.fetchall()
    return rows
