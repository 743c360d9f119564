"""Long work on a record: its progress is kept as it goes, and it ends ready or failed, never half-done."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.module_loading import import_string

from comity.casework.background.models import Worked
from comity.casework.evidence.kept import kept_columns, still_named
from comity.casework.evidence.store import path_of
from comity.casework.log.services import log_append
from comity.common.errors import ComityError

_W = TypeVar("_W", bound=Worked)
Told = Callable[[int, int], None]


def work_on(record: _W) -> _W:
    """Do the work of a record; it gives the columns to be set when it is done, all of them in one step."""
    work: Callable[[_W, Told], dict[str, Any]] = import_string(record.work)
    try:
        columns = work(record, lambda done, total: _tell(record, done, total))
    except ComityError as error:
        return fail(record, str(error))
    except MemoryError:
        return fail(record, "the memory of the machine was not enough; take less at once, or tell the administrator")
    except OSError as error:  # its words without the path, which is nobody's business but the administrator's
        return fail(
            record, f"the machine could not do it ({error.strerror or 'no reason given'}); tell the administrator"
        )
    except Exception:
        fail(record, "the program failed at it; what it was is in the messages of the server")
        raise
    return _finish(record, columns)


def _tell(record: Worked, done: int, total: int) -> None:
    _rows(record).update(done=done, total=total, beat=timezone.now())


def _rows(record: Worked) -> QuerySet[Any]:
    return type(record)._base_manager.filter(pk=record.pk)  # noqa: SLF001 - whoever may see it


def _forget(record: Worked, columns: dict[str, Any]) -> None:
    """The case was deleted meanwhile: what the work has just put on the disk goes, too."""
    made = {columns[name] for model, name in kept_columns() if isinstance(record, model) and name in columns}
    for digest in made - still_named(made):
        path_of(settings.EVIDENCE_FOLDER, digest).unlink(missing_ok=True)


@transaction.atomic
def _finish(record: _W, columns: dict[str, Any]) -> _W:
    """Set the columns; a column may be a step that is to be taken in this transaction, and gives its value."""
    if not _rows(record).select_for_update().exists():
        _forget(record, columns)
        return record
    for name, value in columns.items():
        setattr(record, name, value() if callable(value) else value)
    record.status, record.message, record.done = "ready", "", record.total
    record.save()
    details = {name: getattr(record, name) for name in columns if name in {"digest", "exhibit", "outcome"}}
    _log(record, f"{record.subject}_ready", details)
    return record


@transaction.atomic
def fail(record: _W, sentence: str) -> _W:
    """End the work of a record with the sentence why it could not be done."""
    record.status, record.message = "failed", sentence
    record.save(update_fields=["status", "message", "beat"])
    _log(record, f"{record.subject}_failed", {"because": sentence})
    return record


def _log(record: Worked, event: str, details: dict[str, Any]) -> None:
    log_append(
        event=event,
        actor=record.asked_by,
        case=record.case,
        subject=record.subject,
        key=record.name_in_log,
        details=details,
    )
