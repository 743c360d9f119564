"""Requests made and received: how many, decided how, refused on which grounds, and how long each step took."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median_low

from comity.statistics.period import Period
from comity.statistics.record import NOT_KEPT, History
from comity.statistics.table import Row, Table

MADE, RECEIVED = "made", "received"
_DIRECTIONS = {"outgoing": MADE, "incoming": RECEIVED}


@dataclass(frozen=True, slots=True)
class Outcome:
    """One column of the outcome table: the events that count for it, in each direction. A request counts once."""

    name: str
    made: tuple[str, ...]
    received: tuple[str, ...]

    def events(self, direction: str) -> tuple[str, ...]:
        """The events that count in a direction."""
        return self.made if direction == MADE else self.received


BEGUN = Outcome("made_or_received", ("sent",), ("received",))
GRANTED = Outcome(
    "granted",
    ("accepted_by_counterpart", "accepted_in_part", "conditions_received"),
    ("accept", "accept_in_part", "accept_with_conditions"),
)
REFUSED = Outcome("refused", ("refused_by_counterpart",), ("refuse",))
EXECUTED = Outcome("executed", ("results_received", "executed_in_part"), ("execute_in_full", "execute_in_part"))
NOT_EXECUTED = Outcome("not_executed", ("not_executed",), ("report_no_execution",))
WITHDRAWN = Outcome("withdrawn", ("withdrawn",), ("withdrawn_by_counterpart",))
OUTCOMES = (BEGUN, GRANTED, REFUSED, EXECUTED, NOT_EXECUTED, WITHDRAWN)
_ENDED = (REFUSED, EXECUTED, NOT_EXECUTED, WITHDRAWN)
_SENT_AWAY = ("return_unregistered", "forward")  # never ours to answer, so never pending
# What ends a request in each direction.
_OVER = {
    direction: (*(event for outcome in _ENDED for event in outcome.events(direction)), *_SENT_AWAY)
    for direction in (MADE, RECEIVED)
}


@dataclass(frozen=True, slots=True)
class Step:
    """A stretch of a request's way: from the first of some events to the first of others."""

    direction: str
    name: str
    start: tuple[str, ...]
    end: tuple[str, ...]


STEPS = (
    Step(MADE, "need_to_sending", ("needed",), ("sent",)),
    Step(MADE, "sending_to_delivery", ("sent",), ("delivered",)),
    Step(MADE, "sending_to_acknowledgement", ("sent",), ("acknowledged_by_counterpart",)),
    Step(MADE, "sending_to_decision", ("sent",), GRANTED.made + REFUSED.made),
    Step(MADE, "sending_to_results", ("sent",), EXECUTED.made),
    Step(RECEIVED, "receipt_to_acknowledgement", ("received",), ("acknowledgement_sent",)),
    Step(RECEIVED, "receipt_to_decision", ("received",), GRANTED.received + REFUSED.received),
    Step(RECEIVED, "decision_to_execution", GRANTED.received, EXECUTED.received + NOT_EXECUTED.received),
    Step(RECEIVED, "receipt_to_results", ("received",), ("send_results",)),
)


def direction_of(history: History) -> str:
    """Whether we made the request or received it, as its events tell."""
    said = history.said("direction")
    return _DIRECTIONS.get(said, RECEIVED if history.first("received") else MADE)


def requests_by(requests: Sequence[History], period: Period, heading: str) -> Table:
    """Requests by outcome under a heading (measure or counterpart): what happened in the period, and what is pending.

    Pending are those that began by the end of the period and had no outcome by then, whenever they began.
    """
    counts: dict[tuple[str, str], Counter[str]] = {}
    for history in requests:
        direction = direction_of(history)
        seen = counts.setdefault((direction, history.said(heading)), Counter())
        for outcome in OUTCOMES:
            first = history.first(*outcome.events(direction))
            seen[outcome.name] += first is not None and first.day in period
        seen["pending"] += is_pending(history, direction, period.end)
    columns = (*(outcome.name for outcome in OUTCOMES), "pending")
    rows = (Row(under, tuple(seen[name] for name in columns)) for under, seen in sorted(counts.items()) if seen.total())
    return Table(f"requests-by-{heading}", ("direction", heading), columns, columns, tuple(rows), "requests")


def is_pending(history: History, direction: str, on: dt.date) -> bool:
    """Whether a request was with the other state (or with us) at the end of a day, without an outcome."""
    begun = history.first(*BEGUN.events(direction))
    ended = history.first(*_OVER[direction])
    return begun is not None and begun.day <= on and (ended is None or ended.day > on)


def refusals_by_ground(requests: Iterable[History], period: Period) -> Table:
    """Refusals of the period by the grounds that the answer names; one refusal may stand under several."""
    counts: Counter[tuple[str, str]] = Counter()
    for history in requests:
        direction = direction_of(history)
        refusal = history.last(*REFUSED.events(direction))
        if refusal is not None and refusal.day in period:
            grounds = refusal.said.get("topics") or refusal.said.get("grounds") or (NOT_KEPT,)
            counts.update((direction, str(ground)) for ground in grounds)
    rows = tuple(Row(under, (count,)) for under, count in sorted(counts.items()))
    return Table("requests-by-ground", ("direction", "ground"), ("refused",), ("refused",), rows)


@dataclass(frozen=True, slots=True)
class Span:
    """One step of one request that ended in the period, or had not ended when it did, with its days until then."""

    request: History
    step: Step
    days: int
    over: bool


def spans_of(requests: Iterable[History], period: Period) -> Iterator[Span]:
    """Every step of every request that ended in the period or was still open at its end."""
    for history in requests:
        direction = direction_of(history)
        for step in STEPS:
            if step.direction == direction and (span := _span(history, step, period)):
                yield span


def _span(history: History, step: Step, period: Period) -> Span | None:
    start = history.first(*step.start)
    if start is None or start.day > period.end:
        return None
    end = history.first(*step.end)
    if end is not None and end.day <= period.end:
        return Span(history, step, (end.day - start.day).days, over=True) if end.day in period else None
    if _stopped(history, step.direction, period.end):
        return None
    return Span(history, step, (period.end - start.day).days, over=False)


def time_per_step(spans: Iterable[Span], heading: str = "") -> Table:
    """Days per step: of those that ended in the period the median and the longest; of those still open their ages."""
    finished: dict[tuple[str, ...], list[int]] = {}
    waiting: dict[tuple[str, ...], list[int]] = {}
    for span in spans:
        under = (span.step.direction, span.step.name, *((span.request.said(heading),) if heading else ()))
        (finished if span.over else waiting).setdefault(under, []).append(span.days)
    names = sorted(finished.keys() | waiting.keys(), key=lambda under: (under[0], _place(under[1]), under[2:]))
    rows = tuple(Row(under, (*days_of(finished.get(under, [])), *days_of(waiting.get(under, [])))) for under in names)
    columns = ("finished", "median_days", "longest_days", "open", "median_age", "oldest_age")
    figure = f"time-per-step-by-{heading}" if heading else "time-per-step"
    under = ("direction", "step", *((heading,) if heading else ()))
    return Table(figure, under, columns, ("finished", "open"), rows, "time-per-step" if heading else "")


def _stopped(history: History, direction: str, on: dt.date) -> bool:
    ended = history.first(*_OVER[direction], "closed")
    return ended is not None and ended.day <= on


def _place(step: str) -> int:
    return next(at for at, known in enumerate(STEPS) if known.name == step)


def days_of(lengths: list[int]) -> tuple[int | None, ...]:
    """How many, the lower of the two middle ones, and the longest."""
    return (len(lengths), median_low(lengths), max(lengths)) if lengths else (0, None, None)


def tables(requests: Sequence[History], period: Period) -> Iterator[Table]:
    """Every figure on requests; urgent ones stand apart, as some frameworks ask."""
    spans = tuple(spans_of(requests, period))
    yield requests_by(requests, period, "measure")
    yield requests_by(requests, period, "counterpart")
    yield refusals_by_ground(requests, period)
    yield time_per_step(spans)
    yield time_per_step(spans, "measure")
    yield time_per_step(spans, "counterpart")
    yield time_per_step(spans, "urgency")
