"""Node cards: a state's own word about its node, exchanged by diplomatic note and trusted by fingerprint."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from cryptography import x509

from comity.exchange.age.recipients import AgeSuite, HybridRecipient, Recipient, X25519Recipient
from comity.exchange.documents.fields import Fields, time_text
from comity.exchange.formats import armour, cades, canonical
from comity.exchange.formats.certificates import certificate_from, certificate_pem, key_digest
from comity.exchange.formats.digest import sha256
from comity.exchange.refusal import Refusal, RefusedError

FORMAT = "comity-card/1"
LARGEST = 256 * 1024
LONGEST_VALIDITY = dt.timedelta(days=400)


@dataclass(frozen=True, slots=True)
class Revocation:
    """A key that is no longer trusted: what it signed from `since` on, by anybody's clock but its own, is refused."""

    key: str
    since: dt.datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Card:
    """What a counterpart must know of a node: who it is, with which keys it seals, answers and can be written to."""

    node: str
    state: str
    name: str
    serial: int
    previous: str | None
    since: dt.datetime
    until: dt.datetime
    seal: x509.Certificate
    tls: x509.Certificate
    recipients: Mapping[AgeSuite, str]
    endpoints: tuple[str, ...]
    desks: tuple[str, ...]
    revoked: tuple[Revocation, ...]
    fingerprint: str = ""

    def as_data(self) -> dict[str, Any]:
        """Give the fields as the card carries them."""
        return {
            "format": FORMAT,
            "node": self.node,
            "state": self.state,
            "name": self.name,
            "serial": self.serial,
            "previous": self.previous,
            "since": time_text(self.since),
            "until": time_text(self.until),
            "protocol": {"min": 1, "max": 1},
            "seal": certificate_pem(self.seal),
            "tls": certificate_pem(self.tls),
            "recipients": {str(suite): text for suite, text in self.recipients.items()},
            "endpoints": list(self.endpoints),
            "desks": list(self.desks),
            "revoked": [{"key": r.key, "since": time_text(r.since), "reason": r.reason} for r in self.revoked],
        }

    def recipient(self, suite: AgeSuite | None = None) -> tuple[AgeSuite, Recipient]:
        """Give the key to encrypt for: the suite asked for, or the strongest that the node names."""
        for known in [suite] if suite else list(AgeSuite):
            if known in self.recipients:
                return known, _recipient(known, self.recipients[known])
        raise RefusedError(Refusal.UNKNOWN_SUITE, f"{self.name} cannot be written to with {suite or 'any known suite'}")

    def in_force(self, at: dt.datetime) -> bool:
        """Whether the card is valid at a moment."""
        return self.since <= at < self.until


@lru_cache(maxsize=1024)
def _recipient(suite: AgeSuite, text: str) -> Recipient:
    """Read an address; the hybrid one has two thousand letters, and each package is written to the same few."""
    return HybridRecipient.from_text(text) if suite is AgeSuite.HYBRID else X25519Recipient.from_text(text)


def seal_card(card: Card, sign: cades.Sign, at: dt.datetime) -> str:
    """Seal a card with the key it names; the text is what travels."""
    return armour.to_text(cades.seal(canonical.encode(card.as_data()), card.seal, sign, at, detached=False))


def countersign_card(text: str, certificate: x509.Certificate, sign: cades.Sign, at: dt.datetime) -> str:
    """Seal a later card once more with the key of the card before it, so that one trusted card leads to the next."""
    return armour.to_text(cades.seal(armour.from_text(text), certificate, sign, at, detached=False))


@dataclass(frozen=True, slots=True)
class ReadCard:
    """A card that was read, the text it was read from, and the key of the card before it, where that one signed too."""

    card: Card
    text: str
    countersigned_by: str | None


def read_card(text: str | bytes) -> ReadCard:
    """Read a card and check its own seal; whether it is trusted is decided by its fingerprint or by its predecessor."""
    if len(text) > LARGEST:
        raise RefusedError(Refusal.LIMIT_EXCEEDED, "a node card is at most 256 KiB")
    outer = cades.open_seal(armour.from_text(text))
    content, countersigned, owner = outer.content or b"", None, outer.certificate
    if not content.startswith(b"{"):
        inner = cades.open_seal(content)
        content, countersigned, owner = inner.content or b"", key_digest(outer.certificate), inner.certificate
    card = _card(content)
    if owner != card.seal:
        raise RefusedError(Refusal.SIGNATURE_INVALID, "the card is not sealed with the key it names")
    held = text if isinstance(text, str) else text.decode("ascii")
    return ReadCard(card, held, countersigned)


def _card(content: bytes) -> Card:
    fields = Fields(canonical.decode(content), "node card")
    if fields.text("format", 40) != FORMAT:
        raise RefusedError(Refusal.UNKNOWN_FORMAT, "this node card is of a format that is not known here")
    since, until = fields.time("since"), fields.time("until")
    if not since < until <= since + LONGEST_VALIDITY:
        raise RefusedError(Refusal.DAMAGED, "a node card is valid for at most 400 days")
    recipients = fields.object("recipients")
    card = Card(
        node=fields.text("node", 64),
        state=fields.state("state"),
        name=fields.text("name", 200),
        serial=fields.whole("serial", least=1),
        previous=fields.optional_digest("previous"),
        since=since,
        until=until,
        seal=certificate_from(fields.text("seal", 8000)),
        tls=certificate_from(fields.text("tls", 8000)),
        recipients={suite: recipients.text(suite) for suite in AgeSuite if suite in recipients.data},
        endpoints=tuple(_endpoint(text) for text in fields.texts("endpoints", 8, 300)),
        desks=fields.texts("desks", 100, 100),
        revoked=tuple(
            Revocation(r.digest("key"), r.time("since"), r.text("reason", 200)) for r in fields.objects("revoked", 1000)
        ),
        fingerprint=sha256(content),
    )
    card.recipient()
    if card.serial == 1 and card.node != node_id(card.seal):
        raise RefusedError(Refusal.DAMAGED, "a first card's node is the beginning of the digest of its key")
    return card


def node_id(seal: x509.Certificate) -> str:
    """Name a node for ever by the digest of the first key it sealed with."""
    return key_digest(seal)[:32]


def _endpoint(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme != "https" or not parts.hostname or parts.path not in {"", "/"} or parts.query:
        raise RefusedError(Refusal.DAMAGED, "node card: an endpoint is https://host[:port]")
    return text.rstrip("/")
