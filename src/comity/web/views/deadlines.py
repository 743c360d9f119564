"""What is due: one desk view with filters, why a limit was not kept, and a calendar that other programs can read."""

from operator import itemgetter
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from comity.casework.access import Permission, allows, require
from comity.casework.cases.selectors import case_for
from comity.casework.deadlines.escalation import escalated_for
from comity.casework.deadlines.selectors import deadlines_for
from comity.casework.deadlines.services import overdue_explain
from comity.casework.deadlines.watched import Deadline
from comity.common.errors import ComityError
from comity.web.asking import Asking, complaint, found, page
from comity.web.clock import today
from comity.web.labels import say, sentence

URGENCIES = ("over", "soon", "later")


@require_GET
@page
def deadline_list(asking: Asking) -> HttpResponse:
    """The dates of everything the person works on, the nearest first."""
    require(Permission.DEADLINE_LIST, asking.who)
    return _show(asking, [])


def _show(asking: Asking, errors: list[dict[str, str]], refused: str = "") -> HttpResponse:
    everything = deadlines_for(asking.who, today())
    asked = {name: asking.http.GET.get(name, "") for name in ("urgency", "case", "kind")}
    may = allows(Permission.DEADLINE_ESCALATED, asking.who)
    context: dict[str, Any] = {
        "deadlines": [deadline for deadline in everything if _wanted(deadline, asked)],
        "total": len(everything),
        "asked": asked,
        "urgencies": URGENCIES,
        "cases": sorted({(str(d.about.case.pk), d.about.case.reference) for d in everything}, key=lambda c: c[1]),
        "kinds": sorted(((title, sentence(title)) for title in {d.title for d in everything}), key=itemgetter(1)),
        "escalated": escalated_for(asking.who, today()) if may else None,
        "errors": errors,
        "refused": refused,
        "explains": True,
        "today": today(),
    }
    return render(asking.http, "deadlines.html", context, status=422 if errors else 200)


def _wanted(deadline: Deadline, asked: dict[str, str]) -> bool:
    said = {"urgency": deadline.urgency, "case": str(deadline.about.case.pk), "kind": deadline.title}
    return all(not wanted or said[name] == wanted for name, wanted in asked.items())


@require_POST
@page
def deadline_explain(asking: Asking) -> HttpResponse:
    """Say why a limit that is over was not kept."""
    number = asking.text("case")
    case = found(case_for(asking.who, int(number)) if number.isdecimal() else None)
    try:
        overdue_explain(
            case=case,
            subject=asking.text("subject"),
            key=asking.text("key"),
            kind=asking.text("kind"),
            reason=asking.text("reason"),
            on=today(),
            actor=asking.user,
            who=asking.who,
        )
    except ComityError as error:
        return _show(asking, complaint(error), asking.text("kind"))
    messages.success(asking.http, say("The reason is on record. The limit stays here until the step is taken."))
    return redirect("deadlines")


@require_GET
@page
def deadline_calendar(asking: Asking) -> HttpResponse:
    """The same dates as iCalendar."""
    require(Permission.DEADLINE_LIST, asking.who)
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Comity//Office//EN"]
    for deadline in deadlines_for(asking.who, today()):
        lines += _event(deadline)
    body = "\r\n".join(folded for line in (*lines, "END:VCALENDAR") for folded in _folded(line)) + "\r\n"
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="deadlines.ics"'
    return response


def _event(deadline: Deadline) -> list[str]:
    about = deadline.about
    return [
        "BEGIN:VEVENT",
        f"UID:{about.subject}-{about.pk}-{deadline.act_by:%Y%m%d}-{deadline.event or 'asked'}@comity",
        f"DTSTAMP:{deadline.on:%Y%m%d}T000000Z",
        f"DTSTART;VALUE=DATE:{deadline.act_by:%Y%m%d}",
        f"SUMMARY:{_escaped(f'{about.case.reference} {about.key}: {deadline.title}')}",
        f"DESCRIPTION:{_escaped(' '.join((deadline.effect, deadline.article)))}",
        "END:VEVENT",
    ]


def _escaped(text: str) -> str:
    for char in ("\\", ";", ","):
        text = text.replace(char, f"\\{char}")
    return text.replace("\n", "\\n")


def _folded(line: str) -> list[str]:
    """Lines of at most 75 octets, as RFC 5545 wants them; a character is never cut."""
    lines, current = [], ""
    for char in line:
        if len((current + char).encode()) > 74:
            lines.append(current)
            current = " "
        current += char
    return [*lines, current]
