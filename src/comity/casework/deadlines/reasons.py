"""Reading why limits that are over were not kept; nothing but the step itself takes them off the desk."""

import datetime as dt
from dataclasses import replace

from comity.casework.deadlines.models import OverdueReason
from comity.casework.deadlines.watched import Deadline, Explained


def with_reasons(deadlines: list[Deadline]) -> list[Deadline]:
    """The same dates, those that are over with the newest reason that was given for them."""
    over = [deadline for deadline in deadlines if deadline.urgency == "over"]
    if not over:
        return deadlines
    cases = {deadline.about.case.pk for deadline in over}
    given = OverdueReason.objects.filter(case__in=cases).select_related("by").order_by("pk")
    newest = {(row.case_id, row.subject, row.key, row.kind, row.since): row for row in given}
    return [_explained(deadline, newest.get(_mark(deadline))) for deadline in deadlines]


def _mark(deadline: Deadline) -> tuple[int, str, str, str, dt.date]:
    """What a limit is known by: its record, its kind, and the day from which it counts."""
    about = deadline.about
    return about.case.pk, about.subject, about.key, deadline.kind, deadline.event_day


def _explained(deadline: Deadline, row: OverdueReason | None) -> Deadline:
    return replace(deadline, explained=Explained(row.reason, row.by.name, row.day)) if row else deadline
