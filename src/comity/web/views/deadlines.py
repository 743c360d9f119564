"""What is due: one desk view, and a calendar that other programs can read."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from comity.casework.access import Permission, require
from comity.casework.deadlines.selectors import deadlines_for
from comity.casework.deadlines.watched import Deadline
from comity.web.asking import Asking, page
from comity.web.clock import today


@require_GET
@page
def deadline_list(asking: Asking) -> HttpResponse:
    """The dates of everything the person works on, the nearest first."""
    require(Permission.DEADLINE_LIST, asking.who)
    return render(asking.http, "deadlines.html", {"deadlines": deadlines_for(asking.who, today()), "today": today()})


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
