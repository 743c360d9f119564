"""Test messages that really leave: a sealed notice to an authority's node, answered by the receipt of that node."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone

from comity.casework.accounts.models import User
from comity.casework.correspondence.meaning import TEST_MESSAGE
from comity.casework.correspondence.node import has_node, office_node
from comity.casework.correspondence.outgoing import communication_seal
from comity.casework.exchange_store.models import ExchangeReceipt, Outbound
from comity.casework.exchange_store.store import About
from comity.common.errors import BadInputError
from comity.exchange.documents.fields import time_from
from comity.exchange.documents.package import PackageType
from comity.exchange.documents.receipt import Evidence
from comity.exchange.documents.trust import Counterpart
from comity.exchange.node.ceremony import trusted
from comity.exchange.node.sending import Letter

_CAME = frozenset({str(Evidence.DELIVERY), str(Evidence.RETRIEVAL)})
_WORDS = "This message asks only whether this way works. The receipt of your node answers it; nothing else is needed."


@dataclass(frozen=True, slots=True)
class NodeAnswer:
    """What became of a sealed test message: the day on which the other node attested it, or what stands in the way."""

    answered_on: dt.date | None
    trouble: str


def nodes_in(state: str) -> tuple[tuple[str, str], ...]:
    """The nodes of a state that this office trusts, each with its name."""
    if not has_node():
        return ()
    return tuple((c.card.node, c.card.name) for c in trusted(office_node()) if c.card.state == state)


def message_seal(*, node: str, reference: str, at: dt.datetime, actor: User) -> str:
    """Seal a test message for a node and queue it; gives the digest under which its receipts come."""
    own = office_node(About(actor))
    counterpart: Counterpart | None = next((c for c in trusted(own) if c.card.node == node), None)
    if counterpart is None:
        raise BadInputError("the node of this authority is not trusted here any more")
    details = {"step": TEST_MESSAGE, "text": _WORDS}
    letter = Letter(PackageType.NOTICE, subject="Test message", reference=reference, details=details)
    return communication_seal(own, None, letter, counterpart, TEST_MESSAGE, at).digest


def node_answers(digests: Iterable[str]) -> dict[str, NodeAnswer]:
    """What became of sealed test messages, by their digests: only what the other node has signed is an answer."""
    wanted = [digest for digest in digests if digest]
    troubles = dict(Outbound.objects.filter(digest__in=wanted).values_list("digest", "trouble"))
    days: dict[str, dt.date] = {}
    for receipt in ExchangeReceipt.objects.filter(package__in=wanted, evidence__in=_CAME).order_by("at"):
        if receipt.issuer == receipt.peer:
            days.setdefault(receipt.package, timezone.localdate(time_from(receipt.at)))
    return {digest: NodeAnswer(days.get(digest), troubles.get(digest) or "") for digest in wanted}
