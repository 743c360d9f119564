"""Working days: weekends and public holidays of each state, as the shipped holiday tables have them."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from holidays import HolidayBase


@dataclass(frozen=True, slots=True)
class Holiday:
    """A day on which the offices of a state are closed: a public holiday by name, or the weekend."""

    date: dt.date
    state: str
    name: str


def has_calendar(state: str) -> bool:
    """Whether a table of weekends and holidays of the state is at hand; without one no day of it is skipped."""
    return _table(state) is not None


def closed_on(day: dt.date, states: Iterable[str]) -> tuple[Holiday, ...]:
    """Say in which of the states a day is no working day, and why; empty where all of them work."""
    return tuple(
        Holiday(day, state, _public_holiday(day, state) or f"weekend ({day:%A})")
        for state in states
        if (table := _table(state)) is not None and not table.is_working_day(day)
    )


def public_holidays(first: dt.date, last: dt.date, states: Iterable[str]) -> tuple[Holiday, ...]:
    """List the public holidays of the states from one day to another, both included, in order of time."""
    named = (
        Holiday(day, state, name)
        for day in (first + dt.timedelta(days=step) for step in range((last - first).days + 1))
        for state in states
        if (name := _public_holiday(day, state))
    )
    return tuple(named)


def working_day_on_or_before(day: dt.date, states: Iterable[str], after: dt.date) -> dt.date | None:
    """Find the last day, not later than ``day`` and later than ``after``, on which every state works."""
    together = tuple(states)
    while day > after:
        if not closed_on(day, together):
            return day
        day -= dt.timedelta(days=1)
    return None


def _public_holiday(day: dt.date, state: str) -> str:
    table = _table(state)
    return str(table.get(day) or "") if table is not None else ""


@cache
def _table(state: str) -> "HolidayBase | None":
    from holidays import country_holidays  # noqa: PLC0415 - a slow import that only due dates need

    try:
        return country_holidays(state, language="en_US")
    except NotImplementedError:
        return None


@cache
def tables_version() -> str:
    """Name the holiday tables that answer, so that an answer can be checked later."""
    from importlib.metadata import version  # noqa: PLC0415

    return f"python-holidays {version('holidays')}"
