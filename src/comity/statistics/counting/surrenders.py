"""Extraditions: arrests, decisions and surrenders, and the days between them, with the person's consent and without."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from comity.statistics.counting.requests import days_of, direction_of
from comity.statistics.period import Period
from comity.statistics.record import NOT_KEPT, History
from comity.statistics.table import Row, Table

# Column -> the events that count for it; each proceeding counts once per column, by its first event of that kind.
OUTCOMES: dict[str, tuple[str, ...]] = {
    "arrested": ("arrested",),
    "consented": ("consented",),
    "surrender_granted": ("surrender_granted",),
    "surrender_refused": ("surrender_refused",),
    "surrendered": ("surrendered",),
}
_DECIDED = ("surrender_granted", "surrender_refused")
STEPS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "arrest_to_decision": (("arrested",), _DECIDED),
    "decision_to_surrender": (("surrender_granted",), ("surrendered",)),
    "arrest_to_surrender": (("arrested",), ("surrendered",)),
}
_OVER = ("surrender_refused", "surrendered", "closed")
WITH, WITHOUT = "with_consent", "without_consent"


def surrenders(proceedings: Iterable[History], requests: Iterable[History], period: Period) -> Table:
    """Proceedings about persons by what happened in the period, those we asked for and those asked of us apart."""
    directions = _directions(requests)
    counts: dict[str, Counter[str]] = {}
    for history in proceedings:
        seen = counts.setdefault(_direction(history, directions), Counter())
        for column, events in OUTCOMES.items():
            first = history.first(*events)
            seen[column] += first is not None and first.day in period
    columns = tuple(OUTCOMES)
    rows = (Row((name,), tuple(seen[c] for c in columns)) for name, seen in sorted(counts.items()) if seen.total())
    return Table("surrenders", ("direction",), columns, columns, tuple(rows))


def surrender_time(proceedings: Iterable[History], requests: Iterable[History], period: Period) -> Table:
    """Days per step, with consent and without: of those that ended in the period, and the ages of those still open."""
    directions = _directions(requests)
    finished: dict[tuple[str, ...], list[int]] = {}
    waiting: dict[tuple[str, ...], list[int]] = {}
    for history in proceedings:
        for step, (begins, ends) in STEPS.items():
            start, end = history.first(*begins), history.first(*ends)
            if start is None or start.day > period.end:
                continue
            ended = end is not None and end.day <= period.end
            until = end.day if end is not None and ended else period.end
            under = (_direction(history, directions), step, WITH if _consents(history, until) else WITHOUT)
            if end is not None and end.day in period:
                finished.setdefault(under, []).append((end.day - start.day).days)
            elif not ended and not _is_over(history, period):
                waiting.setdefault(under, []).append((period.end - start.day).days)
    order = sorted(finished.keys() | waiting.keys(), key=lambda u: (u[0], list(STEPS).index(u[1]), u[2]))
    rows = tuple(Row(u, (*days_of(finished.get(u, [])), *days_of(waiting.get(u, [])))) for u in order)
    columns = ("finished", "median_days", "longest_days", "open", "median_age", "oldest_age")
    return Table("surrender-time", ("direction", "step", "consent"), columns, ("finished", "open"), rows)


def _is_over(history: History, period: Period) -> bool:
    ended = history.first(*_OVER)
    return ended is not None and ended.day <= period.end


def _consents(history: History, day: dt.date) -> bool:
    """Whether the person's consent stood on a day: given by then, and not taken back by then."""
    said = [e.event for e in history.events if e.event in {"consented", "consent_revoked"} and e.day <= day]
    return said[-1:] == ["consented"]


def _directions(requests: Iterable[History]) -> dict[tuple[int, str], str]:
    return {(request.case, request.key): direction_of(request) for request in requests}


def _direction(history: History, directions: dict[tuple[int, str], str]) -> str:
    return directions.get((history.case, history.said("request")), NOT_KEPT)


def tables(proceedings: Sequence[History], requests: Sequence[History], period: Period) -> Iterator[Table]:
    """Every figure on extraditions."""
    yield surrenders(proceedings, requests, period)
    yield surrender_time(proceedings, requests, period)
