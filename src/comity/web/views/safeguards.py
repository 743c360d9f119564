"""The safeguard gate: the reviews that a named lawyer signs before a request leaves, a surrender, or a departure."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from comity.casefile.requests import Check
from comity.casework.access import Permission, allows, missing
from comity.casework.identity import Subject
from comity.casework.requests.models import Request
from comity.casework.requests.selectors import request_subject
from comity.casework.safeguards.checks import CHECKS, checks_for, open_checks
from comity.casework.safeguards.models import SafeguardReview
from comity.casework.safeguards.practice import EVIDENCE_DAYS, EVIDENCE_SOURCE
from comity.casework.safeguards.reviewing import Answers, Evidence
from comity.casework.safeguards.services import safeguards_sign
from comity.common.dates import parse_day
from comity.common.errors import ComityError
from comity.web.asking import Asking, complaint, page
from comity.web.clock import today
from comity.web.labels import say
from comity.web.views.requests import request_of

ROWS = 6  # pieces of evidence that fit on the form; more go into a second review


@dataclass(frozen=True, slots=True)
class Gate:
    """What a review is about: its measure, the reviews there are, whether one can be signed now, and what follows."""

    caption: str
    back: str
    measure: str
    reviews: QuerySet[SafeguardReview]
    subject: Subject
    is_open: bool
    opens_when: str
    sign: Callable[[Answers], SafeguardReview]


@require_http_methods(["GET", "POST"])
@page
def safeguard_page(asking: Asking, pk: int) -> HttpResponse:
    """Read or sign the safeguard review of a request."""
    request = request_of(asking, pk)
    return gate_page(asking, _of_request(asking, request))


def _of_request(asking: Asking, request: Request) -> Gate:
    return Gate(
        caption=f"{request.case.reference} {request.key}",
        back=reverse("request", args=(request.pk,)),
        measure=request.measure,
        reviews=request.safeguard_reviews.all(),
        subject=request_subject(request, asking.who),
        is_open=request.state == "review_clean",
        opens_when=say("It is opened when the review of the request is confirmed."),
        sign=lambda answers: safeguards_sign(
            request=request, answers=answers, on=today(), actor=asking.user, who=asking.who
        ),
    )


def gate_page(asking: Asking, gate: Gate) -> HttpResponse:
    """Show the reviews of a gate and, for the lawyer, the form; what is wrong in it is told at the field."""
    errors: list[dict[str, str]] = []
    if asking.http.method == "POST":
        try:
            return _signed(asking, gate)
        except ComityError as error:
            errors = complaint(error)
    return render(asking.http, "safeguards.html", _context(asking, gate, errors), status=422 if errors else 200)


def _context(asking: Asking, gate: Gate, errors: list[dict[str, str]]) -> dict[str, Any]:
    given = asking.http.POST
    may = allows(Permission.SAFEGUARD_SIGN, asking.who, gate.subject)
    names = checks_for(gate.measure)
    return {
        "gate": gate,
        "errors": errors,
        "given": given,
        "questions": [(name, CHECKS[name], given.get(name, ""), given.get(f"{name}-reason", "")) for name in names],
        "names": names,
        "answers": list(Check),
        "may": may and gate.is_open,
        "hindered": "" if may else missing(Permission.SAFEGUARD_SIGN, asking.who, gate.subject),
        "reviews": [_shown(review, gate.measure) for review in _reviews(gate)],
        "rows": [_row(asking, number) for number in range(1, ROWS + 1)],
        "days": EVIDENCE_DAYS,
        "practice": EVIDENCE_SOURCE,
    }


def _reviews(gate: Gate) -> QuerySet[SafeguardReview]:
    return gate.reviews.select_related("lawyer", "version").prefetch_related("evidence")


def _shown(review: SafeguardReview, measure: str) -> dict[str, Any]:
    answers = [(name, answer, review.reasons.get(name, "")) for name, answer in review.checks.items()]
    return {"review": review, "open": open_checks(measure, review.checks), "answers": answers}


def _row(asking: Asking, number: int) -> dict[str, Any]:
    given = asking.http.POST
    return {"number": number} | {name: given.get(f"{name}-{number}", "") for name in ("source", "day", "says", "check")}


def answers_of(asking: Asking, measure: str) -> Answers:
    """What the lawyer has filled in; rows of evidence that were left empty are none."""
    names = checks_for(measure)
    return Answers(
        checks={name: asking.text(name) for name in names},
        reasons={name: asking.text(f"{name}-reason") for name in names},
        evidence=tuple(_evidence(asking, n) for n in range(1, ROWS + 1) if _filled(asking, n)),
        note=asking.text("note"),
    )


def _filled(asking: Asking, number: int) -> bool:
    return any(asking.text(f"{name}-{number}") for name in ("source", "day", "says"))


def _evidence(asking: Asking, number: int) -> Evidence:
    return Evidence(
        source=asking.text(f"source-{number}"),
        day=parse_day(asking.text(f"day-{number}"), f"day-{number}"),
        says=asking.text(f"says-{number}"),
        check=asking.text(f"check-{number}"),
    )


def _signed(asking: Asking, gate: Gate) -> HttpResponse:
    review = gate.sign(answers_of(asking, gate.measure))
    if open_checks(gate.measure, review.checks):
        messages.warning(asking.http, say("The review is on record. Nothing moves while a check is not clear."))
    else:
        messages.success(asking.http, say("The safeguard review is signed."))
    return redirect(gate.back)
