"""Each side tells where its log stands: a log that shrank, or has two histories, is told apart from one that grew."""

from typing import Any

import pytest

from comity.exchange.documents.fields import Fields
from comity.exchange.documents.heads import SeenHead, forked, heads_from
from comity.exchange.formats.merkle import Head, appended, consistency_proof, head_of
from comity.exchange.refusal import Refusal, RefusedError


class Log:
    """A log of numbered entries, with the head at every size."""

    def __init__(self, size: int, said: str = "entry") -> None:
        self.nodes: dict[tuple[int, int], bytes] = {}
        for at in range(size):
            made = appended(at, f"{said} {at}".encode(), self.node)
            self.nodes |= {(level, place): head for level, place, head in made}

    def node(self, level: int, place: int) -> bytes:
        return self.nodes[level, place]

    def head(self, size: int) -> Head:
        return Head(size, head_of(0, size, self.node))


LOG, OTHER = Log(9), Log(9, "another")


def told(head: Head, since: Head | None, proof: list[bytes]) -> dict[str, Any]:
    return SeenHead(head, LOG.head(3), since, tuple(proof)).as_data()


def test_heads_are_read_as_they_were_written() -> None:
    proof = consistency_proof(5, 9, LOG.node)
    found = heads_from(Fields(told(LOG.head(9), LOG.head(5), proof), "log"))
    assert found == SeenHead(LOG.head(9), LOG.head(3), LOG.head(5), tuple(proof))
    alone = heads_from(Fields({"head": {"size": 9, "root": LOG.head(9).root.hex()}}, "log"))
    assert (alone.seen, alone.since, alone.proof) == (None, None, ())


def test_a_proof_that_does_not_hold_is_a_fork() -> None:
    with pytest.raises(RefusedError) as refusal:
        heads_from(Fields(told(OTHER.head(9), LOG.head(5), consistency_proof(5, 9, OTHER.node)), "log"))
    assert refusal.value.code is Refusal.LOG_FORKED


def test_a_proof_has_no_more_steps_than_any_log_needs() -> None:
    step = "00" * 32
    data = told(LOG.head(9), None, []) | {"proof": [step] * 64}
    assert len(heads_from(Fields(data, "log")).proof) == 64
    with pytest.raises(RefusedError):
        heads_from(Fields(data | {"proof": [step] * 65}, "log"))


def test_two_roots_at_one_size_are_two_histories() -> None:
    known = [LOG.head(3), LOG.head(5)]
    assert forked(known, LOG.head(9), LOG.head(5)) is None
    assert forked(known, LOG.head(5), None) is None
    assert "two different logs of 5 entries" in str(forked(known, OTHER.head(5), None))
    assert "two different logs of 3 entries" in str(forked(known, LOG.head(9), OTHER.head(3)))
