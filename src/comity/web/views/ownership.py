"""Ownership in a case: files of holdings, and who owns and controls whom on a day, with the picture and its table."""

import datetime as dt
from fractions import Fraction
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from comity.casework.access import Permission, allows, require
from comity.casework.cases.models import Case
from comity.casework.cases.selectors import case_for, subject_of
from comity.casework.evidence.models import EvidenceItem
from comity.casework.ownership.models import OwnershipRegister
from comity.casework.ownership.selectors import HOLDER, OF, Answered, answer_on, names_in, register_for, registers_for
from comity.casework.ownership.services import ownership_import, ownership_written
from comity.casework.records.selectors import record_subject
from comity.casework.tracing.selectors import statements_for
from comity.common.dates import parse_day
from comity.common.errors import BadInputError, ComityError, Place
from comity.tracing.ownership.chart import OwnershipWords
from comity.tracing.ownership.rules import EXPLANATIONS, OwnershipRule
from comity.web.asking import Asking, complaint, found, page
from comity.web.clock import today
from comity.web.fields import Field, filled
from comity.web.labels import say, word

_FILES = {
    "bods": (".bods.json", "application/json"),
    "followthemoney": (".ftm.json", "application/x-ndjson"),
    "csv": (".csv", "text/csv"),
}


@require_http_methods(["GET", "POST"])
@page
def case_ownership(asking: Asking, pk: int) -> HttpResponse:
    """The files of holdings of a case, and taking in another one."""
    case: Case = found(case_for(asking.who, pk))
    require(Permission.CASE_READ, asking.who, subject_of(case, asking.who))
    errors: list[dict[str, str]] = []
    items = statements_for(asking.who, case)
    if asking.http.method == "POST":
        item = next((one for one in items if str(one.pk) == asking.text("item")), None)
        try:
            register = _import(asking, case, item)
        except ComityError as error:
            errors = complaint(error)
        else:
            return redirect("ownership", register.pk)
    context = {
        "case": case,
        "tab": "money",
        "registers": registers_for(asking.who, case),
        "items": items,
        "errors": errors,
        "fields": filled(_import_fields(items), asking.http.POST),
        "may_import": allows(Permission.MONEY_TRACE, asking.who, subject_of(case, asking.who)),
    }
    return render(asking.http, "ownership-files.html", context, status=422 if errors else 200)


def _import(asking: Asking, case: Case, item: EvidenceItem | None) -> OwnershipRegister:
    require(Permission.MONEY_TRACE, asking.who, subject_of(case, asking.who))
    if item is None:
        raise BadInputError("choose a file of the register", Place(field="item"))
    title = asking.text("title")
    return ownership_import(case=case, item=item, title=title, on=today(), actor=asking.user, who=asking.who)


def _import_fields(items: list[EvidenceItem]) -> list[Field]:
    shown = tuple((str(item.pk), f"{item.key}: {item.data.get('title', '')}") for item in items)
    hint = "A released file of the register: BODS 0.4, FollowTheMoney, or CSV with owner, owned, share"
    return [Field("title", "Title"), Field("item", "File of holdings", "choice", hint, (("", "–"), *shown))]


@require_http_methods(["GET", "POST"])
@page
def ownership_page(asking: Asking, pk: int) -> HttpResponse:
    """One file of holdings, and the answer to a question about somebody on a day."""
    register: OwnershipRegister = found(register_for(asking.who, pk))
    require(Permission.RECORD_READ, asking.who, record_subject(register, asking.who))
    answer, errors = None, []
    try:
        answer = _answer(asking, register)
    except ComityError as error:
        errors = complaint(error)
    context: dict[str, Any] = {
        "case": register.case,
        "record": register,
        "errors": errors,
        "fields": filled(_question_fields(register), _given(asking)),
        "answer": answer,
        "rules": _by_rule(answer) if answer else [],
    }
    return render(asking.http, "ownership.html", context, status=422 if errors else 200)


def _given(asking: Asking) -> dict[str, str]:
    given = {name: asking.text(name) for name in ("name", "question", "on", "threshold")}
    return given | {"on": given["on"] or today().isoformat(), "threshold": given["threshold"] or "25%"}


def _answer(asking: Asking, register: OwnershipRegister) -> Answered | None:
    given = _given(asking)
    if not given["name"]:
        return None
    on: dt.date = parse_day(given["on"], "on")
    question = given["question"] if given["question"] in {OF, HOLDER} else OF
    try:
        words = OwnershipWords.said(say, word)
        return answer_on(register, given["name"], question, on, _share(given["threshold"]), words=words)
    except BadInputError as error:
        raise BadInputError(error.what, Place(field=error.place.field or "name")) from None


def _share(text: str) -> Fraction:
    try:
        value = Fraction(text.removesuffix("%").strip()) / (100 if text.endswith("%") else 1)
    except (ValueError, ZeroDivisionError):
        value = Fraction(-1)
    if not 0 <= value <= 1:
        raise BadInputError(f"'{text}' is not a share (0.25 or 25%)", Place(field="threshold"))
    return value


def _question_fields(register: OwnershipRegister) -> list[Field]:
    names = tuple((name, name) for name in names_in(register))
    questions = ((OF, say("Who owns and controls it")), (HOLDER, say("What it owns and controls")))
    return [
        Field("name", "Person or company", "choice", options=(("", "–"), *names)),
        Field("question", "Question", "choice", options=questions),
        Field("on", "On the day", "day"),
        Field("threshold", "Interests from this share on", width="govuk-input--width-5"),
    ]


def _by_rule(answer: Answered) -> list[tuple[OwnershipRule, str, list[Any]]]:
    return [(rule, EXPLANATIONS[rule], [one for one in answer.found if one.rule is rule]) for rule in OwnershipRule]


@require_GET
@page
def ownership_file(asking: Asking, pk: int) -> HttpResponse:
    """The holdings as a file that other programs read: BODS 0.4, FollowTheMoney or CSV."""
    register: OwnershipRegister = found(register_for(asking.who, pk))
    form = str(asking.http.GET.get("as", ""))
    try:
        text = ownership_written(register=register, form=form, on=today(), actor=asking.user, who=asking.who)
    except BadInputError:
        raise Http404 from None
    ending, kind = _FILES[form]
    name = f'attachment; filename="{register.key}{ending}"'
    return HttpResponse(text, content_type=kind, headers={"Content-Disposition": name})
