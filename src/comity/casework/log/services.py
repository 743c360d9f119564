"""Writing the log: one leaf for every change of state, in the same transaction as the change."""

import datetime as dt
import hashlib
import json
import secrets
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from comity.casework.accounts.models import User
from comity.casework.cases.models import Case
from comity.casework.log import merkle
from comity.casework.log.models import LogDetail, LogEntry


def canonical(data: Any) -> str:  # noqa: ANN401 - any plain data
    """One spelling for the same data, so that its digest can be computed again: sorted keys, no blanks."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def detail_digest(salt: str, details: dict[str, Any]) -> str:
    """The digest under which details are sealed; the salt keeps short details from being guessed."""
    return hashlib.sha256(f"{salt}\n{canonical(details)}".encode()).hexdigest()


def log_append(
    *,
    event: str,
    actor: User | None,
    case: Case | None = None,
    subject: str = "office",
    key: str = "",
    day: dt.date | None = None,
    details: dict[str, Any] | None = None,
) -> LogEntry:
    """Append one entry. ``day`` is the day on which it happened, today where it is not given."""
    with transaction.atomic():
        _alone()
        last = LogEntry.objects.order_by("-index").first()
        index = last.index + 1 if last else 0
        now, salt, said = timezone.now(), secrets.token_hex(16), details or {}
        happened = day or timezone.localdate(now)
        columns = {"subject": subject, "key": key, "event": event}
        leaf = {"index": index, "actor": actor.pk if actor else None, "case": case.pk if case else None, **columns}
        leaf |= {"at": now.astimezone(dt.UTC).isoformat(timespec="microseconds"), "day": happened.isoformat()}
        text = canonical({**leaf, "details": detail_digest(salt, said)})
        hashed = merkle.leaf_hash(text.encode())
        frontier = merkle.appended(merkle.unpacked(bytes(last.frontier)) if last else [], index, hashed)
        tree = {"leaf_hash": hashed, "frontier": merkle.packed(frontier), "root": merkle.root(frontier)}
        entry = LogEntry.objects.create(
            index=index, at=now, day=happened, actor=actor, case=case, leaf=text, **columns, **tree
        )
        LogDetail.objects.create(entry=entry, salt=salt, data=said)
        return entry


def _alone() -> None:
    """One writer at a time: SQLite has only one; PostgreSQL is asked to wait for the others."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE casework_logentry IN SHARE ROW EXCLUSIVE MODE")
