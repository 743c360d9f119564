"""Persons by status: as the record had them on the day, whatever it says now; nobody counts twice."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from comity.casework.log.models import LogEntry
from comity.casework.people.models import Party
from comity.casework.people.whereabouts import known_state
from comity.casework.records.services import record_change
from comity.statistics.counted import count
from comity.statistics.office import record_events, record_head
from comity.statistics.period import Period
from comity.statistics.record import ABROAD, AT_HOME, NOT_KEPT, Event

YEAR = Period(dt.date(2025, 1, 1), dt.date(2025, 12, 31))
Get = Callable[[str], Any]


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def person(key: str, *events: tuple[str, str, str]) -> list[Event]:
    return [
        Event(at, day(when), 1, "party", key, event, {"status": status} if status else {})
        for at, (event, when, status) in enumerate(events)
    ]


def arrival(key: str, when: str) -> list[Event]:
    said = {"person": key, "route": "extradition", "host_state": "CHE"}
    return [Event(50, day(when), 1, "return", f"r-{key}", "arrived", said)]


def figure(events: list[Event], name: str, period: Period = YEAR) -> dict[str, int]:
    table = next(one for one in count(events, period) if one.figure == name)
    return {row.under[0]: int(row.values[0] or 0) for row in table.rows if row.values[0]}


CHANGING = person("1", ("person_recorded", "2025-01-02", "suspect"), ("person_changed", "2025-06-01", "convicted"))


def test_a_person_counts_under_the_status_of_the_last_day() -> None:
    assert figure(CHANGING, "persons-by-status") == {"convicted": 1}
    assert figure(CHANGING, "persons-by-status", Period(YEAR.start, day("2025-05-31"))) == {"suspect": 1}
    assert figure(CHANGING, "persons-by-status", Period(day("2024-01-01"), day("2024-12-31"))) == {}


def test_an_acquittal_counts_in_the_period_in_which_the_record_first_says_it_and_no_second_time() -> None:
    again = ("person_changed", "2025-09-01", "convicted")
    events = CHANGING + person(
        "3", ("person_recorded", "2024-01-02", "accused"), ("person_changed", "2025-03-01", "acquitted")
    )
    assert figure(events, "persons-reaching-status") == {"suspect": 1, "convicted": 1, "acquitted": 1}
    assert figure(
        [*events, Event(9, day(again[1]), 1, "party", "1", again[0], {"status": again[2]})], "persons-reaching-status"
    ) == {
        "suspect": 1,
        "convicted": 1,
        "acquitted": 1,
    }
    assert figure(events, "persons-reaching-status", Period(day("2026-01-01"), day("2026-12-31"))) == {}


def test_a_status_that_was_never_said_counts_as_not_recorded_and_every_status_stands_there() -> None:
    events = person("1", ("person_recorded", "2025-01-02", ""))
    assert figure(events, "persons-by-status") == {NOT_KEPT: 1}
    table = next(one for one in count([], YEAR) if one.figure == "persons-by-status")
    assert [row.values for row in table.rows] == [(0,)] * 8


def test_a_person_who_was_found_to_be_another_counts_once_and_again_when_they_are_parted() -> None:
    merged = person("2", ("person_recorded", "2025-01-02", "suspect"), ("merged_away", "2025-02-01", ""))
    assert figure([*CHANGING, *merged], "persons-by-status") == {"convicted": 1}
    parted = [*merged, Event(9, day("2025-03-01"), 1, "party", "2", "apart_again")]
    assert figure([*CHANGING, *parted], "persons-by-status") == {"convicted": 1, "suspect": 1}


def test_a_person_counts_as_abroad_while_the_case_goes_by_it() -> None:
    def there(at: int, when: str, place: str) -> Event:
        return Event(at, day(when), 1, "party", "1", "person_changed", {"status": "accused", "place": place})

    recorded = person("1", ("person_recorded", "2025-01-02", "accused"))
    assert figure(recorded, "persons-by-place") == {NOT_KEPT: 1}
    moving = [*recorded, there(1, "2025-02-01", ABROAD), there(2, "2025-11-01", AT_HOME)]
    assert figure(moving, "persons-by-place", Period(YEAR.start, day("2025-10-31"))) == {ABROAD: 1}
    assert figure(moving, "persons-by-place") == {AT_HOME: 1}


@pytest.mark.django_db
def test_the_log_says_who_is_abroad_and_in_no_state_by_name(case: Any) -> None:
    period = Period(dt.date(2020, 1, 1), timezone.localdate())
    events = list(record_events(record_head()))
    people = Party.everything.filter(kind="person", merged_into=None).select_related("case")
    states = {(one.pk, one.case.state, known_state(one.data)) for one in people}
    assert figure(events, "persons-by-place", period).get(ABROAD, 0) == sum(
        bool(there) and there != home for _, home, there in states
    )
    assert {event.said.get("place") for event in events if event.subject == "party"} <= {
        None,
        *(ABROAD, AT_HOME, NOT_KEPT),
    }


def test_who_returned_counts_under_the_status_of_the_day_of_arrival() -> None:
    assert figure([*CHANGING, *arrival("1", "2025-03-01")], "returns-by-status") == {"suspect": 1}
    assert figure([*CHANGING, *arrival("1", "2025-07-01")], "returns-by-status") == {"convicted": 1}
    assert figure(arrival("1", "2025-03-01"), "returns-by-status") == {NOT_KEPT: 1}


@pytest.mark.django_db
def test_the_log_tells_each_person_once_with_the_changes_of_their_status(case: Any, request_: Get) -> None:
    from comity.casework.accounts.models import User  # noqa: PLC0415 - a person of the synthetic office

    period = Period(dt.date(2020, 1, 1), timezone.localdate())
    before = figure(list(record_events(record_head())), "persons-by-status", period)
    assert sum(before.values()) == Party.everything.filter(kind="person", merged_into=None).count()
    anna = User.objects.get(username="anna")
    jan = Party.everything.get(case=case, key="jan")
    other = "convicted" if jan.data.get("status") != "convicted" else "accused"
    data = {**jan.data, "status": other}
    record_change(record=jan, data=data, revision=jan.revision, actor=anna, who=anna.identity(strong=True))
    after = figure(list(record_events(record_head())), "persons-by-status", period)
    assert sum(after.values()) == sum(before.values())
    assert after[other] == before.get(other, 0) + 1


@pytest.mark.django_db
def test_a_company_is_no_person_and_what_a_text_says_is_no_status(case: Any) -> None:
    events = list(record_events(record_head()))
    companies = set(Party.everything.filter(kind="company").values_list("key", flat=True))
    assert companies
    assert LogEntry.objects.filter(event="case_file_taken").exists()
    said = {event.said.get("status") for event in events if event.subject == "party"}
    assert said <= {None, NOT_KEPT, "suspect", "accused", "convicted", "witness", "victim", "third_party"}
