"""Playbooks from lessons: what one request taught is a task of the next, and a person may change it or leave it out."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from comity.casefile.people import AgencyKind
from comity.casework.access import NotAllowedError
from comity.casework.cases.models import Case, Wall
from comity.casework.log.models import LogEntry
from comity.casework.requests.models import Request
from comity.casework.tasks.models import Task
from comity.casework.tasks.services import playbook_apply
from comity.common.errors import BadInputError
from comity.knowledge.contributions.services import contribution_decide, contribution_withdraw
from comity.knowledge.keeping.services import page_keep
from comity.knowledge.lessons.models import Lesson
from comity.knowledge.lessons.services import Taught, lesson_propose
from comity.knowledge.playbooks.kinds import TASKS
from comity.knowledge.playbooks.selectors import learnt_by_state, learnt_playbook, learnt_steps, playbook_for, step_of
from comity.knowledge.playbooks.services import StepWords, step_change, step_leave_out, step_take_in
from comity.knowledge.reasons import Reason

pytestmark = pytest.mark.django_db
Person = Callable[[str], Any]
ON = dt.date(2026, 11, 1)
TAUGHT = Taught("refused", "translation", "The French text was not accepted.", "Send it in German with a stamp.")


@pytest.fixture
def lesson(person: Person, request_: Callable[[str], Any]) -> Lesson:
    """A confirmed lesson on the freezing request to Switzerland."""
    anna, lena = person("anna"), person("lena")
    made = lesson_propose(
        request=request_("freezing-che"), taught=TAUGHT, learnt_on=ON, actor=anna, who=anna.identity()
    )
    return contribution_decide(made=made, confirm=True, reason="", actor=lena, who=lena.identity())


def by(user: Any) -> dict[str, Any]:
    return {"actor": user, "who": user.identity()}


def titles(request: Request) -> list[str]:
    book = playbook_for(request)
    return [step.title for step in book.steps] if book else []


def test_every_reason_has_a_kind_of_task_and_agencies_that_own_it() -> None:
    assert TASKS.keys() == set(Reason)
    assert all(owners and set(owners) <= set(AgencyKind) for _, owners in TASKS.values())


def test_a_confirmed_lesson_is_a_step_for_that_state_and_measure_alone(
    lesson: Lesson, request_: Callable[[str], Any], person: Person
) -> None:
    assert lesson.advice in titles(request_("freezing-che"))
    assert lesson.advice not in titles(request_("bank-records-che"))
    step = step_of(lesson).step
    assert (step.kind, step.key, step.why) == ("translate", str(lesson.uid), lesson.text)
    assert step.source.startswith("Lesson of 2026-11-01: The translation was missing")
    contribution_withdraw(made=lesson, reason="They accept French now.", **by(person("lena")))
    assert lesson.advice not in titles(request_("freezing-che"))


def test_a_proposal_is_no_step_yet(person: Person, request_: Callable[[str], Any]) -> None:
    lesson_propose(request=request_("freezing-che"), taught=TAUGHT, learnt_on=ON, **by(person("anna")))
    assert TAUGHT.advice not in titles(request_("freezing-che"))


def test_its_tasks_are_about_the_request_and_stand_behind_its_wall(
    lesson: Lesson, person: Person, request_: Callable[[str], Any], case: Case
) -> None:
    anna, request = person("anna"), request_("freezing-che")
    wall = Wall.objects.create(case=case, title="Freezing")
    wall.members.add(anna)
    Request.everything.filter(pk=request.pk).update(wall=wall, handling="confidential")
    request = request_("freezing-che")
    book = learnt_playbook(request)
    made = playbook_apply(case=case, book=book, start=ON, about=request, **by(anna))
    task = next(task for task in made if task.data["title"] == lesson.advice)
    assert (task.wall, task.handling, task.data["about"]) == (wall, "confidential", ["request", "freezing-che"])
    assert task.data["source"] == step_of(lesson).step.source
    assert task not in Task.objects.visible_to(person("pia").identity())
    with pytest.raises(BadInputError, match="every step"):
        playbook_apply(case=case, book=book, start=ON, about=request, **by(anna))


def test_a_lawyer_leaves_a_step_out_with_a_reason_and_takes_it_in_again(
    lesson: Lesson, person: Person, request_: Callable[[str], Any]
) -> None:
    lena = person("lena")
    with pytest.raises(NotAllowedError):
        step_leave_out(lesson=lesson, reason="No.", revision=0, **by(person("pia")))
    with pytest.raises(BadInputError, match="say why"):
        step_leave_out(lesson=lesson, reason=" ", revision=0, **by(lena))
    before = LogEntry.objects.count()
    step_leave_out(lesson=lesson, reason="One clerk's view.", revision=0, **by(lena))
    assert lesson.advice not in titles(request_("freezing-che"))
    with pytest.raises(BadInputError, match="meanwhile"):
        step_take_in(lesson=lesson, revision=0, **by(lena))
    step_take_in(lesson=lesson, revision=1, **by(lena))
    assert lesson.advice in titles(request_("freezing-che"))
    events = list(LogEntry.objects.filter(index__gte=before).values_list("event", flat=True))
    assert events == ["playbook_step_left_out", "playbook_step_taken_in"]


def test_the_keeper_of_the_page_of_a_state_keeps_its_playbook_alone(lesson: Lesson, person: Person) -> None:
    anna, lena = person("anna"), person("lena")
    page_keep(state="CHE", keeper=lena, revision=1, **by(anna))
    with pytest.raises(NotAllowedError):
        step_leave_out(lesson=lesson, reason="Not needed.", revision=0, **by(anna))
    assert step_leave_out(lesson=lesson, reason="Not needed.", revision=0, **by(lena)).left_out


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (StepWords(" ", "translate", "3"), "what is to be done"),
        (StepWords("Translate it.", "visit_family", "3"), "choose the kind"),
        (StepWords("Translate it.", "translate", "-3"), "the days are"),
        (StepWords("Translate it.", "translate", "9999999999"), "the days are"),
        (StepWords("Translate it.", "translate", "٣"), "the days are"),
        (StepWords("Translate what Jan Voorbeeld wrote.", "translate", "3"), "names nobody"),
    ],
)
def test_a_step_is_changed_only_to_what_can_be_done_and_names_nobody(
    lesson: Lesson, person: Person, words: StepWords, told: str
) -> None:
    with pytest.raises(BadInputError, match=told):
        step_change(lesson=lesson, words=words, revision=0, **by(person("lena")))


def test_a_changed_step_keeps_its_lesson_as_source(lesson: Lesson, person: Person) -> None:
    words = StepWords("Have a sworn translator stamp it.", "translate", "5")
    step_change(lesson=lesson, words=words, revision=0, **by(person("lena")))
    step = step_of(lesson).step
    assert (step.title, step.days) == ("Have a sworn translator stamp it.", 5)
    assert step.source.startswith("Lesson of 2026-11-01")
    lesson.refresh_from_db()
    assert lesson.advice == TAUGHT.advice


def test_the_same_advice_twice_is_one_step(person: Person, request_: Callable[[str], Any], lesson: Lesson) -> None:
    anna, lena = person("anna"), person("lena")
    again = lesson_propose(request=request_("freezing-che"), taught=TAUGHT, learnt_on=ON, **by(anna))
    contribution_decide(made=again, confirm=True, reason="", **by(lena))
    assert titles(request_("freezing-che")).count(TAUGHT.advice) == 1
    assert len([one for one in learnt_steps("CHE", "freezing") if one.lesson.advice == TAUGHT.advice]) == 2


def test_programs_read_the_steps_beside_what_was_learnt(lesson: Lesson) -> None:
    told = next(one for one in learnt_by_state("CHE", "freezing") if one["state"] == "CHE")
    step = next(one for one in told["playbook"] if one["lesson"] == str(lesson.uid))
    assert (step["kind"], step["left_out"], step["measure"]) == ("translate", False, "freezing")


def test_in_the_browser_a_lesson_becomes_tasks_and_is_left_out(
    lesson: Lesson, person: Person, case: Case, request_: Callable[[str], Any]
) -> None:
    anna, lena = Client(), Client()
    anna.force_login(person("anna"))
    lena.force_login(person("lena"))
    body = anna.get(f"/cases/{case.pk}/tasks").content.decode()
    assert "Learnt with earlier requests: Switzerland" in body
    assert lesson.advice in body
    given = {"request": request_("freezing-che").pk, "start": "2026-11-02"}
    assert anna.post(f"/cases/{case.pk}/playbook", given).status_code == 302
    assert Task.everything.filter(case=case, data__contains=lesson.advice).exists()
    assert anna.post(f"/cases/{case.pk}/playbook", {**given, "request": 999999}).status_code == 404
    page = f"/lessons/{lesson.pk}"
    assert lena.post(f"{page}/step", {"action": "leave_out", "revision": 0}).status_code == 422
    assert lena.post(f"{page}/step", {"action": "leave_out", "leave_out": "Once.", "revision": 0}).status_code == 302
    assert "Take it in again" in lena.get(page).content.decode()
    assert "Left out" in lena.get("/knowledge/states/CHE?measure=freezing").content.decode()
