"""Log heads in documents: each side tells the other where its log stands, and proves that it only grew."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from comity.exchange.documents.fields import Fields
from comity.exchange.formats.merkle import Head, continues
from comity.exchange.refusal import Refusal, RefusedError


@dataclass(frozen=True, slots=True)
class SeenHead:
    """Where the sender's log stands now, and where it last saw the addressee's.

    ``proof`` shows that the sender's log grew out of ``since``, the head that the addressee confirmed to have seen.
    """

    head: Head
    seen: Head | None
    since: Head | None
    proof: tuple[bytes, ...]

    def as_data(self) -> dict[str, Any]:
        """Give the fields as documents carry them."""
        return {
            "head": head_data(self.head),
            "seen": head_data(self.seen) if self.seen else None,
            "since": head_data(self.since) if self.since else None,
            "proof": [step.hex() for step in self.proof],
        }


def head_data(head: Head) -> dict[str, Any]:
    """Give a head as documents carry it."""
    return {"size": head.size, "root": head.root.hex()}


def head_from(fields: Fields) -> Head:
    """Read a head."""
    return Head(fields.whole("size"), bytes.fromhex(fields.digest("root")))


def heads_from(fields: Fields) -> SeenHead:
    """Read the heads of a document and check the proof in itself."""
    seen = None if fields.data.get("seen") is None else head_from(fields.object("seen"))
    since = None if fields.data.get("since") is None else head_from(fields.object("since"))
    proof = tuple(
        bytes.fromhex(Fields({"step": text}, "log proof").digest("step")) for text in fields.items("proof", 64)
    )
    found = SeenHead(head_from(fields.object("head")), seen, since, proof)
    if since and not continues(since, found.head, proof):
        raise RefusedError(Refusal.LOG_FORKED, "the proof that the sender's log only grew does not hold")
    return found


def forked(known: Sequence[Head], head: Head, since: Head | None) -> str | None:
    """Say how a counterpart's head contradicts those that were seen before, or nothing.

    The log may not shrink, may not have two roots at one size, and the head it says was confirmed must be one seen.
    """
    for old in known:
        for new in (head, since):
            if new and old.size == new.size and old.root != new.root:
                return f"two different logs of {old.size} entries were shown by the same node"
    return None
