"""The queue of long work: asked for in the transaction of the step that needs it, so that neither is without the other.

A task names a record and nothing else (what was asked stands in the record, where its walls are), or nothing at all,
where it does whatever waits to be done.
"""

import datetime as dt

from django.apps import apps
from django.db import transaction
from django.db.models import Min, QuerySet
from django.utils import timezone
from django_tasks import TaskResultStatus, task
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from comity.casework.background.models import Worked
from comity.casework.background.working import fail, work_on
from comity.common.errors import BadInputError

CUT_OFF_SECONDS = 120
"""After so long without a step, work that has not ended is taken to have been cut off and is begun again."""
MOST_BEGINNINGS = 3


@task()
def work(label: str, pk: int) -> None:
    """Do the work of one record, unless it is gone or done."""
    record = _record(label, pk)
    if record is not None and record.status == "begun":
        work_on(record)


def _record(label: str, pk: int) -> Worked | None:
    found = apps.get_model(label)
    if not issubclass(found, Worked):
        raise TypeError(f"{label} is no work")
    return found._base_manager.filter(pk=pk).first()  # noqa: SLF001 - the worker sees what it is to do


def in_background(record: Worked) -> None:
    """Have the work of a record done beside the pages, once the transaction of this step is on the disk."""
    _tasks_of(record).delete()
    work.enqueue(_label(record), record.pk)


def _tasks_of(record: Worked) -> "QuerySet[DBTaskResult[..., None]]":
    return DBTaskResult.objects.filter(args_kwargs__args=[_label(record), record.pk])


def _label(record: Worked) -> str:
    return record._meta.label  # noqa: SLF001 - Django's own way to ask


@transaction.atomic
def begin_again(record: Worked) -> None:
    """Set a failed record, or one whose work was cut off, back to its beginning."""
    gone = (timezone.now() - record.beat).total_seconds()
    if record.status == "ready" or (record.status == "begun" and gone < CUT_OFF_SECONDS):
        raise BadInputError("this is done, or somebody is at work on it")
    record.status, record.done, record.message = "begun", 0, ""
    record.save(update_fields=["status", "done", "message", "beat"])
    in_background(record)


def work_off(worker: str = "here") -> int:
    """Do all work that waits, in this process, and tell how many pieces; what is over leaves nothing in the queue."""
    does = Worker(
        queue_names=["*"],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=worker,
        excluded_queue_names=[],
    )
    while (waiting := _claimed(worker)) is not None:
        does.run_task(waiting)
    return DBTaskResult.objects.finished().delete()[0]


def is_waiting() -> bool:
    """Whether there is work that nobody has begun."""
    return DBTaskResult.objects.ready().exists()


def _claimed(worker: str) -> "DBTaskResult[..., None] | None":
    """The next piece, marked as this worker's so that no other begins it.

    The loop of the package would close a database that is in a transaction, as where the synthetic office is filled.
    """
    with transaction.atomic():
        waiting = DBTaskResult.objects.ready().get_locked()
        if waiting is not None:
            waiting.claim(worker)
        return waiting


def waiting_since() -> dt.datetime | None:
    """When the work was asked for that has waited longest; nothing where none waits."""
    first: dt.datetime | None = DBTaskResult.objects.ready().aggregate(Min("enqueued_at"))["enqueued_at__min"]
    return first


def take_up_cut_off() -> None:
    """Put work back that was cut off (the machine stopped, memory ran out), thrice at most."""
    for waiting in DBTaskResult.objects.running():
        arguments = waiting.args_kwargs["args"]
        record = _record(*arguments) if arguments else None
        begun = waiting.started_at or waiting.enqueued_at
        last = max(record.beat, begun) if record else begun
        if (timezone.now() - last).total_seconds() < CUT_OFF_SECONDS:
            continue
        if len(waiting.worker_ids) < MOST_BEGINNINGS:
            waiting.status = TaskResultStatus.READY
            waiting.save(update_fields=["status"])
            continue
        if record is not None and record.status == "begun":
            fail(record, f"the work was cut off {MOST_BEGINNINGS} times; the machine may be too small for it")
        waiting.delete()
