"""A log that only grows can prove it; one that was rewritten cannot."""

import hashlib

import pytest

from comity.exchange.formats.merkle import (
    EMPTY,
    Head,
    appended,
    consistency_proof,
    continues,
    head_of,
    includes,
    inclusion_proof,
    leaf_hash,
    levels,
)

# The leaves and heads with which Certificate Transparency logs are tested (RFC 6962 implementations).
LEAVES = [
    bytes.fromhex(t)
    for t in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
]
HEADS = {
    1: "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    8: "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
}


class Tree(dict[tuple[int, int], bytes]):
    def __init__(self, leaves: list[bytes]) -> None:
        super().__init__()
        for size, leaf in enumerate(leaves):
            for level, index, head in appended(size, leaf, self.node):
                self[level, index] = head

    def node(self, level: int, index: int) -> bytes:
        return self[level, index]


def numbered(count: int) -> list[bytes]:
    return [str(n).encode() for n in range(count)]


def test_heads_are_those_of_certificate_transparency() -> None:
    tree = Tree(LEAVES)
    assert {size: head_of(0, size, tree.node).hex() for size in HEADS} == HEADS
    assert hashlib.sha256().digest() == EMPTY


@pytest.mark.parametrize("size", range(1, 20))
def test_every_leaf_can_be_shown_to_be_in_the_log_and_no_other_can(size: int) -> None:
    leaves = numbered(size)
    tree = Tree(leaves)
    head = head_of(0, size, tree.node)
    assert includes(leaves[0], 0, size, inclusion_proof(0, size, tree.node), head) is True
    whole = enumerate(levels([leaf_hash(leaf) for leaf in leaves]))
    assert {(level, place): made for level, heads in whole for place, made in enumerate(heads)} == tree
    for index, leaf in enumerate(leaves):
        proof = inclusion_proof(index, size, tree.node)
        assert includes(leaf, index, size, proof, head)
        assert not includes(b"another", index, size, proof, head)
        assert not includes(leaf, index + 1, size, proof, head)
        assert not includes(leaf, index, size, proof, b"\1" * 32)
        assert not includes(leaf, index, size, [*proof, b"\2" * 32], head)
        assert not includes(leaf, index, size, proof[:-1], head) or not proof
        for outside in (-1, size, size + 1):
            assert includes(leaf, outside, size, proof, head) is False


@pytest.mark.parametrize("size", range(20))
def test_every_older_log_is_shown_to_be_the_beginning_of_the_newer_one(size: int) -> None:
    tree = Tree(numbered(size))
    new = Head(size, head_of(0, size, tree.node) if size else EMPTY)
    for old_size in range(size + 1):
        old = Head(old_size, head_of(0, old_size, tree.node) if old_size else EMPTY)
        proof = consistency_proof(old_size, size, tree.node)
        assert continues(old, new, proof)
        if old_size > 0:
            assert not continues(Head(old_size, b"\x01" * 32), new, proof)
            assert not continues(old, Head(size, b"\x01" * 32), proof)
            assert not continues(old, new, [*proof, b"\x02" * 32])
            assert not continues(old, new, proof[:-1]) or not proof
            assert not continues(new, old, proof) or old == new, "a log does not shrink"
            assert continues(old, new, []) is (old == new or not proof)
        else:
            assert not continues(Head(0, b"\x01" * 32), new, proof), "the empty log has one head"
            assert not continues(old, new, [b"\x02" * 32])


def test_a_log_with_one_rewritten_leaf_cannot_continue_the_old_one() -> None:
    honest, forged = Tree(numbered(13)), Tree([*numbered(4), b"rewritten", *numbered(13)[5:]])
    old, new = Head(7, head_of(0, 7, honest.node)), Head(13, head_of(0, 13, forged.node))
    assert not continues(old, new, consistency_proof(7, 13, forged.node))
    assert not continues(old, new, consistency_proof(7, 13, honest.node))
