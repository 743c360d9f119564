"""The timeline of a case: every entry of the log about it that is about something the person may see."""

from dataclasses import dataclass

from django.db.models import Q

from comity.casework.cases.models import Case, Note
from comity.casework.identity import Identity
from comity.casework.log.models import LogEntry
from comity.casework.log.selectors import entries_of
from comity.casework.records.models import CaseRecord

PAGE = 100  # entries shown at a time


@dataclass(frozen=True, slots=True)
class Timeline:
    """Some entries, the newest first, and where the older ones begin; 0 where there are none."""

    entries: tuple[LogEntry, ...]
    before: int


def timeline_for(
    who: Identity, case: Case, models: tuple[type[CaseRecord], ...], *, subject: str = "", before: int = 0
) -> Timeline:
    """The entries about the case itself and about the records and notes that the person may see, newest first."""
    about = Q(subject="case")
    for model in models:
        keys = model.objects.visible_to(who).filter(case=case).values_list("key", flat=True)
        about |= Q(subject=model.subject, key__in=list(keys))
    notes = Note.objects.visible_to(who).filter(case=case).values_list("pk", flat=True)
    about |= Q(subject="note", key__in=[str(pk) for pk in notes])
    walls = case.walls.filter(members=who.user).values_list("pk", flat=True)
    about |= Q(subject="wall", key__in=[str(pk) for pk in walls])
    found = entries_of(case).filter(about)
    found = found.filter(subject=subject) if subject else found
    found = found.filter(index__lt=before) if before else found
    entries = tuple(found.select_related("actor__agency").order_by("-index")[: PAGE + 1])
    return Timeline(entries[:PAGE], entries[PAGE - 1].index if len(entries) > PAGE else 0)
