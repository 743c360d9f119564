"""Reading retention: the rule of a kind of case, what is due, and what holds a case."""

import calendar
import datetime as dt
from dataclasses import dataclass

from comity.casework.access import Permission, require
from comity.casework.cases.models import Case
from comity.casework.identity import Identity
from comity.casework.log.models import LogEntry
from comity.casework.requests.models import Request
from comity.casework.retention.models import CaseKind, LegalHold, RetentionRule


@dataclass(frozen=True, slots=True)
class Due:
    """A closed case with its time: when it ended, until when it is kept, and what stands in the way of deleting it."""

    case: Case
    kind: CaseKind
    closed: dt.date
    rule: RetentionRule | None
    keep_until: dt.date | None
    held: bool

    def is_due(self, on: dt.date) -> bool:
        """Whether its time is over and nothing holds it."""
        return self.keep_until is not None and self.keep_until < on and not self.held


def rule_for(kind: CaseKind) -> RetentionRule | None:
    """The rule in force for a kind of case; None where the office has given none."""
    return RetentionRule.objects.filter(kind=kind.value).first()


def closed_cases(who: Identity) -> list[Due]:
    """Every closed case that was not deleted, by its number; its title is not shown, and its records are not read."""
    require(Permission.RETENTION_READ, who)
    cases = Case.everything.filter(is_open=False, deletion_certificate__isnull=True).select_related("deletion")
    return [found for case in cases if (found := due_of(case)) is not None]


def due_of(case: Case) -> Due | None:
    """The time of one case; None where it is open or was never closed."""
    closed = closed_on(case)
    if closed is None or case.is_open:
        return None
    kind = kind_of(case)
    rule = rule_for(kind)
    until = months_after(closed, rule.months) if rule else None
    return Due(case, kind, closed, rule, until, LegalHold.objects.filter(case=case, ended_on__isnull=True).exists())


def closed_on(case: Case) -> dt.date | None:
    """The day on which a case was closed last."""
    entry = LogEntry.objects.filter(case=case, subject="case", event="case_closed").order_by("-index").first()
    return entry.day if entry else None


def kind_of(case: Case) -> CaseKind:
    """Whether a case is our own, or was opened for a request of another state."""
    directions = set(Request.everything.filter(case=case).values_list("direction", flat=True))
    return CaseKind.RECEIVED if directions == {"incoming"} else CaseKind.OWN


def months_after(day: dt.date, months: int) -> dt.date:
    """The same day so many months later, or the last of that month where there is no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
