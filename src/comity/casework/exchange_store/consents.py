"""Consents: what a sender allowed later, in the same conversation, of what it had limited."""

from comity.casework.exchange_store.models import ExchangedPackage
from comity.exchange.formats import canonical


def consents_in(peer: str, conversation: str, use: str) -> list[str]:
    """The packages of a sender in a conversation that give consent to a use."""
    rows = ExchangedPackage.objects.filter(incoming=1, peer=peer, conversation=conversation, type="notice")
    headers = ((row.digest, canonical.decode(bytes(row.header))["details"]) for row in rows)
    return [digest for digest, details in headers if use in _listed(details.get("consent_to"))]


def _listed(said: object) -> list[object]:
    return said if isinstance(said, list) else []
