"""The help pages."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from comity.casework.access import Permission, require
from comity.web.asking import Asking, page
from comity.web.help import SUBJECTS, help_page, title_of
from comity.web.labels import current_language


@require_GET
@page
def help_list(asking: Asking) -> HttpResponse:
    """Every subject of the help."""
    require(Permission.OWN_ACCOUNT, asking.who)
    subjects = [(name, *title_of(name, current_language())) for name in SUBJECTS]
    return render(asking.http, "help-list.html", {"subjects": subjects})


@require_GET
@page
def help_subject(asking: Asking, subject: str) -> HttpResponse:
    """One subject of the help."""
    require(Permission.OWN_ACCOUNT, asking.who)
    if subject not in SUBJECTS:
        raise Http404
    return render(asking.http, "help.html", {"shown": help_page(subject, current_language())})
