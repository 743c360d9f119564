"""Taking over what a request of another state asserts: new records only, marked as its word, under its conditions."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from typing import Any

from comity.casework.asserted.bound import bound_to, field_at, highest, levels_in
from comity.casework.asserted.models import AssertedRecord
from comity.casework.asserted.reading import Row, Told
from comity.casework.assets.models import Asset
from comity.casework.cases.models import Case
from comity.casework.people.models import Party
from comity.casework.records.models import CaseRecord, Record
from comity.exchange.documents.package import Package

_TABLES: tuple[Any, ...] = (Record, Party, Asset)
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
    held = _held(case)
    fresh = [row for row in told.rows if (row.listed, row.key) not in held]
    differing = [row for row in told.rows if (row.listed, row.key) in held and not _said_before(case, row)]
    for model in _TABLES:
        rows = [(position, row) for position, row in enumerate(fresh) if _table(row.listed) is model]
        model.everything.bulk_create([_made(case, row, position, told, package) for position, row in rows])
    kept = [*told.rows, *([told.request] if told.request else [])]
    AssertedRecord.objects.bulk_create([_kept(case, row, package, digest, at) for row in kept])
    return Taken(dict(Counter(row.listed for row in fresh)), tuple(row.key for row in differing))


def _kept(case: Case, row: Row, package: Package, digest: str, at: dt.datetime) -> AssertedRecord:
    return AssertedRecord(
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


def _held(case: Case) -> set[tuple[str, str]]:
    """The records of the case, whoever has written them, by the lists of the case file."""
    lists = {kind: listed for listed, kind in _PARTIES.items()}
    found = set(Record.everything.filter(case=case).values_list("kind", "key"))
    found |= {(lists[kind], key) for kind, key in Party.everything.filter(case=case).values_list("kind", "key")}
    return found | {("assets", key) for key in Asset.everything.filter(case=case).values_list("key", flat=True)}


def _said_before(case: Case, row: Row) -> bool:
    """Whether the newest package about it said the same, but for where it said so."""
    before = AssertedRecord.objects.filter(case=case, listed=row.listed, key=row.key).last()
    return before is not None and _bare(before.content) == _bare(row.data)


def _bare(part: Any) -> Any:  # noqa: ANN401 - any part of a record
    """A record without the sources, which name the package."""
    if isinstance(part, dict):
        return {name: _bare(value) for name, value in part.items() if name not in {"provenance", "source", "date"}}
    return [_bare(item) for item in part] if isinstance(part, list) else part


def _made(case: Case, row: Row, position: int, told: Told, package: Package) -> CaseRecord:
    """The record, handled as the sender wants it handled, and each field that it marked higher."""
    levels = [(field_at(row.pointer, where), level) for where, level in levels_in(package.details)]
    common = {
        "case": case,
        "key": row.key,
        "position": position,
        "data": row.data,
        "handling": highest([told.handling, *(level for field, level in levels if field == "")]).value,
        "marks": {field: highest([level]).value for field, level in levels if field},
    }
    if row.listed in _PARTIES:
        refugee_from = str(row.data.get("refugee_from") or "")[:3]
        name = told.names.get(row.key, row.key)[:400]
        return Party(**common, kind=_PARTIES[row.listed], name=name, refugee_from=refugee_from)
    return Asset(**common) if row.listed == "assets" else Record(**common, kind=row.listed)
