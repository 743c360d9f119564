"""The Merkle tree of RFC 6962 over the log, kept as its frontier: enough to append and to give the head.

The frontier of a log of n entries holds the roots of the full subtrees that make up n, the largest first: one hash
for each bit that is set in n. The frontiers kept with the entries are enough for every proof, too: the subtree that an
entry completes is folded from its leaf and the frontier before it.
"""

from collections.abc import Sequence

from comity.exchange.formats.merkle import EMPTY, leaf_hash, node_hash

HASH_BYTES = 32

__all__ = ["HASH_BYTES", "appended", "leaf_hash", "packed", "root", "subtree", "unpacked"]


def appended(frontier: Sequence[bytes], size: int, leaf: bytes) -> list[bytes]:
    """The frontier after one more leaf hash; ``size`` is the number of entries before it."""
    peaks, carried = list(frontier), leaf
    while size & 1:
        carried = node_hash(peaks.pop(), carried)
        size >>= 1
    return [*peaks, carried]


def subtree(level: int, leaf: bytes, before: Sequence[bytes]) -> bytes:
    """The root of the full subtree of 2**level entries whose last leaf hash is given with the frontier before it."""
    carried = leaf
    for peak in reversed(before[len(before) - level :]):
        carried = node_hash(peak, carried)
    return carried


def root(frontier: Sequence[bytes]) -> bytes:
    """The head of the tree: what one signature over the whole log signs."""
    if not frontier:
        return EMPTY
    head = frontier[-1]
    for peak in reversed(frontier[:-1]):
        head = node_hash(peak, head)
    return head


def packed(frontier: Sequence[bytes]) -> bytes:
    """The frontier as one string of bytes."""
    return b"".join(frontier)


def unpacked(data: bytes) -> list[bytes]:
    """The frontier out of one string of bytes."""
    return [data[at : at + HASH_BYTES] for at in range(0, len(data), HASH_BYTES)]
