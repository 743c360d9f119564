"""Consultations after a hit: the page of the desk tells nothing of the case, that of the case what it needs."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from comity.casework.access import Permission, allows, require
from comity.casework.entry.codes import ConsultationOutcome, Side
from comity.casework.entry.consulting import asylum_claim_record, consultation_write, outcome_record, side_of
from comity.casework.entry.lookouts import last_day, lookout_end, lookout_of, lookout_set
from comity.casework.entry.models import Consultation
from comity.casework.entry.selectors import case_consultations, consultation_for, desk_consultations
from comity.casework.records.selectors import record_subject
from comity.common.errors import ComityError
from comity.web.asking import Asking, complaint, found, page
from comity.web.choosing import step_chosen
from comity.web.clock import today
from comity.web.labels import say
from comity.web.views.people import party_of


@require_GET
@page
def consultation_list(asking: Asking) -> HttpResponse:
    """The consultations of a person's desk, or about the people of their cases."""
    require(Permission.CONSULTATION_LIST, asking.who)
    desk = desk_consultations(asking.who)
    context = {"desk": desk, "of_cases": [] if desk else case_consultations(asking.who)}
    return render(asking.http, "consultations.html", context)


def _of(asking: Asking, pk: int) -> Consultation:
    consultation: Consultation = found(consultation_for(asking.who, pk))
    return consultation


@require_GET
@page
def consultation_page(asking: Asking, pk: int) -> HttpResponse:
    """One consultation, as the side on which the person stands may see it."""
    return _show(asking, _of(asking, pk), [])


def _show(asking: Asking, consultation: Consultation, errors: list[dict[str, str]]) -> HttpResponse:
    desk = side_of(consultation, asking.who) is Side.DESK
    subject = record_subject(consultation.party, asking.who)
    context: dict[str, Any] = {
        "consultation": consultation,
        "desk": desk,
        "errors": errors,
        "given": asking.http.POST,
        "correspondence": _messages(consultation, desk=desk),
        "may_write": consultation.state in {"awaiting_answer", "answered"}
        and (desk or allows(Permission.CONSULTATION_ANSWER, asking.who, subject)),
        "outcomes": list(ConsultationOutcome),
    }
    if not desk:
        context |= {"case": consultation.case, "party": consultation.party}
    return render(asking.http, "consultation.html", context, status=422 if errors else 200)


def _messages(consultation: Consultation, *, desk: bool) -> list[dict[str, Any]]:
    """The messages; the desk reads who wrote on the other side as its contact only."""
    return [
        {
            "text": message.text,
            "on": message.on,
            "side": message.side,
            "by": consultation.lookout.contact if desk and message.side == Side.CASE else message.by.name,
        }
        for message in consultation.messages.select_related("by")
    ]


@require_POST
@page
def consultation_step(asking: Asking, pk: int) -> HttpResponse:
    """Write, record an asylum claim, or record how it was decided."""
    consultation = _of(asking, pk)
    common: dict[str, Any] = {
        "consultation": consultation,
        "revision": asking.number("revision"),
        "on": today(),
        "actor": asking.user,
        "who": asking.who,
    }
    try:
        step = step_chosen(asking, "outcome", "asylum", "write")
        if step == "outcome":
            outcome_record(
                **common,
                outcome=asking.text("outcome"),
                asylum=asking.text("asylum"),
                non_refoulement=asking.text("non_refoulement"),
            )
        elif step == "asylum":
            asylum_claim_record(**common, text=asking.text("asylum_text"))
        else:
            consultation_write(**common, text=asking.text("text"))
    except ComityError as error:
        return _show(asking, consultation, complaint(error))
    messages.success(asking.http, say("It is on record."))
    return redirect("consultation", pk)


@require_http_methods(["GET", "POST"])
@page
def party_lookout(asking: Asking, pk: int) -> HttpResponse:
    """Look out for a person at entry, or no longer."""
    party, errors = party_of(asking, pk), []
    require(Permission.LOOKOUT_SET, asking.who, record_subject(party, asking.who))
    holds = lookout_of(party, today())
    if asking.http.method == "POST":
        try:
            if asking.text("action") == "end" and holds:
                lookout_end(lookout=holds, on=today(), actor=asking.user, who=asking.who)
            else:
                ground, contact = asking.text("ground"), asking.text("contact")
                lookout_set(party=party, ground=ground, contact=contact, on=today(), actor=asking.user, who=asking.who)
            return redirect("party", pk)
        except ComityError as error:
            errors = complaint(error)
    context = {
        "party": party,
        "case": party.case,
        "lookout": holds,
        "until": last_day(holds) if holds else None,
        "errors": errors,
        "given": asking.http.POST,
    }
    return render(asking.http, "lookout.html", context, status=422 if errors else 200)
