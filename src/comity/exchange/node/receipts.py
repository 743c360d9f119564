"""Receipts in the store: issued once for each point a package reaches, kept with those of the other side."""

import datetime as dt

from comity.exchange.documents.fields import time_text
from comity.exchange.documents.package import Package
from comity.exchange.documents.receipt import Evidence, Receipt, prevailing, read_receipt, seal_receipt
from comity.exchange.formats import cades, canonical
from comity.exchange.formats.digest import sha256
from comity.exchange.node.fail_points import fail_point
from comity.exchange.node.head_chain import head_sent
from comity.exchange.node.heads import heads_for, note_heads
from comity.exchange.node.node import Node
from comity.exchange.node.store import Transaction
from comity.exchange.refusal import Refusal, RefusedError


def issue_receipt(
    node: Node,
    transaction: Transaction,
    digest: str,
    evidence: Evidence,
    at: dt.datetime,
    *,
    leaf: int | None = None,
    opened_by: str | None = None,
    reason: str | None = None,
) -> str:
    """Attest a point that a package reached; the second time the receipt is the first one, byte for byte."""
    question = "SELECT text FROM exchange_receipt WHERE package = ? AND evidence = ? AND issuer = ?"
    held = transaction.row(question, digest, str(evidence), node.id)
    if held:
        return str(held["text"])
    row = transaction.row("SELECT * FROM exchange_package WHERE digest = ?", digest)
    if row is None:
        raise RefusedError(Refusal.NOT_PERMITTED, f"this node has no package {digest}")
    header = canonical.decode(row["header"])
    receipt = Receipt(
        evidence=evidence,
        package=digest,
        package_id=row["id"],
        conversation=row["conversation"],
        issuer=node.id,
        issuer_state=node.state,
        addressee=header["to"]["node"],
        at=at,
        desk=header["to"]["desk"],
        opened_by=opened_by,
        reason=reason,
        leaf=leaf,
        log=heads_for(transaction, row["peer"]),
    )
    text = seal_receipt(receipt, node.keys.seal, cades.signer(node.keys.seal_key))
    _issued(transaction, receipt, row["peer"], text, at)
    return text


def issue_rejection(
    node: Node,
    transaction: Transaction,
    package: Package,
    digest: str,
    refusal: RefusedError,
    at: dt.datetime,
    evidence: Evidence = Evidence.RELAY_REJECTION,
) -> str:
    """Attest that a package was refused, and why: to its sender who is known, or that it could not be sealed here."""
    held = transaction.row("SELECT text FROM exchange_receipt WHERE package = ? AND issuer = ?", digest, node.id)
    if held:
        return str(held["text"])
    peer = package.addressee.node if evidence is Evidence.SUBMISSION_REJECTION else package.sender.node
    receipt = Receipt(
        evidence=evidence,
        package=digest,
        package_id=package.id,
        conversation=package.conversation,
        issuer=node.id,
        issuer_state=node.state,
        addressee=package.addressee.node,
        at=at,
        desk=None,
        opened_by=None,
        reason=str(refusal)[:400],
        leaf=None,
        log=heads_for(transaction, peer),
    )
    text = seal_receipt(receipt, node.keys.seal, cades.signer(node.keys.seal_key))
    _issued(transaction, receipt, peer, text, at)
    return text


def _issued(transaction: Transaction, receipt: Receipt, peer: str, text: str, at: dt.datetime) -> None:
    _keep(transaction, receipt, peer, text, at, "receipt_issued")
    if receipt.evidence.by_addressee:
        head_sent(transaction, peer, receipt.log)


def _keep(transaction: Transaction, receipt: Receipt, peer: str, text: str, at: dt.datetime, event: str) -> None:
    transaction.do(
        "INSERT INTO exchange_receipt (package, evidence, issuer, peer, at, text) VALUES (?, ?, ?, ?, ?, ?)",
        receipt.package,
        str(receipt.evidence),
        receipt.issuer,
        peer,
        time_text(at),
        text,
    )
    transaction.append(
        event, at, package=receipt.package, evidence=str(receipt.evidence), receipt=sha256(text.encode("ascii"))
    )


def take_receipt(node: Node, text: str | bytes, at: dt.datetime) -> Receipt:
    """Take in a receipt of a counterpart about a package of ours; taking it twice changes nothing."""
    receipt, seal = read_receipt(text)
    counterpart = node.counterpart(receipt.issuer)
    if counterpart is None or receipt.issuer == node.id:
        raise RefusedError(Refusal.UNTRUSTED_SENDER, "the receipt is not from a node that is trusted here")
    held = node.store.row(
        "SELECT at FROM exchange_receipt WHERE package = ? AND evidence = ? AND issuer = ?",
        receipt.package,
        str(receipt.evidence),
        receipt.issuer,
    )
    if held:
        return receipt
    refused = counterpart.seal_refused(seal.certificate, seal.at, at)
    if refused or receipt.issuer_state != counterpart.card.state:
        raise RefusedError(
            Refusal.UNTRUSTED_SENDER, f"the receipt does not hold: {refused or 'it names another state'}"
        )
    row = node.store.row("SELECT * FROM exchange_package WHERE digest = ? AND incoming = 0", receipt.package)
    if row is None or row["peer"] != receipt.issuer or row["id"] != receipt.package_id:
        raise RefusedError(Refusal.WRONG_ADDRESSEE, "the receipt is about no package that this node sent to its issuer")
    if not receipt.evidence.by_addressee:
        raise RefusedError(Refusal.NOT_PERMITTED, f"{receipt.evidence} is not the addressee's to give")
    held_text = text if isinstance(text, str) else text.decode("ascii")
    with node.store.transaction() as transaction:
        if not transaction.row(
            "SELECT 1 FROM exchange_receipt WHERE package = ? AND evidence = ? AND issuer = ?",
            receipt.package,
            str(receipt.evidence),
            receipt.issuer,
        ):
            _keep(transaction, receipt, receipt.issuer, held_text, at, "receipt_taken")
            note_heads(transaction, receipt.issuer, receipt.log, at)
            _settle(transaction, receipt, at)
            node.desk.evidence_taken(receipt.package, receipt.evidence, receipt.reason, at)
        fail_point("receipt:in_transaction")
    fail_point("receipt:committed")
    return receipt


def settle(transaction: Transaction, digest: str, *, through_connectors: bool = False) -> None:
    """Say how far a package of ours came, by the evidence that prevails."""
    rows = transaction.rows("SELECT evidence FROM exchange_receipt WHERE package = ?", digest)
    reached = prevailing((Evidence(row["evidence"]) for row in rows), through_connectors=through_connectors)
    statement = "UPDATE exchange_package SET state = ? WHERE digest = ? AND state <> 'deleted'"
    transaction.do(statement, str(reached).lower(), digest)


def _settle(transaction: Transaction, receipt: Receipt, at: dt.datetime) -> None:
    settle(transaction, receipt.package)
    statement = "UPDATE exchange_outbox SET done = ?, trouble = NULL WHERE digest = ? AND done IS NULL"
    transaction.do(statement, time_text(at), receipt.package)


def receipts_of(node: Node, digest: str) -> list[str]:
    """Give every receipt about a package, in the order in which they came about here."""
    rows = node.store.rows("SELECT text FROM exchange_receipt WHERE package = ? ORDER BY number", digest)
    return [row["text"] for row in rows]
