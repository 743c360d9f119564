"""Screening of a case's people and companies: begun for a purpose, and what it found; decisions are a person's."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from ninja import Router, Status

from comity.casework.access import Permission, require
from comity.casework.cases.selectors import subject_of
from comity.casework.people.selectors import parties_for
from comity.casework.screening.lists import register_of
from comity.casework.screening.models import ScreeningRun
from comity.casework.screening.running import Asked, screening_begin
from comity.casework.screening.selectors import ShownHit, hits_for, run_for, runs_for
from comity.common.errors import BadInputError, Place
from comity.web.api import shapes
from comity.web.api.auth import asking_of
from comity.web.api.cases import case_of
from comity.web.asking import found
from comity.web.clock import today

router = Router(tags=["screening"])


@router.get("/lists", response=list[shapes.ListShape])
def list_lists(request: HttpRequest) -> list[dict[str, Any]]:
    """The lists of the office, each with its version, digest and time of retrieval."""
    require(Permission.LIST_READ, asking_of(request).who)
    register = register_of(settings.LISTS_FOLDER)
    return [{"file": kept.file, "lists": list(kept.lists), "trouble": kept.trouble} for kept in register]


def run_shape(run: ScreeningRun) -> dict[str, Any]:
    """A screening: for what, against which versions, how far it is, and what differs from the one before."""
    names = ("on", "purpose", "basis", "status", "message", "lists", "subjects", "outcome", "algorithm", "thresholds")
    return {"id": run.pk, "by": run.by.name, **{name: getattr(run, name) for name in names}}


@router.get("/cases/{int:pk}/screenings", response=list[shapes.RunShape])
def list_screenings(request: HttpRequest, pk: int) -> list[dict[str, Any]]:
    """The screenings of a case, the newest first."""
    asking = asking_of(request)
    return [run_shape(run) for run in runs_for(asking.who, case_of(asking, pk))]


@router.post("/cases/{int:pk}/screenings", response={201: shapes.RunShape})
def begin_screening(request: HttpRequest, pk: int, body: shapes.NewRun) -> Status[dict[str, Any]]:
    """Begin a screening; ask for it again until its status is ready."""
    asking = asking_of(request)
    case = case_of(asking, pk)
    known = {party.key: party.pk for party in parties_for(asking.who, case)}
    if unknown := [key for key in body.parties if key not in known]:
        raise BadInputError(f"there is no person or company '{unknown[0]}' in this case", Place(field="parties"))
    parties = tuple(known[key] for key in body.parties)
    asked = Asked(body.purpose, body.basis, parties, tuple(body.lists))
    run = screening_begin(case=case, asked=asked, on=today(), actor=asking.user, who=asking.who)
    return Status(201, run_shape(run))


@router.get("/screenings/{int:pk}", response=shapes.RunShape)
def read_screening(request: HttpRequest, pk: int) -> dict[str, Any]:
    """One screening."""
    asking = asking_of(request)
    run: ScreeningRun = found(run_for(asking.who, pk))
    require(Permission.CASE_READ, asking.who, subject_of(run.case, asking.who))
    return run_shape(run)


def hit_shape(shown: ShownHit) -> dict[str, Any]:
    """A hit with both sides, what speaks for and against it, and where it stands with the reviewers today."""
    hit, standing = shown.hit, shown.standing
    return {
        "id": hit.pk,
        "party": hit.party.key,
        "list": hit.list_name,
        "entry": hit.entry,
        "score": hit.score,
        "comparison": hit.comparison,
        "origin": hit.origin,
        "state": standing.state,
        "outcome": standing.outcome,
        "settled": standing.settled,
        "until": standing.until,
    }


@router.get("/cases/{int:pk}/hits", response=list[shapes.HitShape])
def list_hits(request: HttpRequest, pk: int) -> list[dict[str, Any]]:
    """The hits of a case, those that need a look first."""
    asking = asking_of(request)
    return [hit_shape(shown) for shown in hits_for(asking.who, case_of(asking, pk), today())]
