"""Answers that came on paper, entered by a clerk, and the list of all that went between the two offices."""

import csv
import io

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from comity.casework.correspondence.on_paper.answers import PaperAnswer, paper_answer_enter
from comity.casework.correspondence.selectors import Shown, communications_for
from comity.casework.requests.attaching import Brought
from comity.common.errors import ComityError
from comity.common.spreadsheet import guarded
from comity.web.asking import Asking, complaint, page
from comity.web.clock import today
from comity.web.forms import day_or_none
from comity.web.labels import say
from comity.web.uploads import arrived_file
from comity.web.views.exchange import communication_of, reached, show_communication, way_gone
from comity.web.views.requests import request_of

_COLUMNS = ("when", "direction", "state", "what", "reference", "way", "signed", "entered_by", "how_far", "sha256")


@require_POST
@page
def paper_answer(asking: Asking, pk: int) -> HttpResponse:
    """Enter an answer that came on paper."""
    sent = communication_of(asking, pk)
    try:
        coming = arrived_file(asking.http.FILES)
        entered = paper_answer_enter(
            sent=sent,
            answer=_answer(asking),
            on=today(),
            actor=asking.user,
            who=asking.who,
            file=Brought(coming[1], coming[0]) if coming else None,
        )
    except ComityError as error:
        return show_communication(asking, sent, complaint(error))
    messages.success(asking.http, say("The answer is entered, as unsigned. Now record the step that it means."))
    return redirect("communication", entered.pk)


def _answer(asking: Asking) -> PaperAnswer:
    return PaperAnswer(
        kind=asking.text("kind"),
        reference=asking.text("reference"),
        dated=day_or_none(asking, "letter_date"),
        received=day_or_none(asking, "received"),
        way=asking.text("came_by"),
        text=asking.text("text"),
    )


@require_GET
@page
def correspondence_csv(asking: Asking, pk: int) -> HttpResponse:
    """All that went between the two offices on a request, for a spreadsheet: what no seal vouches for is unsigned."""
    request = request_of(asking, pk)
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(_COLUMNS)
    for shown in communications_for(asking.who, request):
        writer.writerow([guarded(cell) for cell in _row(shown)])
    response = HttpResponse("\ufeff" + out.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="correspondence-{request.pk}.csv"'
    return response


def _row(shown: Shown) -> tuple[str, ...]:
    one = shown.communication
    signed = say("Unsigned") if one.unsigned else "" if one.route == "paper" else say("Sealed")
    return (
        timezone.localtime(one.at).isoformat(timespec="seconds"),
        say("From") if one.incoming else say("To"),
        one.counterpart,
        str(one.details.get("step") or one.kind).replace("_", " "),
        one.reference,
        way_gone(one),
        signed,
        str(one.details.get("entered_by") or ""),
        reached(shown.reached, one),
        one.digest,
    )
