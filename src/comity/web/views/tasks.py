"""Tasks: one's own, those of a case, the page of one, and playbooks."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from comity.casework.access import Permission, allows, require
from comity.casework.accounts.models import User
from comity.casework.agencies.models import Agency
from comity.casework.cases.models import Case
from comity.casework.cases.selectors import subject_of, team_of, walls_for
from comity.casework.log.selectors import entries_of
from comity.casework.protected_records import PROTECTED
from comity.casework.records.selectors import record_subject
from comity.casework.requests.models import Request
from comity.casework.tasks.due import due_of
from comity.casework.tasks.kinds import TaskKind
from comity.casework.tasks.models import Task
from comity.casework.tasks.playbooks import Playbook, playbook, playbooks
from comity.casework.tasks.selectors import own_tasks, task_for, tasks_for
from comity.casework.tasks.services import Wanted, playbook_apply, task_end, task_give, task_reopen, task_set
from comity.common.dates import parse_day
from comity.common.errors import BadInputError, ComityError, Place
from comity.knowledge.playbooks.selectors import learnt_playbook, playbook_for
from comity.law.clocks import clock_rules
from comity.web.asking import Asking, complaint, found, page
from comity.web.choosing import wall_chosen
from comity.web.clock import today
from comity.web.fields import Field, Options, filled, options
from comity.web.labels import say
from comity.web.sessions import tell_notices
from comity.web.views.cases import case_of


@require_GET
@page
def task_list(asking: Asking) -> HttpResponse:
    """What is the person's own to do, the nearest first."""
    require(Permission.CASE_LIST, asking.who)
    unread = tell_notices(asking.http, asking.user)
    context = {"tasks": own_tasks(asking.user, asking.who, today()), "unread": unread}
    return render(asking.http, "tasks.html", context)


@require_GET
@page
def case_tasks(asking: Asking, pk: int) -> HttpResponse:
    """The tasks of a case: open ones, ended ones, and the playbooks that can be applied."""
    return _show_case(asking, case_of(asking, pk), [])


def _show_case(asking: Asking, case: Case, errors: list[dict[str, str]]) -> HttpResponse:
    context = {
        "case": case,
        "tab": "tasks",
        "errors": errors,
        "tasks": tasks_for(asking.who, today(), case),
        "ended": tasks_for(asking.who, today(), case, ended=True),
        "playbooks": playbooks(),
        "learnt": _learnt(asking, case),
        "today": today(),
        "may": allows(Permission.TASK_SET, asking.who, subject_of(case, asking.who)),
    }
    return render(asking.http, "case-tasks.html", context, status=422 if errors else 200)


def _learnt(asking: Asking, case: Case) -> list[tuple[Request, Playbook]]:
    """For each request of the case that the person may see: what earlier ones to that state taught."""
    requests = Request.objects.visible_to(asking.who).filter(case=case, direction="outgoing")
    return [(request, book) for request in requests if (book := playbook_for(request))]


@require_http_methods(["GET", "POST"])
@page
def task_new(asking: Asking, pk: int) -> HttpResponse:
    """Set a task."""
    case = case_of(asking, pk)
    require(Permission.TASK_SET, asking.who, subject_of(case, asking.who))
    errors: list[dict[str, str]] = []
    if asking.http.method == "POST":
        try:
            _set(asking, case)
            messages.success(asking.http, say("The task is set."))
            return redirect("case-tasks", pk)
        except ComityError as error:
            errors = complaint(error)
    fields = filled(_fields(asking, case), asking.http.POST if errors else {"from": today().isoformat()})
    context = {"case": case, "errors": errors, "fields": fields}
    return render(asking.http, "task-new.html", context, status=422 if errors else 200)


def _fields(asking: Asking, case: Case) -> list[Field]:
    walls = tuple((str(wall.pk), wall.title) for wall in walls_for(asking.who, case))
    clocks = (("", "–"), *((rule.id, f"{rule.id} – {rule.title}") for rule in clock_rules()))
    return [
        Field("kind", "Kind", "choice", options=options(TaskKind)),
        Field("title", "What is to be done"),
        Field("why", "Why", "area"),
        Field("owner", "Whose it is", "choice", options=owners(case)),
        Field("about", "About", "choice", options=(("", "–"), *_records(asking, case))),
        Field("day", "Due on", "day", "Or let it be worked out below"),
        Field("clock", "Due by a time limit of the law", "choice", "Counted with the days off of this state", clocks),
        Field("from", "Counted from", "day"),
        *([Field("wall", "Who may see it", "choice", options=(("", say("The whole team")), *walls))] if walls else []),
    ]


def owners(case: Case) -> Options:
    """The people of the team and the agencies that have joined."""
    agencies = Agency.objects.filter(joined__case=case, joined__ended__isnull=True).order_by("name")
    people = tuple((f"u{user.pk}", f"{user.name}, {user.agency.name}") for user in team_of(case))
    return (*people, *((f"a{agency.pk}", agency.name) for agency in agencies))


def _records(asking: Asking, case: Case) -> Options:
    return tuple(
        (f"{subject}:{key}", str(key))
        for subject, model in PROTECTED.items()
        for key in model.objects.visible_to(asking.who).filter(case=case).values_list("key", flat=True)
    )


def _owner(text: str) -> tuple[User | None, Agency | None]:
    key = int(text[1:]) if text[1:].isascii() and text[1:].isdigit() and len(text) < 19 else 0
    user = User.objects.filter(pk=key).select_related("agency").first() if text.startswith("u") else None
    agency = Agency.objects.filter(pk=key).first() if text.startswith("a") else None
    if user is None and agency is None:
        raise BadInputError("choose whose task it is", Place(field="owner"))
    return user, agency


def _set(asking: Asking, case: Case) -> None:
    owner, agency = _owner(asking.text("owner"))
    kind = asking.text("kind")
    if kind not in set(TaskKind):
        raise BadInputError("choose the kind of task", Place(field="kind"))
    due: dict[str, Any] = {}
    if asking.text("day"):
        due = {"day": parse_day(asking.text("day"), "day").isoformat()}
    elif asking.text("clock"):
        due = {"from": parse_day(asking.text("from"), "from").isoformat(), "clock": asking.text("clock")}
    subject, _, key = asking.text("about").partition(":")
    wanted = Wanted(TaskKind(kind), asking.text("title"), asking.text("why"), due, (subject, key))
    wall = wall_chosen(asking, case)
    task_set(case=case, wanted=wanted, actor=asking.user, who=asking.who, owner=owner, agency=agency, wall=wall)


def _task(asking: Asking, pk: int) -> Task:
    task: Task = found(task_for(asking.who, pk))
    require(Permission.RECORD_READ, asking.who, record_subject(task, asking.who))
    return task


@require_GET
@page
def task_page(asking: Asking, pk: int) -> HttpResponse:
    """One task: what, why, by when, whose, and what was done with it."""
    return _show(asking, _task(asking, pk), [])


def _show(asking: Asking, task: Task, errors: list[dict[str, str]]) -> HttpResponse:
    subject = record_subject(task, asking.who)
    context = {
        "task": task,
        "case": task.case,
        "errors": errors,
        "due": due_of(task.data, (task.case.state,)),
        "owners": owners(task.case),
        "may_do": allows(Permission.TASK_DO, asking.who, subject),
        "may_give": allows(Permission.TASK_SET, asking.who, subject),
        "log": entries_of(task.case, "task", task.key).order_by("-index"),
    }
    return render(asking.http, "task.html", context, status=422 if errors else 200)


@require_POST
@page
def task_act(asking: Asking, pk: int) -> HttpResponse:
    """Say that a task is done or not needed, take that back, or give it to somebody else."""
    task = _task(asking, pk)
    try:
        _STEPS.get(asking.text("action"), _end)(asking, task)
    except ComityError as error:
        return _show(asking, task, complaint(error))
    return redirect("task", pk)


def _end(asking: Asking, task: Task) -> None:
    state, reason, revision = asking.text("action"), asking.text("reason"), asking.number("revision")
    task_end(task=task, state=state, reason=reason, revision=revision, actor=asking.user, who=asking.who)


def _reopen(asking: Asking, task: Task) -> None:
    task_reopen(task=task, revision=asking.number("revision"), actor=asking.user, who=asking.who)


def _give(asking: Asking, task: Task) -> None:
    owner, agency = _owner(asking.text("owner"))
    revision = asking.number("revision")
    task_give(task=task, owner=owner, agency=agency, revision=revision, actor=asking.user, who=asking.who)


_STEPS: dict[str, Callable[[Asking, Task], None]] = {"reopen": _reopen, "give": _give}


@require_POST
@page
def playbook_use(asking: Asking, pk: int) -> HttpResponse:
    """Make the tasks of a playbook."""
    case = case_of(asking, pk)
    try:
        start = parse_day(asking.text("start"), "start")
        about = _request(asking, case)
        book = learnt_playbook(about) if about else playbook(asking.text("playbook"))
        made = playbook_apply(case=case, book=book, start=start, about=about, actor=asking.user, who=asking.who)
        messages.success(asking.http, f"{say('Tasks set')}: {len(made)}")
    except ComityError as error:
        return _show_case(asking, case, [_at_playbook(line, asking.text("playbook")) for line in complaint(error)])
    return redirect("case-tasks", pk)


def _at_playbook(line: dict[str, str], key: str) -> dict[str, str]:
    """A slip in the day leads to the playbook that it was given for; any other stands in the summary only."""
    return {**line, "at": f"start-{key}"} if key and line["field"] == "start" else {**line, "field": ""}


def _request(asking: Asking, case: Case) -> Request | None:
    """The request for which a learnt playbook is wanted; none where one that ships is."""
    if not asking.text("request"):
        return None
    request: Request = found(
        Request.objects.visible_to(asking.who)
        .select_related("case", "wall")
        .filter(case=case, pk=asking.number("request"))
        .first()
    )
    return request
