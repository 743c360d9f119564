"""What leaves with a step through the national connector: a message for its client, in the transaction of the step."""

import datetime as dt
import hashlib

from django.db import transaction
from django.utils import timezone

from comity.casework.correspondence.by_connector.partners import office_connector, partner_in_force
from comity.casework.correspondence.models import CONNECTOR, Communication
from comity.casework.correspondence.node import office_node
from comity.casework.correspondence.on_paper.sheets import Message, message_sheet, sheet_language
from comity.casework.exchange_store.store import About
from comity.casework.requests.models import StepTaken
from comity.common.errors import BadInputError
from comity.exchange.documents.package import PackageType
from comity.exchange.formats.digest import chunks
from comity.exchange.node.connector_handing import message_write, peer_of
from comity.exchange.node.fail_points import fail_point
from comity.exchange.node.sending import Letter
from comity.exchange.packing import Source


def connector_send(taken: StepTaken, letter: Letter, at: dt.datetime) -> Communication:
    """Lay a message into the folder of the connector's client: logged with the step, and seen when both are kept."""
    request = taken.request
    connector, state = office_connector(), request.counterpart
    if connector is None or partner_in_force(state) is None:
        raise BadInputError(f"two officers have not confirmed that {state} is reached through the connector")
    node = office_node(About(taken.actor, request.case))
    written = message_write(node, letter, _main_document(taken, letter, at), state, connector, at)
    communication = Communication.everything.create(
        request=request,
        incoming=False,
        route=CONNECTOR,
        digest=written.digest,
        conversation=written.package.conversation,
        peer=peer_of(state),
        counterpart=state,
        kind=str(letter.type),
        subject=letter.subject,
        reference=letter.reference,
        details=letter.details,
        at=at,
        action=taken.action,
    )
    fail_point("dispatch:in_transaction")
    transaction.on_commit(written.give_name, robust=True)  # the node names it later where this fails
    return communication


def _main_document(taken: StepTaken, letter: Letter, at: dt.datetime) -> bytes:
    """The PDF that a person reads first: the signed request, the letter of the step, else a sheet with its words."""
    request = taken.request
    if letter.type in {PackageType.REQUEST, PackageType.DRAFT} and request.version is not None:
        signed = request.version.files.filter(name="REQUEST.pdf").first()
        if signed is not None:
            return bytes(signed.content)
    written = taken.letters.filter(name__endswith=".pdf").first()
    return bytes(written.content) if written else _sheet(taken, letter, timezone.localdate(at))


def _sheet(taken: StepTaken, letter: Letter, day: dt.date) -> bytes:
    message = Message(
        state=taken.request.counterpart,
        reference=letter.reference,
        their_reference=letter.your_reference or "",
        subject=letter.subject,
        words=words_of(letter),
        files=tuple((source.name, _digest(source)) for source in letter.sources),
    )
    return message_sheet(
        message, day, sheet_language(letter.details.get("language"), taken.request.data.get("language"))
    )


def words_of(letter: Letter) -> tuple[str, ...]:
    """What a letter says, one paragraph each: its words, its questions, its conditions, its next steps."""
    found = [str(letter.details.get("text") or "")]
    for name in ("questions", "conditions", "next_steps"):
        lines = letter.details.get(name)
        found += [str(line) for line in lines] if isinstance(lines, list) else []
    return tuple(line for text in found for line in text.splitlines() if line.strip())


def _digest(source: Source) -> str:
    digest = hashlib.sha256()
    with source.open() as stream:
        for chunk in chunks(stream):
            digest.update(chunk)
    return digest.hexdigest()
