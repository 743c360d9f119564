"""An answer that came on paper, by mail or by fax: entered by a named person, and unsigned wherever it is shown."""

import datetime as dt
import hashlib
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from comity.casework.access import Permission, require
from comity.casework.accounts.models import User
from comity.casework.correspondence.models import ENTERED, Communication
from comity.casework.identity import Identity
from comity.casework.log.services import log_append
from comity.casework.requests.attaching import Brought, Kept, files_attach
from comity.casework.requests.selectors import request_subject
from comity.common.errors import BadInputError, Place
from comity.exchange.documents.package import PackageType
from comity.exchange.node.fail_points import fail_point

ANSWERS = tuple(
    kind.value
    for kind in (
        PackageType.NOTICE,
        PackageType.STATUS,
        PackageType.CLARIFICATION_ASKED,
        PackageType.CONSULTATION,
        PackageType.COMMENT,
        PackageType.POSTPONEMENT,
        PackageType.PARTIAL_RESULT,
        PackageType.RESULT,
        PackageType.REFUSAL,
    )
)
WAYS = ("post", "diplomatic_bag", "ordinary_mail", "fax", "by_hand")
TO_RECORD = "An answer on paper was entered by hand: record the step that it means."
_LONGEST = 20_000


@dataclass(frozen=True, slots=True)
class PaperAnswer:
    """What a clerk reads off the paper: what it is, whose reference, of which day, when and how it came, its words."""

    kind: str
    reference: str
    dated: dt.date | None
    received: dt.date | None
    way: str
    text: str


@transaction.atomic
def paper_answer_enter(
    *, sent: Communication, answer: PaperAnswer, on: dt.date, actor: User, who: Identity, file: Brought | None = None
) -> Communication:
    """Enter an answer to something that went on paper; it takes no step by itself, and no seal vouches for it."""
    request = sent.request
    if request is None or sent.incoming or sent.route != "paper":
        raise BadInputError("an answer on paper is entered to what went on paper")
    subject = request_subject(request, who)
    require(Permission.REQUEST_FOLLOW, who, subject)
    _check(answer, on)
    kept = files_attach(request=request, files=[file] if file else [], actor=actor, who=who, subject=subject)
    said = _said(answer, kept, actor)
    count = Communication.everything.filter(request=request, incoming=True).count()
    digest = hashlib.sha256(f"{ENTERED}/{sent.digest}/{count}/{said}".encode()).hexdigest()
    entered = Communication.everything.create(
        request=request,
        incoming=True,
        route=ENTERED,
        digest=digest,
        conversation=sent.conversation,
        counterpart=sent.counterpart,
        kind=answer.kind,
        subject=sent.subject,
        reference=answer.reference.strip(),
        details=said,
        at=timezone.now(),
        unfiled=TO_RECORD,
    )
    _log(entered, kept, on, actor)
    fail_point("paper:in_transaction")
    return entered


def _said(answer: PaperAnswer, kept: list[Kept], actor: User) -> dict[str, Any]:
    return {
        "text": answer.text.strip(),
        "letter_date": answer.dated.isoformat() if answer.dated else "",
        "received": answer.received.isoformat() if answer.received else "",
        "came_by": answer.way,
        "entered_by": actor.name,
        "files": [f"{one['name']} · SHA-256 {one['digest']}" for one in kept],
    }


def _log(entered: Communication, kept: list[Kept], on: dt.date, actor: User) -> None:
    request = entered.request
    told = {name: entered.details[name] for name in ("letter_date", "received", "came_by")}
    details = {"communication": entered.pk, "kind": entered.kind, "reference": entered.reference, "files": kept, **told}
    log_append(
        event="paper_answer_entered",
        actor=actor,
        case=request.case if request else None,
        subject="request",
        key=request.key if request else "",
        day=on,
        details=details,
    )


def _check(answer: PaperAnswer, on: dt.date) -> None:
    if answer.kind not in ANSWERS:
        raise BadInputError("choose one", Place(field="kind"))
    if answer.way not in WAYS:
        raise BadInputError("choose one", Place(field="came_by"))
    if not answer.text.strip():
        raise BadInputError("this is needed", Place(field="text"))
    if answer.received is None:
        raise BadInputError("this is needed", Place(field="received"))
    for field, text, most in (("text", answer.text, _LONGEST), ("reference", answer.reference, 200)):
        if len(text) > most or "\x00" in text:
            raise BadInputError(f"at most {most} characters", Place(field=field))
    for field, day in (("received", answer.received), ("letter_date", answer.dated)):
        if day is not None and day > on:
            raise BadInputError("this day is still to come", Place(field=field))
    if answer.dated is not None and answer.dated > answer.received:
        raise BadInputError("the letter is of a later day than the one on which it came", Place(field="letter_date"))
