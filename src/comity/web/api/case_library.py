"""The library of concluded cases: searched, and read summary by summary."""

import uuid
from typing import Any

from django.http import HttpRequest
from ninja import Router
from ninja.params.functions import Query

from comity.casework.access import Permission, require
from comity.knowledge.case_library.models import LibraryCase
from comity.knowledge.case_library.search import Hit, Wanted, search_library
from comity.knowledge.contributions.selectors import confirmed
from comity.web.api import shapes
from comity.web.api.auth import asking_of
from comity.web.asking import found

router = Router(tags=["knowledge"])


@router.get("/library", response=shapes.LibraryPage)
def search_cases(
    request: HttpRequest,
    q: str = Query("", max_length=200, description="Every word must be there."),
    state: list[str] = Query(default=[]),  # noqa: B008 - as ninja declares a parameter
    offence: list[str] = Query(default=[]),  # noqa: B008
    measure: list[str] = Query(default=[]),  # noqa: B008
    outcome: list[str] = Query(default=[]),  # noqa: B008
    least_months: int | None = None,
    most_months: int | None = None,
    page: int = Query(1, ge=1, le=1000),
) -> dict[str, Any]:
    """Confirmed summaries that have all the words and the chosen tags, the best first; twenty a page."""
    require(Permission.KNOWLEDGE_READ, asking_of(request).who)
    tags = {"state": state, "offence": offence, "measure": measure, "outcome": outcome}
    wanted = Wanted(q, {kind: tuple(values[:20]) for kind, values in tags.items()}, least_months, most_months)
    answer = search_library(wanted, page)
    return {"page": answer.page, "more": answer.more, "cases": [_row(hit) for hit in answer.hits]}


def _row(hit: Hit) -> dict[str, Any]:
    case = hit.case
    months = None if case.shortest is None else [case.shortest, case.longest]
    around = hit.before + hit.match + hit.after
    return {"uid": case.uid, "language": case.language, "title": case.title, "months": months, "around": around}


@router.get("/library/{uuid:uid}", response=dict[str, Any])
def read_summary(request: HttpRequest, uid: uuid.UUID) -> dict[str, Any]:
    """One confirmed summary, all its fields, amounts and sources."""
    require(Permission.KNOWLEDGE_READ, asking_of(request).who)
    case: LibraryCase = found(confirmed(LibraryCase).filter(uid=uid).first())
    data: dict[str, Any] = case.summary.data()
    return data
