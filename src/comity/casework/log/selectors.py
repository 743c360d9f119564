"""Reading the log: what happened to a record, and whether the log is still what was written."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import QuerySet

from comity.casework.cases.models import Case
from comity.casework.log import merkle
from comity.casework.log.models import LogEntry
from comity.casework.log.services import detail_digest


@dataclass(frozen=True, slots=True)
class LogCheck:
    """The outcome of checking the whole log: its size, its head, and every sentence about what is wrong."""

    size: int
    root: str
    troubles: tuple[str, ...]


def entries_of(case: Case, subject: str = "", key: str = "") -> QuerySet[LogEntry]:
    """The entries of a case, or of one record in it, oldest first."""
    found = LogEntry.objects.filter(case=case).select_related("actor", "detail")
    return found.filter(subject=subject, key=key) if subject else found


def log_check() -> LogCheck:
    """Compute the tree again from its leaves and compare each entry with its columns, its details and its head."""
    frontier: list[bytes] = []
    size, troubles = 0, []
    for entry in LogEntry.objects.order_by("index").select_related("detail").iterator(chunk_size=2000):
        if entry.index != size:
            troubles.append(f"entry {size} is missing: entry {entry.index} follows entry {size - 1}")
            break
        frontier = merkle.appended(frontier, size, merkle.leaf_hash(entry.leaf.encode()))
        troubles += _troubles(entry, merkle.root(frontier))
        size += 1
    return LogCheck(size, merkle.root(frontier).hex(), tuple(troubles))


def _troubles(entry: LogEntry, root: bytes) -> Iterator[str]:
    leaf = json.loads(entry.leaf)
    shown = {"index": entry.index, "actor": entry.actor_id, "case": entry.case_id, "day": entry.day.isoformat()}
    shown |= {"subject": entry.subject, "key": entry.key, "event": entry.event}
    for name, value in shown.items():
        if leaf[name] != value:
            yield f"entry {entry.index}: its column '{name}' is not what was logged"
    if bytes(entry.root) != root or bytes(entry.leaf_hash) != merkle.leaf_hash(entry.leaf.encode()):
        yield f"entry {entry.index}: its head is not the head of the entries up to it"
    detail = getattr(entry, "detail", None)
    if detail is not None and detail_digest(detail.salt, detail.data) != leaf["details"]:
        yield f"entry {entry.index}: its details are not those that were logged"
