"""Trusting a counterpart: one officer compares the fingerprint of a card and proposes it, another one compares again.

The fingerprint comes over another channel than the card, such as a diplomatic note or a telephone call.
"""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from comity.casework.access import Permission, require
from comity.casework.accounts.models import User
from comity.casework.correspondence.models import ProposedCard
from comity.casework.correspondence.node import has_node, office_node
from comity.casework.exchange_store.store import SUBJECT, About
from comity.casework.identity import Identity, Subject
from comity.casework.log.services import log_append
from comity.common.errors import BadInputError, Place
from comity.exchange.documents.card import ReadCard, read_card
from comity.exchange.documents.fingerprint import fingerprint_from
from comity.exchange.documents.trust import accept_next
from comity.exchange.node.ceremony import trust_card
from comity.exchange.node.node import Node
from comity.exchange.refusal import RefusedError


@transaction.atomic
def card_propose(*, text: str, fingerprint: str, at: dt.datetime, actor: User, who: Identity) -> ProposedCard | None:
    """Propose a card whose fingerprint the officer has compared.

    Gives nothing where the card is trusted at once, because the key of the card before it has signed it, too.
    """
    require(Permission.COUNTERPART_PROPOSE, who)
    node, read = _node(actor), _read(text)
    if read.card.node == node.id:
        raise BadInputError("this is the card of this office", Place(field="card"))
    if not read.card.in_force(at):
        raise BadInputError("this card is not in force today", Place(field="card"))
    if _follows(node, read):
        trust_card(node, read.text, None, at)
        return None
    _compare(read.card.fingerprint, fingerprint)
    card = read.card
    proposed = ProposedCard.objects.create(
        text=read.text,
        fingerprint=card.fingerprint,
        node=card.node,
        state=card.state,
        name=card.name,
        proposed_by=actor,
    )
    _log("card_proposed", proposed, actor)
    return proposed


@transaction.atomic
def card_confirm(*, proposed: ProposedCard, fingerprint: str, at: dt.datetime, actor: User, who: Identity) -> None:
    """Trust a proposed card, as the second officer who has compared its fingerprint."""
    proposed = ProposedCard.objects.select_for_update().get(pk=proposed.pk)
    require(Permission.COUNTERPART_TRUST, who, Subject(author=proposed.proposed_by_id))
    _undecided(proposed)
    _compare(proposed.fingerprint, fingerprint)
    trust_card(_node(actor), proposed.text, proposed.fingerprint, at)
    proposed.trusted, proposed.decided_by, proposed.decided_at = True, actor, timezone.now()
    proposed.save(update_fields=["trusted", "decided_by", "decided_at"])
    _log("card_confirmed", proposed, actor)


@transaction.atomic
def card_decline(*, proposed: ProposedCard, actor: User, who: Identity) -> None:
    """Put a proposed card aside; whoever proposed it may do that, too."""
    require(Permission.COUNTERPART_PROPOSE, who)
    proposed = ProposedCard.objects.select_for_update().get(pk=proposed.pk)
    _undecided(proposed)
    proposed.decided_by, proposed.decided_at = actor, timezone.now()
    proposed.save(update_fields=["decided_by", "decided_at"])
    _log("card_declined", proposed, actor)


def _node(actor: User) -> Node:
    if not has_node():
        raise BadInputError("this office has no node yet; the administrator makes one with `comity node init`")
    return office_node(About(actor))


def _read(text: str) -> ReadCard:
    try:
        return read_card(text.strip() + "\n")
    except (RefusedError, UnicodeError):
        told = "this is no card that can be read; copy the whole text of the card, from its first line to its last"
        raise BadInputError(told, Place(field="card")) from None


def _follows(node: Node, read: ReadCard) -> bool:
    known = node.counterpart(read.card.node)
    if known is None:
        return False
    if any(held.fingerprint == read.card.fingerprint for held in known.cards):
        raise BadInputError("this card is trusted already", Place(field="card"))
    try:
        accept_next(known.cards, read)
    except RefusedError:
        return False
    return True


def _compare(fingerprint: str, typed: str) -> None:
    place = Place(field="fingerprint")
    try:
        read = fingerprint_from(typed)
    except BadInputError as error:
        raise BadInputError(error.what, place) from None
    if read != fingerprint:
        raise BadInputError("this is not the fingerprint of the card; do not trust it before you know why", place)


def _undecided(proposed: ProposedCard) -> None:
    if proposed.decided_at is not None:
        raise BadInputError("somebody has decided about this card meanwhile")


def _log(event: str, proposed: ProposedCard, actor: User) -> None:
    details = {"state": proposed.state, "fingerprint": proposed.fingerprint}
    log_append(event=event, actor=actor, subject=SUBJECT, key=proposed.node, details=details)
