"""Keeping the steps that lessons have become: saying one better, leaving it out, taking it in again."""

from dataclasses import dataclass

from django.db import transaction

from comity.casework.access import Permission, require
from comity.casework.accounts.models import User
from comity.casework.identity import Identity, Subject
from comity.casework.log.services import log_append
from comity.casework.tasks.kinds import TaskKind
from comity.common.errors import BadInputError, Place
from comity.knowledge.keeping.models import StatePage
from comity.knowledge.lessons.models import Lesson
from comity.knowledge.lessons.naming import named_in
from comity.knowledge.playbooks.models import StepChange

MOST_DAYS = 730


@dataclass(frozen=True, slots=True)
class StepWords:
    """What a step says: what is to be done, of which kind, within how many days."""

    title: str
    kind: str
    days: str


def step_subject(lesson: Lesson) -> Subject:
    """What the policy has to know: who keeps the page of the state."""
    return Subject(keeper=StatePage.keeper_of(lesson.state))


@transaction.atomic
def step_change(*, lesson: Lesson, words: StepWords, revision: int, actor: User, who: Identity) -> StepChange:
    """Say a learnt step in other words, as another kind of task, or with another limit."""
    change = _change(lesson, revision, actor, who)
    if not words.title.strip():
        raise BadInputError("say what is to be done", Place(field="title"))
    if words.kind not in set(TaskKind):
        raise BadInputError("choose the kind of task", Place(field="kind"))
    if not (words.days.isascii() and words.days.isdigit() and int(words.days[:6]) <= MOST_DAYS):
        raise BadInputError(f"the days are a number from 0 to {MOST_DAYS}", Place(field="days"))
    named = named_in(words.title, lesson.request.case) if lesson.request else ""
    if named:
        raise BadInputError(f"a lesson names nobody, and this names '{named}'", Place(field="title"))
    change.title, change.kind, change.days = words.title.strip(), words.kind, int(words.days)
    return _save(change, "playbook_step_changed", actor)


@transaction.atomic
def step_leave_out(*, lesson: Lesson, reason: str, revision: int, actor: User, who: Identity) -> StepChange:
    """Take a learnt step out of the playbook, with the reason; the lesson itself stays."""
    change = _change(lesson, revision, actor, who)
    if change.left_out:
        raise BadInputError("this step is left out already")
    if not reason.strip():
        raise BadInputError("say why it is left out", Place(field="leave_out"))
    change.left_out, change.reason = True, reason.strip()
    return _save(change, "playbook_step_left_out", actor)


@transaction.atomic
def step_take_in(*, lesson: Lesson, revision: int, actor: User, who: Identity) -> StepChange:
    """Take a step that was left out into the playbook again."""
    change = _change(lesson, revision, actor, who)
    if not change.left_out:
        raise BadInputError("this step stands in the playbook already")
    change.left_out, change.reason = False, ""
    return _save(change, "playbook_step_taken_in", actor)


def _change(lesson: Lesson, revision: int, actor: User, who: Identity) -> StepChange:
    """The row of a lesson, locked, once the person may change it and has seen the newest one."""
    require(Permission.PLAYBOOK_KEEP, who, step_subject(lesson))
    locked = Lesson.objects.select_for_update(of=("self",)).get(pk=lesson.pk)
    if locked.status != "confirmed":
        raise BadInputError("only a confirmed lesson is a step of a playbook")
    found = StepChange.objects.filter(lesson=lesson).first() or StepChange(lesson=lesson, changed_by=actor, revision=0)
    if found.revision != revision:
        raise BadInputError("somebody has changed this meanwhile; read it again")
    return found


def _save(change: StepChange, event: str, actor: User) -> StepChange:
    change.changed_by = actor
    change.revision += 1
    change.save()
    lesson = change.lesson
    details = {"state": lesson.state, "measure": lesson.measure, **change.details()}
    log_append(event=event, actor=actor, subject=change.subject, key=str(lesson.uid), details=details)
    return change
