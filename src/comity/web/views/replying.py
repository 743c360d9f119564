"""What a person answers to a communication beside the steps: a comment, a consent, a deletion, that it was seen."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from comity.casework.correspondence.models import Communication
from comity.casework.correspondence.replies import (
    comment_send,
    communication_settle,
    consent_give,
    deletion_answer,
    deletion_ask,
)
from comity.common.errors import ComityError
from comity.web.asking import Asking, complaint, page
from comity.web.labels import say
from comity.web.views.exchange import communication_of, show_communication


def _comment(asking: Asking, communication: Communication) -> None:
    text = asking.text("text")
    comment_send(communication=communication, text=text, at=timezone.now(), actor=asking.user, who=asking.who)


def _consent(asking: Asking, communication: Communication) -> None:
    uses = asking.http.POST.getlist("uses")
    consent_give(communication=communication, uses=uses, at=timezone.now(), actor=asking.user, who=asking.who)


def _ask(asking: Asking, communication: Communication) -> None:
    text = asking.text("text")
    deletion_ask(communication=communication, text=text, at=timezone.now(), actor=asking.user, who=asking.who)


def _delete(asking: Asking, communication: Communication) -> None:
    deletion_answer(communication=communication, at=timezone.now(), actor=asking.user, who=asking.who)


_DOES: dict[str, Callable[[Asking, Communication], None]] = {
    "comment": _comment,
    "consent": _consent,
    "ask_deletion": _ask,
    "delete": _delete,
}


@require_POST
@page
def communication_reply(asking: Asking, pk: int) -> HttpResponse:
    """Answer a communication, or say that it was looked at."""
    communication = communication_of(asking, pk)
    does = asking.text("does")
    if does not in {*_DOES, "seen"}:
        raise Http404
    try:
        if does == "seen":
            communication_settle(communication=communication, actor=asking.user, who=asking.who)
        else:
            _DOES[does](asking, communication)
    except ComityError as error:
        return show_communication(asking, communication, complaint(error))
    messages.success(
        asking.http, say("It waits no longer.") if does == "seen" else say("It is on its way to the other office.")
    )
    return redirect("communication", pk)
