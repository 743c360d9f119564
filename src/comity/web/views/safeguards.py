"""The safeguard gate: the review that a named lawyer signs before a request may leave."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from comity.casefile.requests import Check
from comity.casework.access import NotAllowedError, Permission, allows, missing
from comity.casework.requests.models import Request
from comity.casework.requests.selectors import request_subject
from comity.casework.safeguards.checks import CHECKS, checks_for, open_checks
from comity.casework.safeguards.services import safeguards_sign
from comity.common.dates import parse_day
from comity.common.errors import ComityError
from comity.web.asking import Asking, complaint, page
from comity.web.clock import today
from comity.web.labels import say
from comity.web.views.requests import request_of


@require_http_methods(["GET", "POST"])
@page
def safeguard_page(asking: Asking, pk: int) -> HttpResponse:
    """Read or sign the safeguard review of a request."""
    request, errors = request_of(asking, pk), []
    if asking.http.method == "POST":
        try:
            return _sign(asking, request)
        except NotAllowedError:
            raise
        except ComityError as error:
            errors = complaint(error)
    return render(asking.http, "safeguards.html", _context(asking, request, errors), status=422 if errors else 200)


def _context(asking: Asking, request: Request, errors: list[dict[str, str]]) -> dict[str, Any]:
    subject = request_subject(request, asking.who)
    may = allows(Permission.SAFEGUARD_SIGN, asking.who, subject)
    return {
        "request_": request,
        "case": request.case,
        "errors": errors,
        "given": asking.http.POST,
        "questions": [(name, CHECKS[name], asking.http.POST.get(name, "")) for name in checks_for(request.measure)],
        "answers": list(Check),
        "may": may and request.state == "review_clean",
        "hindered": "" if may else missing(Permission.SAFEGUARD_SIGN, asking.who, subject),
        "reviews": [
            (r, open_checks(request.measure, r.checks))
            for r in request.safeguard_reviews.select_related("lawyer", "version")
        ],
        "today": today(),
    }


def _sign(asking: Asking, request: Request) -> HttpResponse:
    review = safeguards_sign(
        request=request,
        checks={name: asking.text(name) for name in checks_for(request.measure)},
        evidence=asking.text("evidence"),
        evidence_on=parse_day(asking.text("evidence_on"), "evidence_on"),
        on=today(),
        actor=asking.user,
        who=asking.who,
    )
    if open_checks(request.measure, review.checks):
        messages.warning(
            asking.http, say("The review is on record. The request cannot leave while a check is not clear.")
        )
    else:
        messages.success(asking.http, say("The safeguard review is signed."))
    return redirect("request", request.pk)
