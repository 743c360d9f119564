"""Taking over what a request of another state asserts: new records only, marked as its word, under its conditions."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from comity.casefile.loader import case_from_data
from comity.casefile.people import main_name
from comity.casework.asserted.bound import bound_to, field_at, highest, levels_in
from comity.casework.asserted.models import AssertedRecord
from comity.casework.asserted.reading import Row, Told
from comity.casework.assets.models import Asset
from comity.casework.cases.models import Case
from comity.casework.people.models import Party
from comity.casework.records.models import CaseRecord, Record
from comity.exchange.documents.package import Package

_PARTIES = {"people": "person", "companies": "company"}


@dataclass(frozen=True, slots=True)
class Taken:
    """What was taken over of a package, by list, and what stands in the case otherwise and was left as it is."""

    counts: dict[str, int]
    differing: tuple[str, ...]


def asserted_take(*, case: Case, told: Told, package: Package, digest: str, at: dt.datetime) -> Taken:
    """Take the records of a request over into its case; called within the step that writes the leaf about it.

    A record that is there already is never written over: what the sender now says otherwise is kept and told.
    """
    read = case_from_data({**(told.head or {})["case"]}, "REQUEST.json", unfinished=True)
    names = {person.id: main_name(person.names) for person in read.people}
    names |= {company.id: main_name(company.names) for company in read.companies}
    counts: dict[str, int] = {}
    differing = []
    for position, row in enumerate(told.rows):
        held = _held(case, row)
        if held is None:
            record = _make(case, row, position, names.get(row.key, row.key))
            _protect(record, row, told, package)
            counts[row.listed] = counts.get(row.listed, 0) + 1
        elif not _said_before(case, row):
            differing.append(row.key)
        _keep(case, row, package, digest, at)
    if told.request is not None:
        _keep(case, told.request, package, digest, at)
    return Taken(counts, tuple(differing))


def _keep(case: Case, row: Row, package: Package, digest: str, at: dt.datetime) -> None:
    AssertedRecord.objects.create(
        case=case,
        listed=row.listed,
        key=row.key,
        state=package.sender.state,
        peer=package.sender.node,
        conversation=package.conversation,
        package=digest,
        pointer=row.pointer,
        content=row.data,
        conditions=bound_to(row.pointer, package.conditions),
        at=at,
    )


def _table(listed: str) -> Any:  # noqa: ANN401 - one of three tables
    return Party if listed in _PARTIES else Asset if listed == "assets" else Record


def _held(case: Case, row: Row) -> CaseRecord | None:
    """The record of the case under that id, whoever has written it."""
    found = _table(row.listed).everything.filter(case=case, key=row.key)
    if row.listed not in {*_PARTIES, "assets"}:
        found = found.filter(kind=row.listed)
    held: CaseRecord | None = found.first()
    return held


def _said_before(case: Case, row: Row) -> bool:
    """Whether the newest package about it said the same, but for where it said so."""
    before = AssertedRecord.objects.filter(case=case, listed=row.listed, key=row.key).last()
    return before is not None and _bare(before.content) == _bare(row.data)


def _bare(part: Any) -> Any:  # noqa: ANN401 - any part of a record
    """A record without the sources, which name the package."""
    if isinstance(part, dict):
        return {name: _bare(value) for name, value in part.items() if name not in {"provenance", "source", "date"}}
    return [_bare(item) for item in part] if isinstance(part, list) else part


def _make(case: Case, row: Row, position: int, name: str) -> CaseRecord:
    common = {"case": case, "key": row.key, "position": position, "data": row.data}
    if row.listed in _PARTIES:
        refugee_from = str(row.data.get("refugee_from") or "")[:3]
        made: CaseRecord = Party.everything.create(
            **common, kind=_PARTIES[row.listed], name=name[:400], refugee_from=refugee_from
        )
        return made
    if row.listed == "assets":
        return Asset.everything.create(**common)
    return Record.everything.create(**common, kind=row.listed)


def _protect(record: CaseRecord, row: Row, told: Told, package: Package) -> None:
    """Handle the record as the sender wants it handled, and each field that it marked higher."""
    levels = [(field_at(row.pointer, where), level) for where, level in levels_in(package.details)]
    record.handling = highest([told.handling, *(level for field, level in levels if field == "")]).value
    for field, level in levels:
        if field:
            record.marks[field] = highest([level]).value
    record.save(update_fields=["handling", "marks"])
