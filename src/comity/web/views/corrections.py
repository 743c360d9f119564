"""Corrections of what is known of a state: proposed by anybody, decided by a second person, given to others."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from comity.casework.access import Permission, allows, require
from comity.casework.identity import Subject
from comity.casework.log.services import log_append
from comity.common.dates import parse_day
from comity.common.errors import ComityError
from comity.knowledge.contributions.selectors import confirmed, contribution_for
from comity.knowledge.corrections.bundle import corrections_bundle
from comity.knowledge.corrections.models import Correction
from comity.knowledge.corrections.services import Proposal, correction_propose
from comity.web.asking import Asking, complaint, found, page
from comity.web.clock import today
from comity.web.deciding import decide
from comity.web.fields import filled
from comity.web.knowledge_fields import correction_fields
from comity.web.labels import current_language, say
from comity.web.views.knowledge import state_of

_TEXTS = ("measure", "section", "about", "says", "should_say", "source", "address")


@require_http_methods(["GET", "POST"])
@page
def correction_new(asking: Asking, code: str) -> HttpResponse:
    """Propose a correction of a state's page; the fact is filled in where one came from it."""
    require(Permission.CORRECTION_PROPOSE, asking.who)
    state = state_of(code)
    errors: list[dict[str, str]] = []
    if asking.http.method == "POST":
        try:
            day = asking.text("source_date")
            proposal = Proposal(
                state=state,
                source_date=parse_day(day, "source_date") if day else None,
                language=current_language(),
                **{name: asking.text(name) for name in _TEXTS},
            )
            correction_propose(proposal=proposal, on=today(), actor=asking.user, who=asking.who)
        except ComityError as error:
            errors = complaint(error)
        else:
            messages.success(asking.http, say("Proposed. A second person reads it before the office does."))
            return redirect("knowledge-state", state)
    given = asking.http.POST if errors else asking.http.GET
    context = {"state": state, "errors": errors, "fields": filled(correction_fields(), given)}
    return render(asking.http, "correction-new.html", context, status=422 if errors else 200)


@require_http_methods(["GET", "POST"])
@page
def correction_page(asking: Asking, pk: int) -> HttpResponse:
    """One correction: read it with its source, decide about it, or withdraw it."""
    require(Permission.KNOWLEDGE_READ, asking.who)
    made: Correction = found(contribution_for(asking.who, Correction, pk))
    errors: list[dict[str, str]] = []
    if asking.http.method == "POST":
        try:
            decide(asking, made)
        except ComityError as error:
            errors = complaint(error)
        else:
            return redirect("knowledge-state", made.state)
    may = allows(Permission.CONTRIBUTION_DECIDE, asking.who, Subject(author=made.proposed_by_id, keeper=made.keeper))
    context = {"made": made, "errors": errors, "may_decide": may, "given": asking.http.POST}
    return render(asking.http, "correction.html", context, status=422 if errors else 200)


@require_GET
@page
def correction_export(asking: Asking) -> HttpResponse:
    """Our own confirmed corrections as a bundle, for other nodes and for the editors of the law data."""
    require(Permission.CONTRIBUTION_TAKE, asking.who)
    own = confirmed(Correction).filter(origin="")
    body = corrections_bundle(own, asking.user.agency.state)
    details = {"corrections": own.count()}
    log_append(event="corrections_given", actor=asking.user, subject="correction", key="bundle", details=details)
    response = HttpResponse(body, content_type="application/json")
    response["Content-Disposition"] = 'attachment; filename="corrections.json"'
    return response
