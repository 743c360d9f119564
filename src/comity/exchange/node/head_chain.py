"""The chain of heads in the store: what this node showed a counterpart, and what the counterpart showed it."""

import datetime as dt
from collections.abc import Iterable, Sequence

from comity.exchange.documents.fields import time_text
from comity.exchange.documents.heads import MOST_ASKED, MOST_BEFORE, SeenHead
from comity.exchange.documents.line import Line, grown
from comity.exchange.formats.merkle import Head
from comity.exchange.node.store import Row, Transaction

_KEPT = (
    "INSERT INTO exchange_head (node, size, root, seen, proven, chained) VALUES (?, ?, ?, ?, ?, ?) "
    "ON CONFLICT (node, size, root) DO UPDATE SET "
    "proven = CASE WHEN excluded.proven = 1 THEN 1 ELSE exchange_head.proven END, "
    "chained = CASE WHEN excluded.chained = 1 THEN 1 ELSE exchange_head.chained END"
)


def heads_to_name(transaction: Transaction, peer: str) -> Sequence[Head]:
    """Give the heads that the next document to a counterpart must name: it asks for them, or nothing named them yet."""
    rows = transaction.rows(
        "SELECT size, root FROM exchange_sent WHERE node = ? ORDER BY asked DESC, size DESC LIMIT ?", peer, MOST_BEFORE
    )
    return [_head(row) for row in rows]


def head_sent(transaction: Transaction, peer: str, heads: SeenHead | None) -> None:
    """Note that a document with these heads goes to a counterpart: the next one names this head, not those in it."""
    if heads is None:
        return
    for old in heads.older:
        statement = "DELETE FROM exchange_sent WHERE node = ? AND size = ? AND root = ? AND asked = 0"
        transaction.do(statement, peer, old.size, old.root.hex())
    statement = "INSERT INTO exchange_sent (node, size, root, asked) VALUES (?, ?, ?, 0) ON CONFLICT DO NOTHING"
    transaction.do(statement, peer, heads.head.size, heads.head.root.hex())


def note_ask(transaction: Transaction, peer: str, heads: SeenHead) -> None:
    """Name from now on the heads that a counterpart asks for in its newest document, until it asks no more."""
    newest = transaction.row("SELECT max(size) AS size FROM exchange_head WHERE node = ? AND chained = 1", peer)
    if newest and heads.head.size < (newest["size"] or 0):
        return
    transaction.do("DELETE FROM exchange_sent WHERE node = ? AND asked = 1", peer)
    statement = (
        "INSERT INTO exchange_sent (node, size, root, asked) VALUES (?, ?, ?, 1) "
        "ON CONFLICT (node, size, root) DO UPDATE SET asked = 1"
    )
    for one in heads.ask:
        transaction.do(statement, peer, one.size, one.root.hex())


def asked_heads(transaction: Transaction, peer: str, own_size: int) -> tuple[Head, ...]:
    """Give the heads of a counterpart that wait for a proof, and note when each was asked for first."""
    rows = transaction.rows(
        "SELECT size, root, asked FROM exchange_head WHERE node = ? AND chained = 1 AND proven = 0 "
        "ORDER BY coalesce(asked, ?), size LIMIT ?",
        peer,
        own_size,
        MOST_ASKED,
    )
    for row in rows:
        statement = "UPDATE exchange_head SET asked = ? WHERE node = ? AND size = ? AND root = ? AND asked IS NULL"
        transaction.do(statement, own_size, peer, row["size"], row["root"])
    return tuple(_head(row) for row in rows)


def known_heads(transaction: Transaction, peer: str, heads: SeenHead) -> list[Head]:
    """Give the heads that a counterpart showed before at the sizes that a document speaks of."""
    question = "SELECT size, root FROM exchange_head WHERE node = ? AND size = ?"
    sizes = sorted({one.size for one in (heads.head, *heads.older)})
    return [_head(row) for size in sizes for row in transaction.rows(question, peer, size)]


def keep_head(transaction: Transaction, peer: str, head: Head, at: dt.datetime) -> None:
    """Keep a head that counts for nothing, as what was shown."""
    transaction.do(_KEPT, peer, head.size, head.root.hex(), time_text(at), 0, 0)


def note_line(transaction: Transaction, peer: str, heads: SeenHead, at: dt.datetime) -> str | None:
    """Place the head of a document on its author's line; says which head the author was asked to prove and did not."""
    line = _line(transaction, peer)
    if heads.before is None:
        # A version that does not chain: a head counts where it is the first or proven from the newest that counts.
        counts = line.newest is None or heads.since == line.newest
        transaction.do(_KEPT, peer, heads.head.size, heads.head.root.hex(), time_text(at), int(counts), 0)
        return None
    mentioned = {heads.head, *heads.older}
    after, count = grown(line, heads.head, heads.older, _counted(transaction, peer, mentioned))
    for one in sorted((mentioned | count) - {line.newest}, key=lambda one: one.size):
        transaction.do(_KEPT, peer, one.size, one.root.hex(), time_text(at), int(one in count), 1)
    _keep_links(transaction, peer, line, after)
    return _left_unproven(transaction, peer, heads)


def _left_unproven(transaction: Transaction, peer: str, heads: SeenHead) -> str | None:
    """Say which head the author has been asked for, still waits, and is not even named in this document.

    A head that is named is proven to be of the same log as this document; both wait where this one's own place on the
    line is not proven yet, which no question was about.
    """
    rows = transaction.rows(
        "SELECT size, root FROM exchange_head WHERE node = ? AND chained = 1 AND proven = 0 AND asked <= ? "
        "ORDER BY size",
        peer,
        heads.seen.size if heads.seen else 0,
    )
    late = next((one for one in map(_head, rows) if one not in (heads.head, *heads.older)), None)
    if late is None:
        return None
    return f"the counterpart was asked to prove that its log grew out of the {late.size} entries it showed; it does not"


def _line(transaction: Transaction, peer: str) -> Line:
    newest = transaction.row(
        "SELECT size, root FROM exchange_head WHERE node = ? AND proven = 1 ORDER BY size DESC", peer
    )
    waiting = transaction.rows(
        "SELECT size, root FROM exchange_head WHERE node = ? AND chained = 1 AND proven = 0", peer
    )
    links = transaction.rows("SELECT size, root, older_size, older_root FROM exchange_link WHERE node = ?", peer)
    return Line(
        _head(newest) if newest else None,
        frozenset(map(_head, waiting)),
        frozenset((_head(row), Head(row["older_size"], bytes.fromhex(row["older_root"]))) for row in links),
    )


def _counted(transaction: Transaction, peer: str, mentioned: Iterable[Head]) -> set[Head]:
    question = "SELECT 1 FROM exchange_head WHERE node = ? AND size = ? AND root = ? AND proven = 1"
    return {one for one in mentioned if transaction.row(question, peer, one.size, one.root.hex())}


def _keep_links(transaction: Transaction, peer: str, before: Line, after: Line) -> None:
    dropped = "DELETE FROM exchange_link WHERE node = ? AND size = ? AND root = ? AND older_size = ? AND older_root = ?"
    for later, old in before.links - after.links:
        transaction.do(dropped, peer, later.size, later.root.hex(), old.size, old.root.hex())
    statement = "INSERT INTO exchange_link (node, size, root, older_size, older_root) VALUES (?, ?, ?, ?, ?)"
    for later, old in after.links - before.links:
        transaction.do(statement, peer, later.size, later.root.hex(), old.size, old.root.hex())


def _head(row: Row) -> Head:
    return Head(row["size"], bytes.fromhex(row["root"]))
