"""Returns: the page of a return, its steps and its consents, and officers' travel abroad."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from comity.casework.access import Permission, allows, require
from comity.casework.cases.selectors import subject_of
from comity.casework.deadlines.selectors import deadlines_for
from comity.casework.extradition.conditions import MEASURE
from comity.casework.extradition.selectors import extraditions_for
from comity.casework.identity import Identity
from comity.casework.log.selectors import entries_of
from comity.casework.people.models import Party
from comity.casework.records.selectors import record_subject, records_for
from comity.casework.returns.conditions import departure_review
from comity.casework.returns.models import OfficerTravel, ReturnPlan
from comity.casework.returns.practice import COOLING_OFF_DAYS, COOLING_OFF_SOURCE
from comity.casework.returns.routes import ReturnRoute, TravelPurpose
from comity.casework.returns.selectors import plan_for, plan_steps, travel_for
from comity.casework.returns.services import (
    departure_review_sign,
    host_consent_record,
    host_consent_withdraw,
    return_act,
    return_consent_record,
    return_plan,
)
from comity.casework.returns.travel import authorisation_record, travel_approve, travel_call_off, travel_enter
from comity.casework.safeguards.checks import open_checks
from comity.common.errors import BadInputError, ComityError, Place
from comity.web.asking import Asking, at_step, complaint, found, page
from comity.web.choosing import step_chosen
from comity.web.clock import today
from comity.web.fields import Field, options
from comity.web.forms import Form, day_of, day_or_none, form_page, number_of, ticked
from comity.web.labels import say, word
from comity.web.states import state_choices
from comity.web.views.extradition import case_of
from comity.web.views.safeguards import Gate, gate_page
from comity.web.views.surrender import consent_fields

_FORM = require_http_methods(["GET", "POST"])


def plan_of(asking: Asking, pk: int, permission: Permission = Permission.RECORD_READ) -> ReturnPlan:
    """The return, for somebody who has the permission."""
    plan: ReturnPlan = found(plan_for(asking.who, pk))
    require(permission, asking.who, record_subject(plan, asking.who))
    return plan


@require_GET
@page
def return_page(asking: Asking, pk: int) -> HttpResponse:
    """One return."""
    return _show(asking, plan_of(asking, pk), [])


def _show(asking: Asking, plan: ReturnPlan, errors: list[dict[str, str]], action: str = "") -> HttpResponse:
    review = departure_review(plan)
    context: dict[str, Any] = {
        "plan": plan,
        "case": plan.case,
        "tab": "return",
        "errors": errors,
        "refused_action": action,
        "given": asking.http.POST,
        "steps": plan_steps(plan, asking.who),
        "may_follow": allows(Permission.RETURN_FOLLOW, asking.who, record_subject(plan, asking.who)),
        "review": review,
        "review_open": open_checks(MEASURE, review.checks) if review else (),
        "cooling_off": COOLING_OFF_DAYS,
        "practice": COOLING_OFF_SOURCE,
        "deadlines": [
            d
            for d in deadlines_for(asking.who, today(), plan.case)
            if (d.about.subject, d.about.pk) == ("return", plan.pk)
        ],
        "history": entries_of(plan.case, "return", plan.key).order_by("-index"),
        "today": today(),
    }
    return render(asking.http, "return.html", context, status=422 if errors else 200)


@require_POST
@page
def return_step(asking: Asking, pk: int) -> HttpResponse:
    """Take a step of the return."""
    plan = plan_of(asking, pk)
    action = asking.text("action")
    try:
        done = return_act(
            plan=plan,
            action=action,
            revision=number_of(asking, "revision"),
            on=today(),
            day=day_or_none(asking, "day"),
            reason=asking.text("reason"),
            actor=asking.user,
            who=asking.who,
        )
    except ComityError as error:
        return _show(asking, plan, at_step(complaint(error), action), action)
    messages.success(asking.http, f"{say('The return is now')}: {word(done.state)}")
    return redirect("return", pk)


@_FORM
@page
def return_new(asking: Asking, pk: int) -> HttpResponse:
    """Plan a return by a route of the closed list."""
    case = case_of(asking, pk)
    require(Permission.RETURN_FOLLOW, asking.who, subject_of(case, asking.who))
    people = {p.key: p for p in records_for(asking.who, case, Party) if p.kind == "person"}

    def save() -> str:
        person = people.get(asking.text("person"))
        if person is None:
            raise BadInputError("choose a person", Place(field="person"))
        proceedings = extraditions_for(asking.who, case).filter(person=person)
        plan = return_plan(
            case=case,
            person=person,
            route=asking.text("route"),
            legal_basis=asking.text("legal_basis"),
            host_state=asking.text("host_state"),
            extradition=proceedings.order_by("-pk").first(),
            actor=asking.user,
            who=asking.who,
        )
        return reverse("return", args=(plan.pk,))

    fields = (
        Field("person", say("Person"), "choice", options=tuple((key, p.name) for key, p in people.items())),
        Field(
            "route",
            say("Route"),
            "choice",
            say("The list is closed: there is no other lawful way"),
            options(ReturnRoute),
        ),
        Field("legal_basis", say("Legal basis"), hint=say("The treaty, or the host state's law, with its article")),
        Field("host_state", say("Host state"), "choice", say("The state where the person is"), tuple(state_choices())),
    )
    form = Form(say("Plan a return"), fields, reverse("case-return", args=(pk,)), case.reference)
    return form_page(asking, form, save)


def _page_of(plan: ReturnPlan) -> str:
    return reverse("return", args=(plan.pk,))


def _caption(plan: ReturnPlan) -> str:
    return f"{plan.case.reference} {plan.key}"


@_FORM
@page
def host_consent(asking: Asking, pk: int) -> HttpResponse:
    """Enter the host state's written consent."""
    plan = plan_of(asking, pk, Permission.RETURN_FOLLOW)

    def save() -> str:
        host_consent_record(
            plan=plan,
            authority=asking.text("authority"),
            given_on=day_of(asking, "given_on"),
            reference=asking.text("reference"),
            terms=asking.text("terms"),
            valid_until=day_or_none(asking, "valid_until"),
            on=today(),
            actor=asking.user,
            who=asking.who,
        )
        return _page_of(plan)

    fields = (
        Field("authority", say("Authority of the host state")),
        Field("given_on", say("Day on which it was given"), "day"),
        Field(
            "reference", say("Its reference"), hint=say("Of the written act itself; what was only said is no consent")
        ),
        Field("terms", say("Its conditions"), "area"),
        Field("valid_until", say("Valid until"), "day", say("Empty where it has no end")),
    )
    form = Form(say("Written consent of the host state"), fields, _page_of(plan), _caption(plan))
    return form_page(asking, form, save)


@_FORM
@page
def host_withdrawal(asking: Asking, pk: int, consent: int) -> HttpResponse:
    """Enter that the host state has withdrawn its consent."""
    plan = plan_of(asking, pk, Permission.RETURN_FOLLOW)
    wanted = found(plan.host_consents.filter(pk=consent).first())

    def save() -> str:
        host_consent_withdraw(consent=wanted, day=day_of(asking, "day"), on=today(), actor=asking.user, who=asking.who)
        return _page_of(plan)

    fields = (Field("day", say("Day of the withdrawal"), "day"),)
    form = Form(say("The host state withdraws its consent"), fields, _page_of(plan), _caption(plan))
    return form_page(asking, form, save)


@_FORM
@page
def return_consent(asking: Asking, pk: int) -> HttpResponse:
    """Enter the person's consent, with what is declared about how it came about."""
    plan = plan_of(asking, pk, Permission.RETURN_FOLLOW)
    declared = ("lawyer_independent", "told_of_rights", "through_host_authority", "no_contact_with_relatives")

    def save() -> str:
        return_consent_record(
            plan=plan,
            given_on=day_of(asking, "given_on"),
            authority=asking.text("authority"),
            lawyer=asking.text("lawyer"),
            language=asking.text("language"),
            declared={name: ticked(asking, name) for name in (*declared, "consulate_informed")},
            on=today(),
            actor=asking.user,
            who=asking.who,
        )
        return _page_of(plan)

    fields = (
        *consent_fields(),
        Field("through_host_authority", say("Every contact went through the host state's authority"), "flag"),
        Field("no_contact_with_relatives", say("Nobody contacted relatives about the return"), "flag"),
        Field("consulate_informed", say("The consulate was told, if the person wanted it"), "flag"),
    )
    intro = say("What is not ticked is not declared; a voluntary return without the first four is refused.")
    return form_page(asking, Form(say("Consent to return"), fields, _page_of(plan), _caption(plan), intro), save)


@_FORM
@page
def departure_review_page(asking: Asking, pk: int) -> HttpResponse:
    """Read or sign the safeguard review before the departure."""
    plan = plan_of(asking, pk)
    gate = Gate(
        caption=_caption(plan),
        back=_page_of(plan),
        measure=MEASURE,
        reviews=plan.safeguard_reviews.all(),
        subject=record_subject(plan, asking.who),
        is_open=plan.extradition_id is None and plan.state not in {"departed", "arrived", "closed"},
        opens_when=say("The person has left, or the extradition has a review of its own."),
        sign=lambda answers: departure_review_sign(
            plan=plan, answers=answers, on=today(), actor=asking.user, who=asking.who
        ),
    )
    return gate_page(asking, gate)


@_FORM
@page
def travel_new(asking: Asking, pk: int) -> HttpResponse:
    """Enter that officers want to travel to another state."""
    case = case_of(asking, pk)
    require(Permission.TRAVEL_ENTER, asking.who, subject_of(case, asking.who))
    back = reverse("case-return", args=(pk,))

    def save() -> str:
        travel_enter(
            case=case,
            host_state=asking.text("host_state"),
            purpose=asking.text("purpose"),
            officers=asking.text("officers"),
            first_day=day_of(asking, "first_day"),
            last_day=day_of(asking, "last_day"),
            actor=asking.user,
            who=asking.who,
        )
        return back

    fields = (
        Field("officers", say("Who travels")),
        Field("host_state", say("Host state"), "choice", options=tuple(state_choices())),
        Field(
            "purpose",
            say("What for"),
            "choice",
            say("The list is closed; contact with the person sought or with relatives is not in it"),
            options(TravelPurpose),
        ),
        Field("first_day", say("First day"), "day"),
        Field("last_day", say("Last day"), "day"),
    )
    intro = say("It is approved by somebody else, and only when an authorisation of the host state is on record.")
    return form_page(asking, Form(say("Officers' travel abroad"), fields, back, case.reference, intro), save)


def _travel(who: Identity, pk: int) -> OfficerTravel:
    travel: OfficerTravel = found(travel_for(who, pk))
    return travel


@_FORM
@page
def travel_authorisation(asking: Asking, pk: int) -> HttpResponse:
    """Enter the host state's authorisation of a travel."""
    travel = _travel(asking.who, pk)
    require(Permission.TRAVEL_ENTER, asking.who, record_subject(travel, asking.who))
    back = reverse("case-return", args=(travel.case_id,))

    def save() -> str:
        authorisation_record(
            travel=travel,
            authority=asking.text("authority"),
            reference=asking.text("reference"),
            given_on=day_of(asking, "given_on"),
            valid_from=day_of(asking, "valid_from"),
            valid_until=day_of(asking, "valid_until"),
            scope=asking.text("scope"),
            on=today(),
            actor=asking.user,
            who=asking.who,
        )
        return back

    fields = (
        Field("authority", say("Authority of the host state")),
        Field("reference", say("Its reference")),
        Field("given_on", say("Day on which it was given"), "day"),
        Field("valid_from", say("Valid from"), "day"),
        Field("valid_until", say("Valid until"), "day"),
        Field("scope", say("What it allows"), "area"),
    )
    return form_page(asking, Form(say("Authorisation of the host state"), fields, back, travel.officers), save)


@require_POST
@page
def travel_step(asking: Asking, pk: int) -> HttpResponse:
    """Approve a travel, or call it off."""
    travel = _travel(asking.who, pk)
    try:
        if step_chosen(asking, "approve", "call_off") == "approve":
            travel_approve(travel=travel, actor=asking.user, who=asking.who)
        else:
            travel_call_off(travel=travel, actor=asking.user, who=asking.who)
    except ComityError as error:
        messages.error(asking.http, complaint(error)[0]["text"])
    return redirect("case-return", travel.case_id)
