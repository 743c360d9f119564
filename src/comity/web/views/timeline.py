"""Everything that has happened in a case, and who did it."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from comity.casework.log.timeline import timeline_for
from comity.casework.protected_records import PROTECTED
from comity.web.asking import Asking, page
from comity.web.views.cases import case_of

_SUBJECTS = ("case", *PROTECTED, "note", "wall")


@require_GET
@page
def timeline(asking: Asking, pk: int) -> HttpResponse:
    """The timeline of a case, all of it or what is about one kind of thing."""
    case = case_of(asking, pk)
    asked = asking.http.GET.get("about", "")
    subject = asked if asked in _SUBJECTS else ""
    before = asking.http.GET.get("before", "")
    number = int(before) if before.isascii() and before.isdigit() and len(before) < 19 else 0
    shown = timeline_for(asking.who, case, tuple(PROTECTED.values()), subject=subject, before=number)
    context = {"case": case, "tab": "overview", "shown": shown, "subjects": _SUBJECTS, "about": subject}
    return render(asking.http, "timeline.html", context)
