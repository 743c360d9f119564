"""The case file in the browser: what happened, proceedings, documents and authorities, added and changed."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from comity.casework.access import NotAllowedError, Permission, allows, require
from comity.casework.cases.models import Case
from comity.casework.cases.selectors import subject_of
from comity.casework.identity import Subject
from comity.casework.records.history import changes_of, removed_records
from comity.casework.records.models import Record
from comity.casework.records.selectors import record_subject, records_for
from comity.casework.records.services import (
    ChangedMeanwhileError,
    record_add,
    record_change,
    record_put_back,
    record_remove,
)
from comity.common.errors import ComityError
from comity.web.asking import Asking, complaint, found, page
from comity.web.labels import say
from comity.web.record_fields import FIELDS, INNER, TITLES, RecordField
from comity.web.record_forms import Data, Input, applied, merged, typed
from comity.web.record_pages import RecordPage
from comity.web.views.cases import case_of


@require_GET
@page
def case_file_page(asking: Asking, pk: int) -> HttpResponse:
    """What the case file says, kind by kind; people, companies, assets and requests have pages of their own."""
    case = case_of(asking, pk)
    pages = RecordPage(case, asking.who)
    records = list(records_for(asking.who, case, Record))
    groups = []
    for kind, fields in FIELDS.items():
        told = [(r, pages.told(fields, r.data, r), _inner(pages, r)) for r in records if r.kind == kind]
        groups.append((kind, TITLES[kind], told))
    may = allows(Permission.RECORD_EDIT, asking.who, subject_of(case, asking.who))
    removed = removed_records(case, asking.who) if may else []
    context = {"case": case, "tab": "file", "groups": groups, "may": may, "removed": removed}
    return render(asking.http, "case-file.html", context)


def _inner(pages: RecordPage, record: Record) -> list[tuple[str, str, list[Any]]]:
    return [
        (part, TITLES[part], [pages.told(fields, row, record) for row in record.data.get(part, ())])
        for (kind, part), fields in INNER.items()
        if kind == record.kind
    ]


@dataclass(frozen=True, slots=True)
class Form:
    """One form: what it is about, its fields, what the record says now, and how the result is saved."""

    case: Case
    title: str
    fields: tuple[RecordField, ...]
    data: Data
    revision: int
    save: Callable[[Data], None]
    record: Record | None = None
    prefix: str = ""  # where the data stands in the record, as an error names it


@require_http_methods(["GET", "POST"])
@page
def record_new(asking: Asking, pk: int, kind: str) -> HttpResponse:
    """Add a record."""
    case = case_of(asking, pk)
    if kind not in FIELDS:
        raise Http404
    require(Permission.RECORD_EDIT, asking.who, subject_of(case, asking.who))

    def save(data: Data) -> None:
        key = asking.text("id") or _free_id(case, kind)
        record_add(case=case, kind=kind, data={"id": key, **data}, actor=asking.user, who=asking.who)

    return _answer(asking, Form(case, TITLES[kind], FIELDS[kind], {}, 0, save))


def _free_id(case: Case, kind: str) -> str:
    taken = set(Record.everything.filter(case=case).values_list("key", flat=True))
    return next(key for n in range(1, len(taken) + 2) if (key := f"{kind}-{n}") not in taken)


def _record(asking: Asking, pk: int) -> tuple[Record, Subject]:
    record: Record = found(
        Record.objects.visible_to(asking.who).select_related("case", "wall").filter(pk=pk, kind__in=FIELDS).first()
    )
    subject = record_subject(record, asking.who)
    require(Permission.RECORD_EDIT, asking.who, subject)
    return record, subject


@require_http_methods(["GET", "POST"])
@page
def record_edit(asking: Asking, pk: int) -> HttpResponse:
    """Change a record."""
    record, _ = _record(asking, pk)

    def save(data: Data) -> None:
        revision = asking.number("revision")
        record_change(record=record, data=data, revision=revision, actor=asking.user, who=asking.who)

    title = f"{say(TITLES[record.kind])}: {record.key}"
    return _answer(asking, Form(record.case, title, FIELDS[record.kind], record.data, record.revision, save, record))


@require_http_methods(["GET", "POST"])
@page
def record_inner(asking: Asking, pk: int, part: str, number: int) -> HttpResponse:
    """Change a record inside a record (an order of proceedings), or add one: number 0."""
    record, _ = _record(asking, pk)
    fields = INNER.get((record.kind, part))
    rows = list(record.data.get(part, ()))
    if fields is None or number > len(rows):
        raise Http404

    def save(data: Data) -> None:
        if part == "orders" and "id" not in data:
            taken = {row["id"] for r in Record.everything.filter(case=record.case) for row in r.data.get(part, ())}
            key = next(k for n in range(1, len(taken) + 2) if (k := f"order-{n}") not in taken)
            data = {"id": key, **data}
        changed = [*rows[: number - 1], data, *rows[number:]] if number else [*rows, data]
        record_change(
            record=record,
            data={**record.data, part: changed},
            revision=asking.number("revision"),
            actor=asking.user,
            who=asking.who,
        )

    title = f"{say(TITLES[part])}: {record.key}"
    form = Form(
        record.case,
        title,
        fields,
        rows[number - 1] if number else {},
        record.revision,
        save,
        record,
        f"{part}[{number - 1 if number else len(rows)}].",
    )
    return _answer(asking, form)


def _answer(asking: Asking, form: Form) -> HttpResponse:
    pages = RecordPage(form.case, asking.who)
    inputs = pages.inputs(form.fields, form.data, form.record)
    now = pages.values(inputs, form.data)
    if asking.http.method != "POST":
        return _show(asking, form, pages, inputs, now)
    mine = _typed(pages, inputs, asking.http.POST, form.data)
    try:
        data = applied(form.data, inputs, mine, pages.first_language)
        if form.revision == asking.number("revision") and data == form.data:
            messages.info(asking.http, say("Nothing was changed."))
            return redirect("case-records", form.case.pk)
        form.save(data)
    except NotAllowedError:
        raise
    except ChangedMeanwhileError:
        return _meanwhile(asking, form, pages, inputs, now, mine)
    except ComityError as error:
        return _show(asking, form, pages, inputs, mine, _at_inputs(error, form, inputs))
    messages.success(asking.http, say("Saved."))
    return redirect("case-records", form.case.pk)


def _typed(pages: RecordPage, inputs: Sequence[Input], posted: Any, data: Data) -> dict[str, Any]:  # noqa: ANN401
    """What was typed; ids of records that the person does not see stay as they are."""
    values = {one.name: typed(one, posted) for one in inputs}
    for one in inputs:
        if one.of.kind == "ids":
            seen = {key for key, _ in pages.options(one.of)}
            unseen = [key for key in pages.values([one], data)[one.name] if key not in seen]
            values[one.name] = tuple(sorted({*values[one.name], *unseen}))
    return values


def _meanwhile(
    asking: Asking, form: Form, pages: RecordPage, inputs: list[Input], now: dict[str, Any], mine: dict[str, Any]
) -> HttpResponse:
    """Somebody saved in between: what only they changed is taken over, what both changed is told beside the field."""
    was = {one.name: _was(one, asking.http.POST) for one in inputs}
    result = merged(inputs, was, now, mine)
    told = [(pages.fields([one], {one.name: value})[0].label, pages.said(one, value)) for one, value in result.theirs]
    errors = [
        {"field": one.name, "text": f"{say('Saved by somebody else meanwhile')}: {pages.said(one, value) or '–'}"}
        for one, value in result.both
    ]
    note = {"field": "", "text": say("Somebody else saved this meanwhile. Look at what changed, then save again.")}
    return _show(asking, form, pages, inputs, result.values, [note, *errors], told, now)


def _was(one: Input, posted: Any) -> Any:  # noqa: ANN401
    return typed(Input(f"was.{one.name}", one.of, one.language), posted)


def _at_inputs(error: ComityError, form: Form, inputs: Sequence[Input]) -> list[dict[str, str]]:
    """The error at the input that it is about: the longest name with which the place begins."""
    lines = complaint(error)
    for line in lines:
        place = line["field"].partition("].")[2] or line["field"]
        place = place.removeprefix(form.prefix)
        near = [one.name for one in inputs if place == one.name or place.startswith((f"{one.name}.", f"{one.name}["))]
        near += [one.name for one in inputs if one.language and place in {one.of.path, f"{one.of.path}.{one.language}"}]
        line["field"] = place if place == "id" else max(near, key=len, default="")
    return lines


def _show(
    asking: Asking,
    form: Form,
    pages: RecordPage,
    inputs: Sequence[Input],
    values: Mapping[str, Any],
    errors: list[dict[str, str]] | None = None,
    told: Sequence[tuple[str, str]] = (),
    was: Mapping[str, Any] | None = None,
) -> HttpResponse:
    before = was or pages.values(inputs, form.data)
    context = {
        "case": form.case,
        "title": form.title,
        "record": form.record,
        "revision": form.revision,
        "new": form.record is None,
        "given_id": asking.text("id"),
        "fields": pages.fields(inputs, values),
        "was": [(f"was.{i.name}", before[i.name] if i.of.kind == "ids" else [before[i.name]]) for i in inputs],
        "errors": errors or [],
        "taken_over": told,
        "changes": changes_of(form.record) if form.record and not form.prefix else [],
        "whole": form.record is not None and not form.prefix,
    }
    return render(asking.http, "record-form.html", context, status=422 if errors else 200)


@require_POST
@page
def record_take_out(asking: Asking, pk: int) -> HttpResponse:
    """Take a record out of the case file."""
    record, _ = _record(asking, pk)
    try:
        record_remove(record=record, revision=asking.number("revision"), actor=asking.user, who=asking.who)
        messages.success(asking.http, say("Taken out. It can be put back at the end of this page."))
    except ComityError as error:
        messages.error(asking.http, complaint(error)[0]["text"])
    return redirect("case-records", record.case_id)


@require_POST
@page
def record_restore(asking: Asking, pk: int) -> HttpResponse:
    """Put back a record that was taken out."""
    case = case_of(asking, pk)
    entry = found(next((e for e in removed_records(case, asking.who) if e.index == asking.number("entry")), None))
    try:
        record_put_back(entry=entry, actor=asking.user, who=asking.who)
        messages.success(asking.http, say("Put back."))
    except ComityError as error:
        messages.error(asking.http, complaint(error)[0]["text"])
    return redirect("case-records", pk)


@require_POST
@page
def record_revert(asking: Asking, pk: int) -> HttpResponse:
    """Give a record the data it had before one of its changes."""
    record, _ = _record(asking, pk)
    change = found(next((c for c in changes_of(record) if c.index == asking.number("entry")), None))
    try:
        revision = asking.number("revision")
        record_change(record=record, data=change.before, revision=revision, actor=asking.user, who=asking.who)
        messages.success(asking.http, say("The record is as it was before that change."))
    except ComityError as error:
        messages.error(asking.http, complaint(error)[0]["text"])
    return redirect("record-edit", pk)
