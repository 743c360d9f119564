"""Arrests and surrenders: each proceeding once, the days with consent apart from those without, the open ones aged."""

import datetime as dt
from typing import Any

import pytest

from comity.statistics.counted import count
from comity.statistics.office import record_events, record_head
from comity.statistics.period import Period
from comity.statistics.record import Event

YEAR = Period(dt.date(2025, 1, 1), dt.date(2025, 12, 31))


def proceeding(key: str, *events: tuple[str, str], direction: str = "incoming") -> list[Event]:
    said = {"direction": direction, "counterpart": "CHE", "measure": "extradition"}
    asked = Event(0, dt.date(2025, 1, 1), 1, "request", f"q{key}", "received", said)
    opened = Event(1, dt.date(2025, 1, 1), 1, "extradition", key, "extradition_opened", {"request": f"q{key}"})
    steps = [
        Event(at, dt.date.fromisoformat(day), 1, "extradition", key, event)
        for at, (event, day) in enumerate(events, start=2)
    ]
    return [asked, opened, *steps]


def table(events: list[Event], figure: str, period: Period = YEAR) -> dict[tuple[str, ...], dict[str, Any]]:
    found = next(one for one in count(events, period) if one.figure == figure)
    return {row.under: dict(zip(found.columns, row.values, strict=True)) for row in found.rows}


QUICK = proceeding(
    "1", ("arrested", "2025-03-01"), ("consented", "2025-03-05"), ("surrender_granted", "2025-03-11"),
    ("surrendered", "2025-03-20"),
)  # fmt: skip


def test_a_proceeding_counts_once_in_each_column_under_its_direction() -> None:
    twice = [*QUICK, Event(90, dt.date(2025, 9, 1), 1, "extradition", "1", "arrested")]
    row = table(twice, "surrenders")["received",]
    assert row == {"arrested": 1, "consented": 1, "surrender_granted": 1, "surrender_refused": 0, "surrendered": 1}
    made = proceeding("2", ("arrested", "2025-03-01"), direction="outgoing")
    assert table([*QUICK, *made], "surrenders")["made",]["arrested"] == 1


def test_the_days_are_told_with_the_consent_that_stood_at_the_end_of_the_step() -> None:
    found = table(QUICK, "surrender-time")
    assert found["received", "arrest_to_decision", "with_consent"]["median_days"] == 10
    assert found["received", "decision_to_surrender", "with_consent"]["median_days"] == 9
    assert found["received", "arrest_to_surrender", "with_consent"]["median_days"] == 19
    back = proceeding(
        "1", ("arrested", "2025-03-01"), ("consented", "2025-03-05"), ("consent_revoked", "2025-03-06"),
        ("surrender_refused", "2025-04-10"),
    )  # fmt: skip
    assert table(back, "surrender-time").keys() == {("received", "arrest_to_decision", "without_consent")}
    assert table(back, "surrender-time")["received", "arrest_to_decision", "without_consent"]["finished"] == 1


def test_who_still_waits_is_told_by_age_and_who_was_refused_does_not_wait_for_surrender() -> None:
    waits = proceeding("1", ("arrested", "2025-12-01"))
    row = table(waits, "surrender-time")["received", "arrest_to_decision", "without_consent"]
    assert (row["finished"], row["median_days"], row["open"], row["oldest_age"]) == (0, None, 1, 30)
    refused = proceeding("1", ("arrested", "2025-11-01"), ("surrender_refused", "2025-12-01"))
    assert ("received", "arrest_to_surrender", "without_consent") not in table(refused, "surrender-time")


def test_what_happened_after_the_period_is_not_counted_in_it() -> None:
    early = Period(dt.date(2025, 1, 1), dt.date(2025, 3, 10))
    row = table(QUICK, "surrender-time", early)["received", "arrest_to_decision", "with_consent"]
    assert (row["finished"], row["open"], row["oldest_age"]) == (0, 1, 9)


@pytest.mark.django_db
def test_a_proceeding_of_the_office_stands_under_the_direction_of_its_request() -> None:
    events = list(record_events(record_head()))
    assert any(event.subject == "extradition" for event in events)
    period = Period(dt.date(2000, 1, 1), dt.date(2100, 1, 1))
    assert {under[0] for under in table(events, "surrenders", period)} <= {"made", "received"}
