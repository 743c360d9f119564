"""What is known of other states and what was learnt with them: the start of the room, a state's page, bundles taken."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from comity.casework.access import Permission, allows, require
from comity.casework.accounts.models import User
from comity.casework.identity import Subject
from comity.common.errors import BadInputError, ComityError, Place
from comity.knowledge.contributions.bundle import LARGEST, Bundle, kind_of
from comity.knowledge.contributions.selectors import confirmed, waiting_for
from comity.knowledge.contributions.sending import bundle_send, nodes_to_give
from comity.knowledge.contributions.services import contributions_take
from comity.knowledge.corrections import bundle as corrections_bundle
from comity.knowledge.corrections.models import Correction
from comity.knowledge.directory.selectors import contacts_of
from comity.knowledge.keeping.selectors import REVIEW_DAYS, page_of, page_standings, possible_keepers
from comity.knowledge.keeping.services import page_keep, page_reviewed
from comity.knowledge.lessons import bundle as lessons_bundle
from comity.knowledge.lessons.models import Lesson
from comity.knowledge.lessons.selectors import learnt_about
from comity.knowledge.playbooks.selectors import learnt_steps
from comity.law.states import parse_state
from comity.law.vocabulary import MEASURES
from comity.web.asking import Asking, complaint, found, page
from comity.web.choosing import step_chosen
from comity.web.clock import today
from comity.web.labels import say
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
    return _start(asking, [])


def _start(asking: Asking, errors: list[dict[str, str]]) -> HttpResponse:
    context = {
        "errors": errors,
        "given": asking.http.POST,
        "states": state_choices(),
        "newest": confirmed(Lesson)[:_NEWEST],
        "waiting": waiting_for(asking.who, Lesson),
        "waiting_corrections": waiting_for(asking.who, Correction),
        "may_take": allows(Permission.CONTRIBUTION_TAKE, asking.who),
        "nodes": nodes_to_give(),
    }
    return render(asking.http, "knowledge.html", context, status=422 if errors else 200)


@require_POST
@page
def knowledge_send(asking: Asking) -> HttpResponse:
    """Send our own confirmed lessons or corrections to the node of another office, sealed."""
    require(Permission.CONTRIBUTION_TAKE, asking.who)
    try:
        kind, text = _ours(asking.text("what"), asking.user.agency.state)
        node = asking.text("node")
        bundle_send(kind=kind, text=text, node=node, at=timezone.now(), actor=asking.user, who=asking.who)
    except ComityError as error:
        return _start(asking, complaint(error))
    messages.success(asking.http, say("Sealed and on its way. The other office decides what it takes over."))
    return redirect("knowledge")


def _ours(what: str, state: str) -> tuple[Bundle, str]:
    """The kind and the text of what was chosen to be given away."""
    if what == corrections_bundle.KIND.rows:
        corrections = confirmed(Correction).filter(origin="")
        return corrections_bundle.KIND, corrections_bundle.corrections_bundle(corrections, state)
    if what == lessons_bundle.KIND.rows:
        return lessons_bundle.KIND, lessons_bundle.lessons_bundle(confirmed(Lesson).filter(origin=""), state)
    raise BadInputError("choose from the list", Place(field="what"))


@require_POST
@page
def knowledge_take(asking: Asking) -> HttpResponse:
    """Take over what another state has sent, lessons or corrections, as proposals."""
    require(Permission.CONTRIBUTION_TAKE, asking.who)
    try:
        taken = _take(asking)
    except ComityError as error:
        return _start(asking, [{**line, "field": "bundle"} for line in complaint(error)])
    messages.success(asking.http, f"{say('Taken over as proposals')}: {taken}")
    return redirect("knowledge")


def _take(asking: Asking) -> int:
    file = asking.http.FILES.get("bundle")
    if file is None or not file.name:
        raise BadInputError("choose the file of the other state")
    content, name = file.read(LARGEST + 1), file.name
    if kind_of(content, (lessons_bundle.KIND, corrections_bundle.KIND), name) is lessons_bundle.KIND:
        origin, lessons = lessons_bundle.read_lessons(content, name)
        _not_our_own(origin, asking)
        return len(contributions_take(Lesson, carried=lessons, origin=origin, actor=asking.user, who=asking.who))
    origin, corrections = corrections_bundle.read_corrections(content, name)
    _not_our_own(origin, asking)
    return len(contributions_take(Correction, carried=corrections, origin=origin, actor=asking.user, who=asking.who))


def _not_our_own(origin: str, asking: Asking) -> None:
    if origin == asking.user.agency.state:
        raise BadInputError("this comes from our own office")


@require_GET
@page
def state_page(asking: Asking, code: str) -> HttpResponse:
    """Everything known of a state for one measure, each fact with its age, and what was learnt with it."""
    require(Permission.KNOWLEDGE_READ, asking.who)
    state = state_of(code)
    measure = asking.http.GET.get("measure", "extradition")
    errors: list[dict[str, str]] = []
    if measure not in MEASURES:
        errors = complaint(BadInputError("choose one of the measures"))
        measure = "extradition"
    return _state(asking, state, measure, errors)


def _state(asking: Asking, state: str, measure: str, errors: list[dict[str, str]]) -> HttpResponse:
    context = {
        "errors": errors,
        "state": state,
        "measure": measure,
        "measures": list(MEASURES),
        "profile": _profile(state, measure, today()),
        "learnt": learnt_about(state, measure),
        "steps": learnt_steps(state, measure),
        "learnt_elsewhere": confirmed(Lesson, state).exclude(measure=measure)[:_NEWEST],
        "corrections": confirmed(Correction, state).filter(measure__in=(measure, "any")),
        "contacts": contacts_of(state, today()),
        "may_keep": allows(Permission.DIRECTORY_KEEP, asking.who),
        **_keeping(asking, state),
    }
    return render(asking.http, "knowledge-state.html", context, status=422 if errors else 200)


def state_of(code: str) -> str:
    """The state of an address; a code that is none is not found."""
    try:
        return parse_state(code)
    except ComityError:
        state: str = found(None)
        return state


def _profile(state: str, measure: str, on: dt.date) -> Any:  # noqa: ANN401 - a page of the law room
    from comity.law.profile_page import profile_page  # noqa: PLC0415 - reads much of the law

    return profile_page(state, on, (measure,))


def _keeping(asking: Asking, state: str) -> dict[str, Any]:
    """Who keeps the page, whether it is overdue, and what the person may do about that."""
    held, chosen = page_of(state), asking.http.POST.get("keeper")
    reviewed = held.reviewed_on
    may_give = allows(Permission.PAGE_GIVE, asking.who)
    return {
        "page_": held,
        "overdue": reviewed is None or (today() - reviewed).days > REVIEW_DAYS,
        "may_give": may_give,
        "keepers": possible_keepers() if may_give else [],
        "keeper": str(held.keeper_id or "") if chosen is None else chosen,
        "may_review": allows(Permission.PAGE_REVIEW, asking.who, Subject(keeper=held.keeper_id)),
    }


@require_POST
@page
def state_page_step(asking: Asking, code: str) -> HttpResponse:
    """Give the page of a state to a keeper, or note that its keeper has gone through it."""
    state = state_of(code)
    step: dict[str, Any] = {
        "state": state,
        "revision": asking.number("revision"),
        "actor": asking.user,
        "who": asking.who,
    }
    try:
        if step_chosen(asking, "reviewed", "give") == "reviewed":
            page_reviewed(on=today(), **step)
        else:
            require(Permission.PAGE_GIVE, asking.who)
            page_keep(keeper=_keeper(asking), **step)
    except ComityError as error:
        require(Permission.KNOWLEDGE_READ, asking.who)
        return _state(asking, state, "extradition", complaint(error))
    return redirect("knowledge-state", state)


def _keeper(asking: Asking) -> User | None:
    """Who was chosen; nobody where nobody was, and never because somebody was not found."""
    if not asking.text("keeper"):
        return None
    chosen = User.objects.filter(pk=asking.number("keeper")).first()
    if chosen is None:
        raise BadInputError("choose from the list", Place(field="keeper"))
    return chosen


@require_GET
@page
def knowledge_overdue(asking: Asking) -> HttpResponse:
    """The pages of states by what is overdue: nobody went through them for a year, facts are old, corrections wait."""
    require(Permission.KNOWLEDGE_READ, asking.who)
    return render(asking.http, "knowledge-overdue.html", {"standings": page_standings(today())})
