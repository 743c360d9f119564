"""The file drop of a national e-CODEX connector: its evidences about our messages, and the messages that came.

Only access points may send in e-CODEX, so a node never speaks its protocol: it writes and reads the folders of the
connector client. What comes through it has no seal of a counterpart's node, and is shown as unsigned.
"""

import datetime as dt
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from comity.exchange.documents.connector import PROPERTIES, Settings, evidence_named
from comity.exchange.documents.fields import time_text
from comity.exchange.documents.package import PackageType, PartRole
from comity.exchange.documents.receipt import Evidence
from comity.exchange.formats.properties import read_properties
from comity.exchange.node.connector_handing import NAME, finish_handing_over, message_of
from comity.exchange.node.fail_points import fail_point
from comity.exchange.node.node import Node
from comity.exchange.node.paper import enter_paper, finish_paper
from comity.exchange.node.receipts import settle
from comity.exchange.node.sending import Letter, Sealed
from comity.exchange.packing import Source
from comity.exchange.refusal import Refusal, RefusedError

CLERK_HERE = "e-CODEX connector"
_LARGEST_EVIDENCE = 1 << 20
_LARGEST_FILE = 2 << 30


@dataclass(frozen=True, slots=True)
class Attested:
    """An evidence of the connectors about a message of ours."""

    digest: str
    evidence: Evidence


def take_evidences(node: Node, settings: Settings, at: dt.datetime) -> list[Attested]:
    """Take the evidences that the connectors have laid beside our messages; each counts once."""
    finish_handing_over(node, settings)
    found: list[Attested] = []
    for folder in _folders(Path(settings.outgoing)):
        digest = message_of(node, folder)
        if digest is None:
            continue
        for path in sorted(folder.iterdir()):
            evidence = evidence_named(path.name)
            if evidence and path.is_file() and path.stat().st_size <= _LARGEST_EVIDENCE:
                found += _take(node, digest, evidence, path.read_bytes(), at)
    return found


def _take(node: Node, digest: str, evidence: Evidence, content: bytes, at: dt.datetime) -> Iterator[Attested]:
    with node.store.transaction() as transaction:
        question = "SELECT 1 FROM exchange_receipt WHERE package = ? AND evidence = ? AND issuer = ?"
        fresh = not transaction.row(question, digest, str(evidence), NAME)
        if fresh:
            transaction.do(
                "INSERT INTO exchange_receipt (package, evidence, issuer, peer, at, text) VALUES (?, ?, ?, ?, ?, ?)",
                digest,
                str(evidence),
                NAME,
                NAME,
                time_text(at),
                content.decode("utf-8", "replace").replace("\x00", ""),
            )
            held = hashlib.sha256(content).hexdigest()
            transaction.append("connector_evidence", at, package=digest, evidence=str(evidence), document=held)
            settle(transaction, digest, through_connectors=True)
            node.desk.evidence_taken(digest, evidence, None, at)
        fail_point("connector:evidence")
    if fresh:
        yield Attested(digest, evidence)


def _folders(root: Path) -> list[Path]:
    if not root.is_dir():
        return []
    return sorted(path for path in root.iterdir() if path.is_dir() and not path.name.startswith("."))


def take_messages(node: Node, settings: Settings, at: dt.datetime) -> list[Sealed]:
    """Enter the messages that the connector has received, unsigned, each once; its folder stays as it is."""
    return [sealed for folder in message_folders(settings) if (sealed := take_message(node, settings, folder, at))]


def message_folders(settings: Settings) -> list[Path]:
    """The messages that the connector has laid down, whole ones only."""
    return [folder for folder in _folders(Path(settings.incoming)) if (folder / PROPERTIES).is_file()]


def take_message(node: Node, settings: Settings, folder: Path, at: dt.datetime) -> Sealed | None:
    """Enter one message, unsigned; gives nothing where it is here already or names no message."""
    said = read_properties((folder / PROPERTIES).read_bytes())
    message = said.get("ebms.message.id") or ""
    return _enter(node, settings, folder, said, message, at) if message else None


def _enter(
    node: Node, settings: Settings, folder: Path, said: dict[str, str], message: str, at: dt.datetime
) -> Sealed | None:
    """Enter one message in a conversation of its own, whose name is its id: so it can be there only once."""
    conversation = f"{NAME}-{hashlib.sha256(message.encode()).hexdigest()[:40]}"
    row = node.store.row("SELECT digest, state FROM exchange_package WHERE conversation = ?", conversation)
    if row is not None and row["state"] == "entered":
        return None
    state = next((s for s, p in settings.states.items() if p.party == said.get("from.party.id")), None)
    if state is None:
        raise RefusedError(Refusal.UNTRUSTED_SENDER, f"{folder.name}: the settings name no state for its sender")
    if row is not None:
        finish_paper(node, row["digest"], state, CLERK_HERE, at)
        return None
    kind = settings.actions.get(said.get("action", ""), PackageType.NOTICE)
    letter = Letter(
        type=PackageType(kind) if kind in set(PackageType) else PackageType.NOTICE,
        subject=f"e-CODEX: {said.get('action') or 'message'}"[:300],
        reference=(said.get("backend.message.id") or message)[:200],
        sources=_sources(folder),
        conversation=conversation,
        details={"connector_message": message[:400], "answers": said.get("conversation.id", "")[:64]},
    )
    return enter_paper(node, letter, state, CLERK_HERE, at)


def _sources(folder: Path) -> Sequence[Source]:
    found = []
    for path in sorted(folder.iterdir()):
        if path.is_symlink() or not path.is_file() or path.name == PROPERTIES or evidence_named(path.name):
            continue
        if path.stat().st_size > _LARGEST_FILE:
            raise RefusedError(Refusal.LIMIT_EXCEEDED, f"{path.name} is larger than 2 GiB")
        found.append(Source(path.name, PartRole.DOCUMENT, lambda path=path: path.open("rb")))  # type: ignore[misc]
    return found
