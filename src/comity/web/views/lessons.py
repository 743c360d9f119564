"""Lessons: proposed on a request, decided by a second person, read by all, given to and taken from other states."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from comity.casework.access import Permission, allows, require
from comity.casework.identity import Subject
from comity.casework.log.services import log_append
from comity.casework.requests.models import Request
from comity.casework.requests.selectors import request_subject
from comity.common.errors import ComityError
from comity.knowledge.contributions.selectors import confirmed, contribution_for
from comity.knowledge.lessons.arising import lesson_arising
from comity.knowledge.lessons.bundle import lessons_bundle
from comity.knowledge.lessons.models import Lesson
from comity.knowledge.lessons.selectors import lessons_on
from comity.knowledge.lessons.services import Taught, lesson_propose
from comity.knowledge.playbooks.selectors import step_of
from comity.knowledge.playbooks.services import StepWords, step_change, step_leave_out, step_subject, step_take_in
from comity.web.asking import Asking, complaint, found, page
from comity.web.clock import today
from comity.web.deciding import decide
from comity.web.fields import filled
from comity.web.knowledge_fields import lesson_fields, step_fields
from comity.web.labels import current_language, say
from comity.web.states import state_choices
from comity.web.views.requests import request_of

_SHOWN = 200


@require_GET
@page
def lesson_list(asking: Asking) -> HttpResponse:
    """The confirmed lessons, by state."""
    require(Permission.KNOWLEDGE_READ, asking.who)
    state = asking.http.GET.get("state", "").strip().upper()
    context = {
        "lessons": confirmed(Lesson, state)[:_SHOWN],
        "state": state,
        "states": state_choices(),
        "may_take": allows(Permission.CONTRIBUTION_TAKE, asking.who),
    }
    return render(asking.http, "lessons.html", context)


@require_GET
@page
def lesson_export(asking: Asking) -> HttpResponse:
    """Our own confirmed lessons as a bundle that can be sealed and sent."""
    require(Permission.CONTRIBUTION_TAKE, asking.who)
    own = confirmed(Lesson).filter(origin="")
    body = lessons_bundle(own, asking.user.agency.state)
    details = {"lessons": own.count()}
    log_append(event="lessons_given", actor=asking.user, subject="lesson", key="bundle", details=details)
    response = HttpResponse(body, content_type="application/json")
    response["Content-Disposition"] = 'attachment; filename="lessons.json"'
    return response


@require_http_methods(["GET", "POST"])
@page
def lesson_new(asking: Asking, pk: int) -> HttpResponse:
    """Propose a lesson of a request."""
    request = request_of(asking, pk)
    require(Permission.LESSON_PROPOSE, asking.who, request_subject(request, asking.who))
    errors: list[dict[str, str]] = []
    if asking.http.method == "POST":
        try:
            names = ("happened", "reason", "text", "advice", "language")
            taught = Taught(**{name: asking.text(name) for name in names})
            lesson_propose(request=request, taught=taught, learnt_on=today(), actor=asking.user, who=asking.who)
        except ComityError as error:
            errors = complaint(error)
        else:
            messages.success(asking.http, say("Proposed. A second person reads it before the office does."))
            return redirect("request", pk)
    context = {
        "request_": request,
        "case": request.case,
        "errors": errors,
        "fields": filled(lesson_fields(), asking.http.POST if errors else _begun(request)),
        "lessons": lessons_on(request),
    }
    return render(asking.http, "lesson-new.html", context, status=422 if errors else 200)


def _begun(request: Request) -> dict[str, str]:
    """What the record already says: how the request fared, and for which reason it was refused."""
    return {"language": current_language(), **lesson_arising(request)}


@require_http_methods(["GET", "POST"])
@page
def lesson_page(asking: Asking, pk: int) -> HttpResponse:
    """One lesson: read it, decide about it, or withdraw it."""
    require(Permission.KNOWLEDGE_READ, asking.who)
    lesson: Lesson = found(contribution_for(asking.who, Lesson, pk))
    errors: list[dict[str, str]] = []
    if asking.http.method == "POST":
        try:
            decide(asking, lesson)
        except ComityError as error:
            errors = complaint(error)
        else:
            return redirect("knowledge")
    return _show(asking, lesson, errors)


def _show(asking: Asking, lesson: Lesson, errors: list[dict[str, str]]) -> HttpResponse:
    """The page of a lesson, with the step of the playbook that it is once it was confirmed."""
    may = allows(Permission.CONTRIBUTION_DECIDE, asking.who, Subject(author=lesson.proposed_by_id))
    context = {"lesson": lesson, "errors": errors, "may_decide": may, "given": asking.http.POST}
    if lesson.status == "confirmed":
        learnt = step_of(lesson)
        words = {"title": learnt.step.title, "kind": learnt.step.kind.value, "days": str(learnt.step.days)}
        typed = asking.http.POST if errors and asking.text("action") == "change" else words
        context |= {
            "learnt": learnt,
            "fields": filled(step_fields(), typed),
            "revision": learnt.change.revision if learnt.change else 0,
            "may_keep": allows(Permission.PLAYBOOK_KEEP, asking.who, step_subject(lesson)),
        }
    return render(asking.http, "lesson.html", context, status=422 if errors else 200)


@require_POST
@page
def lesson_step(asking: Asking, pk: int) -> HttpResponse:
    """Change the step of the playbook that a lesson is, leave it out, or take it in again."""
    lesson: Lesson = found(contribution_for(asking.who, Lesson, pk))
    whose: dict[str, Any] = {
        "lesson": lesson,
        "actor": asking.user,
        "who": asking.who,
        "revision": asking.number("revision"),
    }
    try:
        if asking.text("action") == "leave_out":
            step_leave_out(reason=asking.text("leave_out"), **whose)
        elif asking.text("action") == "take_in":
            step_take_in(**whose)
        else:
            words = StepWords(**{name: asking.text(name) for name in ("title", "kind", "days")})
            step_change(words=words, **whose)
    except ComityError as error:
        return _show(asking, lesson, complaint(error))
    messages.success(asking.http, say("The playbook is changed. Tasks that were made of it before stay as they are."))
    return redirect("lesson", pk)
