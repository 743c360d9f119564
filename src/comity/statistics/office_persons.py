"""What the log says of persons, their status in the proceedings and whether abroad, as events without names."""

from collections.abc import Iterator, Mapping
from typing import Any

from comity.casefile.people import PersonStatus
from comity.casework.cases.models import Case
from comity.casework.log.models import LogEntry
from comity.casework.people.models import Party
from comity.casework.people.whereabouts import known_state
from comity.statistics.record import ABROAD, AT_HOME, NOT_KEPT

TAKEN, ADDED, CHANGED = "case_file_taken", "party_added", "record_changed"
MERGED, APART = "parties_merged", "merge_undone"
OPENED = "case_opened"
EVENTS = (TAKEN, OPENED)
"""Entries about a case that bring persons with them."""

Told = tuple[str, str, dict[str, Any]]  # the key of a person, what happened, and what it says


class PersonsOfLog:
    """Goes through the log once and tells of each entry which persons it is about.

    A person whom no entry names, because a received request or another office's record brought them, counts from the
    opening of the case, with the status that the record has today.
    """

    def __init__(self) -> None:
        self._persons: set[tuple[int | None, str]] = set()
        self._homes: dict[int | None, str] = dict(Case.everything.values_list("pk", "state"))
        self._silent = _silent()

    def told(self, case: int | None, key: str, event: str, details: Mapping[str, Any]) -> Iterator[Told]:
        """The persons of one entry."""
        places = details.get("places", {})
        brought = [(key, status, places.get(key)) for key, status in details.get("persons", {}).items()]
        brought = brought if event == TAKEN else self._silent.get(case, []) if event == OPENED else []
        after = details.get("after", {})
        if event == ADDED and (details.get("kind") or key.partition("-")[0]) == "person":
            brought = [(key, after.get("status"), known_state(after))]
        for person, status, place in brought:
            self._persons.add((case, person))
            yield person, "person_recorded", self._said(case, status, place)
        if event == CHANGED and (case, key) in self._persons:
            yield key, "person_changed", self._said(case, after.get("status"), known_state(after))
        absorbed = str(details.get("absorbed", ""))
        if event in {MERGED, APART} and (case, absorbed) in self._persons:
            yield absorbed, "merged_away" if event == MERGED else "apart_again", {}

    def _said(self, case: int | None, status: object, place: str | None) -> dict[str, str]:
        home = self._homes.get(case)
        where = NOT_KEPT if not place or not home else AT_HOME if place == home else ABROAD
        return {"status": _code(status), "place": where}


def _code(status: object) -> str:
    """A status of the closed list; nothing else goes into a record without names."""
    return str(status) if status in set(PersonStatus) else NOT_KEPT


def _silent() -> dict[int | None, list[tuple[str, object, str | None]]]:
    """Persons of the record whom no entry of the log brought, by case."""
    added = LogEntry.objects.filter(event=ADDED, subject="party").values_list("case_id", "key")
    named: set[tuple[int | None, str]] = set(added)
    taken = LogEntry.objects.filter(event=TAKEN).values_list("case_id", "detail__data")
    named |= {(case, key) for case, details in taken for key in (details or {}).get("persons", {})}
    found: dict[int | None, list[tuple[str, object, str | None]]] = {}
    for case, key, data in Party.everything.filter(kind="person").values_list("case_id", "key", "data"):
        if (case, key) not in named:
            found.setdefault(case, []).append((key, data.get("status"), known_state(data)))
    return found
