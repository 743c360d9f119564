"""What was changed in a record and what was taken out of a case, read from the log, so that it can be put back."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from comity.casefile.case import Handling
from comity.casework.cases.models import Case
from comity.casework.identity import Identity, rank
from comity.casework.log.models import LogEntry
from comity.casework.log.selectors import entries_of
from comity.casework.records.models import CaseRecord, Record


@dataclass(frozen=True, slots=True)
class Change:
    """One change of a record: its number in the log, who, when, which fields, and what the record said before."""

    index: int
    who: str
    day: dt.date
    fields: tuple[str, ...]
    before: dict[str, Any]


def changes_of(record: CaseRecord) -> list[Change]:
    """The changes of a record whose details are still kept, newest first."""
    found = entries_of(record.case, record.subject, record.key).filter(event="record_changed").order_by("-index")
    return [_change(entry) for entry in found if getattr(entry, "detail", None) and "before" in entry.detail.data]


def _change(entry: LogEntry) -> Change:
    before, after = entry.detail.data["before"], entry.detail.data["after"]
    fields = tuple(key for key in {**before, **after} if before.get(key) != after.get(key))
    return Change(entry.index, entry.actor.name if entry.actor else "", entry.day, fields, before)


def removed_records(case: Case, who: Identity) -> list[LogEntry]:
    """Records that were taken out and are not there again, as the log knows them; only those the person would see."""
    found = entries_of(case).filter(event="record_removed").order_by("-index")
    there = set(Record.everything.filter(case=case).values_list("kind", "key"))
    walls = set(case.walls.filter(members=who.user).values_list("pk", flat=True))
    shown: dict[tuple[str, str], LogEntry] = {}
    for entry in found:
        said = entry.detail.data if getattr(entry, "detail", None) else {}
        if said and _may_see(said, walls, who) and (said["kind"], entry.key) not in there:
            shown.setdefault((said["kind"], entry.key), entry)
    return list(shown.values())


def _may_see(said: dict[str, Any], walls: set[int], who: Identity) -> bool:
    levels = [said["handling"], *said["marks"].values()]
    return said["wall"] in {None, *walls} and all(rank(Handling(level)) <= rank(who.clearance) for level in levels)
