"""What is handed over in execution of a received request, with its conditions of use."""

import datetime as dt
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from comity.casework.access import Permission, allows, missing
from comity.casework.requests.models import Request, ResultItem
from comity.casework.requests.results import (
    COLLECTING,
    CONFIDENTIALITY,
    SPECIALTY,
    Conditions,
    result_add,
    result_remove,
)
from comity.casework.requests.selectors import request_subject
from comity.common.dates import parse_day
from comity.common.errors import ComityError
from comity.web.asking import Asking, complaint, found, page
from comity.web.clock import today
from comity.web.labels import sentence
from comity.web.uploads import arrived_files
from comity.web.views.requests import request_of


@require_http_methods(["GET", "POST"])
@page
def results_page(asking: Asking, pk: int) -> HttpResponse:
    """Read the results, or record one more."""
    request, errors = request_of(asking, pk), []
    if request.direction != "incoming":
        found(None)
    if asking.http.method == "POST":
        try:
            _add(asking, request)
            return redirect("results", pk)
        except ComityError as error:
            errors = complaint(error)
    return render(asking.http, "results.html", _context(asking, request, errors), status=422 if errors else 200)


def _add(asking: Asking, request: Request) -> None:
    files = arrived_files(asking.http.FILES, "file")
    conditions = Conditions(
        purpose=asking.text("purpose"),
        specialty=asking.text("specialty"),
        confidentiality=asking.text("confidentiality"),
        keep_until=_day(asking, "keep_until"),
        originals_back=_day(asking, "originals_back"),
    )
    result_add(
        request=request,
        title=asking.text("title"),
        conditions=conditions,
        file=files[0] if files else None,
        on=today(),
        actor=asking.user,
        who=asking.who,
    )


def _day(asking: Asking, field: str) -> dt.date | None:
    text = asking.text(field)
    return parse_day(text, field) if text else None


def _context(asking: Asking, request: Request, errors: list[dict[str, str]]) -> dict[str, Any]:
    subject = request_subject(request, asking.who)
    may = allows(Permission.REQUEST_FOLLOW, asking.who, subject)
    return {
        "request_": request,
        "case": request.case,
        "errors": errors,
        "given": asking.http.POST,
        "results": request.results.select_related("file", "added_by"),
        "specialties": SPECIALTY,
        "levels": CONFIDENTIALITY,
        "may": may and request.state in COLLECTING,
        "hindered": "" if may else sentence(missing(Permission.REQUEST_FOLLOW, asking.who, subject)),
    }


@require_POST
@page
def result_withdraw(asking: Asking, pk: int, item: int) -> HttpResponse:
    """Take an item out of what will be handed over."""
    request = request_of(asking, pk)
    kept: ResultItem = found(request.results.filter(pk=item).first())
    try:
        result_remove(item=kept, on=today(), actor=asking.user, who=asking.who)
    except ComityError as error:
        errors = complaint(error)
        return render(asking.http, "results.html", _context(asking, request, errors), status=422)
    return redirect("results", pk)
