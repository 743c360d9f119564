"""Ceremonies: a node is made, renews or revokes its keys, and trusts another by a fingerprint that was compared."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from comity.common.errors import BadInputError, Place
from comity.exchange.documents.card import (
    Card,
    ReadCard,
    Revocation,
    countersign_card,
    node_id,
    read_card,
    seal_card,
)
from comity.exchange.documents.fields import time_text
from comity.exchange.documents.trust import Counterpart, accept_first, accept_next
from comity.exchange.formats import cades
from comity.exchange.formats.certificates import key_digest
from comity.exchange.node.durable import write_durably
from comity.exchange.node.fail_points import fail_point
from comity.exchange.node.keys import VALIDITY, KeyRing, describe, make_keys
from comity.exchange.node.node import DATABASE, DESCRIPTION, KEYS, Node, held_card, open_node
from comity.exchange.node.sqlite_store import SqliteStore
from comity.exchange.node.store import Store, Transaction
from comity.exchange.refusal import Refusal, RefusedError


@dataclass(frozen=True, slots=True)
class Reach:
    """How a node can be reached: its addresses, and the desks behind it."""

    endpoints: tuple[str, ...] = ()
    desks: tuple[str, ...] = ()


def init_node(folder: Path, state: str, name: str, at: dt.datetime, reach: Reach, office: Store | None = None) -> Node:
    """Make a node: keys, a first card, and the entry of that card in its log; with `office`, in the office's store."""
    if folder.exists() and any(folder.iterdir()):
        raise BadInputError("the folder is not empty; a node gets a folder of its own", Place(str(folder)))
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    keys = make_keys(folder / KEYS, 1, state, name, at)
    node = node_id(keys.seal)
    card = _card(keys, node, state, name, at, reach)
    text = seal_card(card, cades.signer(keys.seal_key), at)
    store = office or SqliteStore.create(folder / DATABASE)
    with store.transaction() as transaction:
        transaction.append("node_made", at, node=node, state=state)
        _keep_card(transaction, read_card(text), at, own=True)
        write_durably(folder / DESCRIPTION, describe(state, name, node))
        fail_point("init:in_transaction")
    fail_point("init:committed")
    return open_node(folder, store)


def _card(keys: KeyRing, node: str, state: str, name: str, at: dt.datetime, reach: Reach) -> Card:
    since = at.replace(microsecond=0) - dt.timedelta(hours=1)
    return Card(
        node=node,
        state=state,
        name=name,
        serial=1,
        previous=None,
        since=since,
        until=since + VALIDITY,
        seal=keys.seal,
        tls=keys.tls,
        recipients=keys.recipients,
        endpoints=reach.endpoints,
        desks=reach.desks,
        revoked=(),
    )


def _keep_card(transaction: Transaction, read: ReadCard, at: dt.datetime, *, own: bool) -> None:
    card = read.card
    transaction.do(
        "INSERT INTO exchange_card (node, serial, fingerprint, text, own, accepted) VALUES (?, ?, ?, ?, ?, ?)",
        card.node,
        card.serial,
        card.fingerprint,
        read.text,
        int(own),
        time_text(at),
    )
    event = "card_issued" if own else "card_trusted"
    transaction.append(event, at, node=card.node, serial=card.serial, fingerprint=card.fingerprint)


def own_card(node: Node) -> ReadCard:
    """Give the card of this node that is in use."""
    row = node.store.row("SELECT text FROM exchange_card WHERE own = 1 ORDER BY serial DESC")
    if row is None:
        raise BadInputError("the node has no card", Place(str(node.folder)))
    return held_card(row["text"])


def renew_card(
    node: Node,
    at: dt.datetime,
    *,
    reach: Reach | None = None,
    revoke: str | None = None,
    since: dt.datetime | None = None,
) -> ReadCard:
    """Issue the next card with new keys, signed by the old key too; with `revoke`, the reason why the old key is out.

    A revoked key countersigns nothing that is trusted: the other side compares the fingerprint of the new card again.
    """
    last = own_card(node).card
    serial = last.serial + 1
    keys = make_keys(node.folder / KEYS, serial, node.state, node.name, at)
    endpoints, desks = (reach.endpoints, reach.desks) if reach else (last.endpoints, last.desks)
    fresh = _card(keys, node.id, node.state, node.name, at, Reach(endpoints, desks))
    old = Revocation(key_digest(last.seal), (since or at).replace(microsecond=0), revoke or "")
    revoked = (*last.revoked, old) if revoke else last.revoked
    card = replace(fresh, serial=serial, previous=last.fingerprint, revoked=revoked)
    text = seal_card(card, cades.signer(keys.seal_key), at)
    if not revoke:
        text = countersign_card(text, last.seal, cades.signer(node.keys.seal_key), at)
    read = read_card(text)
    with node.store.transaction() as transaction:
        _keep_card(transaction, read, at, own=True)
        fail_point("renew:in_transaction")
    fail_point("renew:committed")
    return read


def trust_card(node: Node, text: str | bytes, fingerprint: str | None, at: dt.datetime) -> ReadCard:
    """Trust a counterpart's card: by the fingerprint given, or because the card trusted before signed it too."""
    read = read_card(text)
    known = node.counterpart(read.card.node)
    if read.card.node == node.id:
        raise RefusedError(Refusal.NOT_PERMITTED, "this is the node's own card")
    if not read.card.in_force(at):
        raise RefusedError(
            Refusal.CARD_EXPIRED, f"the card is in force from {read.card.since} to {read.card.until} only"
        )
    if fingerprint is not None:
        accept_first(read, fingerprint)
    elif known:
        accept_next(known.cards, read)
    else:
        raise BadInputError("the first card of a node is trusted by its fingerprint only (--fingerprint)")
    if known and _held(known, read):
        return read
    with node.store.transaction() as transaction:
        _keep_card(transaction, read, at, own=False)
        fail_point("trust:in_transaction")
    fail_point("trust:committed")
    return read


def _held(known: Counterpart, read: ReadCard) -> bool:
    card = read.card
    if any(held.fingerprint == card.fingerprint for held in known.cards):
        return True
    if card.serial <= known.card.serial or card.previous != known.card.fingerprint:
        raise RefusedError(Refusal.UNTRUSTED_SENDER, "the card does not follow the one that is trusted here")
    return False


def trusted(node: Node) -> Sequence[Counterpart]:
    """Give the counterparts that are trusted here, without this node itself."""
    return [found for name, found in sorted(node.counterparts().items()) if name != node.id]
