"""Deletion: content that may no longer be kept goes; the fact that it was here, and all receipts, stay for ever."""

import contextlib
import datetime as dt

from comity.exchange.documents.package import PackageType
from comity.exchange.formats import canonical
from comity.exchange.node.fail_points import fail_point
from comity.exchange.node.node import Node
from comity.exchange.node.sending import Letter, Sealed, reply_to, seal_letter
from comity.exchange.node.store import Transaction
from comity.exchange.refusal import Refusal, RefusedError


def delete_content(node: Node, digest: str, at: dt.datetime) -> bool:
    """Delete the sealed file of a package and log it; gives whether it was still there.

    The log entry comes first: a machine that stops in between leaves a file to delete again, never a silent gap.
    """
    row = node.store.row("SELECT state FROM exchange_package WHERE digest = ?", digest)
    if row is None:
        raise RefusedError(Refusal.NOT_PERMITTED, f"this node has no package {digest}")
    with node.store.transaction() as transaction:
        _mark(transaction, digest, at)
        fail_point("delete:in_transaction")
    fail_point("delete:committed")
    path = node.package_path(digest)
    there = path.exists()
    fail_point("delete:before_file")
    with contextlib.suppress(FileNotFoundError):
        path.unlink()
    return there


def _mark(transaction: Transaction, digest: str, at: dt.datetime) -> None:
    statement = "UPDATE exchange_package SET state = 'deleted' WHERE digest = ? AND state <> 'deleted'"
    if transaction.do(statement, digest):
        transaction.append("content_deleted", at, package=digest)


def forget(transaction: Transaction, digest: str, at: dt.datetime) -> None:
    """Forget what a package said: its subject, its details and the names of its files; its file goes afterwards.

    That it was here, between whom and when, stays with its receipts, as for every package.
    """
    row = transaction.row("SELECT header FROM exchange_package WHERE digest = ?", digest)
    if row is None:
        return
    header = {**canonical.decode(row["header"]), "subject": "deleted", "details": {}, "parts": []}
    transaction.do("UPDATE exchange_package SET header = ? WHERE digest = ?", canonical.encode(header), digest)
    _mark(transaction, digest, at)


def overdue(node: Node, on: dt.date) -> list[str]:
    """Give the packages received whose sender set a day by which they must be deleted, and that day has passed."""
    found = []
    question = "SELECT digest, header FROM exchange_package WHERE incoming = 1 AND state <> 'deleted'"
    for row in node.store.rows(question):
        until = canonical.decode(row["header"])["retain_until"]
        if until and dt.date.fromisoformat(until) < on:
            found.append(row["digest"])
    return found


def answer_deletion_request(node: Node, request: str, at: dt.datetime) -> Sealed:
    """Do what a deletion request asks, and seal the confirmation; only its sender's own packages can be meant."""
    row = node.store.row("SELECT header, peer FROM exchange_package WHERE digest = ? AND incoming = 1", request)
    header = canonical.decode(row["header"]) if row else {}
    if row is None or header["type"] != PackageType.DELETION_REQUEST:
        raise RefusedError(Refusal.NOT_PERMITTED, "this is not a deletion request that was received here")
    target = str(header["details"].get("package", ""))
    meant = node.store.row("SELECT peer, incoming FROM exchange_package WHERE digest = ?", target)
    if meant is None or not meant["incoming"] or meant["peer"] != row["peer"]:
        raise RefusedError(Refusal.NOT_PERMITTED, "the deletion request is about no package of its sender")
    counterpart = node.counterpart(row["peer"])
    if counterpart is None:
        raise RefusedError(Refusal.UNTRUSTED_SENDER, "the sender of the deletion request is not trusted here any more")
    delete_content(node, target, at)
    letter = Letter(PackageType.DELETION_DONE, "Deleted as asked", target[:16], details={"package": target})
    return seal_letter(node, reply_to(node, request, letter), counterpart.card, at)
