"""When a task is due: a day that somebody set, a limit from a day, or a clock of the law; worked out when asked."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from comity.common.dates import parse_day
from comity.common.errors import BadInputError, Place


@dataclass(frozen=True, slots=True)
class Due:
    """A due day and how it came about, in words."""

    day: dt.date
    because: tuple[str, ...]


def due_of(data: dict[str, Any], states: tuple[str, ...]) -> Due | None:
    """When a task with this data is due; None where nobody has said."""
    said = data.get("due") or {}
    if said.get("day"):
        return Due(parse_day(said["day"]), ())
    if not said.get("from"):
        return None
    start = parse_day(said["from"])
    if said.get("clock"):
        return _by_law(str(said["clock"]), start, states)
    days = int(said.get("days", 0))
    return Due(start + dt.timedelta(days=days), (f"{days} days from {start.isoformat()}",))


def _by_law(clock: str, start: dt.date, states: tuple[str, ...]) -> Due | None:
    from comity.law.clocks import clock_rules  # noqa: PLC0415 - read with the first task that needs it
    from comity.law.due_dates import due_for  # noqa: PLC0415 - calendars are slow to import

    rule = next((rule for rule in clock_rules() if rule.id == clock), None)
    if rule is None:
        raise BadInputError(f"'{clock}' is no clock of the law", Place(field="clock"))
    found = due_for(rule, start, states)
    return Due(found.act_by or found.due, found.reasoning) if found.due is not None else None
