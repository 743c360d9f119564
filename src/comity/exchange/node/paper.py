"""Paper: what came by post, mail or fax from a counterpart without a node, entered by a clerk and shown as unsigned."""

import datetime as dt
from dataclasses import replace

from comity.exchange.documents.fields import time_text
from comity.exchange.node.ceremony import own_card
from comity.exchange.node.fail_points import fail_point
from comity.exchange.node.node import Node
from comity.exchange.node.sending import Letter, Sealed, seal_letter

FROM, CLERK = "paper_from", "entered_by"


def enter_paper(node: Node, letter: Letter, state: str, clerk: str, at: dt.datetime) -> Sealed:
    """Seal what came on paper for this node itself: the seal shows who entered it when, never who wrote it."""
    entered = replace(letter, details=letter.details | {FROM: state, CLERK: clerk})
    sealed = seal_letter(node, entered, own_card(node).card, at)
    with node.store.transaction() as transaction:
        transaction.do("UPDATE exchange_outbox SET done = ? WHERE digest = ?", time_text(at), sealed.digest)
        transaction.do("UPDATE exchange_package SET state = 'entered' WHERE digest = ?", sealed.digest)
        transaction.append("paper_entered", at, package=sealed.digest, state=state, by=clerk)
        fail_point("enter:in_transaction")
    fail_point("enter:committed")
    return sealed
