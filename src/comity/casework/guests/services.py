"""Opening and closing a mailbox, letting a guest in with both factors, and taking what the guest brings."""

import base64
import datetime as dt
import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from comity.casework.access import Permission, require
from comity.casework.accounts.models import User
from comity.casework.correspondence.models import GUEST, Communication, PaperFile
from comity.casework.evidence.files import file_keep_unsigned
from comity.casework.evidence.store import Arriving
from comity.casework.guests.models import GuestMailbox, GuestUpload
from comity.casework.identity import Identity, Subject
from comity.casework.log.services import log_append
from comity.casework.requests.models import AttachedFile
from comity.casework.requests.selectors import request_subject
from comity.common.errors import BadInputError, ComityError, Place

ROUTE = GUEST
MOST_DAYS = 60
MOST_FAILURES = 5
MOST_UPLOADS = 20
LONGEST_TEXT = 4000
UNSIGNED = "An answer without a seal came through the guest mailbox: read it, and record the step that it means."
_CODE_BYTES = 10


class NoMailboxError(ComityError):
    """There is no open mailbox under this link, or the code is wrong: a guest learns no more than that."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A mailbox with the two things that are shown once: the token of its link, and the code."""

    mailbox: GuestMailbox
    token: str
    code: str


@transaction.atomic
def mailbox_open(
    *, communication: Communication, recipient: str, channel: str, days: int, actor: User, who: Identity
) -> Opened:
    """Open a mailbox for what went on paper; link and code are shown once and go two different ways."""
    request = communication.request
    if request is None or communication.incoming or communication.route != "paper":
        raise BadInputError("a mailbox is for what goes on paper to a state without a node")
    require(Permission.REQUEST_SEND, who, request_subject(request, who))
    for field, text in (("recipient", recipient), ("channel", channel)):
        if not text.strip():
            raise BadInputError("this is needed", Place(field=field))
    if not 1 <= days <= MOST_DAYS:
        raise BadInputError(f"give 1 to {MOST_DAYS} days", Place(field="days"))
    token = secrets.token_urlsafe(32)
    code = base64.b32encode(secrets.token_bytes(_CODE_BYTES)).decode("ascii")
    mailbox = GuestMailbox.objects.create(
        communication=communication,
        recipient=recipient.strip()[:300],
        channel=channel.strip()[:300],
        token_digest=token_digest(token),
        code=make_password(code),
        opened_by=actor,
        until=timezone.now() + dt.timedelta(days=days),
    )
    details = {"recipient": mailbox.recipient, "channel": mailbox.channel, "until": mailbox.until.isoformat()}
    _log(mailbox, "guest_mailbox_opened", actor, details)
    return Opened(mailbox, token, "-".join(code[at : at + 4] for at in range(0, len(code), 4)))


@transaction.atomic
def mailbox_close(*, mailbox: GuestMailbox, actor: User, who: Identity) -> None:
    """Close a mailbox at once; what was brought stays."""
    mailbox = GuestMailbox.objects.select_for_update().get(pk=mailbox.pk)
    request = mailbox.communication.request
    if request is None or mailbox.closed_at is not None:
        raise BadInputError("this mailbox is closed")
    require(Permission.REQUEST_SEND, who, request_subject(request, who))
    mailbox.closed_at, mailbox.closed_by = timezone.now(), actor
    mailbox.save(update_fields=["closed_at", "closed_by"])
    _log(mailbox, "guest_mailbox_closed", actor, {})


def token_digest(token: str) -> str:
    """How the token of a link is kept."""
    return hashlib.sha256(token.encode()).hexdigest()


def mailbox_by(token: str) -> GuestMailbox:
    """The open mailbox of a link; everything else looks the same as a link that never was."""
    found = GuestMailbox.objects.select_related("communication__request__case").filter(
        token_digest=token_digest(token), closed_at=None, until__gt=timezone.now(), failures__lt=MOST_FAILURES
    )
    mailbox = found.first()
    if mailbox is None:
        raise NoMailboxError(
            "There is no open mailbox under this link. Ask the office that sent it to you for another one."
        )
    return mailbox


def mailbox_enter(*, token: str, code: str) -> GuestMailbox:
    """Let a guest in who has the code as well; after five wrong ones the mailbox is shut for good."""
    mailbox = mailbox_by(token)
    typed = "".join(code.split()).replace("-", "").upper()
    with transaction.atomic():
        counted = GuestMailbox.objects.filter(pk=mailbox.pk, failures__lt=MOST_FAILURES)
        if not counted.update(failures=F("failures") + 1):  # counted first: tries at the same moment count, too
            raise NoMailboxError(
                "There is no open mailbox under this link. Ask the office that sent it to you for another one."
            )
        right = check_password(typed, mailbox.code)
        if right:
            GuestMailbox.objects.filter(pk=mailbox.pk).update(failures=0)
        _log(mailbox, "guest_entered" if right else "guest_refused", None, {})
    if not right:
        told = f"this is not the code of this mailbox; after {MOST_FAILURES} wrong codes it is shut"
        raise BadInputError(told, Place(field="code"))
    return mailbox


@transaction.atomic
def guest_download(*, mailbox: GuestMailbox, number: int) -> PaperFile:
    """Give a guest one of the files that were printed for them; each time is logged."""
    paper = mailbox.communication.paper_files.filter(pk=number).first()
    if paper is None:
        raise NoMailboxError(
            "There is no such file in this mailbox. Go back to the mailbox and choose one of its list."
        )
    _log(mailbox, "guest_downloaded", None, {"file": paper.name, "digest": paper.digest})
    return paper


@transaction.atomic
def guest_upload(*, mailbox: GuestMailbox, coming: Arriving | None, name: str, text: str) -> GuestUpload:
    """Take an answer of a guest: into quarantine, unsigned, for a person of the office to read and record."""
    mailbox = GuestMailbox.objects.select_for_update(of=("self",)).get(pk=mailbox.pk)
    communication = mailbox.communication
    request = communication.request
    count = mailbox.uploads.count()
    if request is None or count >= MOST_UPLOADS:
        raise BadInputError(
            f"a mailbox takes {MOST_UPLOADS} files; ask the office for another one", Place(field="file")
        )
    if coming is None:
        raise BadInputError("choose a file", Place(field="file"))
    if len(text) > LONGEST_TEXT or "\x00" in text + name:
        raise BadInputError(f"at most {LONGEST_TEXT} characters", Place(field="text"))
    guest = f"guest-{mailbox.pk}"
    who = Identity(user=0, agency="", roles=frozenset(), active=False, node=guest)
    kept = file_keep_unsigned(
        case=request.case, coming=coming, name=name or "file", who=who, subject=Subject(nodes=frozenset({guest}))
    )
    AttachedFile.objects.create(request=request, file=kept)
    arrived = Communication.everything.create(
        request=request,
        incoming=True,
        route=ROUTE,
        digest=hashlib.sha256(f"{guest}/{count}/{kept.digest}".encode()).hexdigest(),
        conversation=communication.conversation,
        counterpart=communication.counterpart,
        kind="notice",
        subject=f"{kept.name}"[:300],
        reference=mailbox.recipient[:200],
        details={"text": text.strip(), "file": kept.name, "sha256": kept.digest, "from": mailbox.recipient},
        at=timezone.now(),
        unfiled=UNSIGNED,
    )
    _log(mailbox, "guest_uploaded", None, {"file": kept.name, "digest": kept.digest})
    return GuestUpload.objects.create(mailbox=mailbox, communication=arrived, file=kept)


def _log(mailbox: GuestMailbox, event: str, actor: User | None, details: Mapping[str, object]) -> None:
    request = mailbox.communication.request
    log_append(
        event=event,
        actor=actor,
        case=request.case if request else None,
        subject="request",
        key=request.key if request else "",
        details={"mailbox": mailbox.pk, **details},
    )
