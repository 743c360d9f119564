"""The immigration desk: an applicant is checked, or a file of them; the answer is hit or no hit with a contact."""

import csv
import io
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from comity.casework.access import Permission, require
from comity.casework.entry.checking import Answer, Applicant, Occasion, entry_check
from comity.casework.entry.codes import CHECKS_AN_HOUR, ROWS_A_FILE, CheckPurpose
from comity.casework.entry.files import file_continue, file_take
from comity.casework.entry.models import EntryFile
from comity.casework.entry.selectors import checks_of, file_for, files_for, progress_of, rows_to_look_at
from comity.common.errors import BadInputError, ComityError, Place
from comity.web.asking import Asking, complaint, found, page
from comity.web.clock import today
from comity.web.labels import say
from comity.web.states import state_choices
from comity.web.uploads import arrived_file

_STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@require_http_methods(["GET", "POST"])
@page
def entry_desk(asking: Asking) -> HttpResponse:
    """Check one applicant."""
    require(Permission.ENTRY_CHECK, asking.who)
    errors: list[dict[str, str]] = []
    answer: Answer | None = None
    if asking.http.method == "POST":
        try:
            answer = entry_check(
                applicant=_applicant(asking), occasion=_occasion(asking), actor=asking.user, who=asking.who
            )
        except ComityError as error:
            errors = complaint(error)
    context = _context(asking, errors) | {"answer": answer}
    return render(asking.http, "entry-desk.html", context, status=422 if errors else 200)


def _applicant(asking: Asking) -> Applicant:
    return Applicant(
        names=tuple(asking.text("names").splitlines()),
        birth_date=asking.text("birth_date"),
        nationality=asking.text("nationality"),
        numbers=tuple(asking.text("numbers").splitlines()),
    )


def _occasion(asking: Asking) -> Occasion:
    return Occasion(asking.text("purpose"), asking.text("reference"), timezone.now(), today())


def _context(asking: Asking, errors: list[dict[str, str]]) -> dict[str, Any]:
    return {
        "errors": errors,
        "given": asking.http.POST,
        "purposes": [(p.value, say(p.value.replace("_", " ").capitalize())) for p in CheckPurpose],
        "states": state_choices(),
        "checks": checks_of(asking.user, asking.who),
        "files": [(file, progress_of(file)) for file in files_for(asking.who)],
        "checks_an_hour": CHECKS_AN_HOUR,
        "rows_a_file": ROWS_A_FILE,
    }


@require_POST
@page
def entry_file_new(asking: Asking) -> HttpResponse:
    """Take in a file of applicants."""
    require(Permission.ENTRY_CHECK, asking.who)
    try:
        arrived = arrived_file(asking.http.FILES)
        if arrived is None:
            raise BadInputError("choose a file of applicants", Place(field="file"))
        coming, name = arrived
        made = file_take(path=coming.path, name=name, occasion=_occasion(asking), actor=asking.user, who=asking.who)
    except ComityError as error:
        return render(asking.http, "entry-desk.html", _context(asking, complaint(error)), status=422)
    return redirect("entry-file", made.pk)


def _file_of(asking: Asking, pk: int) -> EntryFile:
    require(Permission.ENTRY_CHECK, asking.who)
    file: EntryFile = found(file_for(asking.who, pk))
    return file


@require_http_methods(["GET", "POST"])
@page
def entry_file(asking: Asking, pk: int) -> HttpResponse:
    """How far a file has come, and the next portion of it."""
    file = _file_of(asking, pk)
    if asking.http.method == "POST":
        left = file_continue(file=file, now=timezone.now(), on=today(), actor=asking.user, who=asking.who)
        if not left:
            messages.success(asking.http, say("The whole file is checked."))
        return redirect("entry-file", pk)
    context = {"file": file, "progress": progress_of(file), "rows": rows_to_look_at(file, asking.who)}
    return render(asking.http, "entry-file.html", context)


@require_GET
@page
def entry_file_status(asking: Asking, pk: int) -> HttpResponse:
    """The status of every row as CSV; no cell of it begins a formula."""
    file = _file_of(asking, pk)
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(("line", "reference", "status", "trouble"))
    for row in file.rows.all():
        writer.writerow([_plain(str(cell)) for cell in (row.line, row.label, row.status, row.trouble)])
    response = HttpResponse("\ufeff" + out.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="entry-check-{file.pk}.csv"'
    return response


def _plain(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_STARTS_FORMULA) else cell
