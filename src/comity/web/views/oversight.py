"""Oversight: how the system is used, never what a case says."""

import datetime as dt

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from comity.casework.access import Permission, require
from comity.casework.log.models import LogEntry
from comity.casework.log.selectors import log_check
from comity.casework.oversight.selectors import usage
from comity.web.asking import Asking, page
from comity.web.clock import today

DAYS = {"7": 7, "30": 30, "365": 365}


@require_GET
@page
def log_page(asking: Asking) -> HttpResponse:
    """The log, newest first, by case number and event; names of cases and details are not shown."""
    require(Permission.LOG_READ, asking.who)
    entries = LogEntry.objects.order_by("-index").select_related("actor__agency")
    shown = Paginator(entries, 100).get_page(asking.http.GET.get("page"))
    checked = log_check() if asking.http.GET.get("check") else None
    return render(asking.http, "oversight.html", {"entries": shown, "checked": checked})


@require_GET
@page
def usage_page(asking: Asking) -> HttpResponse:
    """Figures of use of the last days: steps, denied attempts, exports, walls, concerns, breaches, blocks."""
    days = DAYS.get(asking.http.GET.get("days", ""), 30)
    first, last = today() - dt.timedelta(days=days), today()
    context = {"usage": usage(asking.who, first, last), "first": first, "last": last, "days": days, "choices": DAYS}
    return render(asking.http, "usage.html", context)
