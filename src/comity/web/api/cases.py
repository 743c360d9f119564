"""Cases, their people, assets, notes and dates."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest
from ninja import Router, Status

from comity.casefile.case import Handling
from comity.casework.access import Permission, require
from comity.casework.assets.models import Asset
from comity.casework.cases.models import Case, Note
from comity.casework.cases.selectors import case_for, cases_for, notes_for, subject_of
from comity.casework.cases.services import case_open, note_write
from comity.casework.deadlines.selectors import deadlines_for
from comity.casework.deadlines.watched import Deadline
from comity.casework.people.selectors import parties_for, shown_fields
from comity.casework.records.selectors import fields_for, records_for
from comity.common.errors import BadInputError, Place
from comity.web.api import shapes
from comity.web.api.auth import asking_of
from comity.web.asking import Asking, found
from comity.web.clock import today

router = Router(tags=["cases"])
PAGE_SIZE = 100


def case_of(asking: Asking, pk: int) -> Case:
    """The case, for somebody who may read it."""
    case: Case = found(case_for(asking.who, pk))
    require(Permission.CASE_READ, asking.who, subject_of(case, asking.who))
    return case


def case_shape(case: Case) -> dict[str, Any]:
    """A case as it is given."""
    return {
        "id": case.pk,
        "reference": case.reference,
        "title": case.title,
        "state": case.state,
        "handling": case.handling,
        "opened": case.opened,
        "open": case.is_open,
        "changed": case.changed,
    }


@router.get("/cases", response=shapes.CasePage)
def list_cases(request: HttpRequest, page: int = 1) -> dict[str, Any]:
    """The cases of the person, the newest change first."""
    return _page(asking_of(request), "", page)


@router.post("/cases/find", response=shapes.CasePage)
def find_cases(request: HttpRequest, body: shapes.CaseWords) -> dict[str, Any]:
    """The cases that have every word in their reference or title; the words are sent in the body, never the address."""
    return _page(asking_of(request), body.words, body.page)


def _page(asking: Asking, words: str, page: int) -> dict[str, Any]:
    require(Permission.CASE_LIST, asking.who)
    pages = Paginator(cases_for(asking.who, words), PAGE_SIZE)
    shown = pages.get_page(page)
    cases = [case_shape(case) for case in shown]
    return {"total": pages.count, "page": shown.number, "pages": pages.num_pages, "cases": cases}


@router.post("/cases", response={201: shapes.CaseShape})
def open_case(request: HttpRequest, body: shapes.NewCase) -> Status[dict[str, Any]]:
    """Open a case; who opens it owns it."""
    asking = asking_of(request)
    if body.handling not in set(Handling):
        told = f"'{body.handling[:40]}' is no handling level; levels are {', '.join(Handling)}"
        raise BadInputError(told, Place(field="handling"))
    case = case_open(
        reference=body.reference.strip(),
        title={body.language: body.title.strip()},
        state=asking.user.agency.state,
        languages=[body.language],
        handling=Handling(body.handling),
        opened=today(),
        actor=asking.user,
        who=asking.who,
    )
    return Status(201, {**case_shape(case), "relation": "owner"})


@router.get("/cases/{int:pk}", response=shapes.CaseShape)
def read_case(request: HttpRequest, pk: int) -> dict[str, Any]:
    """One case."""
    asking = asking_of(request)
    case = case_of(asking, pk)
    return {**case_shape(case), "relation": subject_of(case, asking.who).relation}


@router.get("/cases/{int:pk}/people", response=list[shapes.PartyShape])
def list_people(request: HttpRequest, pk: int) -> list[dict[str, Any]]:
    """The people and companies of a case, each assertion with its source."""
    asking = asking_of(request)
    parties = parties_for(asking.who, case_of(asking, pk))
    return [
        {
            "id": party.pk,
            "key": party.key,
            "kind": party.kind,
            "name": party.name,
            "handling": party.handling,
            "revision": party.revision,
            "data": shown_fields(party, asking.who),
        }
        for party in parties
    ]


@router.get("/cases/{int:pk}/assets", response=list[shapes.AssetShape])
def list_assets(request: HttpRequest, pk: int) -> list[dict[str, Any]]:
    """The assets of a case."""
    asking = asking_of(request)
    assets = records_for(asking.who, case_of(asking, pk), Asset)
    return [
        {
            "id": asset.pk,
            "key": asset.key,
            "handling": asset.handling,
            "revision": asset.revision,
            "data": fields_for(asset, asking.who),
        }
        for asset in assets
    ]


@router.get("/cases/{int:pk}/notes", response=list[shapes.NoteShape])
def list_notes(request: HttpRequest, pk: int) -> list[dict[str, Any]]:
    """The notes of a case, the newest first."""
    asking = asking_of(request)
    return [_note(note) for note in notes_for(asking.who, case_of(asking, pk))]


@router.post("/cases/{int:pk}/notes", response={201: shapes.NoteShape})
def write_note(request: HttpRequest, pk: int, body: shapes.NewNote) -> Status[dict[str, Any]]:
    """Write a note; it is never changed afterwards."""
    asking = asking_of(request)
    note = note_write(case=case_of(asking, pk), text=body.text, actor=asking.user, who=asking.who)
    return Status(201, _note(note))


def _note(note: Note) -> dict[str, Any]:
    return {"id": note.pk, "author": note.author.name, "at": note.at, "text": note.text}


@router.get("/deadlines", response=list[shapes.DeadlineShape])
def list_deadlines(request: HttpRequest, case: int | None = None) -> list[dict[str, Any]]:
    """The dates of everything the person works on, or of one case, the nearest first, computed now."""
    asking = asking_of(request)
    require(Permission.DEADLINE_LIST, asking.who)
    of_case = case_of(asking, case) if case is not None else None
    return [deadline_shape(deadline) for deadline in deadlines_for(asking.who, today(), of_case)]


def deadline_shape(deadline: Deadline) -> dict[str, Any]:
    """A date as it is given."""
    names = ("title", "event", "event_day", "due", "act_by", "days_left", "urgency", "effect", "article", "source")
    told = {name: getattr(deadline, name) for name in names}
    about = {"subject": deadline.about.subject, "id": deadline.about.pk, "key": deadline.about.key}
    return {**about, "case": deadline.about.case.pk, **told, "reasoning": list(deadline.reasoning)}
