"""Receiving: a sealed file counts once and for ever, however it came and however often it comes."""

import datetime as dt
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from comity.exchange.documents.fields import time_text
from comity.exchange.documents.package import Package, package_from
from comity.exchange.documents.receipt import Evidence
from comity.exchange.formats import canonical
from comity.exchange.node.ceremony import own_card
from comity.exchange.node.content import part_bytes
from comity.exchange.node.durable import aside, disk_trouble_told, made_folder, sync, sync_folder
from comity.exchange.node.examining import COPY, Examined, digest_of, examine_file
from comity.exchange.node.fail_points import fail_point
from comity.exchange.node.heads import note_heads
from comity.exchange.node.node import Node
from comity.exchange.node.receipts import issue_receipt, issue_rejection
from comity.exchange.node.sending import record_package
from comity.exchange.node.store import Transaction, raise_alarm
from comity.exchange.refusal import Refusal, RefusedError
from comity.exchange.unpacking import Examination


@dataclass(frozen=True, slots=True)
class Received:
    """What came of a file: the package, its digest, whether it was new, and the receipts about it from here."""

    package: Package
    digest: str
    new: bool
    state: str
    receipts: tuple[str, ...]


def _received_before(node: Node, path: Path) -> str | None:
    """Give the digest of a file that this node has received already; only one of a size it knows is read for that.

    The file in its own place is known by its name; whoever takes it out checks every byte of it.
    """
    if path == node.package_path(path.stem):
        held = node.store.row("SELECT 1 FROM exchange_package WHERE incoming = 1 AND digest = ?", path.stem)
        if held:
            return path.stem
    if not node.store.row("SELECT 1 FROM exchange_package WHERE incoming = 1 AND size = ?", path.stat().st_size):
        return None
    found = digest_of(path)
    held = node.store.row("SELECT 1 FROM exchange_package WHERE incoming = 1 AND digest = ?", found)
    return found if held else None


def receive_copy(node: Node, path: Path, at: dt.datetime) -> Received:
    """Receive a file that stays where it is: on a stick, in a mail, in the bag."""
    known = _received_before(node, path)
    if known:
        return received(node, known, new=False)
    with disk_trouble_told(), aside(node.incoming) as fresh:
        with path.open("rb") as source, fresh.open("wb") as target:
            while chunk := source.read(COPY):
                target.write(chunk)
            sync(target)
        return receive_file(node, fresh, at)


def receive_file(
    node: Node, path: Path, at: dt.datetime, expected: str | None = None, examined: Examined | None = None
) -> Received:
    """Receive a file that lies, whole and on disk, in the node's folder; if it is accepted it moves into the store.

    ``examined`` is what was found in it, where it was examined while it arrived.
    """
    found = examined or examine_file(node, path, at)
    examination, digest = found.examination, found.digest
    if expected not in {None, digest}:
        raise RefusedError(Refusal.DIGEST_MISMATCH, "the file that arrived is not the one that was announced")
    held = node.store.row("SELECT incoming FROM exchange_package WHERE digest = ?", digest)
    if held and held["incoming"]:
        path.unlink()
        return received(node, digest, new=False)
    _check_own_card(node, at)
    if examination.refusal or examination.package is None or examination.sealed is None:
        refusal = examination.refusal or RefusedError(Refusal.DAMAGED, "the file could not be read")
        _log_refusal(node, digest, examination, refusal, at)
        raise refusal
    package = examination.package
    if package.addressee.node != node.id:
        raise RefusedError(Refusal.WRONG_ADDRESSEE, "the package was sent by this node, not to it")
    with disk_trouble_told():
        _named(node, path, digest)
    with node.store.transaction() as transaction:
        taken = transaction.row("SELECT 1 FROM exchange_package WHERE digest = ?", digest)
        equivocal = None if taken else _equivocal(transaction, package)
        if equivocal:
            what = f"{equivocal} with the digests {digest} and another; both are kept as proof"
            raise_alarm(transaction, at, package.sender.node, "equivocation", what)
            refusal = RefusedError(Refusal.EQUIVOCATION, what)
            refusal.receipt = issue_rejection(node, transaction, package, digest, refusal, at)
        elif not taken:
            _enter(node, transaction, package, found, examination.sealed, at)
        fail_point("receive:in_transaction")
    fail_point("receive:committed")
    if equivocal:
        raise refusal
    return received(node, digest, new=not taken)


def _check_own_card(node: Node, at: dt.datetime) -> None:
    if not own_card(node).card.in_force(at):
        what = "this node's own card is not in force by its clock, so its receipts would not hold; set it, or renew"
        raise RefusedError(Refusal.NOT_IN_FORCE, what)


def _named(node: Node, path: Path, digest: str) -> None:
    """Give a file its name in the store; until the transaction that follows it counts for nothing."""
    fail_point("receive:before_name")
    target = node.package_path(digest)
    made_folder(target.parent)
    path.replace(target)
    sync_folder(target.parent)
    fail_point("receive:file_named")


def _log_refusal(node: Node, digest: str, examination: Examination, refusal: RefusedError, at: dt.datetime) -> None:
    """Log a refusal; a sender whose seal holds gets it attested, nobody else learns anything sealed."""
    package = examination.package
    known = any(check.name == "sender" and check.holds for check in examination.checks)
    with node.store.transaction() as transaction:
        peer = package.sender.node if package else None
        transaction.append("package_refused", at, package=digest, code=str(refusal.code), peer=peer)
        if package and known and package.sender.node != node.id:
            refusal.receipt = issue_rejection(node, transaction, package, digest, refusal, at)
        fail_point("refuse:in_transaction")
    fail_point("refuse:committed")


def _equivocal(transaction: Transaction, package: Package) -> str | None:
    peer = package.sender.node
    places = (
        ("id = ?", (package.id,), "one package id was used twice"),
        (
            "conversation = ? AND sequence = ?",
            (package.conversation, package.sequence),
            "the sender used one place twice",
        ),
        ("counter = ?", (package.counter,), "one number was used twice"),
    )
    for clause, values, what in places:
        question = f"SELECT 1 FROM exchange_package WHERE incoming = 1 AND peer = ? AND {clause}"  # noqa: S608 - fixed
        if transaction.row(question, peer, *values):
            return what
    return None


def _enter(
    node: Node, transaction: Transaction, package: Package, found: Examined, sealed: dt.datetime, at: dt.datetime
) -> None:
    peer, digest = package.sender.node, found.digest
    leaf = transaction.append("package_received", at, package=digest, id=package.id, peer=peer, type=str(package.type))
    record_package(transaction, package, digest, found.size, sealed, at, incoming=True, state="held", leaf=leaf)
    fork = note_heads(transaction, peer, package.log, at) if package.log else None
    issue_receipt(node, transaction, digest, Evidence.RELAY_ACCEPTANCE, at, leaf=leaf, reason=fork)
    _release(node, transaction, peer, package.conversation, found, at)


def _release(
    node: Node, transaction: Transaction, peer: str, conversation: str, found: Examined, at: dt.datetime
) -> None:
    """Hand to the desk whatever is next in its conversation; what came too early waits for what is before it."""
    while True:
        row = transaction.row(
            "SELECT digest, header FROM exchange_package WHERE incoming = 1 AND peer = ? AND conversation = ? "
            "AND state = 'held' "
            "AND sequence = 1 + (SELECT count(*) FROM exchange_package "
            "WHERE incoming = 1 AND peer = ? AND conversation = ? AND state <> 'held')",
            peer,
            conversation,
            peer,
            conversation,
        )
        if row is None:
            return
        _check_chain(transaction, peer, conversation, canonical.decode(row["header"]), at)
        transaction.do("UPDATE exchange_package SET state = 'delivered' WHERE digest = ?", row["digest"])
        package = package_from(row["header"])
        desk = package.addressee.desk
        there = desk is None or desk in own_card(node).card.desks
        statement = "INSERT INTO exchange_work (digest, desk, since) VALUES (?, ?, ?)"
        transaction.do(statement, row["digest"], desk if there else None, time_text(at))
        leaf = transaction.append("package_delivered", at, package=row["digest"])
        read = partial(_part_of, node, found, row["digest"], at)
        node.desk.package_delivered(row["digest"], package, read, at)
        if there:
            issue_receipt(node, transaction, row["digest"], Evidence.DELIVERY, at, leaf=leaf)
        else:
            reason = f"there is no desk '{desk}' here; the package lies in the work list of all desks"[:400]
            issue_receipt(node, transaction, row["digest"], Evidence.NON_DELIVERY, at, leaf=leaf, reason=reason)
        fail_point("release:in_transaction")


def _part_of(node: Node, found: Examined, digest: str, at: dt.datetime, path: str) -> bytes:
    """Give a file of a package; the request of the one that was just examined was kept, and is not read again."""
    kept = found.request.get(path) if digest == found.digest else None
    return kept if kept is not None else part_bytes(node, digest, at, path)


def _check_chain(
    transaction: Transaction, peer: str, conversation: str, header: dict[str, Any], at: dt.datetime
) -> None:
    """Raise the alarm where a package does not name the one before it: the sender shows different histories."""
    before = transaction.row(
        "SELECT digest FROM exchange_package WHERE incoming = 1 AND peer = ? AND conversation = ? AND sequence = ?",
        peer,
        conversation,
        header["sequence"] - 1,
    )
    if header["previous"] != (before["digest"] if before else None):
        what = f"package {header['id']} does not name the package before it in conversation {conversation}"
        raise_alarm(transaction, at, peer, "chain_broken", what)


def received(node: Node, digest: str, *, new: bool) -> Received:
    """Give a package that was received, with the receipts this node issued about it."""
    row = node.store.row("SELECT header, state FROM exchange_package WHERE digest = ?", digest)
    if row is None:
        raise RefusedError(Refusal.NOT_PERMITTED, f"this node has no package {digest}")
    texts = node.store.rows(
        "SELECT text FROM exchange_receipt WHERE package = ? AND issuer = ? ORDER BY number", digest, node.id
    )
    return Received(package_from(row["header"]), digest, new, row["state"], tuple(text["text"] for text in texts))
