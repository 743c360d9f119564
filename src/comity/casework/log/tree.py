"""The tree of the log as counterparts ask for it: its head at any size, and proofs that it only grew."""

from django.db import connection

from comity.casework.log import merkle
from comity.exchange.formats.merkle import EMPTY, Head, consistency_proof, inclusion_proof
from comity.exchange.refusal import Refusal, RefusedError


def log_last() -> tuple[int, list[bytes]]:
    """How many entries there are, and the heads of the full subtrees over them, with which the next one goes on."""
    with connection.cursor() as cursor:
        cursor.execute('SELECT "index", frontier FROM casework_logentry ORDER BY "index" DESC LIMIT 1')
        last = cursor.fetchone()
    return (last[0] + 1, merkle.unpacked(bytes(last[1]))) if last else (0, [])


def log_size() -> int:
    """How many entries there are."""
    return log_last()[0]


def log_head() -> Head:
    """Where the log stands."""
    size, frontier = log_last()
    return Head(size, merkle.root(frontier) if size else EMPTY)


def log_head_at(size: int) -> Head:
    """Where the log stood when it had that many entries."""
    return Head(size, merkle.root(_entry(size - 1)[1]) if size else EMPTY)


def log_consistency(old: int, size: int) -> list[bytes]:
    """The proof that the log of ``size`` entries grew out of the log of ``old`` entries."""
    return consistency_proof(old, size, _node)


def log_inclusion(place: int, size: int) -> list[bytes]:
    """The proof that an entry is in the log of that size."""
    return inclusion_proof(place, size, _node)


def _node(level: int, place: int) -> bytes:
    last = ((place + 1) << level) - 1
    leaf, _ = _entry(last)
    return merkle.subtree(level, merkle.leaf_hash(leaf.encode()), _entry(last - 1)[1] if level else [])


def _entry(place: int) -> tuple[str, list[bytes]]:
    """The leaf of an entry, and the heads of the full subtrees up to it; asked plainly, as a proof asks for many."""
    with connection.cursor() as cursor:
        cursor.execute('SELECT leaf, frontier FROM casework_logentry WHERE "index" = %s', [place])
        found = cursor.fetchone()
    if found is None:
        raise RefusedError(Refusal.LOG_FORKED, f"entry {place} of the log is missing")
    return found[0], merkle.unpacked(bytes(found[1]))
