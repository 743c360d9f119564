"""Long work on a record: its progress is kept as it goes, and it ends ready or failed, never half-done."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.db import transaction
from django.utils import timezone

from comity.casework.log.services import log_append
from comity.casework.tracing.models import Worked
from comity.common.errors import BadInputError, ComityError

_W = TypeVar("_W", bound=Worked)
Told = Callable[[int, int], None]
CUT_OFF_SECONDS = 120
"""After so long without a step, work that has not ended is taken to have been cut off and may be begun again."""


def work_on(record: _W, work: Callable[[_W, Told], dict[str, Any]]) -> _W:
    """Do the work of a record; ``work`` gives the columns to be set when it is done, all of them in one step."""
    try:
        columns = work(record, lambda done, total: _tell(record, done, total))
    except ComityError as error:
        return _fail(record, str(error))
    except (OSError, MemoryError) as error:
        return _fail(record, f"the machine could not do it: {error.__class__.__name__.lower()}: {error}")
    return _finish(record, columns)


def _tell(record: Worked, done: int, total: int) -> None:
    type(record).everything.filter(pk=record.pk).update(done=done, total=total, beat=timezone.now())


@transaction.atomic
def _finish(record: _W, columns: dict[str, Any]) -> _W:
    for name, value in {"status": "ready", "message": "", **columns}.items():
        setattr(record, name, value)
    record.done = record.total
    record.save()
    details = {name: value for name, value in columns.items() if name in {"digest", "exhibit"}}
    _log(record, f"{record.subject}_ready", details)
    return record


@transaction.atomic
def _fail(record: _W, sentence: str) -> _W:
    record.status, record.message = "failed", sentence
    record.save(update_fields=["status", "message", "beat"])
    _log(record, f"{record.subject}_failed", {"because": sentence})
    return record


def _log(record: Worked, event: str, details: dict[str, Any]) -> None:
    log_append(
        event=event, actor=record.made_by, case=record.case, subject=record.subject, key=record.key, details=details
    )


def begin_again(record: Worked) -> None:
    """Set a failed record, or one whose work was cut off, back to its beginning."""
    gone = (timezone.now() - record.beat).total_seconds()
    if record.status == "ready" or (record.status == "begun" and gone < CUT_OFF_SECONDS):
        raise BadInputError("this is done, or somebody is at work on it")
    record.status, record.done, record.message = "begun", 0, ""
    record.save(update_fields=["status", "done", "message", "beat"])
