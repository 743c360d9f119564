"""The library of concluded cases: searched by all, written by the desks, decided about by a second person."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from comity.casework.access import NotAllowedError, Permission, allows, require
from comity.casework.cases.models import Case
from comity.casework.identity import Subject
from comity.common.errors import BadInputError, ComityError, Place
from comity.knowledge.case_library.models import LibraryCase
from comity.knowledge.case_library.prefill import begun_from
from comity.knowledge.case_library.search import FILTERS, Wanted, search_library
from comity.knowledge.case_library.selectors import files_waiting_for
from comity.knowledge.case_library.services import SlipsError, summary_change, summary_propose
from comity.knowledge.contributions.selectors import contribution_for, waiting_for
from comity.web.asking import Asking, complaint, found, page
from comity.web.case_library_fields import filter_options, given_summary, shown_summary, slip_lines, summary_fields
from comity.web.clock import today
from comity.web.deciding import decide
from comity.web.labels import current_language, say
from comity.web.views.cases import case_of

_LONGEST = 200


@require_GET
@page
def summaries_page(asking: Asking) -> HttpResponse:
    """Search the library by words and by tags; without words the newest summaries."""
    require(Permission.KNOWLEDGE_READ, asking.who)
    errors: list[dict[str, str]] = []
    try:
        wanted = wanted_of(asking)
    except BadInputError as error:
        errors, wanted = complaint(error), Wanted()
    given = asking.http.GET
    number = given.get("page", "")
    answer = search_library(wanted, int(number) if number.isascii() and number.isdigit() and len(number) < 4 else 1)
    narrowed = any(given.get(name) for name in (*FILTERS, "least", "most"))
    without_page = given.copy()
    without_page.pop("page", None)
    context = {
        "errors": errors,
        "question": wanted.question,
        "answer": answer,
        "filters": [(name, label, codes, given.get(name, "")) for name, label, codes in filter_options()],
        "given": given,
        "narrowed": narrowed,
        "rest": without_page.urlencode(),
        "may_write": allows(Permission.LIBRARY_WRITE, asking.who),
        "may_take": allows(Permission.CONTRIBUTION_TAKE, asking.who),
        "waiting": waiting_for(asking.who, LibraryCase).filter(file=None)[:50],
        "files": files_waiting_for(asking.who)[:50],
    }
    return render(asking.http, "library.html", context, status=422 if errors else 200)


def wanted_of(asking: Asking) -> Wanted:
    """What the address of the page asks for."""
    given = asking.http.GET
    tags = {name: tuple(value for value in given.getlist(name) if value)[:20] for name in FILTERS}
    least, most = (_months(given.get(name, "").strip(), name) for name in ("least", "most"))
    return Wanted(given.get("q", "").strip()[:_LONGEST], tags, least, most)


def _months(text: str, field: str) -> int | None:
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 5):
        raise BadInputError("give a whole number", Place(field=field))
    return int(text)


@require_http_methods(["GET", "POST"])
@page
def summary_page(asking: Asking, pk: int) -> HttpResponse:
    """One summary: read it, decide about it, or withdraw it."""
    require(Permission.KNOWLEDGE_READ, asking.who)
    made: LibraryCase = found(contribution_for(asking.who, LibraryCase, pk))
    errors: list[dict[str, str]] = []
    if asking.http.method == "POST":
        try:
            decide(asking, made)
        except ComityError as error:
            errors = complaint(error)
        else:
            return redirect("library")
    summary = made.summary
    context = {
        "made": made,
        "errors": errors,
        "rows": shown_summary(summary),
        "summary": summary,
        "may_decide": allows(Permission.CONTRIBUTION_DECIDE, asking.who, Subject(author=made.proposed_by_id)),
        "may_change": made.status == "proposed" and made.proposed_by_id == asking.user.pk,
        "given": asking.http.POST,
    }
    return render(asking.http, "library-case.html", context, status=422 if errors else 200)


@require_http_methods(["GET", "POST"])
@page
def summary_new(asking: Asking) -> HttpResponse:
    """Write a summary of a published case, from its sources."""
    require(Permission.LIBRARY_WRITE, asking.who)
    return _form(asking, {"language": current_language()})


@require_http_methods(["GET", "POST"])
@page
def of_case(asking: Asking, pk: int) -> HttpResponse:
    """Write a summary of a closed case of the office, begun from its record without a name of anybody."""
    require(Permission.LIBRARY_WRITE, asking.who)
    case = case_of(asking, pk)
    if case.is_open:
        messages.error(asking.http, say("A summary is written of a case that is closed."))
        return redirect("case", pk)
    return _form(asking, begun_from(case, asking.who, current_language()), case=case)


@require_http_methods(["GET", "POST"])
@page
def summary_edit(asking: Asking, pk: int) -> HttpResponse:
    """Change one's own summary until somebody has decided about it."""
    require(Permission.LIBRARY_WRITE, asking.who)
    made: LibraryCase = found(LibraryCase.objects.filter(pk=pk, proposed_by=asking.user, status="proposed").first())
    return _form(asking, made.data, made=made)


def _form(
    asking: Asking, begun: dict[str, Any], *, case: Case | None = None, made: LibraryCase | None = None
) -> HttpResponse:
    errors: list[dict[str, str]] = []
    data = begun
    if asking.http.method == "POST":
        data = given_summary(asking.http.POST)
        try:
            return redirect("library-case", _save(asking, data, case, made))
        except NotAllowedError:
            raise
        except SlipsError as error:
            errors = slip_lines(error.slips)
        except ComityError as error:
            errors = complaint(error)
    revision = asking.text("revision") or (made.revision if made else "")
    context = {"fields": summary_fields(data), "errors": errors, "case": case, "made": made, "revision": revision}
    return render(asking.http, "library-form.html", context, status=422 if errors else 200)


def _save(asking: Asking, data: dict[str, Any], case: Case | None, made: LibraryCase | None) -> int:
    if made is None:
        made = summary_propose(data=data, on=today(), actor=asking.user, who=asking.who, case=case)
    else:
        revision = asking.number("revision")
        summary_change(made=made, data=data, revision=revision, actor=asking.user, who=asking.who)
    messages.success(asking.http, say("Proposed. A second person reads it before the office does."))
    return made.pk
