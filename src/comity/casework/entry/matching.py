"""Whether an applicant is somebody who is looked out for: exact numbers first, then names in any script."""

import datetime as dt
import hashlib
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from comity.casework.entry.codes import LOOKOUT_DAYS
from comity.casework.entry.models import Lookout
from comity.casework.log.canonical import canonical
from comity.casework.screening.entities import entity_of

if TYPE_CHECKING:
    from comity.screening.entity import Entity
    from comity.screening.index.reader import Index


@dataclass(frozen=True, slots=True)
class Match:
    """A lookout that an applicant meets, with all reasons; they are for the case, never for the desk."""

    lookout: Lookout
    reasons: dict[str, Any]


def lookouts_on(on: dt.date) -> list[Lookout]:
    """Everybody who is looked out for on a day, in all open cases of the office."""
    since = on - dt.timedelta(days=LOOKOUT_DAYS)
    found = Lookout.everything.filter(ended_on__isnull=True, on__gte=since, on__lte=on, case__is_open=True)
    return list(found.filter(party__merged_into__isnull=True).select_related("party__case", "case", "by__agency"))


class Sought:
    """Those who are looked out for on a day, ready to be compared with many applicants."""

    def __init__(self, on: dt.date) -> None:
        self.lookouts = {str(one.pk): one for one in lookouts_on(on)}
        self.entities = {key: replace(entity_of(one.party), id=key) for key, one in self.lookouts.items()}

    def matches(self, applicant: "Entity") -> list[Match]:
        """Those whom an applicant may be; the same number is a hit whatever the name, for identities change."""
        found = {**self._by_number(applicant), **self._by_name(applicant)}
        return [Match(self.lookouts[key], reasons) for key, reasons in sorted(found.items())]

    def _by_name(self, applicant: "Entity") -> dict[str, dict[str, Any]]:
        from comity.screening.explanation import as_data  # noqa: PLC0415 - screening is read when somebody asks for it
        from comity.screening.index.search import search  # noqa: PLC0415

        if not applicant.names or not self.entities:
            return {}
        hits = search(_index(canonical([asdict(one) for one in self.entities.values()])), applicant, limit=10)
        return {hit.listed.entity.id: as_data(hit.comparison) for hit in hits}

    def _by_number(self, applicant: "Entity") -> dict[str, dict[str, Any]]:
        from comity.screening.comparison import compare  # noqa: PLC0415 - as above
        from comity.screening.explanation import as_data  # noqa: PLC0415

        theirs = set(_numbers(applicant))
        same = [key for key, one in self.entities.items() if theirs & set(_numbers(one))]
        return {key: as_data(compare(applicant, self.entities[key])) for key in same}


def _numbers(entity: "Entity") -> Iterator[str]:
    from comity.screening.identifiers import normalised  # noqa: PLC0415 - as above

    return (number for kind, value in entity.identifiers if (number := normalised(kind, value)))


@lru_cache(maxsize=2)
def _index(entities: str) -> "Index":
    """The index of those who are looked out for; built again only when one of them changes."""
    import json  # noqa: PLC0415 - only here

    from comity.screening.entity import Entity  # noqa: PLC0415 - as above
    from comity.screening.index.build import ListOrigin, build  # noqa: PLC0415
    from comity.screening.index.reader import Index  # noqa: PLC0415

    rows = [_tuples(row) for row in json.loads(entities)]
    digest = hashlib.sha256(entities.encode()).hexdigest()
    return Index(b"".join(build([(ListOrigin("sought", "", digest, ""), [Entity(**row) for row in rows])])), "sought")


def _tuples(row: dict[str, Any]) -> dict[str, Any]:
    return {name: _tuple(value) if isinstance(value, list) else value for name, value in row.items()}


def _tuple(values: list[Any]) -> tuple[Any, ...]:
    return tuple(tuple(value) if isinstance(value, list) else value for value in values)
