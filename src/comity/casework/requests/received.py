"""A received request as the law room sees it: the sender asks, our state is asked."""

import datetime as dt
import json
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from comity.casefile.case import Case
from comity.casefile.reading import case_of
from comity.casework.cases.case_file import BehindWallError
from comity.casework.identity import Identity
from comity.casework.log.canonical import canonical
from comity.casework.people.models import Party
from comity.casework.records.models import Record
from comity.casework.requests.models import Request

if TYPE_CHECKING:
    from comity.law.routes import Route

_ASKED = ("people", "conduct", "steps", "urgency", "confidential", "facts")


def received_data(request: Request, who: Identity | None = None) -> dict[str, Any]:
    """The case of the sender as far as their request tells it; only for somebody who may see all of it."""
    data = request.data
    parties = _seen(Party, request, data.get("people", ()), who)
    conduct = _seen(Record, request, data.get("conduct", ()), who)
    asked = {name: data[name] for name in _ASKED if data.get(name)}
    return {
        "reference": request.foreign_reference or "none",
        "title": f"Request of {request.counterpart}",
        "state": request.counterpart,
        "languages": data.get("languages") or ["en"],
        "people": [party.data for party in parties if party.kind == "person"],
        "companies": [party.data for party in parties if party.kind == "company"],
        "conduct": [record.data for record in conduct if record.kind == "conduct"],
        "requests": [{"id": request.key, "to": request.case.state, "measure": request.measure, **asked}],
    }


def _seen(model: Any, request: Request, keys: Any, who: Identity | None) -> list[Any]:  # noqa: ANN401 - a table
    """The records that a request names, all of them or a sentence that they are not this person's to see."""
    found = list(model.everything.filter(case=request.case, key__in=keys).order_by("position", "pk"))
    if who is not None:
        seen = model.objects.visible_to(who).filter(case=request.case, key__in=keys).values_list("pk", flat=True)
        if {record.pk for record in found} - set(seen):
            raise BehindWallError("this request rests on records that are not yours to see")
    return found


def received_routes(request: Request, on: dt.date, who: Identity | None = None) -> "tuple[Route, ...]":
    """Every basis on which the sender can ask us for the measure, best first, each with its rules judged."""
    return _routes(canonical(received_data(request, who)), request.key, on)


# What the law says of the same words on the same day is always the same, so it is remembered for a while.
@lru_cache(maxsize=256)
def _routes(data: str, key: str, on: dt.date) -> "tuple[Route, ...]":
    from comity.drafting.chosen_route import routes_of  # noqa: PLC0415 - the law is read when a request is looked at

    case: Case = case_of(json.loads(data))
    return routes_of(case, case.request(key), on)
