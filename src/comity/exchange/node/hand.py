"""By hand: the same packages and receipts on a stick, in a mail, in the bag; the same end as by wire."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from comity.exchange.documents.receipt import read_receipt
from comity.exchange.node.durable import write_durably
from comity.exchange.node.node import Node
from comity.exchange.node.receipts import take_receipt
from comity.exchange.node.receiving import receive_copy
from comity.exchange.refusal import RefusedError


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of one file: a package or a receipt, accepted or refused and why."""

    file: str
    kind: str
    accepted: bool
    told: str
    digest: str = ""
    new: bool = False

    def as_data(self) -> dict[str, Any]:
        """Give the fields as the command prints them."""
        return {
            "file": self.file,
            "kind": self.kind,
            "accepted": self.accepted,
            "outcome": self.told,
            "digest": self.digest,
            "new": self.new,
        }


def receive_by_hand(node: Node, path: Path, at: dt.datetime) -> Taken:
    """Receive one file; a refusal is told, so that the others are still received."""
    with path.open("rb") as stream:
        is_document = stream.read(14) == b"-----BEGIN CMS"
    kind = "receipt" if is_document else "package"
    try:
        if is_document:
            receipt = take_receipt(node, path.read_bytes(), at)
            return Taken(str(path), kind, True, str(receipt.evidence), receipt.package)
        received = receive_copy(node, path, at)
    except RefusedError as error:
        refused = read_receipt(error.receipt)[0].package if error.receipt else ""
        return Taken(str(path), kind, False, str(error), refused)
    told = received.state if received.new else f"{received.state}; received before"
    return Taken(str(path), kind, True, told, received.digest, received.new)


def write_receipts(node: Node, folder: Path, digests: Iterable[str]) -> list[Path]:
    """Write the receipts that this node issued about packages received, to go back the way they came."""
    written = []
    for digest in dict.fromkeys(digests):
        rows = node.store.rows(
            "SELECT evidence, text FROM exchange_receipt WHERE package = ? AND issuer = ? ORDER BY number",
            digest,
            node.id,
        )
        for row in rows:
            path = folder / f"{digest[:16]}-{row['evidence']}.p7m"
            write_durably(path, row["text"].encode("ascii"))
            written.append(path)
    return written
