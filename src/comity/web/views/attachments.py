"""Files that came with a request: released or refused by a named person, and given out as downloads only."""

from typing import cast

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST

from comity.casework.evidence.files import file_decide, file_open
from comity.casework.log.services import log_append
from comity.casework.requests.models import AttachedFile, StepLetter
from comity.casework.requests.selectors import request_subject
from comity.common.errors import ComityError
from comity.web.asking import Asking, at_step, complaint, found, page
from comity.web.choosing import step_chosen
from comity.web.labels import say
from comity.web.uploads import attachment
from comity.web.views.requests import request_of, show
from comity.web.views.steps import download


@require_GET
@page
def attachment_download(asking: Asking, pk: int, file: int) -> HttpResponse:
    """A file that has been released, as a download."""
    request = request_of(asking, pk)
    kept: AttachedFile = found(request.attachments.select_related("file").filter(pk=file).first())
    try:
        opened = file_open(
            file=kept.file,
            subject=request_subject(request, asking.who),
            on=("request", request.key),
            actor=asking.user,
            who=asking.who,
        )
    except ComityError as error:
        messages.error(asking.http, complaint(error)[0]["text"])
        return redirect("request", pk)
    return cast("HttpResponse", attachment(kept.file, opened))


@require_POST
@page
def attachment_decide(asking: Asking, pk: int, file: int) -> HttpResponse:
    """Release a file from quarantine, or refuse it."""
    request = request_of(asking, pk)
    kept: AttachedFile = found(request.attachments.select_related("file").filter(pk=file).first())
    try:
        file_decide(
            file=kept.file,
            release=step_chosen(asking, "release", "refuse", name="decision") == "release",
            reason=asking.text("reason"),
            subject=request_subject(request, asking.who),
            on=("request", request.key),
            actor=asking.user,
            who=asking.who,
        )
    except ComityError as error:
        return show(asking, request, at_step(complaint(error), str(file)), str(file))
    messages.success(asking.http, say("The decision on the file is on record."))
    return redirect("request", pk)


@require_GET
@page
def letter_download(asking: Asking, pk: int, letter: int) -> HttpResponse:
    """A letter that the office wrote with a step, as it was kept."""
    request = request_of(asking, pk)
    kept: StepLetter = found(StepLetter.objects.filter(pk=letter, step__request=request).first())
    log_append(
        event="file_downloaded",
        actor=asking.user,
        case=request.case,
        subject="request",
        key=request.key,
        details={"name": kept.name, "digest": kept.digest},
    )
    return download(kept.name, bytes(kept.content))
