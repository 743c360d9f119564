"""Oversight: how the system is used, never what a case says."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from comity.casework.access import Permission, require
from comity.casework.log.models import LogEntry
from comity.casework.log.selectors import log_check
from comity.web.asking import Asking, page


@require_GET
@page
def log_page(asking: Asking) -> HttpResponse:
    """The log, newest first, by case number and event; names of cases and details are not shown."""
    require(Permission.LOG_READ, asking.who)
    entries = LogEntry.objects.order_by("-index").select_related("actor__agency")
    shown = Paginator(entries, 100).get_page(asking.http.GET.get("page"))
    checked = log_check() if asking.http.GET.get("check") else None
    return render(asking.http, "oversight.html", {"entries": shown, "checked": checked})
