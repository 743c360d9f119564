"""Keying in a request that another state has made: one page, with what is usual already filled in."""

import datetime as dt
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from comity.casefile.people import PersonStatus
from comity.casefile.requests import Measure, StepKind, UrgencyLevel
from comity.casework.access import Permission, require
from comity.casework.cases.services import attempts_logged
from comity.casework.requests.intake import Paper, reference_suggested, request_receive
from comity.casework.requests.keyed import KINDS, ConductKeyed, PartyKeyed
from comity.casework.requests.outgoing_fields import CHANNELS
from comity.casework.requests.services import request_act
from comity.common.dates import parse_day
from comity.common.errors import ComityError
from comity.law.conduct import conduct_list
from comity.law.instruments import instruments
from comity.web.asking import Asking, complaint, page
from comity.web.clock import today
from comity.web.states import state_choices
from comity.web.uploads import arrived_files

FEWEST, MOST = 2, 30  # lines for people and companies
_LANGUAGES = ("ar", "zh", "en", "fr", "ru", "es", "pt", "de", "it", "nl")


@require_http_methods(["GET", "POST"])
@page
def receive(asking: Asking) -> HttpResponse:
    """Take in a request on paper; the acknowledgement clock runs as soon as it is registered."""
    require(Permission.REQUEST_RECEIVE, asking.who)
    errors: list[dict[str, str]] = []
    if asking.http.method == "POST" and not asking.text("more"):
        try:
            with attempts_logged(asking.user):
                return redirect("request", _receive(asking))
        except ComityError as error:
            errors = complaint(error)
    return render(asking.http, "receive.html", _context(asking, errors), status=422 if errors else 200)


def _context(asking: Asking, errors: list[dict[str, str]]) -> dict[str, Any]:
    usual = {"received": today().isoformat(), "reference": reference_suggested(today()), "urgency": "normal"}
    given = asking.http.POST if asking.http.method == "POST" else usual | {"register": "1"}
    return {
        "errors": errors,
        "given": given,
        "rows": [_row(asking, number) for number in range(1, _rows(asking) + 1)],
        "row_count": _rows(asking),
        "chosen_steps": asking.http.POST.getlist("steps"),
        "measures": list(Measure),
        "step_kinds": list(StepKind),
        "kinds": KINDS,
        "statuses": list(PersonStatus),
        "levels": list(UrgencyLevel),
        "channels": [channel for channel in CHANNELS if channel != "telephone"],
        "spoken": _LANGUAGES,
        "offences": [(item.key, item.title) for item in conduct_list() if not item.within],
        "titles": sorted(item.title for item in instruments().values() if not item.overlay),
        "states": state_choices(),
        "today": today(),
    }


def _rows(asking: Asking) -> int:
    """How many lines there are for people: those that were there, and three more where they were asked for."""
    text = asking.text("rows")
    there = int(text) if text.isdecimal() else FEWEST
    return max(FEWEST, min(there + (3 if asking.text("more") else 0), MOST))


def _row(asking: Asking, number: int) -> dict[str, Any]:
    names = ("name", "kind", "born", "nationality", "status")
    return {"number": number, **{name: asking.text(f"{name}-{number}") for name in names}}


def _receive(asking: Asking) -> int:
    request = request_receive(
        reference=asking.text("reference"),
        sender=asking.text("sender"),
        measure=asking.text("measure"),
        foreign_reference=asking.text("foreign_reference"),
        summary=asking.text("summary"),
        received=parse_day(asking.text("received"), "received"),
        paper=_paper(asking),
        files=arrived_files(asking.http.FILES, "files"),
        on=today(),
        actor=asking.user,
        who=asking.who,
    )
    if asking.text("register"):
        request_act(
            request=request,
            action="register",
            revision=request.revision,
            on=today(),
            day=parse_day(asking.text("received"), "received"),
            actor=asking.user,
            who=asking.who,
        )
    return request.pk


def _paper(asking: Asking) -> Paper:
    claimed = asking.text("claimed_basis")
    return Paper(
        their_authority=asking.text("their_authority"),
        letter_date=_day(asking, "letter_date"),
        channel=asking.text("channel"),
        language=asking.text("language"),
        claimed_basis=claimed,
        basis=next((item.id for item in instruments().values() if claimed in {item.id, item.title, item.short}), ""),
        urgency=asking.text("urgency") or UrgencyLevel.NORMAL,
        urgency_reason=asking.text("urgency_reason"),
        deadline=_day(asking, "deadline"),
        confidential=bool(asking.text("confidential")),
        people=tuple(_party(_row(asking, number)) for number in range(1, _rows(asking) + 1)),
        conduct=conduct_of(asking),
        steps=tuple(kind for kind in asking.http.POST.getlist("steps") if kind in set(StepKind)),
    )


def _party(row: dict[str, Any]) -> PartyKeyed:
    return PartyKeyed(
        row["name"], row["kind"] or "person", row["born"], row["nationality"], row["status"], row["number"]
    )


def conduct_of(asking: Asking) -> ConductKeyed:
    """The conduct as the form has it."""
    names = ("offence", "statement", "start", "end", "place", "provision", "article", "max_months")
    return ConductKeyed(**{name: asking.text(name) for name in names})


def _day(asking: Asking, field: str) -> dt.date | None:
    text = asking.text(field)
    return parse_day(text, field) if text else None
