"""Trust: which keys of a counterpart hold, following its cards from the first one that two officers compared."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from cryptography import x509

from comity.exchange.documents.card import Card, ReadCard
from comity.exchange.formats.certificates import key_digest
from comity.exchange.refusal import Refusal, RefusedError


@dataclass(frozen=True, slots=True)
class Counterpart:
    """All cards of one node that were accepted here, the newest last."""

    cards: tuple[Card, ...]

    @property
    def card(self) -> Card:
        """The card in use."""
        return self.cards[-1]

    def seal_refused(self, certificate: x509.Certificate, signed: dt.datetime, known_since: dt.datetime) -> str | None:
        """Say why a seal does not hold, or nothing: `known_since` is when this node first held what was sealed.

        A revoked key may have signed with any date it liked, so only what was known here before the revocation counts.
        """
        owners = [card for card in self.cards if card.seal == certificate]
        if not owners:
            return f"the seal is not one that {self.card.name} has named"
        key = key_digest(certificate)
        for revocation in self.card.revoked:
            if revocation.key == key and known_since >= revocation.since:
                return f"the key was revoked with effect from {revocation.since:%Y-%m-%d %H:%M} ({revocation.reason})"
        if not any(card.in_force(signed) for card in owners):
            return f"the card of {self.card.name} was not in force when this was sealed ({signed:%Y-%m-%d})"
        return None


def accept_first(read: ReadCard, fingerprint: str) -> Card:
    """Accept a card by the fingerprint that was compared over another channel."""
    if read.card.fingerprint != fingerprint:
        raise RefusedError(
            Refusal.WRONG_FINGERPRINT, "the card has another fingerprint than the one given; it was not accepted"
        )
    return read.card


def accept_next(known: Sequence[Card], read: ReadCard) -> Card:
    """Accept a later card because the key of the card before it signed it too, and is not revoked by it."""
    last, card = known[-1], read.card
    follows = card.node == last.node and card.previous == last.fingerprint and card.serial == last.serial + 1
    if not follows:
        raise RefusedError(Refusal.UNTRUSTED_SENDER, "the card does not follow the one that is trusted here")
    key = key_digest(last.seal)
    if read.countersigned_by != key or any(revoked.key == key for revoked in card.revoked):
        raise RefusedError(
            Refusal.UNTRUSTED_SENDER, "the key of the card before it has not signed this card; compare its fingerprint"
        )
    return card
