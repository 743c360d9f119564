"""Due dates: computed from the event, the limit and the states' calendars each time, with every step said."""

import datetime as dt
from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from comity.common.errors import BadInputError
from comity.common.source import Source
from comity.law.calendar import (
    Holiday,
    closed_on,
    has_calendar,
    public_holidays,
    tables_version,
    working_day_on_or_before,
)
from comity.law.clocks import ClockRule, Limit, clock_rule
from comity.law.facts import Facts
from comity.law.limitation import Period, period_of
from comity.law.states import state_name

# Holidays are listed for periods a desk works through; nobody reads twenty years of them.
_LISTED = dt.timedelta(days=400)
_OLD = "2020"


@dataclass(frozen=True, slots=True)
class DueDate:
    """When something is due, and why.

    ``due`` is the last day of the period and ``extended_due`` the last day where the extension is granted; ``act_by``
    is the last day on or before ``due`` on which every named state works. For a clock that forbids acting too early
    ``act_by`` is empty and ``not_before`` is the first free day. ``possible`` holds what each penalty would give
    while the penalty that decides is unknown.
    """

    rule: ClockRule
    event: dt.date
    limit: Limit | None
    due: dt.date | None
    extended_due: dt.date | None
    act_by: dt.date | None
    not_before: dt.date | None
    article: str
    calendar: tuple[Holiday, ...]
    reasoning: tuple[str, ...]
    source: Source
    possible: tuple[tuple[str, dt.date | None], ...] = ()
    event_counted: bool = False


def due(rule_id: str, event: dt.date, states: Sequence[str] = (), facts: Facts | None = None) -> DueDate:
    """Compute when something is due by the clock of that name."""
    return due_for(clock_rule(rule_id), event, states, facts)


def due_for(rule: ClockRule, event: dt.date, states: Sequence[str] = (), facts: Facts | None = None) -> DueDate:
    """Compute when something is due; ``states`` are those whose offices must work on the last day."""
    period = period_of(rule, facts or Facts())
    named = tuple(dict.fromkeys(states))
    try:
        return _due(rule, event, named, period)
    except (OverflowError, ValueError):
        raise BadInputError(f"{period.limit} from {event} lies outside the calendar (years 1 to 9999)") from None


def _due(rule: ClockRule, event: dt.date, states: tuple[str, ...], period: Period) -> DueDate:
    last = _end(rule, event, period.limit)
    acts = last is not None and rule.nature != "earliest"
    act_by = _act_by(rule, event, last, states) if last and acts else None
    extended = _extended(rule, event, last, period.limit)
    return DueDate(
        rule=rule,
        event=event,
        limit=period.limit,
        due=last,
        extended_due=extended,
        act_by=act_by,
        not_before=last + dt.timedelta(days=1) if last and not acts else None,
        article=period.article or rule.article,
        calendar=_calendar(event, last, act_by, states),
        reasoning=tuple(_reasoning(rule, event, last, period, _Days(act_by, extended, states))),
        source=rule.source,
        possible=tuple((text, _end(rule, event, limit)) for text, limit in period.possible),
    )


def _end(rule: ClockRule, event: dt.date, limit: Limit | None) -> dt.date | None:
    return None if limit is None else shifted(event, limit, -1 if rule.direction == "before" else 1)


def shifted(day: dt.date, limit: Limit, sign: int = 1) -> dt.date:
    """Move a day by a length of time: months and years end on the same day number, or on the month's last day."""
    if limit.unit in {"days", "weeks"}:
        return day + dt.timedelta(days=sign * limit.value * (7 if limit.unit == "weeks" else 1))
    months = day.year * 12 + day.month - 1 + sign * limit.value * (12 if limit.unit == "years" else 1)
    year, month = months // 12, months % 12 + 1
    return dt.date(year, month, min(day.day, monthrange(year, month)[1]))


def _extended(rule: ClockRule, event: dt.date, last: dt.date | None, limit: Limit | None) -> dt.date | None:
    extension = rule.extension
    if extension is None or last is None or limit is None:
        return None
    if extension.by:
        return shifted(last, extension.by)
    if extension.to:
        return shifted(event, extension.to)
    longer = Limit(limit.value * extension.times, limit.unit)
    return shifted(event, longer) if extension.times > 1 else None


def _act_by(rule: ClockRule, event: dt.date, last: dt.date, states: tuple[str, ...]) -> dt.date:
    after = event if rule.direction == "after" else dt.date.min
    return working_day_on_or_before(last, states, after) or last


def _calendar(
    event: dt.date, last: dt.date | None, act_by: dt.date | None, states: tuple[str, ...]
) -> tuple[Holiday, ...]:
    if last is None:
        return ()
    first, final = (event + dt.timedelta(days=1), last) if last >= event else (last, event)
    met = {*public_holidays(first, final, states)} if final - first <= _LISTED else set()
    day = act_by or last
    while day < last:
        day += dt.timedelta(days=1)
        met |= set(closed_on(day, states))
    return tuple(sorted(met, key=lambda holiday: (holiday.date, holiday.state)))


@dataclass(frozen=True, slots=True)
class _Days:
    act_by: dt.date | None
    extended: dt.date | None
    states: tuple[str, ...]


def _reasoning(rule: ClockRule, event: dt.date, last: dt.date | None, period: Period, days: _Days) -> Iterator[str]:
    yield from period.reasoning
    if last is not None and period.limit is not None:
        yield from _counted(rule, event, last, period)
    if days.extended is not None and rule.extension is not None:
        yield f"Extension: {_sentence(rule.extension.says)} The last day would then be {_spoken(days.extended)}."
    elif rule.extension is not None:
        yield f"Extension: {_sentence(rule.extension.says)}"
    if last is not None:
        yield from _acting(rule, last, days)
    yield from (_sentence(f"Interruption (art. {part.article}): {part.says}") for part in rule.interrupted_by)
    yield from (_sentence(f"No limit (art. {part.article}): {part.says}") for part in rule.does_not_run)
    if rule.note:
        yield _sentence(rule.note)
    if rule.source.as_of and rule.source.as_of < _OLD:
        yield f"The text was read as of {rule.source.as_of}; check whether it has been amended since."


def _counted(rule: ClockRule, event: dt.date, last: dt.date, period: Period) -> Iterator[str]:
    way = "before" if rule.direction == "before" else "from"
    article = "" if rule.article == "none" else f" (art. {period.article or rule.article})"
    yield f"{str(period.limit).capitalize()} {way} the event '{rule.starts_from}' on {_spoken(event)}{article}."
    if rule.counting:
        yield f"Counting: {_sentence(rule.counting)}"
    else:
        yield "Assumption: the day of the event is not counted; the source does not say."
    yield "Assumption: a period that ends on a day off is not prolonged; no rule that prolongs it is at hand."
    if period.limit is not None and period.limit.unit in {"months", "years"} and last.day != event.day:
        yield "The last month has no day of that number, so the period ends on its last day."
    yield f"The last day is {_spoken(last)}."


def _acting(rule: ClockRule, last: dt.date, days: _Days) -> Iterator[str]:
    if rule.nature == "earliest":
        yield f"Nothing may be done before {_spoken(last + dt.timedelta(days=1))}."
        return
    for state in days.states:
        if not has_calendar(state):
            yield f"No table of holidays is at hand for {state_name(state)}: its days off are unknown and not skipped."
    if not days.states:
        yield "No state was named, so no days off were considered."
    elif days.act_by != last and days.act_by is not None:
        why = ", ".join(f"{holiday.name} in {state_name(holiday.state)}" for holiday in closed_on(last, days.states))
        yield f"That day is a day off ({why}); the last day on which every named state works is {_spoken(days.act_by)}."
    elif closed_on(last, days.states):
        yield "No day of the period is a working day in every named state; the last day itself stands."
    else:
        yield "Every named state works on that day, as far as its calendar is at hand."
    if days.states:
        yield f"Days off are those of {tables_version()}; days announced later may differ."


def _spoken(day: dt.date) -> str:
    return f"{day:%A} {day.isoformat()}"


def _sentence(text: str) -> str:
    return text if text.endswith((".", "?", "!")) else f"{text}."
