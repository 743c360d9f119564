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
    finish_paper(node, sealed.digest, state, clerk, at)
    return sealed


def finish_paper(node: Node, digest: str, state: str, clerk: str, at: dt.datetime) -> None:
    """Say of what was sealed for this node itself that it was entered, so that it waits for nobody."""
    with node.store.transaction() as transaction:
        transaction.do("UPDATE exchange_outbox SET done = ? WHERE digest = ?", time_text(at), digest)
        transaction.do("UPDATE exchange_package SET state = 'entered' WHERE digest = ?", digest)
        transaction.append("paper_entered", at, package=digest, state=state, by=clerk)
        fail_point("enter:in_transaction")
    fail_point("enter:committed")
