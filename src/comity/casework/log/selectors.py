"""Reading the log: what happened to a record, and whether the log is still what was written."""

from django.db.models import QuerySet

from comity.casework.cases.models import Case
from comity.casework.log.checking import LogCheck, log_check
from comity.casework.log.models import LogEntry

__all__ = ["LogCheck", "entries_of", "log_check"]


def entries_of(case: Case, subject: str = "", key: str = "") -> QuerySet[LogEntry]:
    """The entries of a case, or of one record in it, oldest first."""
    found = LogEntry.objects.filter(case=case).select_related("actor", "detail")
    return found.filter(subject=subject, key=key) if subject else found
