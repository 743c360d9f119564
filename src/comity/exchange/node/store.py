"""The store of a node as the node needs it: some tables, transactions over them, and a log that only grows.

A node asks in one plain dialect of SQL (question marks for values, what SQLite and PostgreSQL both know), so that the
same node works on a file of its own or in the database of an office.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any, Protocol

from comity.exchange.documents.fields import time_text
from comity.exchange.formats.merkle import Head


class Row(Protocol):
    """One row of an answer, by the names of its columns."""

    def __getitem__(self, name: str, /) -> Any:  # noqa: ANN401 - whatever a database stores
        """Give one column."""
        ...

    def keys(self) -> Iterable[str]:
        """Name the columns."""
        ...


@dataclass(frozen=True, slots=True)
class Event:
    """One entry of the log as a person reads it."""

    seq: int
    at: str
    event: str
    details: Mapping[str, Any]


class Reading(Protocol):
    """What can be read, inside a transaction and outside."""

    def rows(self, question: str, *values: Any) -> Sequence[Row]:  # noqa: ANN401 - whatever a database stores
        """Read some rows."""
        ...

    def row(self, question: str, *values: Any) -> Row | None:  # noqa: ANN401
        """Read the first row, where there is one."""
        ...

    def head(self) -> Head:
        """Give where the log stands."""
        ...

    def head_at(self, size: int) -> Head:
        """Give where the log stood when it had that many leaves."""
        ...

    def consistency(self, old: int, size: int) -> list[bytes]:
        """Prove that the log of `size` leaves grew out of the log of `old` leaves."""
        ...


class Transaction(Reading, Protocol):
    """What can be written, all of it together."""

    def do(self, statement: str, *values: Any) -> int:  # noqa: ANN401
        """Write; gives the number of rows that changed."""
        ...

    def append(self, event: str, at: dt.datetime, **details: Any) -> int:  # noqa: ANN401
        """Append an event to the log; gives its place."""
        ...


class Store(Reading, Protocol):
    """The store of a node: a transaction that ended is on disk, and the log cannot be changed."""

    def transaction(self) -> AbstractContextManager[Transaction]:
        """Do several things or none; when the block ends without an error, they are on disk."""
        ...

    def inclusion(self, place: int, size: int) -> list[bytes]:
        """Prove that a leaf is in the log of that size."""
        ...

    def check_log(self) -> Head:
        """Compute the whole log again from its leaves; refused where it is not what was written."""
        ...

    def events(self) -> Iterator[Event]:
        """Give the log in order."""
        ...

    def close(self) -> None:
        """Let go of the connection of this thread."""
        ...


def raise_alarm(transaction: Transaction, at: dt.datetime, peer: str | None, code: str, what: str) -> None:
    """Keep something that a person must look at, and log it."""
    statement = "INSERT INTO exchange_alarm (at, peer, code, what) VALUES (?, ?, ?, ?)"
    transaction.do(statement, time_text(at), peer, code, what)
    transaction.append("alarm", at, code=code, what=what, peer=peer)
