"""Writing records: changes that never overwrite another's silently, walls, and marks on single fields."""

from typing import Any

from django.db import transaction
from django.db.models import Max

from comity.casefile.case import Handling
from comity.casefile.loader import case_from_data
from comity.casework.access import Permission, require
from comity.casework.accounts.models import User
from comity.casework.cases.models import Case, Wall
from comity.casework.cases.selectors import subject_of
from comity.casework.identity import Identity, rank
from comity.casework.log.models import LogEntry
from comity.casework.log.services import log_append
from comity.casework.records.models import CaseRecord, Record
from comity.casework.records.selectors import record_subject
from comity.common.errors import BadInputError, ComityError, Place


class ChangedMeanwhileError(ComityError):
    """Somebody else has saved the record since it was read."""


@transaction.atomic
def record_change(*, record: CaseRecord, data: dict[str, Any], revision: int, actor: User, who: Identity) -> None:
    """Save the data of a record that was read at a revision; nothing is overwritten that came in between."""
    require(Permission.RECORD_EDIT, who, record_subject(record, who))
    model = type(record)
    done = model.everything.filter(pk=record.pk, revision=revision).update(data=data, revision=revision + 1)
    if not done:
        raise ChangedMeanwhileError(f"'{record.key}' was changed by somebody else meanwhile; look at it and save again")
    record_check(record)
    details = {"before": record.data, "after": data}
    log_append(
        event="record_changed", actor=actor, case=record.case, subject=record.subject, key=record.key, details=details
    )
    record.refresh_from_db()
    record.case.save(update_fields=["changed"])


def record_check(record: CaseRecord) -> None:
    """The case with the change must still be a case file; if it is none, the change is taken back with the sentence."""
    from comity.casework.cases.case_file import case_data  # noqa: PLC0415 - it reads every kind of record

    case_from_data(case_data(record.case), record.case.reference, unfinished=True)


@transaction.atomic
def record_add(*, case: Case, kind: str, data: dict[str, Any], actor: User, who: Identity) -> Record:
    """Add a record to the case file: conduct, proceedings, a document, an authority, a claim."""
    require(Permission.RECORD_EDIT, who, subject_of(case, who))
    last = Record.everything.filter(case=case, kind=kind).aggregate(last=Max("position"))["last"]
    position = 0 if last is None else last + 1
    if Record.everything.filter(case=case, kind=kind, key=data["id"]).exists():
        raise BadInputError(f"the id '{data['id']}' is in use; choose another one", Place(field="id"))
    record: Record = Record.everything.create(case=case, kind=kind, key=data["id"], position=position, data=data)
    record_check(record)
    details = {"kind": kind, "data": data}
    log_append(event="record_added", actor=actor, case=case, subject=record.subject, key=record.key, details=details)
    case.save(update_fields=["changed"])
    return record


@transaction.atomic
def record_remove(*, record: Record, revision: int, actor: User, who: Identity) -> None:
    """Take a record out of the case file if nothing refers to it; the log keeps what it said, to be put back."""
    require(Permission.RECORD_EDIT, who, record_subject(record, who))
    if not Record.everything.select_for_update().filter(pk=record.pk, revision=revision).exists():
        raise ChangedMeanwhileError(f"'{record.key}' was changed by somebody else meanwhile; look at it again")
    details = {"kind": record.kind, "data": record.data, "wall": record.wall_id}
    details |= {"handling": record.handling, "marks": record.marks}
    case, key, subject = record.case, record.key, record.subject
    record.delete()
    try:
        record_check(record)
    except BadInputError:
        raise BadInputError(f"something in the case refers to '{key}'; change that first") from None
    log_append(event="record_removed", actor=actor, case=case, subject=subject, key=key, details=details)
    case.save(update_fields=["changed"])


@transaction.atomic
def record_put_back(*, entry: LogEntry, actor: User, who: Identity) -> None:
    """Put back a record that was taken out, as the log keeps it, behind the same wall and under the same handling."""
    said, case = entry.detail.data, entry.case
    if case is None:
        raise BadInputError("this entry of the log is about no case; choose one of this case")
    record = record_add(case=case, kind=said["kind"], data=said["data"], actor=actor, who=who)
    protection = {"wall_id": said["wall"], "handling": said["handling"], "marks": said["marks"]}
    Record.everything.filter(pk=record.pk).update(**protection)


@transaction.atomic
def record_wall(*, record: CaseRecord, wall: Wall | None, actor: User, who: Identity) -> None:
    """Put a record behind a wall of its case, or take it out."""
    require(Permission.RECORD_EDIT, who, record_subject(record, who))
    if wall is not None and wall.case_id != record.case_id:
        raise BadInputError("the wall stands in another case")
    if wall is not None and not wall.members.filter(pk=who.user).exists():
        raise BadInputError("you stand outside this wall, so you would no longer see the record")
    record.wall = wall
    record.save(update_fields=["wall"])
    details = {"wall": wall.pk if wall else None}
    log_append(
        event="wall_moved", actor=actor, case=record.case, subject=record.subject, key=record.key, details=details
    )


@transaction.atomic
def record_classify(*, record: CaseRecord, handling: Handling, actor: User, who: Identity) -> None:
    """Give a record a handling level of its own; nobody sets one above their own clearance."""
    require(Permission.RECORD_EDIT, who, record_subject(record, who))
    _within_clearance(handling, who)
    before, record.handling = record.handling, handling.value
    record.save(update_fields=["handling"])
    details = {"before": before, "after": handling.value}
    log_append(
        event="record_classified",
        actor=actor,
        case=record.case,
        subject=record.subject,
        key=record.key,
        details=details,
    )


def _within_clearance(handling: Handling, who: Identity) -> None:
    if rank(handling) > rank(who.clearance):
        raise BadInputError("this handling is above your own clearance; choose one up to it", Place(field="handling"))


@transaction.atomic
def record_mark(*, record: CaseRecord, field: str, handling: Handling, actor: User, who: Identity) -> None:
    """Raise the handling of one field of a record above that of the record; nobody above their own clearance."""
    require(Permission.RECORD_EDIT, who, record_subject(record, who))
    _within_clearance(handling, who)
    _within_clearance(Handling(record.marks.get(field, Handling.OPEN.value)), who)
    record.marks = {**record.marks, field: handling.value}
    record.save(update_fields=["marks"])
    details = {"field": field, "handling": handling.value}
    log_append(
        event="field_marked", actor=actor, case=record.case, subject=record.subject, key=record.key, details=details
    )
