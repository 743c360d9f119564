"""The people and companies of a case: every assertion with its source, and where sources differ."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from comity.casework.access import Permission, allows, require
from comity.casework.cases.models import Case
from comity.casework.cases.selectors import subject_of
from comity.casework.entry.lookouts import last_day, lookout_of
from comity.casework.people.differences import Sayings, plain, sayings_of
from comity.casework.people.models import Party
from comity.casework.people.parts import PARTICULARS, PARTS, SOURCE_FIELDS, Field, Kind, Part, parts_of
from comity.casework.people.selectors import WITHHELD, documents_of, parties_for, party_for, shown_fields
from comity.casework.people.services import (
    assertion_add,
    assertion_change,
    assertion_remove,
    particular_choose,
    party_create,
)
from comity.casework.people.whereabouts import protected_from, sightings
from comity.casework.records.selectors import SEALED, record_subject
from comity.common.errors import ComityError
from comity.web.asking import Asking, complaint, found, page
from comity.web.clock import today
from comity.web.labels import say
from comity.web.states import state_choices
from comity.web.views.cases import case_of

Data = dict[str, Any]
_HIDDEN = (SEALED, WITHHELD)


def party_of(asking: Asking, pk: int) -> Party:
    """The person or company, for somebody who may read it."""
    party: Party = found(party_for(asking.who, pk))
    require(Permission.RECORD_READ, asking.who, record_subject(party, asking.who))
    return party


@require_GET
@page
def case_people(asking: Asking, pk: int) -> HttpResponse:
    """The people and companies of a case at a glance."""
    case = case_of(asking, pk)
    context = {
        "case": case,
        "tab": "people",
        "parties": [_line(party, asking) for party in parties_for(asking.who, case)],
        "may_write": allows(Permission.CASE_EDIT, asking.who, subject_of(case, asking.who)),
    }
    return render(asking.http, "people.html", context)


def _line(party: Party, asking: Asking) -> Data:
    """One line of the list: who, where as far as it may be said, and whether sources differ."""
    data = shown_fields(party, asking.who)
    return {
        "party": party,
        "data": data,
        "location": data.get("location"),
        "protected": protected_from(party.data),
        "differ": any(one.differ for one in _sayings(data)),
    }


def _sayings(data: Data) -> tuple[Sayings, ...]:
    return sayings_of({key: value for key, value in data.items() if value not in _HIDDEN}, today())


@require_http_methods(["GET", "POST"])
@page
def party_new(asking: Asking, pk: int) -> HttpResponse:
    """Put somebody on record."""
    case, errors = case_of(asking, pk), []
    require(Permission.CASE_EDIT, asking.who, subject_of(case, asking.who))
    if asking.http.method == "POST":
        try:
            party = party_create(
                case=case,
                kind=asking.text("party_kind"),
                name=_given(asking, PARTS["names"].fields),
                source=_source(asking),
                actor=asking.user,
                who=asking.who,
            )
            return redirect("party", party.pk)
        except ComityError as error:
            errors = complaint(error)
    context = {
        **_form(asking, case, PARTS["names"], errors, {}),
        "title": "Add a person or company",
        "kinds": [(kind, kind) for kind in PARTICULARS],
        "back": ("case-people", case.pk),
    }
    return render(asking.http, "party-form.html", context, status=422 if errors else 200)


@require_GET
@page
def party_page(asking: Asking, pk: int) -> HttpResponse:
    """A person or company: what is known, from whom, since when, and how sure it is."""
    party = party_of(asking, pk)
    data = shown_fields(party, asking.who)
    context = {
        "party": party,
        "case": party.case,
        "tab": "people",
        "view": "record",
        "data": data,
        "parts": [_part_rows(part, data) for part in parts_of(party.kind) if part.key != "assertions"],
        "sayings": _sayings(data),
        "protected": protected_from(party.data),
        "withheld": data.get("location") == WITHHELD,
        "may_write": allows(Permission.RECORD_EDIT, asking.who, record_subject(party, asking.who)),
        "lookout": (holds := lookout_of(party, today())),
        "lookout_until": last_day(holds) if holds else None,
        "absorbed": party.merges.filter(undone_at__isnull=True).select_related("absorbed", "by"),
    }
    return render(asking.http, "party.html", context)


def _part_rows(part: Part, data: Data) -> Data:
    """One part as a table: its columns, and for each assertion the cells, the source and where it stands."""
    shown = data.get(part.key)
    if part.key == "location":
        hidden = shown if shown in _HIDDEN else ""
        return {"part": part, "hidden": hidden, "sightings": [] if hidden else sightings(data, today())}
    if shown in _HIDDEN:
        return {"part": part, "hidden": shown}
    rows = [row if isinstance(row, dict) else {"state": row} for row in shown or ()]
    return {"part": part, "hidden": "", "rows": [_row(part, row, index) for index, row in enumerate(rows)]}


def _row(part: Part, row: Data, index: int) -> Data:
    cells = [{"field": field, "value": plain(row.get(field.key))} for field in part.fields]
    return {"index": index, "cells": cells, "known": row.get("provenance")}


@require_http_methods(["GET", "POST"])
@page
def party_edit(asking: Asking, pk: int, part: str) -> HttpResponse:
    """Add an assertion to a part, or correct one (?row=)."""
    party = party_of(asking, pk)
    require(Permission.RECORD_EDIT, asking.who, record_subject(party, asking.who))
    known: Part | None = PARTS.get(part)
    shape = found(known if known and party.kind in known.of else None)
    index = asking.http.GET.get("row", "")
    rows = shown_fields(party, asking.who).get(shape.key, ())
    row = rows[int(index)] if index.isdigit() and isinstance(rows, list) and int(index) < len(rows) else None
    errors: list[dict[str, str]] = []
    if asking.http.method == "POST":
        try:
            _save(asking, party, shape, int(index) if row is not None else None)
            return redirect("party", party.pk)
        except ComityError as error:
            errors = complaint(error)
    given = row if isinstance(row, dict) else {"state": row} if row else {}
    context = _form(asking, party.case, shape, errors, given)
    context |= {"party": party, "title": shape.add, "back": ("party", party.pk), "revision": party.revision}
    return render(asking.http, "party-form.html", context, status=422 if errors else 200)


def _save(asking: Asking, party: Party, part: Part, index: int | None) -> None:
    common: Data = {
        "party": party,
        "part": part.key,
        "given": _given(asking, part.fields),
        "source": _source(asking),
        "revision": asking.number("revision"),
        "actor": asking.user,
        "who": asking.who,
    }
    if index is None:
        assertion_add(**common)
    else:
        assertion_change(**common, index=index)


def _given(asking: Asking, fields: tuple[Field, ...]) -> Data:
    return {field.key: asking.text(field.key) for field in fields}


def _source(asking: Asking) -> Data:
    said = {field.key: asking.text(_name(field)) for field in SOURCE_FIELDS}
    return {**said, "document": asking.text("document")}


def _name(field: Field) -> str:
    return "recorded_on" if field in SOURCE_FIELDS and field.key == "date" else field.key


def _form(asking: Asking, case: Case, part: Part, errors: list[dict[str, str]], row: Data) -> Data:
    """The fields of a form with what stands in them: what was typed, or what is on record."""
    known = row.get("provenance") or {}
    posted = asking.http.POST if asking.http.method == "POST" else None
    return {
        "case": case,
        "errors": errors,
        "given": asking.http.POST,
        "fields": [_input(field, row, posted) for field in part.fields],
        "source_fields": [_input(field, known, posted) for field in SOURCE_FIELDS],
        "documents": [(d.key, plain(d.data.get("title"))) for d in documents_of(asking.who, case)],
        "document": posted.get("document", "") if posted is not None else known.get("document", ""),
    }


def _input(field: Field, row: Data, posted: Any) -> Data:  # noqa: ANN401 - Django's dictionary of a form
    name = _name(field)
    value = posted.get(name, "") if posted is not None else plain(row.get(field.key))
    options: list[tuple[str, str]] = []
    if field.kind is Kind.CHOICE:
        options = [(code, say(code.replace("_", " ").capitalize())) for code in field.choices]
    if field.kind is Kind.STATE:
        options = state_choices()
    return {"field": field, "name": name, "value": value, "options": options}


@require_POST
@page
def party_remove(asking: Asking, pk: int) -> HttpResponse:
    """Take an assertion out; the log keeps it."""
    party = party_of(asking, pk)
    return _told(
        asking,
        party,
        lambda: assertion_remove(
            party=party,
            part=asking.text("part"),
            index=asking.number("row"),
            revision=asking.number("revision"),
            actor=asking.user,
            who=asking.who,
        ),
    )


@require_POST
@page
def party_choose(asking: Asking, pk: int) -> HttpResponse:
    """Let the case go by another of the values that sources give."""
    party = party_of(asking, pk)
    return _told(
        asking,
        party,
        lambda: particular_choose(
            party=party,
            field=asking.text("field"),
            value=asking.text("value"),
            revision=asking.number("revision"),
            actor=asking.user,
            who=asking.who,
        ),
    )


def _told(asking: Asking, party: Party, act: Any) -> HttpResponse:  # noqa: ANN401 - a service with its arguments
    """Do it and go back to the page; what went wrong is told there."""
    try:
        act()
    except ComityError as error:
        messages.error(asking.http, complaint(error)[0]["text"])
    return redirect("party", party.pk)
