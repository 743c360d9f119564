"""A file of applicants: taken in with the status of each row, checked portion by portion, and forgotten row by row."""

import datetime as dt
from dataclasses import asdict
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.db import transaction

from comity.casework.access import Permission, require
from comity.casework.accounts.models import User
from comity.casework.entry.checking import Occasion, answer_of, check_occasion
from comity.casework.entry.codes import FILES_A_DAY, ROWS_A_FILE, ROWS_A_PORTION, RowStatus
from comity.casework.entry.matching import Sought
from comity.casework.entry.models import EntryFile, EntryFileRow
from comity.casework.identity import Identity
from comity.casework.log.services import log_append
from comity.common.errors import BadInputError, Place

if TYPE_CHECKING:
    from comity.screening.entity import Entity


@transaction.atomic
def file_take(*, path: Path, name: str, occasion: Occasion, actor: User, who: Identity) -> EntryFile:
    """Take in a file (CSV, Excel or JSON lines) whose columns are named; a row that cannot be read says why."""
    require(Permission.ENTRY_CHECK, who)
    check_occasion(occasion)
    if EntryFile.objects.filter(by=actor, on=occasion.on).count() >= FILES_A_DAY:
        raise BadInputError("the limit of files a day is reached; go on tomorrow", Place(field="file"))
    rows = list(islice(_rows(path, name), ROWS_A_FILE + 1))
    if len(rows) > ROWS_A_FILE:
        raise BadInputError("the file holds more than 5,000 rows; divide it", Place(field="file"))
    if not rows:
        raise BadInputError(
            "the file holds no row; its first line names the columns, and each further line is a person",
            Place(field="file"),
        )
    made = EntryFile.objects.create(
        by=actor,
        agency=actor.agency,
        on=occasion.on,
        purpose=occasion.purpose,
        reference=occasion.reference.strip(),
        name=name[:200],
    )
    EntryFileRow.objects.bulk_create(_row(made, entity, trouble) for entity, trouble in rows)
    details = {"purpose": made.purpose, "reference": made.reference, "rows": len(rows)}
    _log("entry_file_taken", made, actor, occasion.on, details)
    return made


def _rows(path: Path, name: str) -> "Any":  # noqa: ANN401 - the screening room's rows
    from comity.screening.bulk import customers  # noqa: PLC0415 - screening is read when somebody asks for it

    try:
        yield from customers(path)
    except BadInputError as error:
        raise BadInputError(error.what, Place(name, error.place.line, "file")) from None


def _row(file: EntryFile, entity: "Entity", trouble: str) -> EntryFileRow:
    return EntryFileRow(
        file=file,
        line=entity.row,
        label=entity.id[:200],
        data={} if trouble else asdict(entity),
        status=RowStatus.TROUBLE.value if trouble else RowStatus.WAITING.value,
        trouble=trouble[:300],
    )


@transaction.atomic
def file_continue(*, file: EntryFile, now: dt.datetime, on: dt.date, actor: User, who: Identity) -> int:
    """Check the next portion of a file; gives how many rows still wait. What a checked row said is deleted."""
    require(Permission.ENTRY_CHECK, who)
    locked = EntryFile.objects.select_for_update().get(pk=file.pk)
    waiting = list(locked.rows.filter(status=RowStatus.WAITING)[:ROWS_A_PORTION])
    sought = Sought(on)
    hits = sum(_checked(row, sought, locked, now, on, actor) for row in waiting)
    if waiting:
        counted = {"rows": len(waiting), "hits": hits, "from_line": waiting[0].line, "to_line": waiting[-1].line}
        details = {"purpose": locked.purpose, "reference": locked.reference, **counted}
        _log("entry_file_checked", locked, actor, on, details)
    return locked.rows.filter(status=RowStatus.WAITING).count()


def _checked(row: EntryFileRow, sought: Sought, file: EntryFile, now: dt.datetime, on: dt.date, actor: User) -> bool:
    entity = _entity(row)
    matches = sought.matches(entity)
    if matches:
        occasion = Occasion(file.purpose, f"{file.reference} / {row.label}"[:120], now, on)
        row.consultations.add(*answer_of(matches, entity, occasion, actor).consultations)
    row.status = RowStatus.HIT.value if matches else RowStatus.NO_HIT.value
    row.data = {}
    row.save(update_fields=["status", "data"])
    return bool(matches)


def _entity(row: EntryFileRow) -> "Entity":
    from comity.screening.entity import Entity  # noqa: PLC0415 - as above

    values: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in row.data.items()
    }
    values["identifiers"] = tuple((kind, number) for kind, number in row.data.get("identifiers", ()))
    return Entity(**values)


def _log(event: str, file: EntryFile, actor: User, on: dt.date, details: dict[str, Any]) -> None:
    log_append(event=event, actor=actor, subject="entry_file", key=str(file.pk), day=on, details=details)
