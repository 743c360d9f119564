"""Receipts: one state's sealed word that it has something, named after the evidences of ETSI EN 319 522 (ETSI-REM)."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from cryptography import x509

from comity.exchange.documents.fields import Fields, time_text
from comity.exchange.documents.heads import SeenHead, heads_from
from comity.exchange.formats import armour, cades, canonical
from comity.exchange.refusal import Refusal, RefusedError

FORMAT = "comity-receipt/1"
LARGEST = 64 * 1024


class Evidence(StrEnum):
    """The nine evidences, in the order in which they can come about."""

    SUBMISSION_ACCEPTANCE = "SUBMISSION_ACCEPTANCE"
    SUBMISSION_REJECTION = "SUBMISSION_REJECTION"
    RELAY_ACCEPTANCE = "RELAY_REMMD_ACCEPTANCE"
    RELAY_REJECTION = "RELAY_REMMD_REJECTION"
    RELAY_FAILURE = "RELAY_REMMD_FAILURE"
    DELIVERY = "DELIVERY"
    NON_DELIVERY = "NON_DELIVERY"
    RETRIEVAL = "RETRIEVAL"
    NON_RETRIEVAL = "NON_RETRIEVAL"

    @property
    def by_addressee(self) -> bool:
        """Whether only the addressee's node can give it; the others are the sender's own record."""
        return self not in _BY_SENDER


_BY_SENDER = {Evidence.SUBMISSION_ACCEPTANCE, Evidence.SUBMISSION_REJECTION, Evidence.RELAY_FAILURE}
RANK = {
    Evidence.SUBMISSION_REJECTION: 1,
    Evidence.SUBMISSION_ACCEPTANCE: 1,
    Evidence.RELAY_FAILURE: 2,
    Evidence.RELAY_REJECTION: 3,
    Evidence.NON_DELIVERY: 3,
    Evidence.NON_RETRIEVAL: 4,
    Evidence.RELAY_ACCEPTANCE: 5,
    Evidence.DELIVERY: 6,
    Evidence.RETRIEVAL: 7,
}
"""Which evidence prevails where several speak: the addressee's over the sender's, a positive one over a negative."""


THROUGH_CONNECTORS = {evidence: 2 * rank for evidence, rank in RANK.items()}
THROUGH_CONNECTORS[Evidence.NON_DELIVERY] = THROUGH_CONNECTORS[Evidence.RELAY_ACCEPTANCE] + 1
"""Between connectors the relay is only a step on the way to the authority: that it failed there prevails over it."""


def prevailing(evidences: Iterable[Evidence], *, through_connectors: bool = False) -> Evidence | None:
    """Give the evidence that says how far a package came."""
    rank = THROUGH_CONNECTORS if through_connectors else RANK
    return max(evidences, key=lambda evidence: rank[evidence], default=None)


@dataclass(frozen=True, slots=True)
class Receipt:
    """What is attested: which package, by its digest and id, reached which point, where and when."""

    evidence: Evidence
    package: str
    package_id: str
    conversation: str
    issuer: str
    issuer_state: str
    addressee: str
    at: dt.datetime
    desk: str | None
    opened_by: str | None
    reason: str | None
    leaf: int | None
    log: SeenHead

    def as_data(self) -> dict[str, Any]:
        """Give the fields as the receipt carries them."""
        return {
            "format": FORMAT,
            "evidence": str(self.evidence),
            "package": self.package,
            "package_id": self.package_id,
            "conversation": self.conversation,
            "issuer": self.issuer,
            "issuer_state": self.issuer_state,
            "addressee": self.addressee,
            "at": time_text(self.at),
            "desk": self.desk,
            "opened_by": self.opened_by,
            "reason": self.reason,
            "leaf": self.leaf,
            "log": self.log.as_data(),
        }


def seal_receipt(receipt: Receipt, certificate: x509.Certificate, sign: cades.Sign) -> str:
    """Seal a receipt; the text is what travels."""
    content = canonical.encode(receipt.as_data())
    return armour.to_text(cades.seal(content, certificate, sign, receipt.at, detached=False))


def read_receipt(text: str | bytes) -> tuple[Receipt, cades.Seal]:
    """Read a receipt and check its seal in itself; whose seal it is, the caller asks of the node's card."""
    if len(text) > LARGEST:
        raise RefusedError(Refusal.LIMIT_EXCEEDED, "a receipt is at most 64 KiB")
    seal = cades.open_seal(armour.from_text(text))
    fields = Fields(canonical.decode(seal.content or b""), "receipt")
    if fields.text("format", 40) != FORMAT:
        raise RefusedError(Refusal.UNKNOWN_FORMAT, "this is not a receipt, or one of a format not known here")
    try:
        evidence = Evidence(fields.text("evidence", 40))
    except ValueError:
        raise RefusedError(Refusal.UNKNOWN_FORMAT, "the receipt gives an evidence that is not known here") from None
    return Receipt(
        evidence=evidence,
        package=fields.digest("package"),
        package_id=fields.text("package_id", 64),
        conversation=fields.text("conversation", 64),
        issuer=fields.text("issuer", 64),
        issuer_state=fields.state("issuer_state"),
        addressee=fields.text("addressee", 64),
        at=fields.time("at"),
        desk=fields.optional_text("desk", 100),
        opened_by=fields.optional_text("opened_by", 100),
        reason=fields.optional_text("reason", 400),
        leaf=None if fields.data.get("leaf") is None else fields.whole("leaf"),
        log=heads_from(fields.object("log")),
    ), seal
