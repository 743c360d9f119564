"""Taking a case file into the office."""

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from comity.casefile.loader import parse_case
from comity.casework.access import Permission, require
from comity.casework.cases.case_file import case_import
from comity.casework.cases.services import attempts_logged
from comity.common.errors import BadInputError, ComityError, Place
from comity.web.asking import Asking, complaint, page

LARGEST = 2_000_000  # bytes; a case file is text, and the largest seen is a twentieth of this


@require_http_methods(["GET", "POST"])
@page
def take(asking: Asking) -> HttpResponse:
    """Take in a case file (YAML or JSON); the first slip is told with line and field, and nothing is kept of it."""
    require(Permission.CASE_OPEN, asking.who)
    errors: list[dict[str, str]] = []
    if asking.http.method == "POST":
        try:
            with attempts_logged(asking.user):
                return redirect("case", _take(asking))
        except ComityError as error:
            errors = [{**line, "text": str(error), "field": "file"} for line in complaint(error)]
    return render(asking.http, "case-take.html", {"errors": errors}, status=422 if errors else 200)


def _take(asking: Asking) -> int:
    sent = asking.http.FILES.get("file")
    if not isinstance(sent, UploadedFile) or sent.size is None:
        raise BadInputError("choose a case file", Place(field="file"))
    if sent.size > LARGEST:
        raise BadInputError(f"is larger than {LARGEST // 1_000_000} MB", Place(sent.name))
    try:
        text = sent.read().decode("utf-8")
    except UnicodeDecodeError:
        raise BadInputError("is no text file; a case file is YAML or JSON, saved as UTF-8", Place(sent.name)) from None
    read = parse_case(text, str(sent.name))
    if read.case.state != asking.user.agency.state:
        raise BadInputError(
            f"is a case of {read.case.state}, and this office belongs to {asking.user.agency.state}", Place(sent.name)
        )
    return case_import(file=read, actor=asking.user, who=asking.who).pk
