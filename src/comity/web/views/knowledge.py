"""What is known of other states and what was learnt with them: the start of the room, and a state's page."""

import datetime as dt
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from comity.casework.access import Permission, allows, require
from comity.common.errors import BadInputError, ComityError
from comity.knowledge.lessons.selectors import learnt_about, lessons_of, waiting_for
from comity.law.states import parse_state
from comity.law.vocabulary import MEASURES
from comity.web.asking import Asking, complaint, found, page
from comity.web.clock import today
from comity.web.states import state_choices

_NEWEST = 10


@require_GET
@page
def knowledge_page(asking: Asking) -> HttpResponse:
    """The start: choose a state, read the newest lessons, decide about what waits."""
    require(Permission.KNOWLEDGE_READ, asking.who)
    wanted = asking.http.GET.get("state", "").strip()
    if wanted:
        return redirect("knowledge-state", wanted)
    context = {
        "states": state_choices(),
        "newest": lessons_of()[:_NEWEST],
        "waiting": waiting_for(asking.who),
        "may_take": allows(Permission.LESSON_TAKE, asking.who),
    }
    return render(asking.http, "knowledge.html", context)


@require_GET
@page
def state_page(asking: Asking, code: str) -> HttpResponse:
    """Everything known of a state for one measure, each fact with its age, and what was learnt with it."""
    require(Permission.KNOWLEDGE_READ, asking.who)
    state = _state(code)
    measure = asking.http.GET.get("measure", "extradition")
    errors: list[dict[str, str]] = []
    if measure not in MEASURES:
        errors = complaint(BadInputError("choose one of the measures"))
        measure = "extradition"
    context = {
        "errors": errors,
        "state": state,
        "measure": measure,
        "measures": list(MEASURES),
        "profile": _profile(state, measure, today()),
        "learnt": learnt_about(state, measure),
        "learnt_elsewhere": lessons_of(state).exclude(measure=measure)[:_NEWEST],
    }
    return render(asking.http, "knowledge-state.html", context, status=422 if errors else 200)


def _state(code: str) -> str:
    try:
        return parse_state(code)
    except ComityError:
        state: str = found(None)
        return state


def _profile(state: str, measure: str, on: dt.date) -> Any:  # noqa: ANN401 - a page of the law room
    from comity.law.profile_page import profile_page  # noqa: PLC0415 - reads much of the law

    return profile_page(state, on, (measure,))
