"""What is due when: computed from the log, the limits of the law and both states' calendars, each time it is shown."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator

from comity.casework.assets.watched import assets_watched
from comity.casework.cases.models import Case
from comity.casework.data_protection.watched import person_requests_watched
from comity.casework.deadlines.practice import PRACTICE
from comity.casework.deadlines.reasons import with_reasons
from comity.casework.deadlines.watched import Dated, Deadline, Watched
from comity.casework.extradition.watched import extraditions_watched
from comity.casework.identity import Identity
from comity.casework.log.models import LogEntry
from comity.casework.requests.watched import requests_watched
from comity.casework.returns.watched import returns_watched
from comity.law.clocks import ClockRule, clock_rules

Subject = Callable[[Identity, dt.date, Case | None], Iterable[Watched]]

# Whose dates stand on the desk; a new subject adds the function that says which of its records are watched.
SUBJECTS: tuple[Subject, ...] = (
    requests_watched,
    assets_watched,
    extraditions_watched,
    returns_watched,
    person_requests_watched,
)


def deadlines_for(who: Identity, on: dt.date, case: Case | None = None) -> list[Deadline]:
    """The dates of everything a person may see, or of one case, the nearest first."""
    watched = [record for subject in SUBJECTS for record in subject(who, on, case)]
    found = sorted(_all(watched, on), key=lambda deadline: deadline.act_by)
    return with_reasons(found)


def _all(watched: list[Watched], on: dt.date) -> Iterator[Deadline]:
    events = _clock_events(watched)
    for record in watched:
        yield from (_named(record, dated, on) for dated in record.dated)
        for clock, entry in events.get((record.subject, record.case.pk, record.key), {}).items():
            if record.state in _running(record, clock):
                yield from _computed(record, clock, entry, on)


def _clock_events(watched: list[Watched]) -> dict[tuple[str, int, str], dict[str, LogEntry]]:
    """The newest event of each clock, per record."""
    by_record = {
        (record.subject, record.case.pk, record.key): {
            event: clock for clock, events in record.table.clock_events().items() for event in events
        }
        for record in watched
    }
    entries = LogEntry.objects.filter(
        case__in={record.case.pk for record in watched},
        subject__in={record.subject for record in watched},
        event__in={event for events in by_record.values() for event in events},
    )
    newest: dict[tuple[str, int, str], dict[str, LogEntry]] = {}
    for entry in entries.order_by("day", "index"):
        of = (entry.subject, entry.case_id or 0, entry.key)
        if entry.event in by_record.get(of, ()):
            newest.setdefault(of, {})[by_record[of][entry.event]] = entry
    return newest


def _running(record: Watched, clock: str) -> set[str]:
    """The states in which a clock runs: those to which the steps that start it lead."""
    return {step.to for step in record.table.steps if step.clock == clock}


def _named(record: Watched, dated: Dated, on: dt.date) -> Deadline:
    source, kind = dated.source, f"named/{dated.title}"
    return Deadline(record, dated.title, "", dated.day, dated.day, dated.day, dated.effect, "", source, (), on, kind)


def _computed(record: Watched, clock: str, entry: LogEntry, on: dt.date) -> Iterator[Deadline]:
    from comity.law.due_dates import due_for  # noqa: PLC0415 - calendars are slow to import

    for rule in rules_for(record, clock):
        start = record.begins.get(rule.id, entry.day)
        if start is None:
            continue
        found = due_for(rule, start, record.calendars)
        if found.due is not None:
            yield Deadline(
                record,
                rule.title,
                entry.event,
                start,
                found.due,
                found.act_by or found.due,
                rule.effect,
                "" if found.article == "none" else f"{rule.id.partition('/')[0]} {found.article}",
                str(rule.source),
                found.reasoning,
                on,
                rule.id,
            )


def rules_for(record: Watched, clock: str) -> Iterable[ClockRule]:
    """The clocks that a kind of limit means for a record: of its legal basis, the executing state, or practice."""
    return tuple(
        rule
        for rule in (*clock_rules(), *PRACTICE)
        if rule.id.partition("/")[0] in record.owners and rule.id.partition("/")[2].startswith(clock)
    )
