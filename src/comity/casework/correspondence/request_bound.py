"""What goes with our own request: how single records and fields are to be handled, and what they may not be used for.

The office marks records and fields (their page of rights); the marks leave with the request as conditions that the
other node enforces, each with its place in REQUEST.json.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from comity.casefile.case import Handling
from comity.casework.asserted.bound import HANDLING
from comity.casework.assets.models import Asset
from comity.casework.correspondence.bound import USES_OF_LEVEL
from comity.casework.identity import rank
from comity.casework.people.models import Party
from comity.casework.records.models import CaseRecord, Record
from comity.casework.requests.models import Request
from comity.exchange.documents.conditions import Condition, Limit, Use

_KINDS = {"person": "people", "company": "companies"}


@dataclass(frozen=True, slots=True)
class Marked:
    """A place in the request and the handling that this office has given it."""

    pointer: str
    what: str
    level: Handling


def marked_in(request: Request) -> list[Marked]:
    """Every record and field of the signed version that is marked above official use, by its place there."""
    stored = request.version.files.filter(name="REQUEST.json").first() if request.version else None
    if stored is None:
        return []
    told = json.loads(bytes(stored.content)).get("case", {})
    return [one for listed, place, record in _records(request, told) for one in _marks(listed, place, record)]


def _records(request: Request, told: dict[str, Any]) -> Iterator[tuple[str, int, CaseRecord]]:
    held: dict[tuple[str, str], CaseRecord] = {}
    for model in (Record, Party, Asset):
        for record in model.everything.filter(case=request.case):
            kind = "assets" if isinstance(record, Asset) else str(record.kind)
            held[_KINDS.get(kind, kind), record.key] = record
    for listed, rows in told.items():
        if isinstance(rows, list):
            for place, row in enumerate(rows):
                found = held.get((listed, str(row.get("id") if isinstance(row, dict) else "")))
                if found is not None:
                    yield listed, place, found


def _marks(listed: str, place: int, record: CaseRecord) -> Iterator[Marked]:
    pointer = f"/case/{listed}/{place}"
    if _is_high(record.handling):
        yield Marked(pointer, record.key, Handling(record.handling))
    for field, level in record.marks.items():
        if _is_high(level) and field in record.data:
            yield Marked(f"{pointer}/{field}", f"{record.key}, {field.replace('_', ' ')}", Handling(level))


def _is_high(level: str) -> bool:
    return rank(Handling(level)) > rank(Handling.OFFICIAL_USE)


def request_conditions(request: Request) -> tuple[Condition, ...]:
    """The conditions under which our request may be used over there."""
    found = [
        Condition(one.pointer, uses, limit, f"{one.what}: {one.level.value}.")
        for one in marked_in(request)
        for uses, limit in (USES_OF_LEVEL[one.level],)
    ]
    if request.data.get("confidential"):
        text = "The request and its content are confidential, but for what its execution needs."
        found.append(Condition("*", (Use.PUBLICATION, Use.DEFENCE), Limit.CONSENT, text))
    return tuple(found)


def request_handling(request: Request) -> dict[str, Any]:
    """How the records and fields of our request are to be handled, as the package tells it."""
    levels = [{"applies_to": one.pointer, "level": one.level.value} for one in marked_in(request)]
    return {HANDLING: levels} if levels else {}
