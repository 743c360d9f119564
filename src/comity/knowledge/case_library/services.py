"""Writing the library: a summary is proposed and decided by a second person; a file is read before it is taken over."""

import datetime as dt
import hashlib
from typing import Any

from django.db import transaction

from comity.casework.access import Permission, require
from comity.casework.accounts.models import User
from comity.casework.cases.models import Case
from comity.casework.cases.selectors import subject_of
from comity.casework.identity import Identity, Subject
from comity.casework.log.services import log_append
from comity.common.errors import BadInputError, ComityError, Place
from comity.knowledge.case_library.files import Read, read_library
from comity.knowledge.case_library.indexing import index_cases, measured
from comity.knowledge.case_library.models import LibraryCase, LibraryFile
from comity.knowledge.case_library.reading import Slip, read_summary
from comity.knowledge.case_library.summary import COLUMNS, Kind, Summary
from comity.knowledge.contributions.services import contribution_log
from comity.knowledge.lessons.naming import named_in

_WORDS = ("title", "publisher", "address", "note", "rate_source")  # of a row; a sum alone names nobody
_NAMED_NOBODY = "a summary names nobody of its case, and this names '{}'"


class SlipsError(ComityError):
    """A summary or a file that cannot be used: every slip with its line and field; nothing has been written."""

    def __init__(self, slips: tuple[Slip, ...]) -> None:
        self.slips = slips
        super().__init__("; ".join(str(slip) for slip in slips[:20]))


@transaction.atomic
def summary_propose(
    *, data: dict[str, Any], on: dt.date, actor: User, who: Identity, case: Case | None = None
) -> LibraryCase:
    """Propose a summary; one made from a case of the office must name nobody of it."""
    require(Permission.LIBRARY_WRITE, who)
    summary = _checked(data)
    if case is not None:
        require(Permission.CASE_READ, who, subject_of(case, who))
        if case.is_open:
            raise BadInputError("a summary is written of a case that is closed")
        _names_nobody(summary, case)
    made = LibraryCase(uid=summary.uid, proposed_on=on, proposed_by=actor)
    if LibraryCase.objects.filter(uid=summary.uid).exists():
        raise BadInputError("the library has this summary already", Place(field="uid"))
    measured(made, summary)
    made.save()
    index_cases([made])
    contribution_log("library_case_proposed", made, actor, case)
    return made


@transaction.atomic
def summary_change(*, made: LibraryCase, data: dict[str, Any], revision: int, actor: User, who: Identity) -> None:
    """Change one's own summary as long as nobody has decided about it."""
    require(Permission.LIBRARY_WRITE, who)
    made = LibraryCase.objects.select_for_update().get(pk=made.pk)
    if made.proposed_by_id != actor.pk or made.status != "proposed":
        raise BadInputError("only the person who proposed a summary changes it, until it is decided")
    if made.revision != revision:
        raise BadInputError("somebody has changed this meanwhile; read it again")
    summary = _checked({**data, "uid": str(made.uid)})
    measured(made, summary)
    made.revision += 1
    made.save()
    index_cases([made])
    contribution_log("library_case_changed", made, actor)


def _checked(data: dict[str, Any]) -> Summary:
    summary, slips = read_summary(data)
    if summary is None:
        raise SlipsError(tuple(slips))
    return summary


def _names_nobody(summary: Summary, case: Case) -> None:
    slips = []
    for column in COLUMNS:
        if column.kind in {Kind.LINE, Kind.TEXT}:
            name = named_in(summary.line(column.name), case)
            slips += [Slip(1, column.name, _NAMED_NOBODY.format(name))] if name else []
    for rows, held in (("amounts", summary.amounts), ("sources", summary.sources)):
        for number, row in enumerate(held, start=1):
            name = named_in(" ".join(row[field] for field in _WORDS if field in row), case)
            slips += [Slip(1, f"{rows} {number}", _NAMED_NOBODY.format(name))] if name else []
    if slips:
        raise SlipsError(tuple(slips))


@transaction.atomic
def library_file_read(
    *, name: str, content: bytes, on: dt.date, actor: User, who: Identity
) -> tuple[LibraryFile, Read]:
    """Read a file of summaries and keep it until it is taken over or put away; no summary is written yet."""
    require(Permission.CONTRIBUTION_TAKE, who)
    read = read_library(content, name)
    if read.slips:
        raise SlipsError(read.slips)
    if not read.summaries:
        raise BadInputError("the file holds no summary", Place(name))
    LibraryFile.objects.filter(brought_by=actor, status="read").update(status="put_away", content="")
    text, digest = content.decode("utf-8-sig"), hashlib.sha256(content).hexdigest()
    file = LibraryFile.objects.create(
        name=name[:200], digest=digest, content=text, cases=len(read.summaries), brought_on=on, brought_by=actor
    )
    _file_log("library_file_read", file, actor)
    return file, read


@transaction.atomic
def library_file_take(*, file: LibraryFile, on: dt.date, actor: User, who: Identity) -> int:
    """Take over the summaries of a file as proposals; those that the library knows stay as they are."""
    require(Permission.CONTRIBUTION_TAKE, who)
    file = LibraryFile.objects.select_for_update().get(pk=file.pk)
    if file.status != "read" or file.brought_by_id != actor.pk:
        raise BadInputError("this file has been taken over or put away")
    read = read_library(file.content.encode(), file.name)
    known = {str(uid) for uid in LibraryCase.objects.values_list("uid", flat=True)}
    origin = "" if read.giver == actor.agency.state else read.giver
    made = []
    for summary in read.summaries:
        if summary.uid not in known:
            case = LibraryCase(uid=summary.uid, proposed_on=on, proposed_by=actor, file=file, origin=origin)
            measured(case, summary)
            made.append(case)
    LibraryCase.objects.bulk_create(made, batch_size=500)
    index_cases(made)
    file.status, file.content, file.cases = "taken" if made else "put_away", "", len(made)
    file.save(update_fields=["status", "content", "cases"])
    _file_log("library_file_taken", file, actor)
    return len(made)


@transaction.atomic
def library_file_decide(*, file: LibraryFile, confirm: bool, reason: str, actor: User, who: Identity) -> int:
    """Confirm all summaries of a file that another person brought, or turn them all down with a reason."""
    file = LibraryFile.objects.select_for_update().get(pk=file.pk)
    require(Permission.CONTRIBUTION_DECIDE, who, Subject(author=file.brought_by_id))
    if file.status != "taken":
        raise BadInputError("somebody has decided about this meanwhile")
    if not confirm and not reason.strip():
        raise BadInputError("say why it is turned down", Place(field="reason"))
    status = "confirmed" if confirm else "turned_down"
    waiting = file.summaries.filter(status="proposed")
    count = waiting.update(status=status, decided_by=actor, decision=reason.strip())
    file.status = status
    file.save(update_fields=["status"])
    _file_log(f"library_file_{status}", file, actor)
    return count


def _file_log(event: str, file: LibraryFile, actor: User) -> None:
    details = {"name": file.name, "sha256": file.digest, "cases": file.cases}
    log_append(event=event, actor=actor, subject="library_file", key=str(file.uid), details=details)
