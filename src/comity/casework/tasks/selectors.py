"""Reading tasks: those of a person, those of a case, the nearest first."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q

from comity.casework.accounts.models import User
from comity.casework.cases.models import Case
from comity.casework.identity import Identity
from comity.casework.tasks.due import Due, due_of
from comity.casework.tasks.models import Task

_SOON = dt.timedelta(days=3)
MOST = 200  # tasks on one page


@dataclass(frozen=True, slots=True)
class Listed:
    """A task with the day on which it is due, and how near that is."""

    task: Task
    due: Due | None
    urgency: str


def tasks_for(who: Identity, on: dt.date, case: Case | None = None, *, ended: bool = False) -> list[Listed]:
    """The tasks that a person may see, or those of one case."""
    found = Task.objects.visible_to(who).select_related("case", "owner", "agency", "wall")
    found = found.filter(case=case) if case else found
    found = found.exclude(state="open") if ended else found.filter(state="open")
    return _listed(list(found[:MOST]), on)


def own_tasks(user: User, who: Identity, on: dt.date) -> list[Listed]:
    """What is a person's own to do: given to them, or to their agency without a name."""
    own = Q(owner=user) | Q(owner__isnull=True, agency=user.agency_id)
    found = Task.objects.visible_to(who).filter(own, state="open").select_related("case", "owner", "agency", "wall")
    return _listed(list(found[:MOST]), on)


def task_for(who: Identity, pk: int) -> Task | None:
    """One task that a person may see."""
    return Task.objects.visible_to(who).select_related("case", "wall", "owner", "agency").filter(pk=pk).first()


def _listed(tasks: list[Task], on: dt.date) -> list[Listed]:
    listed = [Listed(task, due := due_of(task.data, (task.case.state,)), _urgency(due, on)) for task in tasks]
    return sorted(listed, key=lambda one: (one.due is None, one.due.day if one.due else on, one.task.pk))


def _urgency(due: Due | None, on: dt.date) -> str:
    if due is None:
        return ""
    if due.day < on:
        return "over"
    return "soon" if due.day - on <= _SOON else "later"
