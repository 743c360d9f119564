"""Writing tasks: setting them, giving them to somebody else, doing them, and applying a playbook."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from comity.casework.access import Permission, require
from comity.casework.accounts.models import User
from comity.casework.agencies.models import Agency
from comity.casework.cases.models import Case, Wall
from comity.casework.cases.selectors import subject_of, team_of
from comity.casework.identity import Identity
from comity.casework.log.services import log_append
from comity.casework.records.models import CaseRecord
from comity.casework.records.selectors import record_subject
from comity.casework.records.services import ChangedMeanwhileError
from comity.casework.tasks.about import check_within, task_protection
from comity.casework.tasks.due import due_of
from comity.casework.tasks.kinds import TaskKind
from comity.casework.tasks.models import Task
from comity.casework.tasks.playbooks import Playbook, Step
from comity.common.errors import BadInputError, Place

ENDS = ("done", "not_needed")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be done: its kind, its title, why, by when, about which record (kind and key), on whose word."""

    kind: TaskKind
    title: str
    why: str = ""
    due: dict[str, Any] | None = None
    about: tuple[str, str] = ("", "")
    source: str = ""
    step: str = ""

    def data(self) -> dict[str, Any]:
        """As the task keeps it."""
        said: dict[str, Any] = {"kind": self.kind.value, "title": self.title.strip(), "why": self.why.strip()}
        said["due"] = self.due or {}
        said |= {"about": list(self.about)} if self.about[1] else {}
        return said | {name: text for name in ("source", "step") if (text := getattr(self, name))}


@transaction.atomic
def task_set(
    *,
    case: Case,
    wanted: Wanted,
    actor: User,
    who: Identity,
    owner: User | None = None,
    agency: Agency | None = None,
    wall: Wall | None = None,
) -> Task:
    """Set a task, for a person of the team or for an agency that has joined."""
    require(Permission.TASK_SET, who, subject_of(case, who))
    if not wanted.title.strip():
        raise BadInputError("say what is to be done", Place(field="title"))
    _check_owner(case, owner, agency)
    protection = task_protection(case, wanted.about, wall, who)
    check_within(protection.wall, owner)
    due_of(wanted.data(), (case.state,))
    number = Task.everything.filter(case=case).count() + 1
    placed: dict[str, Any] = {
        "key": f"T-{number}",
        "position": number,
        "wall": protection.wall,
        "handling": protection.handling,
    }
    task: Task = Task.everything.create(case=case, data=wanted.data(), owner=owner, agency=agency, **placed)
    _log(task, "task_set", actor, {"data": task.data, "owner": owner.pk if owner else None})
    return task


def _check_owner(case: Case, owner: User | None, agency: Agency | None) -> None:
    if owner is not None and owner not in team_of(case):
        raise BadInputError(
            f"{owner} is not on the team of this case; choose somebody of the team", Place(field="owner")
        )
    if agency is not None and not case.joined.filter(agency=agency, ended__isnull=True).exists():
        raise BadInputError(f"{agency} has not joined this case; choose an agency that has", Place(field="owner"))


@transaction.atomic
def task_end(*, task: Task, state: str, reason: str, revision: int, actor: User, who: Identity) -> None:
    """Say that a task is done, or why it is not needed."""
    require(Permission.TASK_DO, who, record_subject(task, who))
    if state not in ENDS:
        raise BadInputError("choose whether it is done or not needed", Place(field="state"))
    if state == "not_needed" and not reason.strip():
        raise BadInputError("say why it is not needed", Place(field="reason"))
    _change(task, revision, state=state)
    _log(task, f"task_{state}", actor, {"reason": reason.strip()})


@transaction.atomic
def task_reopen(*, task: Task, revision: int, actor: User, who: Identity) -> None:
    """Take back that a task is done or not needed."""
    require(Permission.TASK_DO, who, record_subject(task, who))
    _change(task, revision, state="open")
    _log(task, "task_reopened", actor, {})


@transaction.atomic
def task_give(
    *, task: Task, owner: User | None, agency: Agency | None, revision: int, actor: User, who: Identity
) -> None:
    """Give a task to somebody else, or to an agency."""
    require(Permission.TASK_SET, who, record_subject(task, who))
    _check_owner(task.case, owner, agency)
    check_within(task.wall, owner)
    _change(task, revision, owner=owner, agency=agency)
    details = {"owner": owner.pk if owner else None, "agency": agency.key if agency else ""}
    _log(task, "task_given", actor, details)


def _change(task: Task, revision: int, **fields: Any) -> None:  # noqa: ANN401 - columns of the task
    done = Task.everything.filter(pk=task.pk, revision=revision).update(revision=revision + 1, **fields)
    if not done:
        raise ChangedMeanwhileError("somebody else changed this task meanwhile; look at it again")
    task.refresh_from_db()


@transaction.atomic
def playbook_apply(
    *, case: Case, book: Playbook, start: dt.date, actor: User, who: Identity, about: CaseRecord | None = None
) -> list[Task]:
    """Make the tasks of a playbook, each for an agency of its kind that has joined; those that are there stay.

    What is about a record stands behind its wall and is handled as high.
    """
    require(Permission.TASK_SET, who, subject_of(case, who))
    there = {task.data.get("step") for task in Task.everything.filter(case=case)}
    steps = [step for step in book.steps if f"{book.key}/{step.key}" not in there]
    if not steps:
        raise BadInputError("every step of this playbook is a task of the case already")
    return [
        task_set(case=case, wanted=_of(book, step, start, about), agency=_agency(case, step), actor=actor, who=who)
        for step in steps
    ]


def _of(book: Playbook, step: Step, start: dt.date, about: CaseRecord | None) -> Wanted:
    due = {"from": start.isoformat(), "days": step.days}
    record = (about.subject, about.key) if about else ("", "")
    return Wanted(step.kind, step.title, step.why, due, record, source=step.source, step=f"{book.key}/{step.key}")


def _agency(case: Case, step: Step) -> Agency | None:
    joined = Agency.objects.filter(joined__case=case, joined__ended__isnull=True, kind__in=step.owners)
    return min(joined, key=lambda agency: step.owners.index(agency.kind), default=None)


def _log(task: Task, event: str, actor: User, details: dict[str, Any]) -> None:
    log_append(event=event, actor=actor, case=task.case, subject="task", key=task.key, details=details)
