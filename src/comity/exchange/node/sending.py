"""Sealing what goes out: a package gets its place, its seal and its file, and is in the outbox, in one transaction."""

import datetime as dt
import hashlib
import io
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any, BinaryIO

from comity.exchange.age.recipients import AgeSuite, Recipient
from comity.exchange.documents.card import Card
from comity.exchange.documents.conditions import Condition
from comity.exchange.documents.fields import time_text
from comity.exchange.documents.package import Package, PackageType, Party
from comity.exchange.documents.receipt import Evidence
from comity.exchange.formats import canonical
from comity.exchange.formats.digest import DigestBeside
from comity.exchange.identifiers import new_id
from comity.exchange.node.ceremony import own_card
from comity.exchange.node.durable import aside, disk_trouble_told, made_folder, sync, sync_folder
from comity.exchange.node.fail_points import fail_point
from comity.exchange.node.head_chain import head_sent
from comity.exchange.node.heads import heads_for
from comity.exchange.node.node import Node
from comity.exchange.node.receipts import issue_receipt, issue_rejection
from comity.exchange.node.store import Transaction
from comity.exchange.packing import Source, pack
from comity.exchange.refusal import TRY_LATER, Refusal, RefusedError


@dataclass(frozen=True, slots=True)
class Letter:
    """What an official sends: what it is, about what, in which conversation, under which conditions."""

    type: PackageType
    subject: str
    reference: str
    sources: Sequence[Source] = ()
    conversation: str | None = None
    your_reference: str | None = None
    in_reply_to: str | None = None
    desk: str | None = None
    to_desk: str | None = None
    basis: str | None = None
    details: dict[str, Any] = field(default_factory=dict)
    conditions: tuple[Condition, ...] = ()
    retain_until: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Sealed:
    """A package that was sealed: its header and the digest of its file, under which everybody knows it."""

    package: Package
    digest: str
    size: int
    suite: AgeSuite


class HashingWriter(io.RawIOBase):
    """Passes on what is written and digests it."""

    def __init__(self, out: BinaryIO, digest: DigestBeside) -> None:
        self._out, self._digest = out, digest

    def writable(self) -> bool:
        """It can be written to."""
        return True

    def write(self, data: Any) -> int:  # noqa: ANN401 - any buffer
        """Write some bytes."""
        self._digest.update(data)
        return self._out.write(data)


def seal_letter(node: Node, letter: Letter, to: Card, at: dt.datetime, suite: AgeSuite | None = None) -> Sealed:
    """Seal a letter for a counterpart; afterwards it is in the store, in the log and in the outbox, or nothing is.

    What cannot be sealed leaves an attested rejection, unless it is the disk or the caller's transaction ends too.
    """
    try:
        return _sealed(node, letter, to, at, suite)
    except RefusedError as refusal:
        if refusal.code not in TRY_LATER:
            refusal.receipt = _reject(node, letter, to, at, refusal)
        raise


def _reject(node: Node, letter: Letter, to: Card, at: dt.datetime, refusal: RefusedError) -> str:
    """Attest that a letter could not be submitted; with no file there is, its digest is that of its header."""
    with node.store.transaction() as transaction:
        package = _place(node, transaction, letter, to, at)
        digest = hashlib.sha256(canonical.encode(package.as_data())).hexdigest()
        rejected = Evidence.SUBMISSION_REJECTION
        text = issue_rejection(node, transaction, package, digest, refusal, at, rejected)
        fail_point("reject:in_transaction")
    fail_point("reject:committed")
    return text


def _sealed(node: Node, letter: Letter, to: Card, at: dt.datetime, suite: AgeSuite | None) -> Sealed:
    card = own_card(node).card
    if not card.in_force(at):
        raise RefusedError(
            Refusal.CARD_EXPIRED, "this node's own card is not in force; `comity node card --renew` helps"
        )
    chosen, recipient = to.recipient(suite)
    recipients = [recipient, card.recipient(chosen)[1]]
    while True:
        with node.store.transaction() as transaction:
            package = _place(node, transaction, letter, to, at)
        sealed = _seal_at(node, package, letter, recipients, chosen, at)
        if sealed:
            fail_point("seal:committed")
            return sealed


def _seal_at(
    node: Node, package: Package, letter: Letter, recipients: Sequence[Recipient], suite: AgeSuite, at: dt.datetime
) -> Sealed | None:
    """Seal for one place in the conversation; gives nothing where another process took the place meanwhile."""
    with disk_trouble_told(), aside(node.incoming) as fresh:
        fail_point("seal:before_file")
        with fresh.open("wb") as stream, DigestBeside() as digest:
            package = pack(HashingWriter(stream, digest), package, letter.sources, node.keys.sealing(at), recipients)
            sync(stream)
            sealed = Sealed(package, digest.hexdigest(), digest.size, suite)
        fail_point("seal:file_written")
        path = node.package_path(sealed.digest)
        made_folder(path.parent)
        fresh.replace(path)
        sync_folder(path.parent)
    fail_point("seal:file_named")
    with node.store.transaction() as transaction:
        taken = next_place(transaction, package.addressee.node, package.conversation)
        if taken != (package.sequence, package.counter, package.previous):
            path.unlink()
            return None
        _record(node, transaction, sealed, at)
        fail_point("seal:in_transaction")
    return sealed


def next_place(transaction: Transaction, peer: str, conversation: str) -> tuple[int, int, str | None]:
    """Give the next place in a conversation, the next number to a node, and the digest of the package before."""
    before = transaction.row(
        "SELECT digest, sequence FROM exchange_package WHERE incoming = 0 AND peer = ? AND conversation = ? "
        "ORDER BY sequence DESC",
        peer,
        conversation,
    )
    question = "SELECT max(counter) AS counter FROM exchange_package WHERE incoming = 0 AND peer = ?"
    counted = transaction.row(question, peer)
    counter = (counted["counter"] or 0) + 1 if counted else 1
    return (before["sequence"] + 1, counter, before["digest"]) if before else (1, counter, None)


def package_of(
    letter: Letter, sender: Party, addressee: Party, place: tuple[int, int, str | None], at: dt.datetime
) -> Package:
    """The header of a letter, the same whichever way it goes; who cannot read its conditions of use must refuse it."""
    sequence, counter, previous = place
    return Package(
        id=new_id(at),
        type=letter.type,
        sender=sender,
        addressee=addressee,
        conversation=letter.conversation or new_id(at),
        sequence=sequence,
        counter=counter,
        previous=previous,
        in_reply_to=letter.in_reply_to,
        reference=letter.reference,
        your_reference=letter.your_reference,
        subject=letter.subject,
        created=at,
        basis=letter.basis,
        details=letter.details,
        conditions=letter.conditions,
        retain_until=letter.retain_until,
        requires=("use_conditions",) if letter.conditions else (),
    )


def _place(node: Node, transaction: Transaction, letter: Letter, to: Card, at: dt.datetime) -> Package:
    conversation = letter.conversation or new_id(at)
    place = next_place(transaction, to.node, conversation)
    sender, addressee = Party(node.state, node.id, letter.desk), Party(to.state, to.node, letter.to_desk)
    package = package_of(replace(letter, conversation=conversation), sender, addressee, place, at)
    return replace(package, log=heads_for(transaction, to.node))


def _record(node: Node, transaction: Transaction, sealed: Sealed, at: dt.datetime) -> None:
    package, digest = sealed.package, sealed.digest
    leaf = transaction.append(
        "package_sealed", at, package=digest, id=package.id, to=package.addressee.node, type=str(package.type)
    )
    record_package(
        transaction, package, digest, sealed.size, package.created, at, incoming=False, state="sealed", leaf=leaf
    )
    statement = "INSERT INTO exchange_outbox (digest, peer, next_at) VALUES (?, ?, ?)"
    transaction.do(statement, digest, package.addressee.node, time_text(at))
    head_sent(transaction, package.addressee.node, package.log)
    issue_receipt(node, transaction, digest, Evidence.SUBMISSION_ACCEPTANCE, at, leaf=leaf)


def record_package(
    transaction: Transaction,
    package: Package,
    digest: str,
    size: int,
    sealed: dt.datetime,
    at: dt.datetime,
    *,
    incoming: bool,
    state: str,
    leaf: int,
) -> None:
    """Enter a package into the store."""
    peer = package.sender.node if incoming else package.addressee.node
    transaction.do(
        "INSERT INTO exchange_package (digest, incoming, peer, id, type, conversation, sequence, counter, size, "
        "sealed, recorded, state, header, leaf) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        digest,
        int(incoming),
        peer,
        package.id,
        str(package.type),
        package.conversation,
        package.sequence,
        package.counter,
        size,
        time_text(sealed),
        time_text(at),
        state,
        canonical.encode(package.as_data()),
        leaf,
    )


def reply_to(node: Node, digest: str, letter: Letter) -> Letter:
    """Place a letter in the conversation of a package that was received."""
    row = node.store.row("SELECT header, conversation FROM exchange_package WHERE digest = ?", digest)
    if row is None:
        raise RefusedError(Refusal.NOT_PERMITTED, f"this node has no package {digest}")
    theirs = canonical.decode(row["header"])["reference"]
    return replace(letter, conversation=row["conversation"], in_reply_to=digest, your_reference=theirs)
