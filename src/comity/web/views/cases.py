"""The case list and the pages of a case."""

import json

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from comity.casefile.case import Handling
from comity.casework.access import Permission, allows, require
from comity.casework.assets.models import Asset
from comity.casework.cases.case_file import case_export
from comity.casework.cases.models import Case
from comity.casework.cases.selectors import case_for, case_page, notes_for, subject_of, walls_for
from comity.casework.cases.services import attempts_logged, case_open, note_write
from comity.casework.deadlines.selectors import deadlines_for
from comity.casework.identity import Subject
from comity.casework.log.models import LogEntry
from comity.casework.log.selectors import entries_of
from comity.casework.records.selectors import records_for
from comity.casework.requests.selectors import requests_for
from comity.common.errors import BadInputError, ComityError, Place
from comity.exchange.documents.conditions import Use
from comity.web.asking import Asking, complaint, found, page
from comity.web.choosing import wall_chosen
from comity.web.clock import today
from comity.web.labels import say


@require_http_methods(["GET", "POST"])
@page
def case_list(asking: Asking) -> HttpResponse:
    """The cases of the person, searched by words, which are sent in the body and stand in no address."""
    require(Permission.CASE_LIST, asking.who)
    words = asking.text("q")
    shown = case_page(asking.who, words, asking.text("after"))
    return render(asking.http, "cases.html", {"shown": shown, "cases": shown.cases, "words": words})


@require_http_methods(["GET", "POST"])
@page
def case_new(asking: Asking) -> HttpResponse:
    """Open a case."""
    require(Permission.CASE_OPEN, asking.who)
    errors: list[dict[str, str]] = []
    if asking.http.method == "POST":
        try:
            with attempts_logged(asking.user):
                return redirect("case", _open(asking).pk)
        except ComityError as error:
            errors = complaint(error)
    context = {"errors": errors, "levels": list(Handling), "given": asking.http.POST}
    return render(asking.http, "case-new.html", context, status=422 if errors else 200)


def _open(asking: Asking) -> Case:
    reference, title = asking.text("reference"), asking.text("title")
    return case_open(
        reference=_needed(reference, "reference"),
        title={"en": _needed(title, "title")},
        state=asking.user.agency.state,
        languages=["en"],
        handling=_handling(asking.text("handling")),
        opened=today(),
        actor=asking.user,
        who=asking.who,
    )


def _handling(text: str) -> Handling:
    if text and text not in set(Handling):
        raise BadInputError("choose the handling", Place(field="handling"))
    return Handling(text or Handling.OFFICIAL_USE)


def _needed(text: str, field: str) -> str:
    if not text:
        raise BadInputError(say("This is needed"), Place(field=field))
    return text


def case_of(asking: Asking, pk: int) -> Case:
    """The case, for somebody who may read it."""
    return _read(asking, pk)[0]


def _read(asking: Asking, pk: int) -> tuple[Case, Subject]:
    """The case, and what the policy knows of it, which a page may need again."""
    case: Case = found(case_for(asking.who, pk))
    subject = subject_of(case, asking.who)
    require(Permission.CASE_READ, asking.who, subject)
    return case, subject


@require_GET
@page
def case_overview(asking: Asking, pk: int) -> HttpResponse:
    """A case at a glance: its requests, what is due, its notes, and what has happened."""
    return _overview(asking, pk, [])


def _overview(asking: Asking, pk: int, errors: list[dict[str, str]]) -> HttpResponse:
    case, subject = _read(asking, pk)
    requests = requests_for(asking.who, case)
    assets = records_for(asking.who, case, Asset)
    context = {
        "case": case,
        "tab": "overview",
        "requests": requests,
        "deadlines": deadlines_for(asking.who, today(), case),
        "notes": notes_for(asking.who, case),
        "walls": walls_for(asking.who, case),
        "timeline": _timeline(case, {(r.subject, r.key) for r in (*requests, *assets)}),
        "may_write": allows(Permission.NOTE_WRITE, asking.who, subject),
        "may_draft": allows(Permission.REQUEST_DRAFT, asking.who, subject),
        "may_reopen": allows(Permission.CASE_REOPEN, asking.who, subject) and not case.is_open,
        "may_summarise": allows(Permission.LIBRARY_WRITE, asking.who),
        "errors": errors,
        "given": asking.http.POST,
    }
    return render(asking.http, "case.html", context, status=422 if errors else 200)


def _timeline(case: Case, about: set[tuple[str, str]]) -> list[LogEntry]:
    """What happened to the case, and to the requests and assets that the person may see."""
    entries = entries_of(case).filter(subject__in={"case", *(subject for subject, _ in about)})
    newest = entries.order_by("-day", "-index")
    return [entry for entry in newest if entry.subject == "case" or (entry.subject, entry.key) in about][:25]


@require_POST
@page
def case_note(asking: Asking, pk: int) -> HttpResponse:
    """Write a note."""
    case = case_of(asking, pk)
    try:
        wall = wall_chosen(asking, case)
        note_write(case=case, text=asking.text("text"), actor=asking.user, who=asking.who, wall=wall)
    except ComityError as error:
        return _overview(asking, pk, complaint(error))
    return redirect("case", pk)


@require_POST
@page
def case_download(asking: Asking, pk: int) -> HttpResponse:
    """Give the case as a case file, for somebody who may see all of it."""
    case = case_of(asking, pk)
    try:
        said = asking.text("use")
        use = Use(said) if said in set(Use) else None
        without = bool(asking.text("without"))
        data = case_export(case=case, on=today(), actor=asking.user, who=asking.who, use=use, without=without)
    except ComityError as error:
        messages.error(asking.http, str(error))
        return redirect("case-team", pk)
    response = HttpResponse(json.dumps(data, ensure_ascii=False, indent=1), content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="case-{case.pk}.json"'
    return response
