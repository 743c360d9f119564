"""Writing records: changes that never overwrite another's silently, walls, and marks on single fields."""

from typing import Any

from django.db import transaction

from comity.casefile.case import Handling
from comity.casefile.loader import case_from_data
from comity.casework.access import Permission, require
from comity.casework.accounts.models import User
from comity.casework.cases.models import Wall
from comity.casework.identity import Identity
from comity.casework.log.services import log_append
from comity.casework.records.models import CaseRecord
from comity.casework.records.selectors import record_subject
from comity.common.errors import BadInputError, ComityError


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

    case_from_data(case_data(record.case), record.case.reference)


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
def record_mark(*, record: CaseRecord, field: str, handling: Handling, actor: User, who: Identity) -> None:
    """Raise the handling of one field of a record above that of the record."""
    require(Permission.RECORD_EDIT, who, record_subject(record, who))
    record.marks = {**record.marks, field: handling.value}
    record.save(update_fields=["marks"])
    details = {"field": field, "handling": handling.value}
    log_append(
        event="field_marked", actor=actor, case=record.case, subject=record.subject, key=record.key, details=details
    )
