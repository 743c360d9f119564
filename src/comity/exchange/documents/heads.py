"""Log heads in documents: each side tells the other where its log stands, and proves that it only grew."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from comity.exchange.documents.fields import Fields
from comity.exchange.formats.merkle import Head, continues
from comity.exchange.refusal import Refusal, RefusedError

MOST_BEFORE, MOST_ASKED = 16, 8
_LONGEST_PROOF = 64


@dataclass(frozen=True, slots=True)
class EarlierHead:
    """A head that the author showed before, and the proof that its log grew out of it."""

    head: Head
    proof: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class SeenHead:
    """Where the sender's log stands now, and where it last saw the addressee's.

    ``proof`` shows that the sender's log grew out of ``since``, the head that the addressee confirmed to have seen.
    ``before`` chains the heads: those that the sender showed last, each with its proof; None where the sender is of a
    version that does not chain. ``ask`` names heads of the addressee for which the sender still wants a proof.
    """

    head: Head
    seen: Head | None
    since: Head | None
    proof: tuple[bytes, ...]
    before: tuple[EarlierHead, ...] | None = None
    ask: tuple[Head, ...] = ()

    @property
    def older(self) -> tuple[Head, ...]:
        """Every earlier head out of which this one is proven to have grown."""
        named = tuple(one.head for one in self.before or ())
        return (self.since, *named) if self.since else named

    def as_data(self) -> dict[str, Any]:
        """Give the fields as documents carry them."""
        data = {
            "head": head_data(self.head),
            "seen": head_data(self.seen) if self.seen else None,
            "since": head_data(self.since) if self.since else None,
            "proof": _proof_data(self.proof),
        }
        if self.before is None:
            return data
        before = [head_data(one.head) | {"proof": _proof_data(one.proof)} for one in self.before]
        return data | {"before": before, "ask": [head_data(one) for one in self.ask]}


def head_data(head: Head) -> dict[str, Any]:
    """Give a head as documents carry it."""
    return {"size": head.size, "root": head.root.hex()}


def _proof_data(proof: Iterable[bytes]) -> list[str]:
    return [step.hex() for step in proof]


def head_from(fields: Fields) -> Head:
    """Read a head."""
    return Head(fields.whole("size"), bytes.fromhex(fields.digest("root")))


def heads_from(fields: Fields) -> SeenHead:
    """Read the heads of a document and check the proofs in themselves."""
    seen = None if fields.data.get("seen") is None else head_from(fields.object("seen"))
    since = None if fields.data.get("since") is None else head_from(fields.object("since"))
    chained = fields.data.get("before") is not None
    named = fields.objects("before", MOST_BEFORE) if chained else []
    before = tuple(EarlierHead(head_from(one), _proof_from(one)) for one in named)
    ask = tuple(head_from(one) for one in fields.objects("ask", MOST_ASKED)) if chained else ()
    head, proof = head_from(fields.object("head")), _proof_from(fields)
    found = SeenHead(head, seen, since, proof, before if chained else None, ask)
    if since and not continues(since, found.head, found.proof):
        raise RefusedError(Refusal.LOG_FORKED, "the proof that the sender's log only grew does not hold")
    if not all(continues(one.head, found.head, one.proof) for one in before):
        raise RefusedError(Refusal.LOG_FORKED, "the sender's log did not grow out of what it says it showed before")
    return found


def _proof_from(fields: Fields) -> tuple[bytes, ...]:
    steps = fields.items("proof", _LONGEST_PROOF)
    return tuple(bytes.fromhex(Fields({"step": text}, "log proof").digest("step")) for text in steps)


def forked(known: Sequence[Head], *shown: Head | None) -> str | None:
    """Say how the heads a counterpart shows contradict those it showed before, or nothing.

    The log may not have two roots at one size.
    """
    for old in known:
        for new in shown:
            if new and old.size == new.size and old.root != new.root:
                return f"two different logs of {old.size} entries were shown by the same node"
    return None
