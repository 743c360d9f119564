"""The Merkle tree of RFC 6962: one head speaks for a whole history, and two heads for its order.

The tree keeps every full subtree, so that appending, proving inclusion and proving consistency cost a few digests.
"""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

Node = Callable[[int, int], bytes]
"""Gives the head of the full subtree of 2**level leaves that is the index-th of its level."""

EMPTY = hashlib.sha256(b"").digest()


def leaf_hash(leaf: bytes) -> bytes:
    """Digest one leaf."""
    return hashlib.sha256(b"\x00" + leaf).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Digest two heads into the one above them."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def appended(size: int, leaf: bytes, node: Node) -> list[tuple[int, int, bytes]]:
    """Give the full subtrees (level, index, head) that a new leaf completes in a tree that had `size` leaves."""
    level, index, head = 0, size, leaf_hash(leaf)
    made = [(level, index, head)]
    while index & 1:
        head = node_hash(node(level, index - 1), head)
        level, index = level + 1, index >> 1
        made.append((level, index, head))
    return made


def head_of(start: int, end: int, node: Node) -> bytes:
    """Give the head over the leaves start..end-1, where start is a multiple of the range's largest power of two."""
    count = end - start
    if count == 0:
        return EMPTY
    level = count.bit_length() - 1
    if count == 1 << level and start % count == 0:
        return node(level, start >> level)
    split = start + _split(count)
    return node_hash(head_of(start, split, node), head_of(split, end, node))


def _split(count: int) -> int:
    return 1 << ((count - 1).bit_length() - 1)


def inclusion_proof(index: int, size: int, node: Node) -> list[bytes]:
    """Prove that the leaf at an index is in the tree of that size."""
    return _path(index, 0, size, node)


def _path(index: int, start: int, end: int, node: Node) -> list[bytes]:
    if end - start == 1:
        return []
    split = start + _split(end - start)
    if index < split:
        return [*_path(index, start, split, node), head_of(split, end, node)]
    return [*_path(index, split, end, node), head_of(start, split, node)]


def includes(leaf: bytes, index: int, size: int, proof: Sequence[bytes], head: bytes) -> bool:
    """Check an inclusion proof (RFC 9162, 2.1.3.2)."""
    if not 0 <= index < size:
        return False
    place, last, found = index, size - 1, leaf_hash(leaf)
    for sibling in proof:
        if last == 0:
            return False
        if place & 1 or place == last:
            found = node_hash(sibling, found)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            found = node_hash(found, sibling)
        place, last = place >> 1, last >> 1
    return last == 0 and found == head


def consistency_proof(old: int, size: int, node: Node) -> list[bytes]:
    """Prove that the tree of `old` leaves is the beginning of the tree of `size` leaves."""
    if old in {0, size}:
        return []
    return _subproof(old, 0, size, node, whole=True)


def _subproof(old: int, start: int, end: int, node: Node, *, whole: bool) -> list[bytes]:
    if start + old == end:
        return [] if whole else [head_of(start, end, node)]
    split = start + _split(end - start)
    if start + old <= split:
        return [*_subproof(old, start, split, node, whole=whole), head_of(split, end, node)]
    return [*_subproof(old - (split - start), split, end, node, whole=False), head_of(start, split, node)]


@dataclass(frozen=True, slots=True)
class Head:
    """What a log was at one moment: how many leaves, and the digest over all of them."""

    size: int
    root: bytes


def continues(old: Head, new: Head, proof: Sequence[bytes]) -> bool:
    """Check a consistency proof (RFC 9162, 2.1.4.2): nothing of the old log was changed or taken away."""
    if old.size > new.size or (old.size == 0 and old.root != EMPTY):
        return False
    if old.size == new.size:
        return old.root == new.root and not proof
    if old.size == 0:
        return not proof
    path = list(proof) if old.size & (old.size - 1) else [old.root, *proof]
    if not path:
        return False
    return _walk(old, new, path)


def _walk(old: Head, new: Head, path: list[bytes]) -> bool:
    place, last = old.size - 1, new.size - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    first = second = path[0]
    for step in path[1:]:
        if last == 0:
            return False
        if place & 1 or place == last:
            first, second = node_hash(step, first), node_hash(step, second)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            second = node_hash(second, step)
        place, last = place >> 1, last >> 1
    return last == 0 and first == old.root and second == new.root


def levels(heads: list[bytes]) -> Iterator[list[bytes]]:
    """Give the heads of every level over some neighbours, theirs first; one without a neighbour has none above it."""
    sha256 = hashlib.sha256
    while heads:
        yield heads
        pairs = zip(heads[::2], heads[1::2], strict=False)
        heads = [sha256(b"\x01" + left + right).digest() for left, right in pairs]
