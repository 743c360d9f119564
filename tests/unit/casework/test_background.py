"""Long work: asked for with the step that needs it, done once, taken up again where it was cut off."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.db import transaction
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from comity.casework.background.queue import MOST_BEGINNINGS, in_background, is_waiting, take_up_cut_off, work_off
from comity.casework.evidence.store import arrived
from comity.casework.log.models import LogEntry
from comity.casework.tracing.models import MoneyTrace
from comity.casework.tracing.traces import Asked, trace_begin

pytestmark = pytest.mark.django_db
Person = Callable[[str], Any]


@pytest.fixture
def begun(case: Any, person: Person) -> MoneyTrace:
    """A trace that waits to be done."""
    ledger = MoneyTrace.everything.select_related("ledger__case").get(case=case).ledger
    anna = person("anna")
    return trace_begin(ledger=ledger, asked=Asked("INVENTED1", rules=("fifo",)), actor=anna, who=anna.identity())


def cut_off(record: MoneyTrace, times: int = 1, seconds: int = 600) -> None:
    """As if a worker had begun it some time ago and had never come back."""
    then = timezone.now() - dt.timedelta(seconds=seconds)
    DBTaskResult.objects.update(status=TaskResultStatus.RUNNING, started_at=then, worker_ids=["gone"] * times)
    MoneyTrace.everything.filter(pk=record.pk).update(beat=then)


def test_what_a_step_asks_for_waits_until_the_worker_does_it_and_leaves_nothing_behind(begun: MoneyTrace) -> None:
    assert (begun.status, is_waiting()) == ("begun", True)
    work_off()
    begun.refresh_from_db()
    assert begun.status == "ready"
    assert not DBTaskResult.objects.exists()
    assert LogEntry.objects.latest("index").event == "trace_ready"


def test_a_step_that_is_undone_asks_for_nothing(begun: MoneyTrace) -> None:
    work_off()
    with transaction.atomic():
        in_background(begun)
        transaction.set_rollback(True)
    assert not is_waiting()


def test_asked_for_twice_it_is_done_once(begun: MoneyTrace) -> None:
    in_background(begun)
    assert DBTaskResult.objects.count() == 1


def test_work_of_a_record_that_is_gone_is_forgotten(begun: MoneyTrace) -> None:
    MoneyTrace.everything.filter(pk=begun.pk).delete()
    work_off()
    assert not DBTaskResult.objects.exists()


def test_what_was_made_for_a_case_that_was_deleted_meanwhile_goes_from_the_disk(
    begun: MoneyTrace, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.EVIDENCE_FOLDER = tmp_path

    monkeypatch.setattr(MoneyTrace, "work", f"{__name__}.made_while_it_goes")
    work_off()
    assert not MoneyTrace.everything.filter(pk=begun.pk).exists()
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def made_while_it_goes(record: MoneyTrace, _told: object) -> dict[str, str]:
    """Keep an exhibit, and lose the trace to a deletion before it is told."""
    digest = arrived([b"an exhibit"], django_settings.EVIDENCE_FOLDER, 100).keep()
    MoneyTrace.everything.filter(pk=record.pk).delete()
    return {"exhibit": digest}


def test_work_that_was_cut_off_is_taken_up_again(begun: MoneyTrace) -> None:
    cut_off(begun)
    take_up_cut_off()
    work_off()
    begun.refresh_from_db()
    assert begun.status == "ready"


def test_work_that_another_is_at_is_left_to_them(begun: MoneyTrace) -> None:
    cut_off(begun, seconds=20)
    take_up_cut_off()
    assert not is_waiting()


def test_work_that_is_cut_off_again_and_again_fails_with_a_sentence(begun: MoneyTrace) -> None:
    cut_off(begun, times=MOST_BEGINNINGS)
    take_up_cut_off()
    begun.refresh_from_db()
    assert begun.status == "failed"
    assert "was cut off 3 times" in begun.message
    assert not DBTaskResult.objects.exists()


def test_a_fault_of_the_program_ends_the_work_and_keeps_nothing_of_it_in_the_queue(
    begun: MoneyTrace, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(MoneyTrace, "work", "operator.truediv")
    work_off()
    begun.refresh_from_db()
    assert begun.status == "failed"
    assert "the program failed" in begun.message
    assert not DBTaskResult.objects.exists(), "its traceback may hold what is behind a wall"
    assert "TypeError" in caplog.text
