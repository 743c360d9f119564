"""How long a case took, as far as its dates are known: the shortest and the longest it can have been."""

import datetime as dt

from comity.common.dates import PartialDate
from comity.knowledge.case_library.summary import Summary


def months_of(summary: Summary) -> tuple[int, int] | None:
    """Whole months from the beginning to the conclusion, at least and at most; None where a date is not known."""
    if not summary.line("begun") or not summary.line("concluded"):
        return None
    begun, concluded = (PartialDate.parse(summary.line(name)) for name in ("begun", "concluded"))
    return max(0, _months(begun.last, concluded.first)), max(0, _months(begun.first, concluded.last))


def _months(since: dt.date, until: dt.date) -> int:
    """Whole months between two days."""
    return (until.year - since.year) * 12 + until.month - since.month - (until.day < since.day)
