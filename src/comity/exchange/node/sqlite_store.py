"""The store of a node that belongs to no office: one SQLite file with its own log."""

import contextlib
import datetime as dt
import json
import sqlite3
import threading
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

from comity.exchange.documents.fields import time_text
from comity.exchange.formats import canonical
from comity.exchange.formats.merkle import (
    EMPTY,
    Head,
    appended,
    consistency_proof,
    head_of,
    inclusion_proof,
    leaf_hash,
    levels,
)
from comity.exchange.node.durable import FAILED, NO_SPACE
from comity.exchange.node.store import Event
from comity.exchange.refusal import Refusal, RefusedError

VERSION = 3
# Version 1 had the same tables under shorter names; an office needs names that tell whose they are.
_RENAMED = "leaf tree card package receipt outbox work head told confirmed pulled alarm matching".split()
_CHAINED = """
ALTER TABLE exchange_head ADD COLUMN chained INTEGER NOT NULL DEFAULT 0;
ALTER TABLE exchange_head ADD COLUMN asked INTEGER;
CREATE TABLE exchange_sent (
  node TEXT NOT NULL, size INTEGER NOT NULL, root TEXT NOT NULL, asked INTEGER NOT NULL, PRIMARY KEY (node, size, root)
);
CREATE TABLE exchange_link (
  node TEXT NOT NULL, size INTEGER NOT NULL, root TEXT NOT NULL, older_size INTEGER NOT NULL, older_root TEXT NOT NULL,
  PRIMARY KEY (node, size, root, older_size, older_root)
);
"""


_STRETCH = 4096  # a power of two: the entries that are checked at once make one full subtree
_LEVEL = "SELECT head FROM exchange_tree WHERE level = ? AND place >= ? AND place < ? ORDER BY place"


class SqliteStore:
    """The database of a node. Whatever belongs together is one transaction, and a transaction that ended is on disk."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._local = threading.local()

    @classmethod
    def create(cls, path: Path) -> "SqliteStore":
        """Make an empty store."""
        store = cls(path)
        connection = store._connection()
        script = files("comity.exchange.node").joinpath("schema.sql").read_text(encoding="utf-8")
        connection.executescript(f"BEGIN; {script} PRAGMA user_version = {VERSION}; COMMIT;")
        return store

    def _connection(self) -> sqlite3.Connection:
        held: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if held is None:
            held = sqlite3.connect(self._path, timeout=30, isolation_level=None)
            held.row_factory = sqlite3.Row
            held.execute("PRAGMA journal_mode = WAL")
            held.execute("PRAGMA synchronous = FULL")
            _brought_up(held)
            self._local.connection = held
        return held

    def close(self) -> None:
        """Close the connection of this thread."""
        held: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if held is not None:
            held.close()
            self._local.connection = None

    def rows(self, question: str, *values: Any) -> list[sqlite3.Row]:  # noqa: ANN401 - whatever SQLite stores
        """Read some rows."""
        return self._connection().execute(question, values).fetchall()

    def row(self, question: str, *values: Any) -> sqlite3.Row | None:  # noqa: ANN401
        """Read the first row, where there is one."""
        found: sqlite3.Row | None = self._connection().execute(question, values).fetchone()
        return found

    @contextlib.contextmanager
    def transaction(self) -> Iterator["SqliteTransaction"]:
        """Do several things or none; when the block ends without an error, they are on disk."""
        connection = self._connection()
        try:
            connection.execute("BEGIN IMMEDIATE")
            yield SqliteTransaction(connection)
            connection.execute("COMMIT")
        except BaseException as error:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            if isinstance(error, sqlite3.OperationalError) and "full" in str(error):
                raise RefusedError(Refusal.OUT_OF_SPACE, NO_SPACE) from None
            if isinstance(error, sqlite3.OperationalError) and error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_IOERR:
                raise RefusedError(Refusal.DISK_FAILED, FAILED) from None
            raise

    def head(self) -> Head:
        """Give where the log stands."""
        return head_at(self._connection(), log_size(self._connection()))

    def head_at(self, size: int) -> Head:
        """Give where the log stood when it had that many leaves."""
        return head_at(self._connection(), size)

    def consistency(self, old: int, size: int) -> list[bytes]:
        """Prove that the log of `size` leaves grew out of the log of `old` leaves."""
        return consistency_proof(old, size, _tree(self._connection()))

    def inclusion(self, place: int, size: int) -> list[bytes]:
        """Prove that a leaf is in the log of that size."""
        return inclusion_proof(place, size, _tree(self._connection()))

    def check_log(self) -> Head:
        """Compute the whole log again from its leaves; refused where any part of the tree is not what they give."""
        connection = self._connection()
        leaves = _plain(connection).execute("SELECT seq, event FROM exchange_leaf ORDER BY seq")
        count, made, tops = 0, 0, list[bytes]()
        while rows := leaves.fetchmany(_STRETCH):
            _check_numbers(rows, count)
            found = list(levels([leaf_hash(event) for _, event in rows]))
            made += sum(_compared(connection, level, count >> level, heads) for level, heads in enumerate(found))
            tops += found[-1] if len(rows) == _STRETCH else []
            count += len(rows)
        above = list(levels(tops))[1:]
        made += sum(_compared(connection, level, 0, heads) for level, heads in enumerate(above, _STRETCH.bit_length()))
        if connection.execute("SELECT count(*) FROM exchange_tree").fetchone()[0] != made:
            raise RefusedError(Refusal.LOG_FORKED, "the log was altered: its tree has more than its entries give")
        return head_at(connection, count)

    def events(self) -> Iterator[Event]:
        """Give the log in order."""
        for row in self._connection().execute("SELECT seq, event FROM exchange_leaf ORDER BY seq"):
            details = json.loads(row["event"])
            yield Event(row["seq"], details.pop("at"), details.pop("event"), details)


class SqliteTransaction:
    """What can be written, all of it together."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    def do(self, statement: str, *values: Any) -> int:  # noqa: ANN401
        """Write; gives the number of rows that changed."""
        return self.connection.execute(statement, values).rowcount

    def row(self, question: str, *values: Any) -> sqlite3.Row | None:  # noqa: ANN401
        """Read the first row, where there is one."""
        found: sqlite3.Row | None = self.connection.execute(question, values).fetchone()
        return found

    def rows(self, question: str, *values: Any) -> list[sqlite3.Row]:  # noqa: ANN401
        """Read some rows."""
        return self.connection.execute(question, values).fetchall()

    def append(self, event: str, at: dt.datetime, **details: Any) -> int:  # noqa: ANN401
        """Append an event to the log; gives its place."""
        leaf = canonical.encode({"event": event, "at": time_text(at), **details})
        size = log_size(self.connection)
        made = appended(size, leaf, _tree(self.connection))
        self.do("INSERT INTO exchange_leaf VALUES (?, ?)", size, leaf)
        self.connection.executemany("INSERT INTO exchange_tree VALUES (?, ?, ?)", made)
        return size

    def head(self) -> Head:
        """Give where the log stands within this transaction."""
        return head_at(self.connection, log_size(self.connection))

    def head_at(self, size: int) -> Head:
        """Give where the log stood when it had that many leaves."""
        return head_at(self.connection, size)

    def consistency(self, old: int, size: int) -> list[bytes]:
        """Prove that the log of `size` leaves grew out of the log of `old` leaves."""
        return consistency_proof(old, size, _tree(self.connection))


def _brought_up(connection: sqlite3.Connection) -> None:
    """Bring a store of an earlier version to this one, or leave it to a newer Comity."""
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version > VERSION:
        raise RefusedError(Refusal.UNKNOWN_FORMAT, "the store of this node was written by a newer version of Comity")
    if 0 < version < VERSION:
        _changed(connection)


def _changed(connection: sqlite3.Connection) -> None:
    """Change the tables of an earlier version; who comes second finds it done."""
    connection.execute("BEGIN IMMEDIATE")
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    renaming = [f"ALTER TABLE {name} RENAME TO exchange_{name}" for name in _RENAMED] if version == 1 else []
    if version < VERSION:
        for statement in (*renaming, *_CHAINED.split(";"), f"PRAGMA user_version = {VERSION}"):
            connection.execute(statement)
    connection.execute("COMMIT")


def _plain(connection: sqlite3.Connection) -> sqlite3.Cursor:
    """Ask for rows without names, which are quicker where there are very many."""
    cursor = connection.cursor()
    cursor.row_factory = None
    return cursor


def _check_numbers(rows: list[tuple[int, object]], first: int) -> None:
    if [seq for seq, _ in rows] == [*range(first, first + len(rows))] and {type(event) for _, event in rows} == {bytes}:
        return
    for place, (seq, event) in enumerate(rows, first):
        if seq != place or not isinstance(event, bytes):
            raise RefusedError(Refusal.LOG_FORKED, f"entry {place} of the log is missing or was altered")


def _compared(connection: sqlite3.Connection, level: int, first: int, heads: list[bytes]) -> int:
    """Compare heads with those that are kept of a level from a place on; gives how many they are."""
    kept = _plain(connection).execute(_LEVEL, (level, first, first + len(heads))).fetchall()
    if kept != [*zip(heads)]:
        raise RefusedError(Refusal.LOG_FORKED, "the log was altered: its entries do not give its tree")
    return len(heads)


def log_size(connection: sqlite3.Connection) -> int:
    """Count the leaves of the log by the tree; it knows the last one without counting."""
    last = connection.execute("SELECT max(place) FROM exchange_tree WHERE level = 0").fetchone()[0]
    return 0 if last is None else int(last) + 1


def head_at(connection: sqlite3.Connection, size: int) -> Head:
    """Give the head of the log as it was with that many leaves."""
    return Head(size, head_of(0, size, _tree(connection)) if size else EMPTY)


def _tree(connection: sqlite3.Connection) -> Any:  # noqa: ANN401 - a merkle.Node
    def node(level: int, place: int) -> bytes:
        row = connection.execute(
            "SELECT head FROM exchange_tree WHERE level = ? AND place = ?", (level, place)
        ).fetchone()
        if row is None:
            raise RefusedError(Refusal.LOG_FORKED, "the log was altered: a part of its tree is missing")
        return bytes(row[0])

    return node
