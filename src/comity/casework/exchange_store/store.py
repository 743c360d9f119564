"""The node's store over the office's own connection: whatever the node writes is part of the office's transaction."""

import contextlib
import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction

from comity.casework.accounts.models import User
from comity.casework.cases.models import Case
from comity.casework.log.models import LogEntry
from comity.casework.log.selectors import log_check
from comity.casework.log.services import log_alone, log_append
from comity.casework.log.tree import log_consistency, log_head, log_head_at, log_inclusion
from comity.exchange.documents.fields import time_text
from comity.exchange.formats.merkle import Head
from comity.exchange.node.store import Event
from comity.exchange.refusal import Refusal, RefusedError

SUBJECT = "exchange"


@dataclass(frozen=True, slots=True)
class About:
    """For whom and in which case the node works, as its entries in the log will say; nobody and none by itself."""

    actor: User | None = None
    case: Case | None = None


class OfficeReading:
    """What the node reads, over the connection of this thread."""

    def rows(self, question: str, *values: Any) -> Sequence[dict[str, Any]]:  # noqa: ANN401 - whatever is stored
        """Read some rows."""
        with connection.cursor() as cursor:
            cursor.execute(_placed(question), values)
            names = [column[0] for column in cursor.description or ()]
            return [dict(zip(names, map(_plain, row), strict=True)) for row in cursor.fetchall()]

    def row(self, question: str, *values: Any) -> dict[str, Any] | None:  # noqa: ANN401
        """Read the first row, where there is one."""
        with connection.cursor() as cursor:
            cursor.execute(_placed(question), values)
            found = cursor.fetchone()
            names = [column[0] for column in cursor.description or ()]
        return dict(zip(names, map(_plain, found), strict=True)) if found else None

    def head(self) -> Head:
        """Give where the log stands."""
        return log_head()

    def head_at(self, size: int) -> Head:
        """Give where the log stood when it had that many leaves."""
        return log_head_at(size)

    def consistency(self, old: int, size: int) -> list[bytes]:
        """Prove that the log of `size` leaves grew out of the log of `old` leaves."""
        return log_consistency(old, size)


class OfficeTransaction(OfficeReading):
    """What the node writes, all of it together, and with what the office writes around it."""

    def __init__(self, about: About) -> None:
        self._about = about

    def do(self, statement: str, *values: Any) -> int:  # noqa: ANN401
        """Write; gives the number of rows that changed."""
        with connection.cursor() as cursor:
            cursor.execute(_placed(statement), values)
            return int(cursor.rowcount)

    def append(self, event: str, at: dt.datetime, **details: Any) -> int:  # noqa: ANN401
        """Append an event to the office's log; gives its place."""
        key = str(details.get("package") or details.get("node") or details.get("document") or "")
        entry = log_append(
            event=event,
            actor=self._about.actor,
            case=self._about.case,
            subject=SUBJECT,
            key=key,
            at=at,
            details=details,
        )
        return int(entry.index)


class OfficeStore(OfficeReading):
    """The store of the office's node."""

    def __init__(self, about: About | None = None) -> None:
        self._about = about or About()

    @contextlib.contextmanager
    def transaction(self) -> Iterator[OfficeTransaction]:
        """Do several things or none; alone, because each of them ends in the log, which has one writer."""
        with transaction.atomic():
            log_alone()
            yield OfficeTransaction(self._about)

    def inclusion(self, place: int, size: int) -> list[bytes]:
        """Prove that a leaf is in the log of that size."""
        return log_inclusion(place, size)

    def check_log(self) -> Head:
        """Compute the whole log again from its leaves; refused where it is not what was written."""
        checked = log_check()
        if checked.troubles:
            raise RefusedError(Refusal.LOG_FORKED, f"the log was altered: {checked.troubles[0]}")
        return Head(checked.size, bytes.fromhex(checked.root))

    def events(self) -> Iterator[Event]:
        """Give the log in order; of what people did in cases only that it was done, not its details."""
        for entry in LogEntry.objects.order_by("index").select_related("detail").iterator(chunk_size=2000):
            detail = getattr(entry, "detail", None) if entry.subject == SUBJECT else None
            yield Event(entry.index, time_text(entry.at), entry.event, detail.data if detail else {})

    def close(self) -> None:
        """Let go of the connection of this thread, unless the office is in the middle of something with it."""
        if not connection.in_atomic_block:
            connection.close()


def _placed(question: str) -> str:
    """The node's question marks as Django's marks."""
    return question.replace("%", "%%").replace("?", "%s")


def _plain(value: Any) -> Any:  # noqa: ANN401
    """A value as SQLite gives it; PostgreSQL gives bytes as a window on them."""
    return bytes(value) if isinstance(value, memoryview) else value
