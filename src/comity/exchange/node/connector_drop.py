"""The file drop of a national e-CODEX connector: messages out and in, evidences back, each of them counted once.

Only access points may send in e-CODEX, so a node never speaks its protocol: it writes and reads the folders of the
connector client. What comes through it has no seal of a counterpart's node, and is shown as unsigned.
"""

import contextlib
import datetime as dt
import hashlib
import io
import os
import re
import secrets
import shutil
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from comity.exchange.documents.connector import (
    CONTAINER,
    PDF,
    PROPERTIES,
    XML,
    Settings,
    content_xml,
    evidence_named,
    message_properties,
)
from comity.exchange.documents.fields import time_text
from comity.exchange.documents.package import Package, PackageType, PartRole, Party
from comity.exchange.documents.receipt import Evidence
from comity.exchange.formats.properties import properties_text, read_properties
from comity.exchange.identifiers import new_id
from comity.exchange.node.durable import out_of_space_told, sync, sync_folder
from comity.exchange.node.fail_points import fail_point
from comity.exchange.node.node import Node
from comity.exchange.node.paper import enter_paper, finish_paper
from comity.exchange.node.receipts import settle
from comity.exchange.node.sending import Letter, Sealed, next_place, record_package
from comity.exchange.packing import Source, pack_readable
from comity.exchange.refusal import Refusal, RefusedError

NAME = "e-codex"
CLERK_HERE = "e-CODEX connector"
_WRITING = ".writing-"
_LARGEST_EVIDENCE = 1 << 20
_STALE = 3600
_LARGEST_FILE = 2 << 30
_UNNAMEABLE = re.compile(r"[^A-Za-z0-9._-]")


@dataclass(frozen=True, slots=True)
class HandedOver:
    """A message that the connector will take: its package, the digest of the container, and its folder."""

    package: Package
    digest: str
    folder: Path


@dataclass(frozen=True, slots=True)
class Attested:
    """An evidence of the connectors about a message of ours."""

    digest: str
    evidence: Evidence


def peer_of(state: str) -> str:
    """How the store names the connector's way to a state."""
    return f"{NAME}-{state}"


def hand_over(node: Node, letter: Letter, pdf: Path, state: str, settings: Settings, at: dt.datetime) -> HandedOver:
    """Write a message for the connector: PDF, business document, files, and our sealed container beside them."""
    to = settings.states.get(state)
    if to is None:
        raise RefusedError(Refusal.WRONG_ADDRESSEE, f"the connector's settings name no partner in {state}")
    finish_handing_over(node, settings)
    with node.store.transaction() as transaction:
        place = next_place(transaction, peer_of(state), letter.conversation or "")
        package = _package(node, letter, state, place, at)
        out = io.BytesIO()
        package = pack_readable(out, package, letter.sources, node.keys.sealing(at))
        digest = hashlib.sha256(out.getvalue()).hexdigest()
        files = _files(letter, package, pdf, out.getvalue(), digest)
        files[PROPERTIES] = properties_text(message_properties(settings, to, package))
        fresh = _write(Path(settings.outgoing), files)
        fail_point("connector:written")
        leaf = transaction.append("connector_handed_over", at, package=digest, id=package.id, to=state)
        size = len(out.getvalue())
        record_package(transaction, package, digest, size, at, at, incoming=False, state="handed_over", leaf=leaf)
        fail_point("connector:in_transaction")
    fail_point("connector:committed")
    ready = Path(settings.outgoing) / f"{package.id}{settings.ready}"
    with contextlib.suppress(FileNotFoundError):  # the node's own loop may have given it its name already
        fresh.replace(ready)
    sync_folder(ready.parent)
    fail_point("connector:named")
    return HandedOver(package, digest, ready)


def _files(letter: Letter, package: Package, pdf: Path, container: bytes, digest: str) -> dict[str, bytes]:
    files = {PDF: pdf.read_bytes(), XML: content_xml(package, digest), CONTAINER: container}
    return files | {_name(number, source.name): source.open().read() for number, source in enumerate(letter.sources, 1)}


def _package(node: Node, letter: Letter, state: str, place: tuple[int, int, str | None], at: dt.datetime) -> Package:
    sequence, counter, previous = place
    return Package(
        id=new_id(at),
        type=letter.type,
        sender=Party(node.state, node.id, letter.desk),
        addressee=Party(state, peer_of(state)),
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
    )


def _name(number: int, name: str) -> str:
    """A name for a file beside the message that is no evidence, no document of its own and fits every disk."""
    return f"attachment-{number:03}-{_UNNAMEABLE.sub('_', name)[-80:]}"


def _write(outgoing: Path, files: dict[str, bytes]) -> Path:
    """Write a message folder under a name that no client looks at."""
    outgoing.mkdir(parents=True, exist_ok=True)
    folder = outgoing / f"{_WRITING}{os.getpid()}-{secrets.token_hex(8)}"
    with out_of_space_told():
        folder.mkdir()
        for name, content in files.items():
            with (folder / name).open("xb") as stream:
                stream.write(content)
                sync(stream)
        sync_folder(folder)
    return folder


def finish_handing_over(node: Node, settings: Settings) -> None:
    """Give the connector what was logged before the machine stopped, and remove what was not."""
    outgoing = Path(settings.outgoing)
    for folder in sorted(outgoing.glob(f"{_WRITING}*")) if outgoing.is_dir() else []:
        if _ours(node, folder) is None:
            if _abandoned(folder):
                shutil.rmtree(folder, ignore_errors=True)
            continue
        message = read_properties((folder / PROPERTIES).read_bytes())["backend.message.id"]
        folder.replace(outgoing / f"{message}{settings.ready}")
        sync_folder(outgoing)
        fail_point("connector:finished")


def _abandoned(folder: Path) -> bool:
    """Whether the process that was writing a message has ended; where that cannot be asked, an hour decides."""
    writer = folder.name.removeprefix(_WRITING).partition("-")[0]
    if sys.platform != "win32" and writer.isdigit() and int(writer) != os.getpid():
        try:
            os.kill(int(writer), 0)
        except ProcessLookupError:
            return True
        except PermissionError:
            return False
    return time.time() - folder.stat().st_mtime > _STALE


def take_evidences(node: Node, settings: Settings, at: dt.datetime) -> list[Attested]:
    """Take the evidences that the connectors have laid beside our messages; each counts once."""
    finish_handing_over(node, settings)
    found: list[Attested] = []
    for folder in _folders(Path(settings.outgoing)):
        row = _ours(node, folder)
        if row is None:
            continue
        for path in sorted(folder.iterdir()):
            evidence = evidence_named(path.name)
            if evidence and path.is_file() and path.stat().st_size <= _LARGEST_EVIDENCE:
                found += _take(node, row, evidence, path.read_bytes(), at)
    return found


def _ours(node: Node, folder: Path) -> str | None:
    try:
        said = read_properties((folder / PROPERTIES).read_bytes())
    except (OSError, RefusedError):
        return None
    row = node.store.row(
        "SELECT digest FROM exchange_package WHERE incoming = 0 AND id = ? AND substr(peer, 1, 8) = ?",
        said.get("backend.message.id", ""),
        f"{NAME}-",
    )
    return str(row["digest"]) if row else None


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
            settle(transaction, digest)
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
