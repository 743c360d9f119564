"""The library as files: brought in after a look at what is in them, decided about by a second person, given away."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from comity.casework.access import NotAllowedError, Permission, allows, require
from comity.casework.identity import Subject
from comity.casework.log.services import log_append
from comity.common.errors import BadInputError, ComityError, Place
from comity.knowledge.case_library.files import LARGEST, read_library, write_csv, write_json
from comity.knowledge.case_library.models import LibraryFile
from comity.knowledge.case_library.selectors import known_among, library_summaries
from comity.knowledge.case_library.services import (
    SlipsError,
    library_file_decide,
    library_file_read,
    library_file_take,
)
from comity.web.asking import Asking, complaint, found, page
from comity.web.clock import today
from comity.web.labels import say

_SHOWN = 50


@require_http_methods(["GET", "POST"])
@page
def summaries_import(asking: Asking) -> HttpResponse:
    """Choose a file of summaries; it is read, and every line that cannot be used is told."""
    require(Permission.CONTRIBUTION_TAKE, asking.who)
    context: dict[str, object] = {}
    if asking.http.method == "POST":
        try:
            return redirect("library-file", _read(asking).pk)
        except NotAllowedError:
            raise
        except SlipsError as error:
            context = {"slips": error.slips[:_SHOWN], "slips_in_all": len(error.slips)}
            context["errors"] = [{"text": say("Nothing was taken over; the lines below cannot be used."), "field": ""}]
        except ComityError as error:
            context = {"errors": complaint(error)}
    return render(asking.http, "library-import.html", context, status=422 if context else 200)


def _read(asking: Asking) -> LibraryFile:
    sent = asking.http.FILES.get("file")
    if sent is None or not sent.name:
        raise BadInputError("choose a file of summaries", Place(field="file"))
    content = sent.read(LARGEST + 1)
    file, _ = library_file_read(name=sent.name, content=content, on=today(), actor=asking.user, who=asking.who)
    return file


@require_http_methods(["GET", "POST"])
@page
def file_page(asking: Asking, pk: int) -> HttpResponse:
    """What is in a file: its person takes it over, a second person decides about it as a whole."""
    require(Permission.KNOWLEDGE_READ, asking.who)
    file: LibraryFile = found(LibraryFile.objects.filter(pk=pk).select_related("brought_by").first())
    own = file.brought_by_id == asking.user.pk
    decides = allows(Permission.CONTRIBUTION_DECIDE, asking.who, Subject(author=file.brought_by_id))
    if not own and not (decides and file.status != "read"):
        found(None)
    errors: list[dict[str, str]] = []
    if asking.http.method == "POST":
        try:
            _act(asking, file)
        except ComityError as error:
            errors = complaint(error)
        else:
            return redirect("library")
    context = {"file": file, "errors": errors, "own": own, "may_decide": decides, "given": asking.http.POST}
    if file.status == "read":
        read = read_library(file.content.encode(), file.name)
        context["known"] = known_among([summary.uid for summary in read.summaries])
        context["summaries"] = read.summaries[:_SHOWN]
    else:
        context["cases"] = file.summaries.all()[:_SHOWN]
    return render(asking.http, "library-file.html", context, status=422 if errors else 200)


def _act(asking: Asking, file: LibraryFile) -> None:
    action = asking.text("action")
    if action == "take":
        count = library_file_take(file=file, on=today(), actor=asking.user, who=asking.who)
        messages.success(asking.http, f"{say('Taken over as proposals')}: {count}")
        return
    confirm, reason = action == "confirm", asking.text("reason")
    count = library_file_decide(file=file, confirm=confirm, reason=reason, actor=asking.user, who=asking.who)
    messages.success(asking.http, f"{say('Confirmed') if confirm else say('Turned down')}: {count}")


@require_GET
@page
def summaries_export(asking: Asking) -> HttpResponse:
    """Every confirmed summary as JSON or as CSV; both come back without loss."""
    require(Permission.CONTRIBUTION_TAKE, asking.who)
    as_csv = asking.http.GET.get("as") == "csv"
    summaries = library_summaries()
    body = "\ufeff" + write_csv(summaries) if as_csv else write_json(summaries, asking.user.agency.state)
    log_append(
        event="library_given",
        actor=asking.user,
        subject="library_file",
        key="csv" if as_csv else "json",
        details={"cases": len(summaries)},
    )
    kind = "text/csv; charset=utf-8" if as_csv else "application/json"
    response = HttpResponse(body, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="library.{"csv" if as_csv else "json"}"'
    return response
