"""A received request as the law room sees it: the sender asks, our state is asked."""

import datetime as dt
import json
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from comity.casefile.case import Case
from comity.casefile.reading import case_of
from comity.casework.asserted.selectors import asserted_keys
from comity.casework.assets.models import Asset
from comity.casework.cases.case_file import BehindWallError
from comity.casework.identity import Identity
from comity.casework.log.canonical import canonical
from comity.casework.people.models import Party
from comity.casework.records.models import Record
from comity.casework.requests.models import Request

if TYPE_CHECKING:
    from comity.law.routes import Route

_ASKED = (
    "people conduct assets proceedings orders annexes steps urgency confidential facts purpose undertakings assurances "
    "amounts extent third_parties ownership arrangements information team signatory"
).split()
_OTHERS = ("agencies", "proceedings", "claims", "documents")  # records that only a package brings along


def received_data(request: Request, who: Identity | None = None) -> dict[str, Any]:
    """The case of the sender as far as their request tells it; only for somebody who may see all of it."""
    data, asserted = request.data, asserted_keys(request.case)
    named = [*data.get("people", ()), *asserted["people"], *asserted["companies"]]
    parties = _seen(Party, request, named, who)
    conduct = _seen(Record, request, [*data.get("conduct", ()), *asserted["conduct"]], who)
    others = {kind: _seen(Record, request, asserted[kind], who, kind) for kind in _OTHERS}
    facts = {record.key: record.data["value"] for record in _seen(Record, request, asserted["facts"], who, "facts")}
    asked = {name: data[name] for name in _ASKED if data.get(name)}
    return {
        "reference": request.foreign_reference or "none",
        "title": f"Request of {request.counterpart}",
        "state": request.counterpart,
        "languages": data.get("languages") or ["en"],
        "people": [party.data for party in parties if party.kind == "person"],
        "companies": [party.data for party in parties if party.kind == "company"],
        "conduct": [record.data for record in conduct if record.kind == "conduct"],
        "assets": [asset.data for asset in _seen(Asset, request, asserted["assets"], who)],
        **{kind: [record.data for record in records] for kind, records in others.items()},
        **({"facts": facts} if facts else {}),
        "requests": [{"id": request.key, "to": request.case.state, "measure": request.measure, **asked}],
    }


def _seen(model: Any, request: Request, keys: Any, who: Identity | None, kind: str = "") -> list[Any]:  # noqa: ANN401
    """The records that a request names, all of them or a sentence that they are not this person's to see."""
    wanted = {"case": request.case, "key__in": keys} | ({"kind": kind} if kind else {})
    wanted |= {"merged_into": None} if model is Party else {}
    found = list(model.everything.filter(**wanted).order_by("position", "pk"))
    if who is not None:
        seen = model.objects.visible_to(who).filter(**wanted).values_list("pk", flat=True)
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
