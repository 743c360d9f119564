"""Keying in a request that another state has made."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from comity.casefile.requests import Measure
from comity.casework.access import NotAllowedError, Permission, require
from comity.casework.cases.services import attempts_logged
from comity.casework.requests.intake import request_receive
from comity.common.dates import parse_day
from comity.common.errors import ComityError
from comity.web.asking import Asking, complaint, page
from comity.web.clock import today
from comity.web.states import state_choices


@require_http_methods(["GET", "POST"])
@page
def receive(asking: Asking) -> HttpResponse:
    """Take in a request on paper: six fields, and the acknowledgement clock runs."""
    require(Permission.REQUEST_RECEIVE, asking.who)
    errors: list[dict[str, str]] = []
    if asking.http.method == "POST":
        try:
            with attempts_logged(asking.user):
                return redirect("request", _receive(asking))
        except NotAllowedError:
            raise
        except ComityError as error:
            errors = complaint(error)
    context = {
        "errors": errors,
        "given": asking.http.POST,
        "measures": list(Measure),
        "states": state_choices(),
        "today": today(),
    }
    return render(asking.http, "receive.html", context, status=422 if errors else 200)


def _receive(asking: Asking) -> int:
    return request_receive(
        reference=asking.text("reference"),
        sender=asking.text("sender"),
        measure=asking.text("measure"),
        foreign_reference=asking.text("foreign_reference"),
        summary=asking.text("summary"),
        received=parse_day(asking.text("received"), "received"),
        on=today(),
        actor=asking.user,
        who=asking.who,
    ).pk
