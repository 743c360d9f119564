"""Lessons: proposed on a request, decided by a second person, read by all, given to and taken from other states."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from comity.casework.access import NotAllowedError, Permission, allows, require
from comity.casework.identity import Subject
from comity.casework.log.services import log_append
from comity.casework.requests.selectors import request_subject
from comity.common.errors import BadInputError, ComityError
from comity.knowledge.lessons.bundle import LARGEST, lessons_bundle, read_bundle
from comity.knowledge.lessons.models import Lesson
from comity.knowledge.lessons.selectors import lesson_for, lessons_of, lessons_on
from comity.knowledge.lessons.services import Taught, lesson_decide, lesson_propose, lesson_withdraw, lessons_take
from comity.knowledge.reasons import EXPLAINED, Happened
from comity.web.asking import Asking, complaint, found, page
from comity.web.clock import today
from comity.web.labels import LANGUAGES, say
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
        "lessons": lessons_of(state)[:_SHOWN],
        "state": state,
        "states": state_choices(),
        "may_take": allows(Permission.LESSON_TAKE, asking.who),
    }
    return render(asking.http, "lessons.html", context)


@require_GET
@page
def lesson_export(asking: Asking) -> HttpResponse:
    """Our own confirmed lessons as a bundle that can be sealed and sent."""
    require(Permission.LESSON_TAKE, asking.who)
    own = lessons_of().filter(origin="")
    body = lessons_bundle(own, asking.user.agency.state)
    details = {"lessons": own.count()}
    log_append(event="lessons_given", actor=asking.user, subject="lesson", key="bundle", details=details)
    response = HttpResponse(body, content_type="application/json")
    response["Content-Disposition"] = 'attachment; filename="lessons.json"'
    return response


@require_POST
@page
def lesson_import(asking: Asking) -> HttpResponse:
    """Take over the lessons of a bundle as proposals."""
    require(Permission.LESSON_TAKE, asking.who)
    try:
        file = asking.http.FILES.get("bundle")
        if file is None or not file.name:
            raise BadInputError("choose the file with the lessons")
        origin, carried = read_bundle(file.read(LARGEST + 1), file.name)
        if origin == asking.user.agency.state:
            raise BadInputError("these are our own lessons")
        taken = lessons_take(carried=carried, origin=origin, actor=asking.user, who=asking.who)
    except ComityError as error:
        messages.error(asking.http, complaint(error)[0]["text"])
    else:
        messages.success(asking.http, f"{say('Lessons taken over as proposals')}: {len(taken)}")
    return redirect("knowledge")


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
        except NotAllowedError:
            raise
        except ComityError as error:
            errors = complaint(error)
        else:
            messages.success(asking.http, say("Proposed. A second person reads it before the office does."))
            return redirect("request", pk)
    context = {
        "request_": request,
        "case": request.case,
        "errors": errors,
        "given": asking.http.POST,
        "fared": list(Happened),
        "reasons": list(EXPLAINED.items()),
        "written_in": LANGUAGES,
        "lessons": lessons_on(request),
    }
    return render(asking.http, "lesson-new.html", context, status=422 if errors else 200)


@require_http_methods(["GET", "POST"])
@page
def lesson_page(asking: Asking, pk: int) -> HttpResponse:
    """One lesson: read it, decide about it, or withdraw it."""
    require(Permission.KNOWLEDGE_READ, asking.who)
    lesson: Lesson = found(lesson_for(asking.who, pk))
    errors: list[dict[str, str]] = []
    if asking.http.method == "POST":
        try:
            _act(asking, lesson)
        except NotAllowedError:
            raise
        except ComityError as error:
            errors = complaint(error)
        else:
            return redirect("knowledge")
    may = allows(Permission.LESSON_DECIDE, asking.who, Subject(author=lesson.proposed_by_id))
    context = {"lesson": lesson, "errors": errors, "may_decide": may, "given": asking.http.POST}
    return render(asking.http, "lesson.html", context, status=422 if errors else 200)


def _act(asking: Asking, lesson: Lesson) -> None:
    reason, action = asking.text("reason"), asking.text("action")
    if action == "withdraw":
        lesson_withdraw(lesson=lesson, reason=reason, actor=asking.user, who=asking.who)
        messages.success(asking.http, say("Withdrawn. It stays on record with the reason."))
        return
    confirm = action == "confirm"
    lesson_decide(lesson=lesson, confirm=confirm, reason=reason, actor=asking.user, who=asking.who)
    messages.success(asking.http, say("Confirmed. The whole office reads it now.") if confirm else say("Turned down."))
