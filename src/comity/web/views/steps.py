"""The page of one step: the fields it asks for, what they mean, and the letter it would write."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.views.decorators.http import require_GET, require_POST

from comity.casework.access import allows, missing
from comity.casework.correspondence.ways import Way, ways_shown
from comity.casework.lifecycle import LIFECYCLES
from comity.casework.requests.checklist import Ground, checklist_for
from comity.casework.requests.conditions import Occasion, in_the_way
from comity.casework.requests.consulting import consultable, refusable
from comity.casework.requests.forms import fields_of, is_plain
from comity.casework.requests.letters import LETTERS, letter_write
from comity.casework.requests.models import Request
from comity.casework.requests.preparing import request_routes
from comity.casework.requests.selectors import permission_for, request_subject
from comity.casework.requests.services import request_act
from comity.casework.requests.step_fields import WAY, Field, Kind, read_fields
from comity.casework.requests.triage import triage_suggested
from comity.common.dates import parse_day
from comity.common.errors import BadInputError, ComityError
from comity.web.asking import Asking, at_step, complaint, found, page
from comity.web.clock import today
from comity.web.labels import LETTER_LANGUAGES, say, sentence, word
from comity.web.uploads import arrived_files
from comity.web.views.leaving import leaves_by
from comity.web.views.requests import request_of, show

_REFUSABLE = frozenset({"refuse", "postpone"})


@dataclass(frozen=True, slots=True)
class Shown:
    """A field as the form shows it: what was given, and what can be chosen."""

    field: Field
    value: Any
    options: tuple[tuple[str, str], ...] = ()
    grounds: tuple[Ground, ...] = ()
    routes: tuple[Any, ...] = ()


@require_GET
@page
def step_page(asking: Asking, pk: int, action: str) -> HttpResponse:
    """The form of one step that is open in the request's state."""
    return show_step(asking, request_of(asking, pk), action, [])


def show_step(asking: Asking, request: Request, action: str, errors: list[dict[str, str]]) -> HttpResponse:
    """Show the form of a step, with the errors of an attempt that was refused."""
    step = found(next((s for s in LIFECYCLES[request.direction].open_to(request.state) if s.action == action), None))
    permission, subject = permission_for(action), request_subject(request, asking.who)
    ways = ways_shown(request)
    asked = [f for f in fields_of(request.direction, action) if f is not WAY or len(ways) > 1]
    context = {
        "request_": request,
        "case": request.case,
        "step": step,
        "errors": errors,
        "may": allows(permission, asking.who, subject),
        "hindered": sentence(missing(permission, asking.who, subject)),
        "fields": [_way(asking, ways) if f is WAY else _shown(f, request, action, asking) for f in asked],
        "leaves": leaves_by(request, action, ways),
        "day": asking.http.POST.get("day", today().isoformat()),
        "has_letter": request.direction == "incoming" and action in LETTERS,
        "suggested": triage_suggested(request, today()) if action == "triage" else None,
        "before": _before(step.guard, request, asking),
        "today": today(),
    }
    return render(asking.http, "step.html", context, status=422 if errors else 200)


def _before(guard: str, request: Request, asking: Asking) -> list[str]:
    """What stands in the way of the step before anything is filled in."""
    try:
        return [sentence(text) for text in in_the_way(guard, Occasion(request, today(), asking.who.user))]
    except ComityError as error:
        return [str(error)]


def _way(asking: Asking, ways: tuple[Way, ...]) -> Shown:
    """The ways that are open, the one that is taken where nobody chooses marked."""
    return Shown(WAY, asking.http.POST.get("way", ways[0].value), tuple((way.value, word(way.value)) for way in ways))


def _shown(field: Field, request: Request, action: str, asking: Asking) -> Shown:
    several = field.kind in {Kind.SEVERAL, Kind.GROUNDS}
    post = asking.http.POST
    value: Any = post.getlist(field.name) if several else post.get(field.name, _default(field, request))
    options = tuple((code, _named(field, code)) for code in field.choices)
    grounds = _grounds(request, action) if field.kind is Kind.GROUNDS else ()
    routes = _routes(request, asking) if field.kind is Kind.BASIS else ()
    return Shown(field, value, options, grounds, routes)


def _default(field: Field, request: Request) -> str:
    """What stands in an empty form: the letter's language is the page's where there is such a letter."""
    if field.name == "priority":
        return triage_suggested(request, today()).priority
    if field.name == "language" and field.choices:
        spoken = (translation.get_language() or "en").partition("-")[0]
        known = [code for code in request.data.get("languages", ()) if code in field.choices]
        return next(iter(known), spoken if spoken in field.choices else field.default)
    if field.name == "basis":
        return request.basis or str(request.data.get("basis") or "")
    return field.default


def _named(field: Field, code: str) -> str:
    return LETTER_LANGUAGES.get(code, code) if field.name == "language" else word(code)


def _grounds(request: Request, action: str) -> tuple[Ground, ...]:
    checklist = checklist_for(request, today())
    return refusable(request, checklist) if action in _REFUSABLE else consultable(checklist)


def _routes(request: Request, asking: Asking) -> tuple[Any, ...]:
    try:
        return request_routes(request, today(), asking.who)
    except ComityError:
        return ()  # the page of the request says what stands in the way


def given_of(asking: Asking, request: Request, action: str) -> dict[str, Any]:
    """What the form of a step was filled in with."""
    given: dict[str, Any] = {}
    for field in fields_of(request.direction, action):
        if field.kind is Kind.FILES:
            given[field.name] = arrived_files(asking.http.FILES, field.name)
        elif field.kind in {Kind.SEVERAL, Kind.GROUNDS}:
            given[field.name] = asking.http.POST.getlist(field.name)
        else:
            given[field.name] = asking.text(field.name)
    return given


@require_POST
@page
def request_step(asking: Asking, pk: int) -> HttpResponse:
    """Take a step of the life cycle."""
    request = request_of(asking, pk)
    action = asking.text("action")
    try:
        done = request_act(
            request=request,
            action=action,
            revision=asking.number("revision"),
            on=today(),
            day=_day(asking.text("day")),
            given=given_of(asking, request, action),
            actor=asking.user,
            who=asking.who,
        )
    except ComityError as error:
        return _again(asking, request, action, complaint(error))
    messages.success(asking.http, f"{say('Done. The request is now')}: {word(done.state)}")
    return redirect("request", pk)


def _day(text: str) -> dt.date | None:
    return parse_day(text, "day") if text else None


def _again(asking: Asking, request: Request, action: str, errors: list[dict[str, str]]) -> HttpResponse:
    """The form of the step again; a step that is only a button is told about on the page of the request."""
    open_now = {step.action for step in LIFECYCLES[request.direction].open_to(request.state)}
    if action not in open_now:
        return show(asking, request, [{**line, "field": ""} for line in errors])
    if is_plain(request.direction, action):
        return show(asking, request, at_step(errors, action), action)
    return show_step(asking, request, action, errors)


@require_POST
@page
def step_letter(asking: Asking, pk: int, action: str) -> HttpResponse:
    """The letter that a step would write, as a draft to read; nothing is recorded."""
    request = request_of(asking, pk)
    try:
        if request.direction != "incoming" or action not in LETTERS:
            raise BadInputError(say("This step writes no letter"))
        given = read_fields(fields_of(request.direction, action), given_of(asking, request, action), today())
        letter = letter_write(request, action, given, asking.user, today(), as_draft=True)
    except ComityError as error:
        return show_step(asking, request, action, complaint(error))
    return download(letter.pdf.name, letter.pdf.content)


def download(name: str, content: bytes) -> HttpResponse:
    """A letter of the office as a file."""
    response = HttpResponse(content, content_type="application/octet-stream")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
