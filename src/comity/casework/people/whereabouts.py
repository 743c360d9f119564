"""Where a person is: how long information about it holds, and from whom it is kept because the person is protected."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from comity.casefile.people import Confidence, ProtectionStatus
from comity.common.dates import PartialDate

Data = dict[str, Any]

# How many days information on a location is relied on, by its source's confidence: this office's practice, no law.
HOLDS_DAYS: dict[str, int] = {Confidence.HIGH: 90, Confidence.MEDIUM: 60, Confidence.LOW: 30, "": 30}
_PROTECTING = {
    ProtectionStatus.ASYLUM_REQUESTED,
    ProtectionStatus.REFUGEE,
    ProtectionStatus.SUBSIDIARY_PROTECTION,
}


@dataclass(frozen=True, slots=True)
class Sighting:
    """One piece of information on where a person is or was; ``until`` is the last day on which it is relied on."""

    state: str
    address: str
    as_of: str
    source: str
    recorded: str
    confidence: str
    until: dt.date | None
    expired: bool
    goes_by: bool
    index: int

    @property
    def kept_as(self) -> str:
        """The field of the case file that holds it."""
        return "location" if self.goes_by else "other_locations"


def known_state(data: Data) -> str:
    """The state in which the case goes by a person being; empty where it names none."""
    return str((data.get("location") or {}).get("state") or "")


def sightings(data: Data, on: dt.date) -> list[Sighting]:
    """Everything the case knows of where a person is or was, the newest first; what the case goes by at the top."""
    main = [data["location"]] if data.get("location") else []
    found = [_sighting(row, on, goes_by=True, index=index) for index, row in enumerate(main)]
    others = [
        _sighting(row, on, goes_by=False, index=index) for index, row in enumerate(data.get("other_locations", ()))
    ]
    return found + sorted(others, key=lambda one: one.as_of, reverse=True)


def _sighting(row: Data, on: dt.date, *, goes_by: bool, index: int) -> Sighting:
    known = row.get("provenance") or {}
    until = holds_until(row)
    return Sighting(
        state=str(row.get("state") or ""),
        address=str(row.get("address") or ""),
        as_of=str(row.get("as_of") or ""),
        source=str(known.get("source") or ""),
        recorded=str(known.get("date") or ""),
        confidence=str(known.get("confidence") or ""),
        until=until,
        expired=until is None or until < on,
        goes_by=goes_by,
        index=index,
    )


def holds_until(row: Data) -> dt.date | None:
    """The last day on which a location is relied on; None where nobody wrote down of which day it is."""
    known = row.get("provenance") or {}
    said = row.get("as_of") or known.get("date")
    if not said:
        return None
    days = HOLDS_DAYS[str(known.get("confidence") or "")]
    return PartialDate.parse(str(said)).last + dt.timedelta(days=days)


def protected_from(data: Data) -> tuple[str, ...]:
    """The states from which a person has or seeks protection.

    One source that says so is enough. Only a source that dates the refusal or the end of it after everything that
    speaks for it counts against; where dates are missing the person is protected.
    """
    rows = data.get("protection", ())
    told = {str(row["origin"]) for row in rows}
    single = {str(data["refugee_from"])} if data.get("refugee_from") else set()
    return tuple(sorted((single - told) | {origin for origin in told if _holds(rows, origin)}))


def _holds(rows: Sequence[Data], origin: str) -> bool:
    said = [row for row in rows if row["origin"] == origin]
    spoken_for = [_dates(row) for row in said if row["status"] in _PROTECTING]
    against = [_dates(row) for row in said if row["status"] not in _PROTECTING]
    if not spoken_for:
        return False
    last = max((date.last if date else dt.date.max) for date in spoken_for)
    return not any(date and date.first > last for date in against)


def _dates(row: Data) -> PartialDate | None:
    said = row.get("since") or (row.get("provenance") or {}).get("date")
    return PartialDate.parse(str(said)) if said else None


def tells_whereabouts(data: Data, state: str, marked: str = "") -> bool:
    """Whether the case knows where a person is who is protected from this state; ``marked`` is the register's mark."""
    return state in {*protected_from(data), marked} and bool(data.get("location") or data.get("other_locations"))
