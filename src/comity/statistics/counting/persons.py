"""Persons by status in the proceedings and by whether abroad, on a day; those who returned, on the day they came."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from comity.casefile.people import PersonStatus
from comity.statistics.counting.returns import arrivals
from comity.statistics.period import Period
from comity.statistics.record import ABROAD, AT_HOME, NOT_KEPT, History
from comity.statistics.table import Row, Table

_ON_RECORD = "persons-on-record"  # what both tables of persons on a day add up to
_GONE, _BACK = "merged_away", "apart_again"


def persons_by_status(persons: Iterable[History], period: Period) -> Table:
    """Each person on record in a case on the last day of the period, under the status that they had on it."""
    counts = Counter(status for person in persons if (status := status_on(person, period.end)))
    return _table("persons-by-status", counts, _ON_RECORD)


def persons_by_place(persons: Iterable[History], period: Period) -> Table:
    """Each of the same persons by whether the case had them abroad on that day."""
    counts = Counter(place for person in persons if (place := _on(person, period.end, "place")))
    rows = tuple(Row((place,), (counts[place],)) for place in (ABROAD, AT_HOME, NOT_KEPT))
    return Table("persons-by-place", ("place",), ("persons",), ("persons",), rows, _ON_RECORD)


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
    return _on(person, day, "status")


def _on(person: History, day: dt.date, word: str) -> str:
    until = [event for event in person.events if event.day <= day]
    moves = [event.event for event in until if event.event in {_GONE, _BACK}]
    if not until or moves[-1:] == [_GONE]:
        return ""
    return next((str(event.said[word]) for event in reversed(until) if event.said.get(word)), NOT_KEPT)


def _table(figure: str, counts: Counter[str], adds_up_to: str = "") -> Table:
    known = [status.value for status in PersonStatus]
    order = known + sorted(set(counts) - set(known))
    rows = tuple(Row((status,), (counts[status],)) for status in order)
    return Table(figure, ("status",), ("persons",), ("persons",), rows, adds_up_to)


def tables(returns: Sequence[History], persons: Sequence[History], period: Period) -> Iterator[Table]:
    """Every figure on persons by status."""
    yield persons_by_status(persons, period)
    yield persons_by_place(persons, period)
    yield persons_reaching_status(persons, period)
    yield returns_by_status(returns, persons, period)
