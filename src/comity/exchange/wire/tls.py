"""TLS between nodes: version 1.3 only, both sides show the certificate that their card names, nobody else is let in."""

import ssl
from collections.abc import Iterable

from comity.exchange.documents.card import Card
from comity.exchange.documents.trust import Counterpart
from comity.exchange.formats.certificates import certificate_der, certificate_pem, key_digest
from comity.exchange.node.node import Node


def server_context(node: Node, counterparts: Iterable[Counterpart]) -> ssl.SSLContext:
    """Make what answers counterparts; a client without a certificate that is trusted here does not get through."""
    context = _context(node, ssl.PROTOCOL_TLS_SERVER)
    _trust(context, [card for counterpart in counterparts for card in counterpart.cards])
    return context


def client_context(node: Node, card: Card) -> ssl.SSLContext:
    """Make what calls one counterpart; its certificate is known, so its name in the network does not matter."""
    context = _context(node, ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    _trust(context, [card])
    return context


def _context(node: Node, protocol: int) -> ssl.SSLContext:
    context = ssl.SSLContext(protocol)
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    context.verify_mode = ssl.CERT_REQUIRED
    context.verify_flags |= ssl.VerifyFlags.VERIFY_X509_PARTIAL_CHAIN
    context.load_cert_chain(node.keys.folder / "tls.pem", node.keys.folder / "tls-key.pem")
    return context


def _trust(context: ssl.SSLContext, cards: Iterable[Card]) -> None:
    certificates = {certificate_pem(card.tls) for card in cards}
    if certificates:
        context.load_verify_locations(cadata="".join(sorted(certificates)))


def whose(certificate: bytes | None, counterparts: Iterable[Counterpart]) -> Counterpart | None:
    """Say whose certificate was shown: that of a card in the chain that is trusted, its key not revoked."""
    for counterpart in counterparts:
        revoked = {revocation.key for revocation in counterpart.card.revoked}
        for card in counterpart.cards:
            barred = {key_digest(card.tls), key_digest(card.seal)} & revoked
            if certificate == certificate_der(card.tls) and not barred:
                return counterpart
    return None
