"""Writing the first lines of a case: its title, languages and handling; closing it and opening it again."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from comity.casefile.case import Handling
from comity.casefile.loader import case_from_data
from comity.casework.access import Permission, require
from comity.casework.accounts.models import User
from comity.casework.cases.closing import closing_hindrances
from comity.casework.cases.models import Case
from comity.casework.cases.selectors import searchable, subject_of
from comity.casework.identity import Identity, rank
from comity.casework.log.services import log_append
from comity.casework.records.services import ChangedMeanwhileError
from comity.common.errors import BadInputError, Place


@dataclass(frozen=True, slots=True)
class Head:
    """The first lines of a case file: title (plain, or per language), languages, the day it was opened, handling."""

    title: Any
    languages: tuple[str, ...]
    opened: dt.date | None
    handling: Handling


@transaction.atomic
def case_change(*, case: Case, head: Head, revision: int, actor: User, who: Identity) -> Case:
    """Change the first lines of a case that were read at a revision; nobody locks themselves out by the handling."""
    from comity.casework.cases.case_file import case_data  # noqa: PLC0415 - it reads every kind of record

    require(Permission.CASE_EDIT, who, subject_of(case, who))
    if rank(head.handling) > rank(who.clearance):
        raise BadInputError("this handling is above your own clearance; choose one up to it", Place(field="handling"))
    before = _said(case)
    after = {
        "title": head.title,
        "words": searchable(case.reference, head.title),
        "languages": list(head.languages),
        "opened": head.opened,
        "handling": head.handling.value,
    }
    if not Case.everything.filter(pk=case.pk, revision=revision).update(revision=revision + 1, **after):
        raise ChangedMeanwhileError("somebody else changed these lines meanwhile; look at them and save again")
    case.refresh_from_db()
    case_from_data(case_data(case), case.reference, unfinished=True)
    details = {"before": before, "after": _said(case)}
    log_append(event="case_changed", actor=actor, case=case, subject="case", key=case.reference, details=details)
    case.save(update_fields=["changed"])
    return case


def _said(case: Case) -> dict[str, Any]:
    opened = case.opened.isoformat() if case.opened else None
    return {"title": case.title, "languages": case.languages, "opened": opened, "handling": case.handling}


@transaction.atomic
def case_close(*, case: Case, reason: str, actor: User, who: Identity) -> None:
    """Close a case: nothing is written in it any more, and its time limits are no longer watched."""
    require(Permission.CASE_CLOSE, who, subject_of(case, who))
    if not reason.strip():
        raise BadInputError("say why the case is closed", Place(field="reason"))
    hindrances = closing_hindrances(case)
    if hindrances:
        raise BadInputError(" ".join(map(str, hindrances)))
    _turn(case, open_=False, event="case_closed", reason=reason, actor=actor)


@transaction.atomic
def case_reopen(*, case: Case, reason: str, actor: User, who: Identity) -> None:
    """Open a closed case again."""
    require(Permission.CASE_REOPEN, who, subject_of(case, who))
    if case.is_open:
        raise BadInputError("the case is open")
    if not reason.strip():
        raise BadInputError("say why the case is opened again", Place(field="reason"))
    _turn(case, open_=True, event="case_reopened", reason=reason, actor=actor)


def _turn(case: Case, *, open_: bool, event: str, reason: str, actor: User) -> None:
    case.is_open = open_
    case.save(update_fields=["is_open", "changed"])
    details = {"reason": reason.strip()}
    log_append(event=event, actor=actor, case=case, subject="case", key=case.reference, details=details)
