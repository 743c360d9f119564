"""The tree of the log as counterparts ask for it: its head at any size, and proofs that it only grew."""

from comity.casework.log import merkle
from comity.casework.log.models import LogEntry
from comity.exchange.formats.merkle import EMPTY, Head, consistency_proof, inclusion_proof
from comity.exchange.refusal import Refusal, RefusedError


def log_size() -> int:
    """How many entries there are."""
    last = LogEntry.objects.order_by("-index").values_list("index", flat=True).first()
    return 0 if last is None else last + 1


def log_head() -> Head:
    """Where the log stands."""
    return log_head_at(log_size())


def log_head_at(size: int) -> Head:
    """Where the log stood when it had that many entries."""
    return Head(size, merkle.root(_frontier(size)) if size else EMPTY)


def log_consistency(old: int, size: int) -> list[bytes]:
    """The proof that the log of ``size`` entries grew out of the log of ``old`` entries."""
    return consistency_proof(old, size, _node)


def log_inclusion(place: int, size: int) -> list[bytes]:
    """The proof that an entry is in the log of that size."""
    return inclusion_proof(place, size, _node)


def _node(level: int, place: int) -> bytes:
    last = ((place + 1) << level) - 1
    leaf = LogEntry.objects.filter(index=last).values_list("leaf", flat=True).first()
    if leaf is None:
        raise RefusedError(Refusal.LOG_FORKED, f"entry {last} of the log is missing")
    return merkle.subtree(level, merkle.leaf_hash(leaf.encode()), _frontier(last) if level else [])


def _frontier(size: int) -> list[bytes]:
    if size == 0:
        return []
    found = LogEntry.objects.filter(index=size - 1).values_list("frontier", flat=True).first()
    if found is None:
        raise RefusedError(Refusal.LOG_FORKED, f"entry {size - 1} of the log is missing")
    return merkle.unpacked(bytes(found))
