"""Screening in a case: the lists, a screening for a purpose, what differs, hits decided by two, the certificate."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from comity.casework.access import Permission, allows, missing, require
from comity.casework.cases.models import Case
from comity.casework.cases.selectors import subject_of
from comity.casework.lifecycle import SCREENING_HIT
from comity.casework.people.selectors import parties_for, shown_fields
from comity.casework.screening.certificate import FORMS, certificate_issue
from comity.casework.screening.decisions import Outcome, Purpose, standing_of
from comity.casework.screening.lists import register_of
from comity.casework.screening.models import ScreeningHit, ScreeningRun
from comity.casework.screening.reviewing import hit_act, hit_subject, permission_of
from comity.casework.screening.running import Asked, screening_begin
from comity.casework.screening.selectors import cleared_by, hit_for, hits_for, run_for, runs_for
from comity.common.errors import ComityError
from comity.web.asking import Asking, complaint, found, page
from comity.web.clock import today
from comity.web.labels import LETTER_LANGUAGES, letter_language, say
from comity.web.views.cases import case_of
from comity.web.waiting import begun_again

_STEPS = ("propose", "confirm", "disagree", "reopen")


@require_GET
@page
def list_register(asking: Asking) -> HttpResponse:
    """The lists that the office screens against: name, version, digest, time of retrieval."""
    require(Permission.LIST_READ, asking.who)
    return render(asking.http, "lists.html", {"register": register_of(settings.LISTS_FOLDER)})


@require_http_methods(["GET", "POST"])
@page
def case_screening(asking: Asking, pk: int) -> HttpResponse:
    """The screenings and hits of a case, and the form of a new one."""
    case = case_of(asking, pk)
    errors: list[dict[str, str]] = []
    if asking.http.method == "POST":
        try:
            return redirect("screening", _run(asking, case).pk)
        except ComityError as error:
            errors = complaint(error)
    return render(asking.http, "screening.html", _context(asking, case, errors), status=422 if errors else 200)


def _run(asking: Asking, case: Case) -> ScreeningRun:
    return screening_begin(
        case=case,
        asked=Asked(
            purpose=asking.text("purpose"),
            basis=asking.text("basis"),
            parties=(asking.number("party"),) if asking.text("party") else (),
            lists=(asking.text("list"),) if asking.text("list") else (),
        ),
        on=today(),
        actor=asking.user,
        who=asking.who,
    )


def _context(asking: Asking, case: Case, errors: list[dict[str, str]]) -> dict[str, Any]:
    return {
        "case": case,
        "tab": "screening",
        "errors": errors,
        "given": asking.http.POST,
        "hits": hits_for(asking.who, case, today()),
        "runs": runs_for(asking.who, case),
        "register": register_of(settings.LISTS_FOLDER),
        "purposes": [(p.value, say(p.value.replace("_", " ").capitalize())) for p in Purpose],
        "parties": [(str(p.pk), p.name) for p in parties_for(asking.who, case)],
        "files": [(kept.file, kept.file) for kept in register_of(settings.LISTS_FOLDER) if not kept.trouble],
        "may_run": allows(Permission.SCREENING_RUN, asking.who, subject_of(case, asking.who)),
    }


def _run_of(asking: Asking, pk: int) -> ScreeningRun:
    run: ScreeningRun = found(run_for(asking.who, pk))
    require(Permission.CASE_READ, asking.who, subject_of(run.case, asking.who))
    return run


@require_GET
@page
def screening_page(asking: Asking, pk: int) -> HttpResponse:
    """One screening: for what, with which lists, and what differs from the one before."""
    run = _run_of(asking, pk)
    shown = {one.hit.pk: one for one in hits_for(asking.who, run.case, today())}
    kinds = ("new", "changed", "reopened", "gone")
    differences = [(kind, [shown[k] for k in run.outcome.get(kind, ()) if k in shown]) for kind in kinds]
    context = {
        "run": run,
        "case": run.case,
        "tab": "screening",
        "differences": [(kind, hits) for kind, hits in differences if hits],
        "cleared": cleared_by(run, asking.who, today()),
        "forms": list(FORMS),
        "spoken": tuple(LETTER_LANGUAGES.items()),
        "spoken_now": letter_language(),
        "may_run": allows(Permission.SCREENING_RUN, asking.who, subject_of(run.case, asking.who)),
        "record": run,
        "again": "screening-again",
        "waiting": run.status == "begun",
    }
    return render(asking.http, "screening-run.html", context)


@require_POST
@page
def screening_again(asking: Asking, pk: int) -> HttpResponse:
    """Begin a screening again that failed or was cut off."""
    run = _run_of(asking, pk)
    require(Permission.SCREENING_RUN, asking.who, subject_of(run.case, asking.who))
    return begun_again(asking, run, "screening", pk)


@require_POST
@page
def screening_certificate(asking: Asking, pk: int) -> HttpResponse:
    """Give the negative certificate of a screening as a file."""
    run, form, language = _run_of(asking, pk), asking.text("form"), asking.text("language") or "en"
    try:
        content = certificate_issue(
            run=run, form=form, on=today(), actor=asking.user, who=asking.who, language=language
        )
    except ComityError as error:
        messages.error(asking.http, complaint(error)[0]["text"])
        return redirect("screening", pk)
    response = HttpResponse(content, content_type=FORMS[form])
    response["Content-Disposition"] = f'attachment; filename="certificate-{run.pk}.{form}"'
    return response


@require_GET
@page
def hit_page(asking: Asking, pk: int) -> HttpResponse:
    """One hit: both sides, word by word, with what speaks for and against it, and the steps of the reviewers."""
    return _show(asking, _hit_of(asking, pk), [])


def _hit_of(asking: Asking, pk: int) -> ScreeningHit:
    hit: ScreeningHit = found(hit_for(asking.who, pk))
    require(Permission.RECORD_READ, asking.who, hit_subject(hit, asking.who))
    return hit


def _show(asking: Asking, hit: ScreeningHit, errors: list[dict[str, str]]) -> HttpResponse:
    subject = hit_subject(hit, asking.who)
    steps = [step for step in SCREENING_HIT.open_to(hit.state) if step.action in _STEPS]
    context = {
        "hit": hit,
        "case": hit.case,
        "tab": "screening",
        "errors": errors,
        "given": asking.http.POST,
        "standing": standing_of(hit, today()),
        "data": shown_fields(hit.party, asking.who),
        "reviews": hit.reviews.select_related("by"),
        "outcomes": list(Outcome),
        "steps": [
            (
                s.action,
                "" if allows(p := permission_of(s.action), asking.who, subject) else missing(p, asking.who, subject),
            )
            for s in steps
        ],
    }
    return render(asking.http, "hit.html", context, status=422 if errors else 200)


@require_POST
@page
def hit_step(asking: Asking, pk: int) -> HttpResponse:
    """Propose, confirm, disagree, or open again."""
    hit = _hit_of(asking, pk)
    try:
        hit_act(
            hit=hit,
            action=asking.text("action"),
            revision=asking.number("revision"),
            on=today(),
            actor=asking.user,
            who=asking.who,
            outcome=asking.text("outcome"),
            reason=asking.text("reason"),
        )
    except ComityError as error:
        return _show(asking, hit, complaint(error))
    messages.success(asking.http, say("It is on record."))
    return redirect("hit", pk)
