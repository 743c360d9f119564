"""The Merkle tree of RFC 6962 over the log, kept as its frontier: enough to append and to give the head.

The frontier of a log of n entries holds the roots of the full subtrees that make up n, the largest first: one hash
for each bit that is set in n.
"""

import hashlib
from collections.abc import Sequence

HASH_BYTES = 32
EMPTY_ROOT = hashlib.sha256(b"").digest()


def leaf_hash(leaf: bytes) -> bytes:
    """The hash of one entry."""
    return hashlib.sha256(b"\x00" + leaf).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of two subtrees."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def appended(frontier: Sequence[bytes], size: int, leaf: bytes) -> list[bytes]:
    """The frontier after one more leaf hash; ``size`` is the number of entries before it."""
    peaks, carried = list(frontier), leaf
    while size & 1:
        carried = node_hash(peaks.pop(), carried)
        size >>= 1
    return [*peaks, carried]


def root(frontier: Sequence[bytes]) -> bytes:
    """The head of the tree: what one signature over the whole log signs."""
    if not frontier:
        return EMPTY_ROOT
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
