"""Case files in and out: a file becomes records of the office, and the records become the same file again."""

import datetime as dt
from typing import Any

from django.db import transaction

from comity.casefile.case import Case as CaseFileCase
from comity.casefile.loader import CaseFile, case_from_data
from comity.casefile.people import main_name
from comity.casework.access import Permission, require
from comity.casework.accounts.models import User
from comity.casework.asserted.leaving import without_bound
from comity.casework.asserted.selectors import BEYOND, asserted_hindrances
from comity.casework.assets.models import Asset
from comity.casework.cases.models import Case
from comity.casework.cases.selectors import subject_of
from comity.casework.cases.services import case_open
from comity.casework.evidence.limits import UseNotAllowedError
from comity.casework.evidence.selectors import export_hindrances
from comity.casework.identity import Identity
from comity.casework.log.services import log_append
from comity.casework.people.models import Party
from comity.casework.people.whereabouts import known_state
from comity.casework.records.models import CaseRecord, Record
from comity.casework.records.selectors import has_sealed
from comity.casework.requests.models import Request
from comity.casework.requests.opening import opening_details
from comity.common.errors import ComityError
from comity.common.strict_yaml import YamlFile
from comity.exchange.documents.conditions import Use as ForeignUse

Data = dict[str, Any]
LISTED = ("agencies", "people", "companies", "conduct", "proceedings", "assets", "claims", "documents", "requests")
# What was received is no part of our file, and whom somebody found to be another is that other.
_ONLY: dict[Any, dict[str, Any]] = {Request: {"direction": "outgoing"}, Party: {"merged_into": None}}
_PARTIES = {"people": "person", "companies": "company"}


@transaction.atomic
def case_import(*, file: CaseFile, actor: User, who: Identity, day: dt.date | None = None) -> Case:
    """Take a checked case file into the office as a new case; ``day`` is the day it came, today where not given."""
    read, data = file.case, file.file.data
    case = case_open(
        reference=read.reference,
        title=data["title"],
        state=read.state,
        languages=list(read.languages),
        handling=read.handling,
        opened=read.opened,
        actor=actor,
        who=who,
    )
    for kind in LISTED:
        for position, row in enumerate(data.get(kind, ())):
            _take(case, read, kind, position, row, actor, day)
    for position, (key, value) in enumerate(data.get("facts", {}).items()):
        Record.everything.create(case=case, kind="facts", key=key, position=position, data={"value": value})
    counts = {kind: len(data[kind]) for kind in (*LISTED, "facts") if data.get(kind)}
    people = {row["id"]: row for row in data.get("people", ())}
    details = {**counts, "persons": {key: str(row.get("status") or "") for key, row in people.items()}}
    details["places"] = {key: place for key, row in people.items() if (place := known_state(row))}
    log_append(
        event="case_file_taken", actor=actor, case=case, subject="case", key=case.reference, day=day, details=details
    )
    return case


def _take(
    case: Case, read: CaseFileCase, kind: str, position: int, row: Data, actor: User, day: dt.date | None
) -> None:
    common = {"case": case, "key": row["id"], "position": position, "data": row}
    if kind in _PARTIES:
        party = read.party(row["id"])
        name = main_name(party.names) if party else row["id"]
        Party.everything.create(
            **common, kind=_PARTIES[kind], name=name[:400], refugee_from=str(row.get("refugee_from") or "")
        )
    elif kind == "assets":
        Asset.everything.create(**common)
    elif kind == "requests":
        request = Request.everything.create(
            **common, counterpart=row["to"], measure=row["measure"], drafted_by=[actor.pk]
        )
        said = opening_details(request)
        log_append(event="needed", actor=actor, case=case, subject="request", key=row["id"], day=day, details=said)
    else:
        Record.everything.create(**common, kind=kind)


@transaction.atomic
def case_export(
    *, case: Case, on: dt.date, actor: User, who: Identity, use: ForeignUse | None = None, without: bool = False
) -> Data:
    """Give a case back as a case file: whole, for somebody within all of its walls, and within the limits of use.

    What another state has asserted leaves only for a use that its conditions allow; ``without`` gives the case
    without those fields. Where nobody says for which use, all of them are asked.
    """
    require(Permission.CASE_EXPORT, who, subject_of(case, who))
    beyond = export_hindrances(case, on)
    if beyond:
        raise UseNotAllowedError(beyond)
    bound = asserted_hindrances(case, BEYOND if use is None else (use,), on)
    if bound and not without:
        raise UseNotAllowedError([one.sentence for one in bound])
    data = without_bound(case_data(case, hidden_from=who), bound)
    left_out = sorted({f"{one.listed}/{one.key}/{one.field}".rstrip("/") for one in bound})
    details = ({"use": str(use)} if use else {}) | ({"left_out": left_out} if left_out else {})
    log_append(event="case_exported", actor=actor, case=case, subject="case", key=case.reference, details=details)
    return data


class BehindWallError(ComityError):
    """Part of what is needed stands behind a wall or above a clearance."""


def case_data(case: Case, hidden_from: Identity | None = None) -> Data:
    """Put the records of a case together as the case file has them; with ``hidden_from`` only if they see them all."""
    data: Data = {
        "reference": case.reference,
        "title": case.title,
        "state": case.state,
        **({"opened": case.opened.isoformat()} if case.opened else {}),
        "languages": case.languages,
        "handling": case.handling,
    }
    rows: dict[str, list[Data]] = {kind: [] for kind in LISTED}
    facts: Data = {}
    for kind, record in _records(case, hidden_from):
        if kind == "facts":
            facts[record.key] = record.data["value"]
        else:
            rows[kind].append(record.data)
    data |= {kind: found for kind, found in rows.items() if found}
    return data | ({"facts": facts} if facts else {})


def _records(case: Case, hidden_from: Identity | None) -> list[tuple[str, CaseRecord]]:
    found: list[tuple[str, CaseRecord]] = []
    for model in (Record, Party, Asset, Request):
        everything = list(model.everything.filter(case=case, **_ONLY.get(model, {})).order_by("position"))
        if hidden_from is not None:
            seen = set(model.objects.visible_to(hidden_from).filter(case=case).values_list("pk", flat=True))
            if any(record.pk not in seen or has_sealed(record, hidden_from) for record in everything):
                raise BehindWallError("part of this case is not yours to see, so it cannot be given out whole")
        found += [(_kind(record), record) for record in everything]
    return found


def _kind(record: Any) -> str:  # noqa: ANN401 - one of the four tables
    if isinstance(record, Party):
        return "people" if record.kind == "person" else "companies"
    if isinstance(record, Asset):
        return "assets"
    return "requests" if isinstance(record, Request) else str(record.kind)


def case_file(case: Case) -> CaseFile:
    """A case of the office as the rooms below read it."""
    data = case_data(case)
    return CaseFile(case_from_data(data, case.reference), YamlFile(case.reference, data))
