"""Writing the log: one leaf for every change of state, in the same transaction as the change."""

import datetime as dt
import logging
import secrets
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from comity.casework.accounts.models import User
from comity.casework.cases.models import Case
from comity.casework.log import merkle
from comity.casework.log.canonical import canonical, detail_digest
from comity.casework.log.models import LogDetail, LogEntry
from comity.casework.log.tree import log_last

_written = logging.getLogger("comity.log")
"""The machine's own log, which carries every entry to wherever the authority gathers its logs; details stay here."""


def log_append(
    *,
    event: str,
    actor: User | None,
    case: Case | None = None,
    subject: str = "office",
    key: str = "",
    day: dt.date | None = None,
    at: dt.datetime | None = None,
    details: dict[str, Any] | None = None,
) -> LogEntry:
    """Append one entry. ``day`` is the day on which it happened, today where it is not given; ``at`` is now."""
    with transaction.atomic(savepoint=False):  # a change whose leaf cannot be written is no change either
        log_alone()
        index, before = log_last()
        now, salt, said = at or timezone.now(), secrets.token_hex(16), details or {}
        happened = day or timezone.localdate(now)
        columns = {"subject": subject, "key": key, "event": event}
        leaf = {"index": index, "actor": actor.pk if actor else None, "case": case.pk if case else None, **columns}
        leaf |= {"at": now.astimezone(dt.UTC).isoformat(timespec="microseconds"), "day": happened.isoformat()}
        text = canonical({**leaf, "details": detail_digest(salt, said)})
        hashed = merkle.leaf_hash(text.encode())
        frontier = merkle.appended(before, index, hashed)
        kept = merkle.packed(frontier)
        entry = LogEntry.objects.create(
            index=index, at=now, day=happened, actor=actor, case=case, leaf=text, frontier=kept, **columns
        )
        LogDetail.objects.create(entry=entry, salt=salt, data=said)
        transaction.on_commit(lambda: _written.info(text))
        return entry


def log_alone() -> None:
    """One writer at a time: SQLite has only one; PostgreSQL is asked to wait for the others."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE casework_logentry IN SHARE ROW EXCLUSIVE MODE")
