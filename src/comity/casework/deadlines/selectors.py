"""What is due when: computed from the log, the limits of the law and both states' calendars, each time it is shown."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from comity.casework.cases.models import Case
from comity.casework.deadlines.practice import CHASE
from comity.casework.identity import Identity
from comity.casework.lifecycle import LIFECYCLES
from comity.casework.log.models import LogEntry
from comity.casework.requests.models import Request
from comity.law.clocks import ClockRule, clock_rules

_SOON = dt.timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Deadline:
    """One date that matters: what is due, since which event, why, and how near it is on the day of asking."""

    request: Request
    title: str
    event: str
    event_day: dt.date
    due: dt.date
    act_by: dt.date
    effect: str
    article: str
    source: str
    reasoning: tuple[str, ...]
    on: dt.date

    @property
    def days_left(self) -> int:
        """Days until one must have acted; negative when it is over."""
        return (self.act_by - self.on).days

    @property
    def urgency(self) -> str:
        """How near it is: over, soon or later."""
        if self.act_by < self.on:
            return "over"
        return "soon" if self.act_by - self.on <= _SOON else "later"


def deadlines_for(who: Identity, on: dt.date, case: Case | None = None) -> list[Deadline]:
    """The dates of all requests a person may see, or those of one case, the nearest first."""
    requests = Request.objects.visible_to(who).select_related("case").exclude(state__in=("closed", "withdrawn"))
    found = requests.filter(case=case) if case else requests
    return sorted(_all(list(found), on), key=lambda deadline: deadline.act_by)


def _all(requests: list[Request], on: dt.date) -> Iterator[Deadline]:
    events = _clock_events(requests)
    for request in requests:
        yield from _asked_for(request, on)
        for clock, entry in events.get((request.case_id, request.key), {}).items():
            if request.state in _running(request.direction, clock):
                yield from _computed(request, clock, entry, on)


def _clock_events(requests: list[Request]) -> dict[tuple[int, str], dict[str, LogEntry]]:
    """The newest event of each clock, per request."""
    clocks = {
        event: clock
        for name in LIFECYCLES
        for clock, events in LIFECYCLES[name].clock_events().items()
        for event in events
    }
    entries = LogEntry.objects.filter(case__in={r.case_id for r in requests}, subject="request", event__in=clocks)
    newest: dict[tuple[int, str], dict[str, LogEntry]] = {}
    for entry in entries.order_by("day", "index"):
        newest.setdefault((entry.case_id or 0, entry.key), {})[clocks[entry.event]] = entry
    return newest


def _running(direction: str, clock: str) -> set[str]:
    """The states in which a clock runs: those to which the steps that start it lead."""
    return {step.to for step in LIFECYCLES[direction].steps if step.clock == clock}


def _asked_for(request: Request, on: dt.date) -> Iterator[Deadline]:
    """The day after which an answer is too late, as the request itself says."""
    urgency = request.data.get("urgency") or {}
    if urgency.get("deadline"):
        day = dt.date.fromisoformat(str(urgency["deadline"]))
        yield Deadline(
            request, "Answer needed", "", on, day, day, "After this day the answer is too late.", "", "", (), on
        )


def _computed(request: Request, clock: str, entry: LogEntry, on: dt.date) -> Iterator[Deadline]:
    from comity.law.due_dates import due_for  # noqa: PLC0415 - calendars are slow to import

    own = request.case.state
    for rule in rules_for(request, clock):
        found = due_for(rule, entry.day, (own, request.counterpart))
        if found.due is not None:
            yield Deadline(
                request,
                rule.title,
                entry.event,
                entry.day,
                found.due,
                found.act_by or found.due,
                rule.effect,
                "" if found.article == "none" else f"{rule.id.partition('/')[0]} {found.article}",
                str(rule.source),
                found.reasoning,
                on,
            )


def rules_for(request: Request, clock: str) -> Iterable[ClockRule]:
    """The clocks that a kind of limit means for a request: of its legal basis, the executing state, or practice."""
    if clock == "chase":
        return (CHASE,)
    executing = request.counterpart if request.direction == "outgoing" else request.case.state
    prefixes = {request.basis, executing, "office"} - {""}
    return tuple(
        rule
        for rule in clock_rules()
        if rule.id.partition("/")[0] in prefixes and rule.id.partition("/")[2].startswith(clock)
    )
