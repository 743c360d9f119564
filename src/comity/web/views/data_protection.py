"""What people ask about their data: the desk that answers them, the page of a request, and what a team decides."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from comity.casework.access import Permission, allows, require
from comity.casework.cases.selectors import case_for, subject_of
from comity.casework.data_protection.models import Block, Outcome, PersonRequest, StateNotice
from comity.casework.data_protection.practice import PRACTICE, answer_due
from comity.casework.data_protection.selectors import (
    blocks_of,
    notices_of,
    person_request_for,
    person_request_subject,
    person_requests,
    person_requests_for,
)
from comity.casework.data_protection.services import (
    block_lift,
    notice_send,
    person_answer,
    person_request_decide,
    person_request_enter,
    person_request_find_nothing,
    person_request_pass_on,
)
from comity.casework.disclosure.selectors import bundles_for, disclosable
from comity.casework.log.selectors import entries_of
from comity.casework.retention.models import LegalHold
from comity.common.errors import ComityError
from comity.web.asking import Asking, complaint, found, page
from comity.web.choosing import step_chosen
from comity.web.clock import today
from comity.web.fields import Field, options
from comity.web.forms import Form, day_of, form_page
from comity.web.labels import say
from comity.web.views.extradition import case_of
from comity.web.views.your_data import asked_fields, asked_of


@require_GET
@page
def case_rights(asking: Asking, pk: int) -> HttpResponse:
    """The rights of the people of a case: requests, blocks, notices, holds, and disclosure to the defence."""
    case = case_of(asking, pk)
    subject = subject_of(case, asking.who)
    context = {
        "case": case,
        "tab": "rights",
        "requests": person_requests_for(asking.who, case),
        "blocks": blocks_of(case),
        "notices": notices_of(case),
        "holds": LegalHold.objects.filter(case=case).select_related("set_by"),
        "bundles": bundles_for(asking.who, case),
        "exculpatory": [one for one in disclosable(asking.who, case) if one.exculpatory],
        "may_notice": allows(Permission.NOTICE_SEND, asking.who, subject),
        "may_decide": allows(Permission.PERSON_REQUEST_DECIDE, asking.who, subject),
        "may_hold": allows(Permission.LEGAL_HOLD, asking.who, subject),
        "may_make": allows(Permission.DISCLOSURE_MAKE, asking.who, subject),
        "may_mark": allows(Permission.EXCULPATORY_MARK, asking.who, subject),
    }
    return render(asking.http, "case-rights.html", context)


@require_GET
@page
def person_request_list(asking: Asking) -> HttpResponse:
    """The desk of the person who answers people about their data."""
    rows = [(request, answer_due(request.received)) for request in person_requests(asking.who)]
    context = {"rows": rows, "today": today(), "practice": PRACTICE}
    return render(asking.http, "person-requests.html", context)


@require_http_methods(["GET", "POST"])
@page
def person_request_new(asking: Asking) -> HttpResponse:
    """Enter a request that came on paper."""
    require(Permission.PERSON_REQUEST_ENTER, asking.who)
    handles = allows(Permission.PERSON_REQUEST_HANDLE, asking.who)
    back = reverse("person-requests" if handles else "cases")

    def save() -> str:
        _, code = person_request_enter(
            asked=asked_of(asking.http),
            received=day_of(asking, "received"),
            on=today(),
            actor=asking.user,
            who=asking.who,
        )
        messages.success(asking.http, f"{say('Give this code to whoever asked; it is shown only now:')} {code}")
        return back

    fields = (*asked_fields(), Field("received", say("Received"), "day", value=today().isoformat()))
    return form_page(asking, Form(say("Enter a request of a person concerned"), fields, back), save)


def _request(asking: Asking, pk: int) -> PersonRequest:
    """The request, for its team, or for the desk that answers people."""
    if allows(Permission.PERSON_REQUEST_HANDLE, asking.who):
        return found(person_requests(asking.who).filter(pk=pk).first())  # type: ignore[no-any-return]
    return found(person_request_for(asking.who, pk))  # type: ignore[no-any-return]


@require_GET
@page
def person_request_page(asking: Asking, pk: int) -> HttpResponse:
    """One request of a person concerned."""
    return _show(asking, _request(asking, pk), [])


def _show(asking: Asking, request: PersonRequest, errors: list[dict[str, str]]) -> HttpResponse:
    case = request.party.case if request.party else None
    on_team = case is not None and case_for(asking.who, case.pk) is not None
    subject = person_request_subject(request, asking.who)
    context: dict[str, Any] = {
        "request_": request,
        "case": case if on_team else None,
        "errors": errors,
        "given": asking.http.POST,
        "due": answer_due(request.received),
        "practice": PRACTICE,
        "outcomes": options((Outcome.GRANTED, Outcome.GRANTED_IN_PART, Outcome.REFUSED)),
        "may_handle": allows(Permission.PERSON_REQUEST_HANDLE, asking.who),
        "may_decide": on_team and allows(Permission.PERSON_REQUEST_DECIDE, asking.who, subject),
        "history": entries_of(case, "person-request", request.key).order_by("-index") if case and on_team else (),
    }
    return render(asking.http, "person-request.html", context, status=422 if errors else 200)


@require_POST
@page
def person_request_act(asking: Asking, pk: int) -> HttpResponse:
    """Pass a request on, decide it, or answer it."""
    request = _request(asking, pk)
    common: dict[str, Any] = {"request": request, "actor": asking.user, "who": asking.who}
    try:
        match step_chosen(asking, "pass_on", "find_nothing", "decide", "answer"):
            case "pass_on":
                person_request_pass_on(**common)
            case "find_nothing":
                person_request_find_nothing(**common, reasons=asking.text("reasons"), on=today())
            case "decide":
                person_request_decide(
                    **common, outcome=asking.text("outcome"), reasons=asking.text("reasons"), on=today()
                )
            case _:
                person_answer(**common, answer=asking.text("answer"), on=today())
    except ComityError as error:
        return _show(asking, request, complaint(error))
    messages.success(asking.http, say("It is on record."))
    return redirect("person-request", pk)


@require_http_methods(["GET", "POST"])
@page
def notice_page(asking: Asking, pk: int) -> HttpResponse:
    """Enter that a state which received the data was told."""
    notice: StateNotice = found(StateNotice.objects.select_related("case", "request").filter(pk=pk).first())
    case = case_of(asking, notice.case_id)
    require(Permission.NOTICE_SEND, asking.who, subject_of(case, asking.who))
    back = reverse("case-rights", args=(case.pk,))

    def save() -> str:
        notice_send(
            notice=notice,
            day=day_of(asking, "day"),
            reference=asking.text("reference"),
            on=today(),
            actor=asking.user,
            who=asking.who,
        )
        return back

    fields = (Field("day", say("Day on which it was sent"), "day"), Field("reference", say("Our reference")))
    form = Form(say("Notice to a state that received the data"), fields, back, notice.state)
    return form_page(asking, form, save)


@require_http_methods(["GET", "POST"])
@page
def block_page(asking: Asking, pk: int) -> HttpResponse:
    """Lift a block with a reason."""
    block: Block = found(Block.objects.select_related("case").filter(pk=pk, lifted_on__isnull=True).first())
    case = case_of(asking, block.case_id)
    require(Permission.PERSON_REQUEST_DECIDE, asking.who, subject_of(case, asking.who))
    back = reverse("case-rights", args=(case.pk,))

    def save() -> str:
        block_lift(block=block, reason=asking.text("reason"), on=today(), actor=asking.user, who=asking.who)
        return back

    form = Form(say("Lift a block"), (Field("reason", say("Reason"), "area"),), back, block.record)
    return form_page(asking, form, save)
