"""The admissibility checklist of a received request: the basis that applies, and an answer to each ground."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from comity.casework.access import Permission, allows, missing
from comity.casework.cases.case_file import BehindWallError
from comity.casework.requests.admissibility import REVIEWABLE, Answered, basis_apply, checklist_answer
from comity.casework.requests.checklist import Answer, Checklist, Ground, checklist_for
from comity.casework.requests.models import Request
from comity.casework.requests.received import received_routes
from comity.casework.requests.selectors import request_subject
from comity.common.errors import ComityError
from comity.web.asking import Asking, complaint, found, page
from comity.web.clock import today
from comity.web.labels import say, sentence
from comity.web.views.requests import request_of

_REASON = "reason "  # a blank, which no rule's id has


def _received(asking: Asking, pk: int) -> Request:
    request = request_of(asking, pk)
    return request if request.direction == "incoming" else found(None)


@require_http_methods(["GET", "POST"])
@page
def checklist_page(asking: Asking, pk: int) -> HttpResponse:
    """Read the checklist, or save the answers that are new."""
    request, errors = _received(asking, pk), []
    if asking.http.method == "POST":
        try:
            checklist_answer(
                request=request,
                answers=_answers(asking),
                revision=asking.number("revision"),
                on=today(),
                actor=asking.user,
                who=asking.who,
            )
            messages.success(asking.http, say("The answers are on record."))
            return redirect("checklist", pk)
        except ComityError as error:
            errors = complaint(error)
    return _show(asking, request, errors)


@require_POST
@page
def basis_step(asking: Asking, pk: int) -> HttpResponse:
    """Say which treaty or law the request is judged by."""
    request = _received(asking, pk)
    try:
        basis_apply(
            request=request,
            basis=asking.text("basis"),
            revision=asking.number("revision"),
            on=today(),
            actor=asking.user,
            who=asking.who,
        )
    except ComityError as error:
        return _show(asking, request, complaint(error))
    return redirect("checklist", pk)


def _answers(asking: Asking) -> dict[str, Answered]:
    post = asking.http.POST
    return {
        name: Answered(str(post.get(name)), asking.text(_REASON + name))
        for name in post
        if "/" in name and not name.startswith(_REASON)
    }


def _show(asking: Asking, request: Request, errors: list[dict[str, str]]) -> HttpResponse:
    subject = request_subject(request, asking.who)
    may = allows(Permission.REQUEST_REVIEW, asking.who, subject)
    context: dict[str, Any] = {
        "request_": request,
        "case": request.case,
        "errors": errors,
        "answers": list(Answer),
        "may": may and request.state in REVIEWABLE,
        "over": request.state not in REVIEWABLE,
        "hindered": "" if may else sentence(missing(Permission.REQUEST_REVIEW, asking.who, subject)),
    }
    try:
        checklist = checklist_for(request, today(), asking.who)
        context |= {
            "checklist": checklist,
            "routes": received_routes(request, today()),
            "groups": _groups(asking, checklist),
        }
    except BehindWallError as error:
        context |= {"hidden": sentence(str(error))}
    return render(asking.http, "checklist.html", context, status=422 if errors else 200)


def _groups(asking: Asking, checklist: Checklist) -> list[tuple[str, list[tuple[Ground, str, str]]]]:
    """Each ground with the answer and the reason that stand in the form."""
    return [(str(group), [_filled(asking, ground) for ground in grounds]) for group, grounds in checklist.groups()]


def _filled(asking: Asking, ground: Ground) -> tuple[Ground, str, str]:
    if asking.http.method == "POST" and ground.rule in asking.http.POST:
        return ground, str(asking.http.POST.get(ground.rule)), asking.text(_REASON + ground.rule)
    return ground, ground.said, ground.answer.reason if ground.answer else ""
