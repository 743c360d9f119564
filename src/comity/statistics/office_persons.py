"""What the log says of persons and their status in the proceedings, as events without names."""

from collections.abc import Iterator, Mapping
from typing import Any

from comity.casefile.people import PersonStatus
from comity.casework.log.models import LogEntry
from comity.casework.people.models import Party
from comity.statistics.record import NOT_KEPT

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
        self._silent = _silent()

    def told(self, case: int | None, key: str, event: str, details: Mapping[str, Any]) -> Iterator[Told]:
        """The persons of one entry."""
        brought = details.get("persons", {}) if event == TAKEN else {}
        brought |= self._silent.get(case, {}) if event == OPENED else {}
        if event == ADDED and (details.get("kind") or key.partition("-")[0]) == "person":
            brought = {key: details.get("after", {}).get("status", "")}
        for person, status in brought.items():
            self._persons.add((case, person))
            yield person, "person_recorded", {"status": _code(status)}
        if event == CHANGED and (case, key) in self._persons:
            yield key, "person_changed", {"status": _code(details.get("after", {}).get("status"))}
        absorbed = str(details.get("absorbed", ""))
        if event in {MERGED, APART} and (case, absorbed) in self._persons:
            yield absorbed, "merged_away" if event == MERGED else "apart_again", {}


def _code(status: object) -> str:
    """A status of the closed list; nothing else goes into a record without names."""
    return str(status) if status in set(PersonStatus) else NOT_KEPT


def _silent() -> dict[int | None, dict[str, str]]:
    """Persons of the record whom no entry of the log brought, by case."""
    added = LogEntry.objects.filter(event=ADDED, subject="party").values_list("case_id", "key")
    named: set[tuple[int | None, str]] = set(added)
    taken = LogEntry.objects.filter(event=TAKEN).values_list("case_id", "detail__data")
    named |= {(case, key) for case, details in taken for key in (details or {}).get("persons", {})}
    found: dict[int | None, dict[str, str]] = {}
    for case, key, data in Party.everything.filter(kind="person").values_list("case_id", "key", "data"):
        if (case, key) not in named:
            found.setdefault(case, {})[key] = str(data.get("status") or "")
    return found
