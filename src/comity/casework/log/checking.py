"""Checking the whole log: the tree computed again from its leaves, and every column compared with what was hashed.

The rows are read as the database has them, without building an object for each: a log has millions of entries.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any

from django.db import connection

from comity.casework.log import merkle
from comity.casework.log.canonical import canonical, text_digest
from comity.casework.log.models import LogEntry
from comity.exchange.formats.merkle import leaf_hash, node_hash

_AT_ONCE = 5_000
_WORTH_SHARING = 100_000
_NO_ANSWER = '["a part of the log could not be checked"]'
_MOMENT = {
    "sqlite": "e.at || ''",
    "postgresql": "to_char(e.at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')",
}
_DAY = {"sqlite": "e.day || ''", "postgresql": "to_char(e.day, 'YYYY-MM-DD')"}
_QUESTION = """
SELECT e."index", e.actor_id, {moment}, e.case_id, {day}, e.event, e."key", e.subject, e.leaf, e.frontier,
  d.salt, d.data
FROM casework_logentry e LEFT JOIN casework_logdetail d ON d.entry_id = e."index"
WHERE e."index" >= %s AND e."index" < %s ORDER BY e."index"
"""


@dataclass(frozen=True, slots=True)
class LogCheck:
    """The outcome of checking the whole log: its size, its head, and every sentence about what is wrong."""

    size: int
    root: str
    troubles: tuple[str, ...]


def log_check() -> LogCheck:
    """Compute the tree again from its leaves and compare each entry with its columns, its details and its frontier.

    A long log is checked in parts, one for each core: a part begins with the frontier that the part before must end in.
    """
    last = LogEntry.objects.order_by("-index").values_list("index", flat=True).first()
    size = 0 if last is None else last + 1
    edges = [size * n // _parts(size) for n in range(_parts(size) + 1)]
    elsewhere = [_started(start, end) for start, end in pairwise(edges[:-1])]
    frontier, counted, troubles = check_part(edges[-2], size)
    found = [trouble for process in elsewhere for trouble in json.loads(process.communicate()[0] or _NO_ANSWER)]
    return LogCheck(counted, merkle.root(frontier).hex(), (*found, *troubles))


def _parts(size: int) -> int:
    """One part for each core, where that is worth a process and another process sees the same database."""
    shared = os.environ.get("DJANGO_SETTINGS_MODULE") and not connection.in_atomic_block and not _in_memory()
    return (os.cpu_count() or 1) if size >= _WORTH_SHARING and shared else 1


def _started(start: int, end: int) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "comity.casework.log.check_part", str(start), str(end)]
    return subprocess.Popen(command, stdout=subprocess.PIPE)  # noqa: S603 - this very program


def _in_memory() -> bool:
    return connection.vendor == "sqlite" and "memory" in str(connection.settings_dict["NAME"])


def check_part(start: int, end: int) -> tuple[list[bytes], int, list[str]]:
    """Check the entries from one place to another; gives the frontier they end in, the next place, and the troubles."""
    before = LogEntry.objects.filter(index=start - 1).values_list("frontier", flat=True).first()
    frontier = merkle.unpacked(bytes(before)) if before else []
    place, troubles = start, list[str]()
    for row in _rows(start, end):
        index, leaf = row[0], row[8]
        if index != place:
            break
        carried, rest = leaf_hash(leaf.encode()), place
        while rest & 1:
            carried = node_hash(frontier.pop(), carried)
            rest >>= 1
        frontier.append(carried)
        if b"".join(frontier) != row[9]:
            troubles.append(f"entry {index}: its head is not the head of the entries up to it")
            frontier = merkle.unpacked(bytes(row[9]))
        if leaf != _expected(row):
            troubles += _differences(row)
        place += 1
    if place < end:
        troubles.append(f"entry {place} is missing")
    return frontier, place, troubles


def _rows(start: int, end: int) -> Iterator[tuple[Any, ...]]:
    question = _QUESTION.format(moment=_MOMENT[connection.vendor], day=_DAY[connection.vendor])
    with connection.chunked_cursor() as cursor:
        cursor.execute(question, (start, end))
        while rows := cursor.fetchmany(_AT_ONCE):
            yield from rows


def _expected(row: tuple[Any, ...]) -> str:
    """The leaf as its columns give it; details that were deleted are taken at the leaf's word."""
    index, actor, moment, case, day, event, key, subject, leaf, _, salt, data = row
    who = "null" if actor is None else actor
    which = "null" if case is None else case
    start = f'{{"actor":{who},"at":"{_moment(moment)}","case":{which},"day":"{day}","details":"'
    digest = leaf[len(start) : len(start) + 64] if salt is None else text_digest(salt, data)
    return f'{start}{digest}","event":{_text(event)},"index":{index},"key":{_text(key)},"subject":{_text(subject)}}}'


def _moment(text: str) -> str:
    """A moment as the leaf has it; the database leaves out microseconds that are none."""
    return f"{text[:10]}T{text[11:]}+00:00" if len(text) == 26 else f"{text[:10]}T{text[11:19]}.000000+00:00"


@lru_cache(maxsize=65_536)
def _text(value: str) -> str:
    plain = value.isascii() and value.isprintable() and '"' not in value and "\\" not in value
    return f'"{value}"' if plain else canonical(value)


def _differences(row: tuple[Any, ...]) -> Iterator[str]:
    """Say which column is not what was logged; details kept in another spelling of the same data are no difference."""
    index, actor, moment, case, day, event, key, subject, leaf, _, salt, data = row
    logged = json.loads(leaf)
    shown = {"index": index, "actor": actor, "at": _moment(moment), "case": case, "day": day}
    shown |= {"event": event, "key": key, "subject": subject}
    yield from (
        f"entry {index}: its column '{name}' is not what was logged"
        for name, value in shown.items()
        if logged.get(name) != value
    )
    if salt is not None and text_digest(salt, canonical(json.loads(data))) != logged.get("details"):
        yield f"entry {index}: its details are not those that were logged"
