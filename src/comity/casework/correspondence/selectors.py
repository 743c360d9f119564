"""Reading what goes between this office and others: communications, how far they came, and the counterparts."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from comity.casework.correspondence.models import CONNECTOR, PAPER, Communication, ProposedCard
from comity.casework.correspondence.node import has_node, office_node
from comity.casework.exchange_store.models import (
    ExchangeAlarm,
    ExchangedPackage,
    ExchangeReceipt,
    Outbound,
    SeenLogHead,
)
from comity.casework.identity import Identity
from comity.casework.requests.models import Request
from comity.exchange.documents.card import Card
from comity.exchange.documents.fields import time_from
from comity.exchange.documents.fingerprint import grouped, spoken
from comity.exchange.documents.package import Package, package_from
from comity.exchange.documents.receipt import Evidence, prevailing
from comity.exchange.node.ceremony import own_card, trusted

WARNED = 30  # days before a card ends


@dataclass(frozen=True, slots=True)
class Shown:
    """A communication as its page shows it: how far it came, by whose word, and what still stands in the way."""

    communication: Communication
    package: Package | None
    reached: str
    receipts: Sequence[ExchangeReceipt]
    trouble: str

    @property
    def on_paper(self) -> bool:
        """Whether it goes on paper."""
        return self.communication.route == PAPER


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a request stands by the newest word: the next step, when it is expected, by whom, and whose word it is."""

    step: str
    expected: str
    by: str
    at: dt.datetime
    incoming: bool


@dataclass(frozen=True, slots=True)
class CounterpartShown:
    """A node as the page of counterparts shows it."""

    card: Card
    digits: str
    words: str
    days: int
    head: SeenLogHead | None
    waiting: int
    trouble: str
    alarms: Sequence[ExchangeAlarm]
    since: dt.datetime | None


def communications_for(who: Identity, request: Request) -> list[Shown]:
    """What went between the two offices on a request, the newest first, for somebody who may see the request."""
    found = list(Communication.objects.visible_to(who).filter(request=request).order_by("-at", "-pk"))
    return _shown(found)


def communication_for(who: Identity, pk: int) -> Communication | None:
    """One communication that a person may see."""
    return Communication.objects.visible_to(who).select_related("request__case", "request__wall").filter(pk=pk).first()


def communication_shown(communication: Communication) -> Shown:
    """One communication with how far it came."""
    return _shown([communication])[0]


def waiting_for(who: Identity) -> list[Communication]:
    """What arrived and took no step by itself, or belongs to no request: somebody has to look at it."""
    found = Communication.objects.visible_to(who).filter(incoming=True, seen=False).select_related("request__case")
    return list((found.filter(request__isnull=True) | found.exclude(unfiled="")).order_by("-at"))


def standing_of(request: Request) -> Standing | None:
    """Where a request stands by the newest word of whoever executes it."""
    told = Communication.everything.filter(request=request, incoming=request.direction == "outgoing").order_by("-at")
    for communication in told:
        details = communication.details
        if details.get("expected") or details.get("by") or communication.kind == "status":
            step, expected = str(details.get("step") or ""), str(details.get("expected") or "")
            return Standing(step, expected, str(details.get("by") or ""), communication.at, communication.incoming)
    return None


def _shown(communications: Sequence[Communication]) -> list[Shown]:
    digests = [c.digest for c in communications]
    packages = {p.digest: p for p in ExchangedPackage.objects.filter(digest__in=digests)}
    outbox = {o.digest: o for o in Outbound.objects.filter(digest__in=digests)}
    receipts: dict[str, list[ExchangeReceipt]] = defaultdict(list)
    for receipt in ExchangeReceipt.objects.filter(package__in=digests).order_by("number"):
        receipts[receipt.package].append(receipt)
    return [_one(c, packages.get(c.digest), outbox.get(c.digest), receipts[c.digest]) for c in communications]


def _one(
    communication: Communication,
    row: ExchangedPackage | None,
    outbound: Outbound | None,
    receipts: Sequence[ExchangeReceipt],
) -> Shown:
    through = communication.route == CONNECTOR
    reached = prevailing((Evidence(receipt.evidence) for receipt in receipts), through_connectors=through)
    trouble = (outbound.trouble or "") if outbound else ""
    package = package_from(bytes(row.header)) if row else None
    return Shown(communication, package, str(reached or communication.route), receipts, trouble)


def own_node() -> dict[str, Any] | None:
    """The card of this office as a counterpart has to compare it."""
    if not has_node():
        return None
    node = office_node()
    card = own_card(node).card
    head = node.store.head()
    return {
        "card": card,
        "digits": grouped(card.fingerprint),
        "words": spoken(card.fingerprint),
        "days": (card.until - timezone.now()).days,
        "size": head.size,
        "root": head.root.hex(),
    }


def own_card_text() -> str:
    """The card of this office, to go with a diplomatic note."""
    return own_card(office_node()).text if has_node() else ""


def counterparts() -> list[CounterpartShown]:
    """Every node that is trusted here, by state."""
    if not has_node():
        return []
    found = [_counterpart(c.card) for c in trusted(office_node())]
    return sorted(found, key=lambda shown: (shown.card.state, shown.card.name))


def _counterpart(card: Card) -> CounterpartShown:
    waiting = Outbound.objects.filter(peer=card.node, done__isnull=True)
    last = ExchangeReceipt.objects.filter(peer=card.node, issuer=card.node).order_by("-number").first()
    return CounterpartShown(
        card=card,
        digits=grouped(card.fingerprint),
        words=spoken(card.fingerprint),
        days=(card.until - timezone.now()).days,
        head=SeenLogHead.objects.filter(node=card.node, proven=1).order_by("-size").first(),
        waiting=waiting.count(),
        trouble=next((o.trouble for o in waiting.order_by("-number") if o.trouble), "") or "",
        alarms=list(ExchangeAlarm.objects.filter(peer=card.node).order_by("-number")[:10]),
        since=time_from(last.at) if last else None,
    )


def proposed_cards() -> list[ProposedCard]:
    """The cards that wait for a second officer."""
    return list(ProposedCard.objects.filter(decided_at__isnull=True).select_related("proposed_by"))
