"""What the node knows of the other's log, and what the other is known to have seen of ours."""

import datetime as dt

from comity.exchange.documents.heads import EarlierHead, SeenHead, forked
from comity.exchange.formats.merkle import Head
from comity.exchange.node.head_chain import asked_heads, heads_to_name, keep_head, known_heads, note_ask, note_line
from comity.exchange.node.store import Transaction, raise_alarm


def heads_for(transaction: Transaction, peer: str) -> SeenHead:
    """Give our head for a document to a counterpart, with the proofs from the heads that it confirmed and was shown."""
    head = transaction.head()
    confirmed = transaction.row("SELECT size, root FROM exchange_confirmed WHERE node = ?", peer)
    since = Head(confirmed["size"], bytes.fromhex(confirmed["root"])) if confirmed else None
    proof = transaction.consistency(since.size, head.size) if since else []
    named = [old for old in heads_to_name(transaction, peer) if old.size < head.size and old != since]
    before = tuple(EarlierHead(old, tuple(transaction.consistency(old.size, head.size))) for old in named)
    row = transaction.row("SELECT size, root FROM exchange_head WHERE node = ? AND proven = 1 ORDER BY size DESC", peer)
    seen = Head(row["size"], bytes.fromhex(row["root"])) if row else None
    if seen:
        statement = (
            "INSERT INTO exchange_told (node, own_size, size, root) VALUES (?, ?, ?, ?) "
            "ON CONFLICT (node, own_size) DO UPDATE SET size = excluded.size, root = excluded.root"
        )
        transaction.do(statement, peer, head.size, seen.size, seen.root.hex())
    return SeenHead(head, seen, since, tuple(proof), before, asked_heads(transaction, peer, head.size))


def note_heads(transaction: Transaction, peer: str, heads: SeenHead, at: dt.datetime) -> str | None:
    """Keep the counterpart's head, and say how it contradicts an earlier one, where it does."""
    own = _disowned(transaction, heads)
    theirs = forked(known_heads(transaction, peer, heads), heads.head, *heads.older) or _evaded(
        transaction, peer, heads
    )
    if heads.before is not None and not own:
        note_ask(transaction, peer, heads)
    if theirs:
        keep_head(transaction, peer, heads.head, at)
    else:
        theirs = note_line(transaction, peer, heads, at)
    fork = theirs or own
    if fork:
        raise_alarm(transaction, at, peer, "log_forked", fork)
    elif heads.seen:
        transaction.do(
            "INSERT INTO exchange_confirmed (node, size, root) VALUES (?, ?, ?) ON CONFLICT (node) DO UPDATE "
            "SET size = excluded.size, root = excluded.root WHERE excluded.size > exchange_confirmed.size",
            peer,
            heads.seen.size,
            heads.seen.root.hex(),
        )
    return fork


def _disowned(transaction: Transaction, heads: SeenHead) -> str | None:
    """Say that the counterpart saw a log of ours that this node does not have: it was restored from an old backup."""
    own = transaction.head()
    for seen in (heads.seen, *heads.ask):
        if seen and seen.size > own.size:
            return f"the counterpart has seen {seen.size} entries of this node's log, which now has {own.size}"
        if seen and transaction.head_at(seen.size) != seen:
            return f"the counterpart has seen another log of {seen.size} entries than the one kept here"
    return None


def _evaded(transaction: Transaction, peer: str, heads: SeenHead) -> str | None:
    """Say that the counterpart does not prove its log from a head although it knows that this node has seen it."""
    shown = "SELECT max(size) AS size, max(CASE WHEN chained = 1 THEN size END) AS chained FROM exchange_head "
    newest = transaction.row(shown + "WHERE node = ?", peer)
    confirmed = transaction.row("SELECT size FROM exchange_confirmed WHERE node = ?", peer)
    seen = heads.seen.size if heads.seen else 0
    if confirmed and newest and heads.head.size > (newest["size"] or 0) and seen < confirmed["size"]:
        return f"the counterpart no longer knows the {confirmed['size']} entries of this node's log that it had seen"
    if heads.before is None and newest and newest["chained"] is not None and heads.head.size > newest["chained"]:
        return "the counterpart no longer names the heads that it showed before, which it used to do"
    question = "SELECT size, root FROM exchange_told WHERE node = ? AND own_size <= ? ORDER BY own_size DESC"
    row = transaction.row(question, peer, seen)
    if row is None or (heads.since and heads.since.size >= row["size"]):
        return None
    return f"the counterpart does not prove that its log grew out of the {row['size']} entries that this node has seen"
