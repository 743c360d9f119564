"""Extradition: the tab of a case with its proceedings and returns, the page of a proceeding, and its steps."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from comity.casework.access import Permission, allows, require
from comity.casework.cases.models import Case
from comity.casework.cases.selectors import case_for, subject_of
from comity.casework.deadlines.selectors import deadlines_for
from comity.casework.extradition.conditions import MEASURE, surrender_review
from comity.casework.extradition.models import Extradition
from comity.casework.extradition.selectors import (
    conducts_for,
    extradition_for,
    extradition_steps,
    extradition_subject,
    extraditions_for,
    openable,
    protection_ended,
)
from comity.casework.extradition.services import Step, extradition_act, extradition_open, surrender_review_sign
from comity.casework.extradition.specialty import standings
from comity.casework.log.selectors import entries_of
from comity.casework.returns.selectors import plans_for, travel_subject, travels_for
from comity.casework.safeguards.checks import open_checks
from comity.common.errors import BadInputError, ComityError, Place
from comity.web.asking import Asking, at_step, complaint, found, page
from comity.web.clock import today
from comity.web.fields import Field
from comity.web.forms import Form, day_or_none, form_page, number_of
from comity.web.labels import say, word
from comity.web.views.safeguards import Gate, gate_page

_OVER = {"surrendered", "specialty_watch", "re_extradition_asked", "closed"}


def case_of(asking: Asking, pk: int) -> Case:
    """The case, for somebody who may read it."""
    case: Case = found(case_for(asking.who, pk))
    require(Permission.CASE_READ, asking.who, subject_of(case, asking.who))
    return case


def extradition_of(asking: Asking, pk: int) -> Extradition:
    """The proceeding, for somebody who may read it."""
    extradition: Extradition = found(extradition_for(asking.who, pk))
    require(Permission.RECORD_READ, asking.who, extradition_subject(extradition, asking.who))
    return extradition


@require_GET
@page
def case_return(asking: Asking, pk: int) -> HttpResponse:
    """Extradition and return: every proceeding, every return and every travel of a case."""
    case = case_of(asking, pk)
    subject = subject_of(case, asking.who)
    context = {
        "case": case,
        "tab": "return",
        "extraditions": extraditions_for(asking.who, case),
        "plans": plans_for(asking.who, case),
        "travels": [
            (travel, allows(Permission.TRAVEL_APPROVE, asking.who, travel_subject(travel, asking.who)))
            for travel in travels_for(asking.who, case)
        ],
        "may_open": allows(Permission.EXTRADITION_FOLLOW, asking.who, subject),
        "may_plan": allows(Permission.RETURN_FOLLOW, asking.who, subject),
        "may_travel": allows(Permission.TRAVEL_ENTER, asking.who, subject),
    }
    return render(asking.http, "case-return.html", context)


@require_http_methods(["GET", "POST"])
@page
def extradition_new(asking: Asking, pk: int) -> HttpResponse:
    """Open a proceeding about a person beside the request for their surrender."""
    case = case_of(asking, pk)
    require(Permission.EXTRADITION_FOLLOW, asking.who, subject_of(case, asking.who))
    pairs = {f"{request.pk}-{person.pk}": (request, person) for request, person in openable(asking.who, case)}
    choices = tuple((code, f"{person.name}: {request.key}") for code, (request, person) in pairs.items())

    def save() -> str:
        if (about := pairs.get(asking.text("about"))) is None:
            raise BadInputError("choose from the list", Place(field="about"))
        request, person = about
        opened = extradition_open(request=request, person=person, actor=asking.user, who=asking.who)
        return reverse("extradition", args=(opened.pk,))

    hint = say("Only requests for a person's surrender are listed, with the people they name.")
    field = Field("about", say("Person and request"), "choice", hint, choices)
    form = Form(say("Open an extradition proceeding"), (field,), _tab(case), case.reference, button=say("Open"))
    return form_page(asking, form, save)


def _tab(case: Case) -> str:
    return reverse("case-return", args=(case.pk,))


@require_GET
@page
def extradition_page(asking: Asking, pk: int) -> HttpResponse:
    """One proceeding."""
    return show(asking, extradition_of(asking, pk), [])


def show(asking: Asking, extradition: Extradition, errors: list[dict[str, str]], action: str = "") -> HttpResponse:
    """Show a proceeding, with the errors of a step that was refused."""
    subject = extradition_subject(extradition, asking.who)
    review = surrender_review(extradition)
    context: dict[str, Any] = {
        "extradition": extradition,
        "case": extradition.case,
        "tab": "return",
        "errors": errors,
        "refused_action": action,
        "given": asking.http.POST,
        "steps": extradition_steps(extradition, asking.who),
        "may_follow": allows(Permission.EXTRADITION_FOLLOW, asking.who, subject),
        "may_decide": allows(Permission.SURRENDER_DECIDE, asking.who, subject),
        "review": review,
        "review_open": open_checks(MEASURE, review.checks) if review else (),
        "standings": standings(extradition, protection_ended(extradition, today())),
        "conducts": {record.key: record.data for record in conducts_for(asking.who, extradition.case)},
        "deadlines": [
            d
            for d in deadlines_for(asking.who, today(), extradition.case)
            if (d.about.subject, d.about.pk) == ("extradition", extradition.pk)
        ],
        "history": entries_of(extradition.case, "extradition", extradition.key).order_by("-index"),
        "today": today(),
    }
    return render(asking.http, "extradition.html", context, status=422 if errors else 200)


@require_POST
@page
def extradition_step(asking: Asking, pk: int) -> HttpResponse:
    """Take a step of the life cycle."""
    extradition = extradition_of(asking, pk)
    action = asking.text("action")
    try:
        step = Step(
            action=action,
            revision=number_of(asking, "revision"),
            day=day_or_none(asking, "day"),
            reason=asking.text("reason"),
            appointed=day_or_none(asking, "appointed"),
            authority=asking.text("authority"),
        )
        done = extradition_act(extradition=extradition, step=step, on=today(), actor=asking.user, who=asking.who)
    except ComityError as error:
        return show(asking, extradition, at_step(complaint(error), action), action)
    messages.success(asking.http, f"{say('The proceeding is now')}: {word(done.state)}")
    return redirect("extradition", pk)


@require_http_methods(["GET", "POST"])
@page
def surrender_review_page(asking: Asking, pk: int) -> HttpResponse:
    """Read or sign the safeguard review before the surrender."""
    extradition = extradition_of(asking, pk)
    gate = Gate(
        caption=f"{extradition.case.reference} {extradition.key}",
        back=reverse("extradition", args=(pk,)),
        measure=MEASURE,
        reviews=extradition.safeguard_reviews.all(),
        subject=extradition_subject(extradition, asking.who),
        is_open=extradition.state not in _OVER,
        opens_when=say("The person was surrendered already."),
        sign=lambda answers: surrender_review_sign(
            extradition=extradition, answers=answers, on=today(), actor=asking.user, who=asking.who
        ),
    )
    return gate_page(asking, gate)
