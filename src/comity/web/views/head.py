"""The first lines of a case: its title, languages and handling; closing it and opening it again."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from comity.casefile.case import Handling
from comity.casework.access import Permission, allows, require
from comity.casework.cases.closing import closing_hindrances
from comity.casework.cases.head import Head, case_change, case_close, case_reopen
from comity.casework.cases.models import Case
from comity.casework.cases.selectors import subject_of, team_of
from comity.casework.identity import HANDLING_ORDER, rank
from comity.common.dates import parse_day
from comity.common.errors import BadInputError, ComityError, Place
from comity.web.asking import Asking, complaint, page
from comity.web.choosing import step_chosen
from comity.web.fields import Field, filled, options
from comity.web.labels import say
from comity.web.record_fields import RecordField
from comity.web.record_forms import applied, inputs_of, shown, typed
from comity.web.views.cases import case_of

_TITLE = RecordField("title", "Title", "words")


@require_http_methods(["GET", "POST"])
@page
def case_edit(asking: Asking, pk: int) -> HttpResponse:
    """Change the first lines of a case; whoever may only close or open it again finds that here, too."""
    case = case_of(asking, pk)
    may = _may(asking, case)
    errors: list[dict[str, str]] = []
    if asking.http.method == "POST":
        try:
            _change(asking, case)
            messages.success(asking.http, say("Saved."))
            return redirect("case", pk)
        except ComityError as error:
            errors = complaint(error)
    return _show(asking, case, may, errors, posted=bool(errors))


def _may(asking: Asking, case: Case) -> dict[str, bool]:
    """What this person may do here; whoever may do nothing of it is refused."""
    subject = subject_of(case, asking.who)
    may = {
        "may_edit": allows(Permission.CASE_EDIT, asking.who, subject),
        "may_close": allows(Permission.CASE_CLOSE, asking.who, subject),
        "may_reopen": allows(Permission.CASE_REOPEN, asking.who, subject) and not case.is_open,
    }
    if not any(may.values()):
        require(Permission.CASE_EDIT, asking.who, subject)
    return may


def _show(
    asking: Asking, case: Case, may: dict[str, bool], errors: list[dict[str, str]], *, posted: bool
) -> HttpResponse:
    unseen = {
        level: [u.name for u in team_of(case) if rank(Handling(u.clearance)) < rank(level)] for level in HANDLING_ORDER
    }
    context: dict[str, Any] = {
        "case": case,
        "errors": errors,
        "fields": _fields(asking, case, posted=posted),
        "unseen": [(level, names) for level, names in unseen.items() if names and level != Handling.OPEN],
        "hindrances": closing_hindrances(case),
        "given": asking.http.POST,
        **may,
    }
    return render(asking.http, "case-edit.html", context, status=422 if errors else 200)


def _title_inputs(case: Case) -> list[Any]:
    return list(inputs_of([_TITLE], case.languages or ["en"], {"title": case.title}))


def _fields(asking: Asking, case: Case, *, posted: bool) -> list[Field]:
    first = (case.languages or ["en"])[0]
    titles = [
        Field(one.name, f"{say('Title')} ({one.language})", value=shown(one, {"title": case.title}, first))
        for one in _title_inputs(case)
    ]
    levels = [level for level in HANDLING_ORDER if rank(level) <= rank(asking.who.clearance)]
    rest = [
        Field(
            "languages",
            "Languages",
            hint="Codes parted by blanks, such as en fr",
        ),
        Field("opened", "Opened", "day"),
        Field("handling", "Handling", "choice", options=options(levels)),
    ]
    values = {
        "languages": " ".join(case.languages),
        "opened": case.opened.isoformat() if case.opened else "",
        "handling": case.handling,
    }
    said = filled(rest, asking.http.POST if posted else values)
    return [*(filled(titles, asking.http.POST) if posted else titles), *said]


def _change(asking: Asking, case: Case) -> None:
    first = (case.languages or ["en"])[0]
    inputs = _title_inputs(case)
    form = asking.http.POST
    data = applied({"title": case.title}, inputs, {one.name: typed(one, form) for one in inputs}, first)
    if not data.get("title"):
        raise BadInputError("this is needed", Place(field=inputs[0].name))
    handling = asking.text("handling")
    if handling not in set(Handling):
        raise BadInputError("choose the handling", Place(field="handling"))
    head = Head(
        title=data["title"],
        languages=tuple(dict.fromkeys(asking.text("languages").split())) or ("en",),
        opened=parse_day(asking.text("opened"), "opened") if asking.text("opened") else None,
        handling=Handling(handling),
    )
    case_change(case=case, head=head, revision=asking.number("revision"), actor=asking.user, who=asking.who)


@require_POST
@page
def case_turn(asking: Asking, pk: int) -> HttpResponse:
    """Close a case, or open it again."""
    case = case_of(asking, pk)
    may = _may(asking, case)
    try:
        turn = case_close if step_chosen(asking, "close", "reopen") == "close" else case_reopen
        turn(case=case, reason=asking.text("reason"), actor=asking.user, who=asking.who)
    except ComityError as error:
        return _show(asking, case, may, complaint(error), posted=False)
    messages.success(
        asking.http,
        say("The case is closed. Its owner can open it again.") if not case.is_open else say("The case is open again."),
    )
    return redirect("case", pk)
