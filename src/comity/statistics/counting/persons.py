"""Persons by their status in the proceedings: of all cases on a day, and of those who returned on the day they came."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from comity.casefile.people import PersonStatus
from comity.statistics.counting.returns import arrivals
from comity.statistics.period import Period
from comity.statistics.record import NOT_KEPT, History
from comity.statistics.table import Row, Table

_GONE, _BACK = "merged_away", "apart_again"


def persons_by_status(persons: Iterable[History], period: Period) -> Table:
    """Each person on record in a case on the last day of the period, under the status that they had on it."""
    counts = Counter(status for person in persons if (status := status_on(person, period.end)))
    return _table("persons-by-status", counts)


def persons_reaching_status(persons: Iterable[History], period: Period) -> Table:
    """Each person under every status that they were first given in the period: accused, convicted, acquitted in it."""
    counts: Counter[str] = Counter()
    for person in persons:
        if status_on(person, period.end):
            counts.update(status for status, day in _first_days(person).items() if day in period)
    return _table("persons-reaching-status", counts)


def _first_days(person: History) -> dict[str, dt.date]:
    days: dict[str, dt.date] = {}
    for event in person.events:
        if event.said.get("status"):
            days.setdefault(str(event.said["status"]), event.day)
    return days


def returns_by_status(returns: Iterable[History], persons: Iterable[History], period: Period) -> Table:
    """Each person who returned in the period, under the status that they had on the day of their first arrival."""
    known = {(person.case, person.key): person for person in persons}
    counts: Counter[str] = Counter()
    for (case, key), arrival in arrivals(returns, period).items():
        person = known.get((case, key))
        counts[(status_on(person, arrival.day) if person else "") or NOT_KEPT] += 1
    return _table("returns-by-status", counts, "persons-returned")


def status_on(person: History, day: dt.date) -> str:
    """The status of a person on a day; empty where they were not on record, or had been found to be another."""
    until = [event for event in person.events if event.day <= day]
    moves = [event.event for event in until if event.event in {_GONE, _BACK}]
    if not until or moves[-1:] == [_GONE]:
        return ""
    return next((str(event.said["status"]) for event in reversed(until) if event.said.get("status")), NOT_KEPT)


def _table(figure: str, counts: Counter[str], adds_up_to: str = "") -> Table:
    known = [status.value for status in PersonStatus]
    order = known + sorted(set(counts) - set(known))
    rows = tuple(Row((status,), (counts[status],)) for status in order)
    return Table(figure, ("status",), ("persons",), ("persons",), rows, adds_up_to)


def tables(returns: Sequence[History], persons: Sequence[History], period: Period) -> Iterator[Table]:
    """Every figure on persons by status."""
    yield persons_by_status(persons, period)
    yield persons_reaching_status(persons, period)
    yield returns_by_status(returns, persons, period)
