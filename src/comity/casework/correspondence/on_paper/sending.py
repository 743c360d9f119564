"""The paper route, where a state has no node that is trusted here: a sealed container anybody can read, for the bag."""

import datetime as dt
import hashlib
import io
import secrets
from dataclasses import replace

from django.utils import timezone

from comity.casework.correspondence.models import Communication, PaperFile, communications_on
from comity.casework.correspondence.node import has_node, office_node
from comity.casework.correspondence.on_paper.sheets import Sheet, cover_sheet, reply_form, sheet_language
from comity.casework.exchange_store.store import About
from comity.casework.requests.models import StepTaken
from comity.exchange.documents.package import Party
from comity.exchange.identifiers import new_id
from comity.exchange.node.fail_points import fail_point
from comity.exchange.node.sending import Letter, package_of
from comity.exchange.packing import pack_readable

PAPER = "paper"
NO_NODE = "paper"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_CONTAINER = "application/vnd.etsi.asic-e+zip"


def paper_make(taken: StepTaken, letter: Letter, at: dt.datetime) -> Communication:
    """Make what goes into the bag: the sealed container, the cover sheet with its digest, the form for the answer."""
    request, day = taken.request, timezone.localdate(at)
    language = sheet_language(letter.details.get("language"), request.data.get("language"))
    container, conversation = _container(taken, letter, at)
    digest = hashlib.sha256(container).hexdigest() if container else _unsealed_digest(letter)
    sheet = Sheet(
        state=request.counterpart,
        reference=letter.reference,
        subject=letter.subject,
        digest=digest,
        sealed=bool(container),
        files=tuple((source.name, _digest(source.open().read())) for source in letter.sources),
    )
    communication = Communication.everything.create(
        request=request,
        incoming=False,
        route=PAPER,
        digest=digest,
        conversation=conversation,
        peer="",
        counterpart=request.counterpart,
        kind=str(letter.type),
        subject=letter.subject,
        reference=letter.reference,
        details=letter.details,
        at=at,
        action=taken.action,
    )
    if container:
        _keep(communication, "PACKAGE.asice", _CONTAINER, container)
    _keep(communication, "COVER-SHEET.pdf", "application/pdf", cover_sheet(sheet, day, language))
    _keep(communication, "REPLY-FORM.docx", _WORD, reply_form(sheet, day, language))
    return communication


def _container(taken: StepTaken, letter: Letter, at: dt.datetime) -> tuple[bytes, str]:
    """The readable container, sealed by the office's node; nothing where the office has none."""
    conversation = letter.conversation or new_id(at)
    if not has_node():
        return b"", conversation
    node = office_node(About(taken.actor, taken.request.case))
    place = (1 + communications_on(taken.request).filter(incoming=False).count(), 1, None)
    sender, addressee = Party(node.state, node.id), Party(taken.request.counterpart, NO_NODE)
    package = package_of(replace(letter, conversation=conversation, in_reply_to=None), sender, addressee, place, at)
    out = io.BytesIO()
    pack_readable(out, package, letter.sources, node.keys.sealing(at))
    with node.store.transaction() as transaction:
        digest = _digest(out.getvalue())
        transaction.append("package_printed", at, package=digest, id=package.id, to=package.addressee.state)
        fail_point("print:in_transaction")
    return out.getvalue(), conversation


def _keep(communication: Communication, name: str, media_type: str, content: bytes) -> None:
    PaperFile.objects.create(
        communication=communication, name=name, media_type=media_type, digest=_digest(content), content=content
    )


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _unsealed_digest(letter: Letter) -> str:
    """A name for what was not sealed: over its files, with chance, since the same files may go out twice."""
    over = hashlib.sha256(secrets.token_bytes(16))
    for source in letter.sources:
        over.update(source.open().read())
    return over.hexdigest()
