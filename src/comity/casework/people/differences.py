"""Where sources differ: what each says of the same particular, side by side, none overwritten."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from comity.casefile.people import Particular
from comity.casework.people.whereabouts import sightings
from comity.common.dates import PartialDate
from comity.common.errors import BadInputError

Data = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Saying:
    """What one source says of a particular; ``goes_by`` where it is what the case goes by."""

    value: str
    source: str
    date: str
    confidence: str
    goes_by: bool
    index: int | None


@dataclass(frozen=True, slots=True)
class Sayings:
    """Everything said of one particular; ``differ`` where it cannot all be true."""

    field: str
    sayings: tuple[Saying, ...]
    differ: bool


def sayings_of(data: Data, on: dt.date) -> tuple[Sayings, ...]:
    """Every particular of a person or company of which something is said, and where the sayings cannot all be true."""
    found = [Sayings(field, rows, _differ(field, rows)) for field in Particular if (rows := _rows(data, field))]
    current = [one for one in sightings(data, on) if not one.expired]
    if len({one.state for one in current}) > 1:
        rows = tuple(
            Saying(f"{s.state} {s.address}".strip(), s.source, s.as_of, s.confidence, s.goes_by, None) for s in current
        )
        found.append(Sayings("location", rows, differ=True))
    return tuple(found)


def _rows(data: Data, field: str) -> tuple[Saying, ...]:
    value = plain(data.get(field))
    said = [
        _saying(row, str(row["value"]) == value, index)
        for index, row in enumerate(data.get("assertions", ()))
        if row["field"] == field
    ]
    if value and not any(one.goes_by for one in said):
        said.insert(0, Saying(value, "", "", "", goes_by=True, index=None))
    return tuple(sorted(said, key=lambda one: not one.goes_by))


def _saying(row: Data, goes_by: bool, index: int) -> Saying:
    known = row.get("provenance") or {}
    source, date, confidence = (str(known.get(key) or "") for key in ("source", "date", "confidence"))
    return Saying(str(row["value"]), source, date, confidence, goes_by, index)


def plain(value: object) -> str:
    """The value of a particular as one text; a text in several languages is told by its first."""
    if isinstance(value, dict):
        value = next(iter(value.values()), "")
    return " ".join(value) if isinstance(value, list) else str(value if value is not None else "")


def _differ(field: str, rows: tuple[Saying, ...]) -> bool:
    values = {row.value for row in rows}
    if field != Particular.BIRTH_DATE or len(values) < 2:
        return len({value.casefold() for value in values}) > 1
    try:
        dates = [PartialDate.parse(value) for value in values]
    except BadInputError:
        return True
    return max(date.first for date in dates) > min(date.last for date in dates)
