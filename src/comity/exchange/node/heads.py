"""What the node knows of the other's log, and what the other is known to have seen of ours."""

import datetime as dt

from comity.exchange.documents.fields import time_text
from comity.exchange.documents.heads import SeenHead, forked
from comity.exchange.formats.merkle import Head
from comity.exchange.node.store import Transaction, raise_alarm


def heads_for(transaction: Transaction, peer: str) -> SeenHead:
    """Give our head for a document to a counterpart, with the proof from the head that it confirmed last."""
    head = transaction.head()
    confirmed = transaction.row("SELECT size, root FROM exchange_confirmed WHERE node = ?", peer)
    since = Head(confirmed["size"], bytes.fromhex(confirmed["root"])) if confirmed else None
    proof = transaction.consistency(since.size, head.size) if since else []
    row = transaction.row("SELECT size, root FROM exchange_head WHERE node = ? AND proven = 1 ORDER BY size DESC", peer)
    seen = Head(row["size"], bytes.fromhex(row["root"])) if row else None
    if seen:
        statement = (
            "INSERT INTO exchange_told (node, own_size, size, root) VALUES (?, ?, ?, ?) "
            "ON CONFLICT (node, own_size) DO UPDATE SET size = excluded.size, root = excluded.root"
        )
        transaction.do(statement, peer, head.size, seen.size, seen.root.hex())
    return SeenHead(head, seen, since, tuple(proof))


def note_heads(transaction: Transaction, peer: str, heads: SeenHead, at: dt.datetime) -> str | None:
    """Keep the counterpart's head, and say how it contradicts an earlier one, where it does."""
    rows = transaction.rows("SELECT size, root, proven FROM exchange_head WHERE node = ? ORDER BY size", peer)
    known = [Head(row["size"], bytes.fromhex(row["root"])) for row in rows]
    proven = [head for head, row in zip(known, rows, strict=True) if row["proven"]]
    theirs = forked(known, heads.head, heads.since) or _evaded(transaction, peer, heads)
    fork = theirs or _disowned(transaction, heads.seen)
    if fork:
        raise_alarm(transaction, at, peer, "log_forked", fork)
    # A head counts as seen only where it is the first, or proven to have grown out of the newest that counts; from an
    # older one it says nothing of what was shown since.
    counts = not theirs and (not known or heads.since in proven[-1:])
    statement = (
        "INSERT INTO exchange_head (node, size, root, seen, proven) VALUES (?, ?, ?, ?, ?) "
        "ON CONFLICT (node, size, root) DO UPDATE SET proven = excluded.proven WHERE excluded.proven = 1"
    )
    transaction.do(statement, peer, heads.head.size, heads.head.root.hex(), time_text(at), int(counts))
    if heads.seen and not fork:
        transaction.do(
            "INSERT INTO exchange_confirmed (node, size, root) VALUES (?, ?, ?) ON CONFLICT (node) DO UPDATE "
            "SET size = excluded.size, root = excluded.root WHERE excluded.size > exchange_confirmed.size",
            peer,
            heads.seen.size,
            heads.seen.root.hex(),
        )
    return fork


def _disowned(transaction: Transaction, seen: Head | None) -> str | None:
    """Say that the counterpart saw a log of ours that this node does not have: it was restored from an old backup."""
    if seen is None:
        return None
    own = transaction.head()
    if seen.size > own.size:
        return f"the counterpart has seen {seen.size} entries of this node's log, which now has {own.size}"
    if transaction.head_at(seen.size) != seen:
        return f"the counterpart has seen another log of {seen.size} entries than the one kept here"
    return None


def _evaded(transaction: Transaction, peer: str, heads: SeenHead) -> str | None:
    """Say that the counterpart does not prove its log from a head although it knows that this node has seen it."""
    newest = transaction.row("SELECT max(size) AS size FROM exchange_head WHERE node = ?", peer)
    confirmed = transaction.row("SELECT size FROM exchange_confirmed WHERE node = ?", peer)
    seen = heads.seen.size if heads.seen else 0
    if confirmed and newest and heads.head.size > (newest["size"] or 0) and seen < confirmed["size"]:
        return f"the counterpart no longer knows the {confirmed['size']} entries of this node's log that it had seen"
    question = "SELECT size, root FROM exchange_told WHERE node = ? AND own_size <= ? ORDER BY own_size DESC"
    row = transaction.row(question, peer, seen)
    if row is None or (heads.since and heads.since.size >= row["size"]):
        return None
    return f"the counterpart does not prove that its log grew out of the {row['size']} entries that this node has seen"
