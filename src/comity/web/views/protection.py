"""Who may see a record: its handling, the wall it stands behind, and single fields that are handled higher."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from comity.casefile.case import Handling
from comity.casework.access import Permission, allows, require
from comity.casework.accounts.models import User
from comity.casework.cases.models import Case
from comity.casework.cases.selectors import subject_of, team_of, walls_for
from comity.casework.identity import HANDLING_ORDER, rank
from comity.casework.protected_records import PROTECTED
from comity.casework.records.models import CaseRecord
from comity.casework.records.selectors import fields_for, record_subject, records_for
from comity.casework.records.services import record_classify, record_mark, record_wall
from comity.common.errors import BadInputError, ComityError, Place
from comity.web.asking import Asking, complaint, found, page
from comity.web.choosing import wall_chosen
from comity.web.labels import say, word
from comity.web.views.cases import case_of


@require_GET
@page
def protection_list(asking: Asking, pk: int) -> HttpResponse:
    """Every record of a case that the person sees, and how it is protected."""
    case = case_of(asking, pk)
    groups = [(subject, list(records_for(asking.who, case, model))) for subject, model in PROTECTED.items()]
    may = allows(Permission.RECORD_EDIT, asking.who, subject_of(case, asking.who))
    return render(asking.http, "protection-list.html", {"case": case, "tab": "team", "groups": groups, "may": may})


@require_http_methods(["GET", "POST"])
@page
def protection(asking: Asking, pk: int, subject: str, record: int) -> HttpResponse:
    """Say who may see one record; what follows is told before, and who sees it after."""
    case = case_of(asking, pk)
    if subject not in PROTECTED:
        raise Http404
    kept: CaseRecord = found(records_for(asking.who, case, PROTECTED[subject]).filter(pk=record).first())
    require(Permission.RECORD_EDIT, asking.who, record_subject(kept, asking.who))
    errors: list[dict[str, str]] = []
    if asking.http.method == "POST":
        try:
            _protect(asking, case, kept)
            names = ", ".join(user.name for user in seen_by(kept, case))
            messages.success(asking.http, f"{say('Now it is seen by')}: {names}")
            return redirect("protections", pk)
        except ComityError as error:
            errors = complaint(error)
    return render(asking.http, "protection.html", _context(asking, case, kept, errors), status=422 if errors else 200)


@transaction.atomic
def _protect(asking: Asking, case: Case, record: CaseRecord) -> None:
    """Only what differs is changed, and each change has its own leaf in the log; what was not asked stays."""
    by: dict[str, Any] = {"record": record, "actor": asking.user, "who": asking.who}
    handling = _level(asking, "handling", record.handling)
    if handling.value != record.handling:
        record_classify(handling=handling, **by)
    for name in _markable(asking, record):
        kept = record.marks.get(name, Handling.OPEN.value)
        mark = _level(asking, f"mark.{name}", kept)
        if mark.value != kept:
            record_mark(field=name, handling=mark, **by)
    wall = wall_chosen(asking, case) if "wall" in asking.http.POST else record.wall
    if (wall.pk if wall else None) != record.wall_id:
        record_wall(wall=wall, **by)


def _level(asking: Asking, name: str, kept: str) -> Handling:
    """The handling that was chosen in a field; the one that is kept where the field was not sent."""
    said = asking.text(name) if name in asking.http.POST else kept
    if said not in set(Handling):
        raise BadInputError("choose the handling", Place(field=name))
    return Handling(said)


def _markable(asking: Asking, record: CaseRecord) -> list[str]:
    """The fields that can be marked: not the id by which others refer to it, and none that is sealed already."""
    above = {k for k, mark in record.marks.items() if rank(Handling(mark)) > rank(asking.who.clearance)}
    return [name for name in fields_for(record, asking.who) if name not in {"id", *above}]


def seen_by(record: CaseRecord, case: Case) -> list[User]:
    """The people of the team who see a record."""
    model = type(record)
    return [u for u in team_of(case) if model.objects.visible_to(u.identity()).filter(pk=record.pk).exists()]


def _context(asking: Asking, case: Case, record: CaseRecord, errors: list[dict[str, str]]) -> dict[str, Any]:
    team = team_of(case)
    levels = [level for level in HANDLING_ORDER if rank(level) <= rank(asking.who.clearance)]
    cleared = [
        (level.value, word(level.value), [u.name for u in team if rank(Handling(u.clearance)) >= rank(level)])
        for level in levels
    ]
    marks = [(name, word(name), record.marks.get(name, Handling.OPEN.value)) for name in _markable(asking, record)]
    return {
        "case": case,
        "record": record,
        "errors": errors,
        "cleared": cleared,
        "walls": walls_for(asking.who, case).prefetch_related("members"),
        "marks": marks,
        "seen_by": seen_by(record, case),
    }
