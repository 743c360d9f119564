"""Two versions of a request side by side: what the later one says differently, in words."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from comity.casework.requests.models import Version
from comity.casework.requests.preparing import request_file
from comity.casework.requests.resting import seen_of
from comity.casework.requests.versions import versions_compared
from comity.common.errors import ComityError
from comity.web.asking import Asking, found, page
from comity.web.labels import sentence
from comity.web.views.requests import request_of


@require_GET
@page
def versions_page(asking: Asking, pk: int) -> HttpResponse:
    """Compare two versions, the last two where none are named; only for somebody who may see all they rest on."""
    request = request_of(asking, pk)
    versions = list(request.versions.select_related("made_by").order_by("number"))
    context = {"request_": request, "case": request.case, "versions": versions}
    try:
        request_file(request, asking.who)
    except ComityError as error:
        return render(asking.http, "versions.html", context | {"hidden": sentence(str(error))})
    if len(versions) > 1:
        before, after = _asked_for(asking, versions)
        for version in (before, after):
            version.content = seen_of(request.case, version.content, asking.who)
        context |= {"before": before, "after": after, "changes": versions_compared(before, after)}
    return render(asking.http, "versions.html", context)


def _asked_for(asking: Asking, versions: list[Version]) -> tuple[Version, Version]:
    known = {str(version.number): version for version in versions}
    before = known.get(asking.http.GET.get("from", str(versions[-2].number)))
    after = known.get(asking.http.GET.get("to", str(versions[-1].number)))
    return found(before), found(after)
