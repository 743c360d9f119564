"""What the execution of a received request brings, each item with the conditions on which it may be used."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction

from comity.casefile.case import Handling
from comity.casework.access import Permission, require
from comity.casework.accounts.models import User
from comity.casework.identity import Identity
from comity.casework.log.services import log_append
from comity.casework.requests.attaching import Brought, files_attach
from comity.casework.requests.models import Request, ResultItem
from comity.casework.requests.selectors import request_subject
from comity.common.errors import BadInputError, Place

SPECIALTY = ("these_proceedings", "related_proceedings", "prior_consent")
CONFIDENTIALITY = tuple(level.value for level in Handling)
COLLECTING = frozenset("in_execution remedy_pending executed_in_full executed_in_part attempted_not_executed".split())


@dataclass(frozen=True, slots=True)
class Conditions:
    """For what an item may be used, how far, how it is kept, how long, and when originals come back."""

    purpose: str
    specialty: str
    confidentiality: str
    keep_until: dt.date | None = None
    originals_back: dt.date | None = None


@transaction.atomic
def result_add(
    *,
    request: Request,
    title: str,
    conditions: Conditions,
    on: dt.date,
    actor: User,
    who: Identity,
    file: Brought | None = None,
) -> ResultItem:
    """Record one thing that will be handed over; who records it is not the person who sends it."""
    request = _collecting(request, who)
    _check(title, conditions, on)
    brought = [file] if file else []
    kept = files_attach(request=request, files=brought, actor=actor, who=who, subject=request_subject(request, who))
    attached = request.attachments.order_by("-pk").first() if kept else None
    item = ResultItem.objects.create(
        request=request,
        title=title.strip(),
        file=attached.file if attached else None,
        purpose=conditions.purpose.strip(),
        specialty=conditions.specialty,
        confidentiality=conditions.confidentiality,
        keep_until=conditions.keep_until,
        originals_back=conditions.originals_back,
        added_by=actor,
    )
    details = {"title": item.title, "purpose": item.purpose, "specialty": item.specialty, "files": kept}
    details |= {"confidentiality": item.confidentiality}
    details |= {"keep_until": _told(item.keep_until), "originals_back": _told(item.originals_back)}
    _log(request, "result_recorded", actor, on, details)
    return item


@transaction.atomic
def result_remove(*, item: ResultItem, on: dt.date, actor: User, who: Identity) -> None:
    """Take an item out of what will be handed over, before it is sent; the log keeps that it was there."""
    request = _collecting(item.request, who)
    _log(request, "result_withdrawn", actor, on, {"title": item.title})
    item.delete()


def _collecting(request: Request, who: Identity) -> Request:
    found = Request.everything.select_for_update(of=("self",)).select_related("case", "wall").get(pk=request.pk)
    require(Permission.REQUEST_FOLLOW, who, request_subject(found, who))
    if found.direction != "incoming" or found.state not in COLLECTING:
        raise BadInputError("results are recorded from the start of the execution until they are sent")
    return found


def _check(title: str, conditions: Conditions, on: dt.date) -> None:
    for field, text in (("title", title), ("purpose", conditions.purpose)):
        if not text.strip():
            raise BadInputError("this is needed", Place(field=field))
    if conditions.specialty not in SPECIALTY:
        raise BadInputError("choose one", Place(field="specialty"))
    if conditions.confidentiality not in CONFIDENTIALITY:
        raise BadInputError("choose one", Place(field="confidentiality"))
    for field, day in (("keep_until", conditions.keep_until), ("originals_back", conditions.originals_back)):
        if day is not None and day <= on:
            raise BadInputError("this day must be still to come", Place(field=field))


def _told(day: dt.date | None) -> str:
    return day.isoformat() if day else ""


def _log(request: Request, event: str, actor: User, on: dt.date, details: Mapping[str, object]) -> None:
    log_append(
        event=event, actor=actor, case=request.case, subject="request", key=request.key, day=on, details=dict(details)
    )
    request.case.save(update_fields=["changed"])
