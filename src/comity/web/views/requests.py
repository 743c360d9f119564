"""The page of a request: where it stands, its route and reasons, its review, its steps, its files."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from comity.casework.access import Permission, allows, require
from comity.casework.cases.case_file import BehindWallError
from comity.casework.deadlines.practice import CHASE
from comity.casework.deadlines.selectors import deadlines_for
from comity.casework.log.services import log_append
from comity.casework.requests.ladder import ladder_of
from comity.casework.requests.models import Request, StepLetter, StoredFile
from comity.casework.requests.preparing import request_prepare, signed_review
from comity.casework.requests.resting import is_visible, seen_in
from comity.casework.requests.selectors import possible_steps, request_for, request_subject
from comity.casework.tracing.asking_next import traces_behind
from comity.common.errors import ComityError
from comity.knowledge.lessons.arising import wants_lesson
from comity.knowledge.lessons.selectors import learnt_about
from comity.web.asking import Asking, found, page
from comity.web.clock import today
from comity.web.views.exchange import correspondence_of
from comity.web.views.leaving import leaving_of
from comity.web.views.received import attached_context, received_context
from comity.web.views.telling import history_of


def request_of(asking: Asking, pk: int) -> Request:
    """The request, for somebody who may read it."""
    request: Request = found(request_for(asking.who, pk))
    require(Permission.REQUEST_READ, asking.who, request_subject(request, asking.who))
    return request


@require_GET
@page
def request_page(asking: Asking, pk: int) -> HttpResponse:
    """One request."""
    return show(asking, request_of(asking, pk), [])


def show(asking: Asking, request: Request, errors: list[dict[str, str]], action: str = "") -> HttpResponse:
    """Show a request, with the errors of a step, or of a decision on a file, that was refused."""
    context: dict[str, Any] = {
        "request_": request,
        "case": request.case,
        "errors": errors,
        "refused_action": action,
        "given": asking.http.POST,
        "steps": possible_steps(request, asking.who),
        "deadlines": [
            d
            for d in deadlines_for(asking.who, today(), request.case)
            if (d.about.subject, d.about.pk) == ("request", request.pk)
        ],
        "history": history_of(request),
        "review_of_safeguards": signed_review(request),
        "letters": StepLetter.objects.filter(step__request=request).select_related("step").defer("content"),
        "versions": request.versions.prefetch_related("files", "signatures__user").order_by("-number"),
        "today": today(),
        "learnt": learnt_about(request.counterpart, request.measure),
        "wants_lesson": wants_lesson(request),
        "may_teach": allows(Permission.LESSON_PROPOSE, asking.who, request_subject(request, asking.who)),
        **correspondence_of(asking, request),
    }
    chase = next((d.act_by for d in context["deadlines"] if d.kind == CHASE.id), None)
    context["traces"] = traces_behind(request, asking.who)
    context |= {"ladder": ladder_of(request, chase)} | attached_context(request, asking)
    context |= leaving_of(request, context["steps"])
    context |= _prepared(request, asking) if request.direction == "outgoing" else received_context(request, asking)
    return render(asking.http, "request.html", context, status=422 if errors else 200)


def _prepared(request: Request, asking: Asking) -> dict[str, Any]:
    """Route, reasons and review as the law and drafting rooms see them today."""
    try:
        prepared = request_prepare(request, today(), asking.who)
    except BehindWallError as error:
        return {"hidden": str(error)}
    except ComityError as error:
        return {"unreadable": str(error)}
    draft = prepared.draft
    order = {"blocking": 0, "warning": 1, "advice": 2}
    return {
        "route": draft.route,
        "routes": draft.routes,
        "findings": sorted(draft.findings, key=lambda f: order[f.severity]),
        "ready": draft.ready,
        "changed": request.version is not None and request.version.digest != prepared.digest,
        "choosable": [route for route in draft.routes if route.verdict in {"open", "conditional"}],
    }


@require_GET
@page
def request_file(asking: Asking, pk: int, file: int) -> HttpResponse:
    """Download a file of a signed version; never shown in the page, always as a file."""
    request = request_of(asking, pk)
    stored: StoredFile = found(StoredFile.objects.filter(pk=file, version__request=request).first())
    found(is_visible(stored.version.content, seen_in(request.case, asking.who)) or None)
    log_append(
        event="file_downloaded",
        actor=asking.user,
        case=request.case,
        subject="request",
        key=request.key,
        details={"name": stored.name, "digest": stored.digest},
    )
    response = HttpResponse(bytes(stored.content), content_type=stored.media_type)
    response["Content-Disposition"] = f'attachment; filename="{request.pk}-{stored.name}"'
    return response
