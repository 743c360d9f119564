"""Adding a request to a case in the browser: what is asked, the routes with their reasons, and only then the choice."""

from dataclasses import asdict
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from comity.casefile.requests import Measure, StepKind, Undertaking, UrgencyLevel
from comity.casework.access import Permission, require
from comity.casework.assets.models import Asset
from comity.casework.cases.models import Case
from comity.casework.cases.selectors import case_for, subject_of
from comity.casework.people.models import Party
from comity.casework.records.models import Record
from comity.casework.records.selectors import fields_for, records_for
from comity.casework.requests.adding import Asked, request_add, routes_offered
from comity.casework.requests.services import request_act
from comity.casework.tracing.asking_next import NextStep, asked_next, next_steps, request_add_next
from comity.casework.tracing.models import MoneyTrace
from comity.casework.tracing.selectors import trace_for
from comity.common.dates import parse_day
from comity.common.errors import ComityError
from comity.web.asking import Asking, complaint, found, page
from comity.web.clock import today
from comity.web.labels import LETTER_LANGUAGES
from comity.web.states import state_choices

_LISTS = ("people", "conduct", "assets", "proceedings", "annexes")


@require_http_methods(["GET", "POST"])
@page
def request_new(asking: Asking, pk: int) -> HttpResponse:
    """Say what is asked, look at the routes, and add the request on one of them."""
    case: Case = found(case_for(asking.who, pk))
    require(Permission.REQUEST_DRAFT, asking.who, subject_of(case, asking.who))
    errors: list[dict[str, str]] = []
    trace, place = _traced(asking)
    routes: tuple[Any, ...] | None = None
    if asking.http.method == "POST":
        try:
            asked = _asked(asking)
            if not asking.text("show"):
                return redirect("request", _add(asking, case, asked, trace, place))
            routes = routes_offered(case, asked, today(), asking.who)
        except ComityError as error:
            errors = complaint(error)
    context = _context(asking, case) | {"errors": errors, "routes": routes, "trace": trace, "place": place}
    if trace is not None and asking.http.method == "GET":
        context |= _prefilled(asking, trace, place, context)
    return render(asking.http, "request-new.html", context, status=422 if errors else 200)


def _traced(asking: Asking) -> tuple[MoneyTrace | None, int]:
    """The trace, and the place in it, from which a request is drafted."""
    given = asking.http.GET if asking.http.method == "GET" else asking.http.POST
    trace, place = str(given.get("trace", "")), str(given.get("place", ""))
    if not (trace.isdecimal() and place.isdecimal()):
        return None, 0
    return found(trace_for(asking.who, int(trace))), int(place)


def _prefilled(asking: Asking, trace: MoneyTrace, place: int, context: dict[str, Any]) -> dict[str, Any]:
    """The form as the trace would fill it in; everything can be changed before the request is added."""
    asked = asked_next(trace, _step_of(asking, trace, place))
    only = [key for key, _ in context["conduct"]] if len(context["conduct"]) == 1 else []
    chosen = context["chosen"] | {"assets": list(asked.assets), "conduct": only}
    return {"given": asdict(asked), "chosen": chosen}


def _step_of(asking: Asking, trace: MoneyTrace, place: int) -> NextStep:
    """The place in the trace, or the page that says that there is none."""
    step: NextStep = found(next((one for one in next_steps(trace, asking.who) if one.number == place), None))
    return step


def _add(asking: Asking, case: Case, asked: Asked, trace: MoneyTrace | None, place: int) -> int:
    by: dict[str, Any] = {"case": case, "asked": asked, "on": today(), "actor": asking.user, "who": asking.who}
    request = request_add(**by) if trace is None else request_add_next(trace=trace, number=place, **by)
    if asked.basis:
        request_act(
            request=request,
            action="choose_route",
            revision=request.revision,
            on=today(),
            actor=asking.user,
            who=asking.who,
            given={"basis": asked.basis},
        )
    return request.pk


def _asked(asking: Asking) -> Asked:
    post, deadline = asking.http.POST, asking.text("deadline")
    return Asked(
        to=asking.text("to"),
        measure=asking.text("measure"),
        people=tuple(post.getlist("people")),
        conduct=tuple(post.getlist("conduct")),
        assets=tuple(post.getlist("assets")),
        proceedings=tuple(post.getlist("proceedings")),
        annexes=tuple(post.getlist("annexes")),
        undertakings=tuple(post.getlist("undertakings")),
        purpose=asking.text("purpose"),
        to_authority=asking.text("to_authority"),
        signatory=asking.text("signatory"),
        language=asking.text("language"),
        basis=asking.text("basis"),
        urgency=asking.text("urgency") or UrgencyLevel.NORMAL,
        urgency_reason=asking.text("urgency_reason"),
        deadline=parse_day(deadline, "deadline") if deadline else None,
        confidential=bool(asking.text("confidential")),
        step=asking.text("step"),
        particulars=asking.text("particulars"),
    )


def _context(asking: Asking, case: Case) -> dict[str, Any]:
    """What can be chosen: the records of the case that this person may see."""
    who, records = asking.who, list(records_for(asking.who, case, Record))
    of_kind: dict[str, list[tuple[str, dict[str, Any]]]] = {}
    for record in records:
        of_kind.setdefault(record.kind, []).append((record.key, fields_for(record, who)))
    chosen = {name: asking.http.POST.getlist(name) for name in (*_LISTS, "undertakings")}
    return {
        "case": case,
        "tab": "overview",
        "given": asking.http.POST,
        "chosen": chosen,
        "states": [(code, name) for code, name in state_choices() if code != case.state],
        "measures": list(Measure),
        "people": [(party.key, party.name) for party in records_for(who, case, Party)],
        "assets": [(asset.key, fields_for(asset, who)) for asset in records_for(who, case, Asset)],
        "conduct": of_kind.get("conduct", []),
        "proceedings": of_kind.get("proceedings", []),
        "documents": of_kind.get("documents", []),
        "own_agencies": [(k, d) for k, d in of_kind.get("agencies", []) if d.get("state", case.state) == case.state],
        "their_agencies": [(k, d) for k, d in of_kind.get("agencies", []) if d.get("state", case.state) != case.state],
        "step_kinds": list(StepKind),
        "levels": list(UrgencyLevel),
        "letters": [(code, name) for code, name in LETTER_LANGUAGES.items() if code in case.languages]
        or [("en", "English")],
        "undertakings": list(Undertaking),
    }
