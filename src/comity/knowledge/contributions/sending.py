"""Lessons and corrections that leave under seal: a notice to another office's node, with the bundle as its file."""

import datetime as dt
import io

from django.db import transaction

from comity.casework.access import Permission, require
from comity.casework.accounts.models import User
from comity.casework.correspondence.models import Communication
from comity.casework.correspondence.node import has_node, office_node
from comity.casework.correspondence.outgoing import communication_seal
from comity.casework.exchange_store.store import About
from comity.casework.identity import Identity
from comity.casework.log.services import log_append
from comity.common.errors import BadInputError, Place
from comity.exchange.documents.package import PackageType, PartRole
from comity.exchange.node.ceremony import trusted
from comity.exchange.node.sending import Letter
from comity.exchange.packing import Source
from comity.knowledge.contributions.bundle import Bundle

GIVES = "give_knowledge"


def nodes_to_give() -> tuple[tuple[str, str], ...]:
    """The nodes that this office trusts, by state and name."""
    if not has_node():
        return ()
    found = sorted(trusted(office_node()), key=lambda c: (c.card.state, c.card.name))
    return tuple((c.card.node, f"{c.card.state} – {c.card.name}") for c in found)


@transaction.atomic
def bundle_send(*, kind: Bundle, text: str, node: str, at: dt.datetime, actor: User, who: Identity) -> Communication:
    """Seal a bundle for a node that is trusted here and queue it; what it holds names nobody of any case."""
    require(Permission.CONTRIBUTION_TAKE, who)
    if not nodes_to_give():
        raise BadInputError("the other office has no node that is trusted here; accept its card first")
    own = office_node(About(actor))
    counterpart = next((c for c in trusted(own) if c.card.node == node), None)
    if counterpart is None:
        raise BadInputError("choose a node that is trusted here", Place(field="node"))
    content = text.encode()
    file = Source(f"{kind.rows}.json", PartRole.DOCUMENT, lambda: io.BytesIO(content))
    letter = Letter(
        PackageType.NOTICE, kind.rows.capitalize(), kind.rows.upper(), sources=[file], details={"step": GIVES}
    )
    sent = communication_seal(own, None, letter, counterpart, GIVES, at)
    details = {"node": node, "state": counterpart.card.state, "package": sent.digest}
    log_append(event=f"{kind.rows}_given", actor=actor, subject=kind.rows[:-1], key="bundle", details=details)
    return sent
