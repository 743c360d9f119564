"""Each side tells where its log stands: a log that shrank, or has two histories, is told apart from one that grew."""

from typing import Any

import pytest

from comity.exchange.documents.fields import Fields
from comity.exchange.documents.heads import EarlierHead, SeenHead, forked, heads_from
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


def chained(*earlier: tuple[Head, list[bytes]]) -> SeenHead:
    before = tuple(EarlierHead(head, tuple(proof)) for head, proof in earlier)
    proof = tuple(consistency_proof(5, 9, LOG.node))
    return SeenHead(LOG.head(9), LOG.head(3), LOG.head(5), proof, before, (LOG.head(2),))


def test_heads_that_were_shown_before_are_read_with_their_proofs() -> None:
    heads = chained((LOG.head(7), consistency_proof(7, 9, LOG.node)), (LOG.head(8), consistency_proof(8, 9, LOG.node)))
    assert heads_from(Fields(heads.as_data(), "log")) == heads
    assert heads.older == (LOG.head(5), LOG.head(7), LOG.head(8))
    assert heads_from(Fields(chained().as_data(), "log")).before == ()


def test_an_author_that_does_not_chain_says_nothing_of_it() -> None:
    data = told(LOG.head(9), None, [])
    assert {"before", "ask"} & data.keys() == set()
    assert heads_from(Fields(data | {"before": None, "ask": [{}]}, "log")).before is None


@pytest.mark.parametrize(
    "earlier",
    [
        (OTHER.head(7), consistency_proof(7, 9, OTHER.node)),
        (OTHER.head(7), consistency_proof(7, 9, LOG.node)),
        (LOG.head(7), consistency_proof(6, 9, LOG.node)),
        (LOG.head(7), []),
    ],
)
def test_a_head_that_was_shown_before_must_be_proven(earlier: tuple[Head, list[bytes]]) -> None:
    with pytest.raises(RefusedError) as refusal:
        heads_from(Fields(chained(earlier).as_data(), "log"))
    assert refusal.value.code is Refusal.LOG_FORKED


def test_no_more_heads_are_named_or_asked_for_than_a_document_holds() -> None:
    one = (LOG.head(7), consistency_proof(7, 9, LOG.node))
    assert len(heads_from(Fields(chained(*[one] * 16).as_data(), "log")).before or ()) == 16
    asks = chained(one).as_data() | {"ask": [{"size": 1, "root": "00" * 32}] * 9}
    for data in (chained(*[one] * 17).as_data(), asks):
        with pytest.raises(RefusedError):
            heads_from(Fields(data, "log"))


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
