"""Tasks and playbooks: somebody's, by a day that is worked out, and never about anybody's family."""

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest

from comity.casework.access import NotAllowedError
from comity.casework.agencies.models import Agency
from comity.casework.cases.models import Case, Wall
from comity.casework.log.models import LogEntry
from comity.casework.people.models import Party
from comity.casework.records.services import ChangedMeanwhileError
from comity.casework.tasks.due import due_of
from comity.casework.tasks.kinds import TaskKind
from comity.casework.tasks.playbooks import playbook, playbooks
from comity.casework.tasks.selectors import own_tasks, tasks_for
from comity.casework.tasks.services import Wanted, playbook_apply, task_end, task_give, task_reopen, task_set
from comity.common.errors import BadInputError
from comity.law.clocks import clock_rules
from comity.web import labels

Person = Callable[[str], Any]
TODAY = dt.date(2026, 11, 21)
AROUND_A_PERSON = re.compile(
    r"famil|relative|kin\b|spouse|wife|husband|parent|mother|father|child|brother|sister|friend|colleague|neighbo",
    re.IGNORECASE,
)


def test_no_kind_of_task_is_about_the_people_around_somebody() -> None:
    assert [kind for kind in TaskKind if AROUND_A_PERSON.search(kind)] == []


@pytest.mark.parametrize("book", playbooks(), ids=lambda book: book.key)
def test_no_step_of_a_playbook_is_about_the_people_around_somebody(book: Any) -> None:
    assert [s.key for s in book.steps if AROUND_A_PERSON.search(f"{s.key} {s.title} {s.why}")] == []


@pytest.mark.parametrize("book", playbooks(), ids=lambda book: book.key)
def test_every_step_has_an_owner_a_limit_a_reason_and_a_source(book: Any) -> None:
    assert book.steps
    for step in book.steps:
        assert step.owners
        assert step.days >= 0
        assert step.why.endswith(".")
        assert re.search(r"article|guideline|news release", step.source, re.IGNORECASE), step.key
    assert len({step.key for step in book.steps}) == len(book.steps)
    assert book.checked <= TODAY


def test_the_two_playbooks_ship() -> None:
    assert {"first-24-hours", "asset-recovery"} <= {book.key for book in playbooks()}
    with pytest.raises(BadInputError, match="no playbook"):
        playbook("nothing")


def test_a_due_day_is_given_or_worked_out_and_unknown_where_nobody_said() -> None:
    start = "2026-11-20"
    assert due_of({"due": {"day": "2026-12-01"}}, ("NLD",)).day == dt.date(2026, 12, 1)  # type: ignore[union-attr]
    assert due_of({"due": {"from": start, "days": 14}}, ("NLD",)).day == dt.date(2026, 12, 4)  # type: ignore[union-attr]
    assert due_of({}, ("NLD",)) is None
    rule = next(r for r in clock_rules() if due_of({"due": {"from": start, "clock": r.id}}, ("NLD",)))
    due = due_of({"due": {"from": start, "clock": rule.id}}, ("NLD",))
    assert due is not None
    assert due.because
    with pytest.raises(BadInputError, match="no clock"):
        due_of({"due": {"from": start, "clock": "nobody/nothing"}}, ("NLD",))


def test_every_kind_and_event_is_in_the_catalogue() -> None:
    codes = [*TaskKind, "task_set", "task_done", "task_not_needed", "task_given", "task_reopened", "not_needed"]
    assert [c for c in codes if c.replace("_", " ").capitalize() not in labels.catalogue()] == []


@pytest.mark.django_db
class TestInTheOffice:
    def one(self, case: Case, anna: Any, about: tuple[str, str] = ("", ""), **more: Any) -> Any:
        wanted = Wanted(TaskKind.TRANSLATE, "Translate the order", due={"day": TODAY.isoformat()}, about=about)
        return task_set(case=case, wanted=wanted, actor=anna, who=anna.identity(), **more)

    def test_a_task_is_set_done_and_taken_up_again_each_in_one_leaf(self, case: Case, person: Person) -> None:
        anna, pia = person("anna"), person("pia")
        before = LogEntry.objects.count()
        task = self.one(case, anna, owner=pia)
        task_end(task=task, state="done", reason="", revision=1, actor=pia, who=pia.identity())
        task_reopen(task=task, revision=2, actor=pia, who=pia.identity())
        events = [e.event for e in LogEntry.objects.order_by("-index")[: LogEntry.objects.count() - before]]
        assert events == ["task_reopened", "task_done", "task_set"]

    def test_why_a_task_is_not_needed_must_be_said(self, case: Case, person: Person) -> None:
        anna = person("anna")
        task = self.one(case, anna, owner=anna)
        with pytest.raises(BadInputError, match="not needed"):
            task_end(task=task, state="not_needed", reason=" ", revision=1, actor=anna, who=anna.identity())

    def test_two_people_do_not_end_a_task_twice(self, case: Case, person: Person) -> None:
        anna = person("anna")
        task = self.one(case, anna, owner=anna)
        task_end(task=task, state="done", reason="", revision=1, actor=anna, who=anna.identity())
        with pytest.raises(ChangedMeanwhileError):
            task_end(task=task, state="done", reason="", revision=1, actor=anna, who=anna.identity())

    def test_a_task_is_nobodys_who_is_not_on_the_team(self, case: Case, person: Person) -> None:
        with pytest.raises(BadInputError, match="not on the team"):
            self.one(case, person("anna"), owner=person("ida"))
        with pytest.raises(BadInputError, match="has not joined"):
            self.one(case, person("anna"), agency=Agency.objects.get(key="immigration"))

    def test_a_reader_sets_no_task_but_does_their_own(self, case: Case, person: Person) -> None:
        anna, lena = person("anna"), person("lena")
        with pytest.raises(NotAllowedError):
            self.one(case, lena, owner=lena)
        task = self.one(case, anna, owner=lena)
        task_end(task=task, state="done", reason="", revision=1, actor=lena, who=lena.identity())

    def test_a_task_given_to_an_agency_is_on_the_list_of_all_its_people(self, case: Case, person: Person) -> None:
        anna, pia = person("anna"), person("pia")
        task = self.one(case, anna, agency=pia.agency)
        assert task.pk in [one.task.pk for one in own_tasks(pia, pia.identity(), TODAY)]
        task_give(task=task, owner=anna, agency=None, revision=1, actor=anna, who=anna.identity())
        assert task.pk not in [one.task.pk for one in own_tasks(pia, pia.identity(), TODAY)]

    def test_a_task_behind_a_wall_is_seen_from_within_only(self, case: Case, person: Person) -> None:
        anna, pia = person("anna"), person("pia")
        task = self.one(case, anna, agency=pia.agency, wall=case.walls.get())
        assert task.pk not in [one.task.pk for one in tasks_for(pia.identity(), TODAY, case)]
        assert task.pk in [one.task.pk for one in tasks_for(anna.identity(), TODAY, case)]

    def test_a_task_about_a_record_behind_a_wall_stands_behind_it_too(self, case: Case, person: Person) -> None:
        anna, wall = person("anna"), case.walls.get()
        record = Party.everything.filter(case=case, wall__isnull=True).first()
        assert record
        Party.everything.filter(pk=record.pk).update(wall=wall, handling="secret")
        task = self.one(case, anna, owner=anna, about=("party", record.key))
        assert (task.wall, task.handling) == (wall, "secret")
        other = Wall.objects.create(case=case, title="Another wall")
        other.members.add(anna)
        with pytest.raises(BadInputError, match="behind another wall"):
            self.one(case, anna, owner=anna, about=("party", record.key), wall=other)
        with pytest.raises(BadInputError, match="outside the wall"):
            self.one(case, anna, owner=person("pia"), about=("party", record.key))
        with pytest.raises(BadInputError, match="outside the wall"):
            task_give(task=task, owner=person("pia"), agency=None, revision=1, actor=anna, who=anna.identity())
        with pytest.raises(BadInputError, match="record of this case"):
            self.one(case, anna, owner=anna, about=("party", "nobody"))

    def test_a_playbook_makes_each_of_its_tasks_once_for_agencies_that_have_joined(
        self, case: Case, person: Person
    ) -> None:
        anna = person("anna")
        made = playbook_apply(case=case, book=playbook("asset-recovery"), start=TODAY, actor=anna, who=anna.identity())
        assert len(made) == len(playbook("asset-recovery").steps)
        assert {task.agency.kind for task in made if task.agency} <= {
            "prosecution",
            "central_authority",
            "fiu",
            "police",
        }
        assert all(task.data["source"] for task in made)
        with pytest.raises(BadInputError, match="already"):
            playbook_apply(case=case, book=playbook("asset-recovery"), start=TODAY, actor=anna, who=anna.identity())

    def test_the_nearest_task_comes_first(self, case: Case, person: Person) -> None:
        listed = tasks_for(person("anna").identity(), TODAY, case)
        days = [one.due.day for one in listed if one.due]
        assert days == sorted(days)
