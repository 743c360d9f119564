"""Figures are counted from the log, and whoever counts again from the same log finds the same."""

import datetime as dt
import json
from decimal import Decimal
from typing import Any

import pytest

from comity.casework.cases.models import Case
from comity.casework.lifecycle import LIFECYCLES
from comity.casework.log.models import LogDetail, LogEntry
from comity.common.errors import BadInputError
from comity.statistics.counted import as_rows, chosen, count
from comity.statistics.definitions import definitions
from comity.statistics.office import SAID, record_events, record_head
from comity.statistics.period import Period
from comity.statistics.record import NOT_KEPT, Event, Head, read_record, record_lines
from comity.statistics.table import Row, Table, publishable

YEAR = Period(dt.date(2025, 1, 1), dt.date(2025, 12, 31))


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def request(number: int, *steps: tuple[str, str], **said: Any) -> list[Event]:
    kind = {"direction": "outgoing", "counterpart": "CHE", "measure": "freezing", "urgency": "normal", **said}
    return [
        Event(number * 100 + at, day(when), 1, "request", str(number), event, kind if at == 0 else {})
        for at, (event, when) in enumerate(steps)
    ]


def table(events: list[Event], figure: str) -> dict[tuple[str, ...], dict[str, Any]]:
    found = next(counted for counted in count(events, YEAR) if counted.figure == figure)
    return {row.under: dict(zip(found.columns, row.values, strict=True)) for row in found.rows}


def test_a_request_counts_in_the_period_of_each_of_its_events_and_stays_pending_until_it_has_an_outcome() -> None:
    before = request(1, ("needed", "2024-11-01"), ("sent", "2024-12-01"), ("accepted_by_counterpart", "2025-02-01"))
    row = table(before, "requests-by-measure")["made", "freezing"]
    assert (row["made_or_received"], row["granted"], row["refused"], row["pending"]) == (0, 1, 0, 1)
    after = [*before, Event(199, day("2026-01-01"), 1, "request", "1", "results_received")]
    assert table(after, "requests-by-measure")["made", "freezing"]["pending"] == 1
    ended = [*before, Event(199, day("2025-12-31"), 1, "request", "1", "results_received")]
    assert table(ended, "requests-by-measure")["made", "freezing"]["pending"] == 0


def test_a_second_delivery_of_the_same_answer_counts_once() -> None:
    twice = request(1, ("needed", "2025-01-01"), ("sent", "2025-01-02"), ("sent", "2025-03-02"))
    assert table(twice, "requests-by-measure")["made", "freezing"]["made_or_received"] == 1


def test_what_was_never_ours_to_answer_is_not_pending() -> None:
    sent_away = request(1, ("received", "2025-01-01"), ("forward", "2025-01-02"), direction="incoming")
    assert table(sent_away, "requests-by-measure")["received", "freezing"]["pending"] == 0


def test_a_refusal_stands_under_every_ground_it_names_and_without_one_under_not_recorded() -> None:
    named = request(1, ("needed", "2025-01-01"), ("sent", "2025-01-02"))
    named.append(Event(150, day("2025-05-05"), 1, "request", "1", "refused_by_counterpart", {"grounds": ["a", "b"]}))
    silent = request(2, ("needed", "2025-01-01"), ("sent", "2025-01-02"), ("refused_by_counterpart", "2025-05-05"))
    found = table([*named, *silent], "requests-by-ground")
    assert {under: row["refused"] for under, row in found.items()} == {
        ("made", "a"): 1,
        ("made", "b"): 1,
        ("made", NOT_KEPT): 1,
    }


def test_the_days_of_a_step_are_a_median_of_those_that_ended_beside_the_age_of_those_still_open() -> None:
    events = [
        *request(1, ("needed", "2025-01-01"), ("sent", "2025-01-01"), ("accepted_by_counterpart", "2025-01-11")),
        *request(2, ("needed", "2025-01-01"), ("sent", "2025-01-01"), ("refused_by_counterpart", "2025-02-20")),
        *request(3, ("needed", "2025-01-01"), ("sent", "2025-12-01")),
        *request(4, ("needed", "2025-01-01"), ("sent", "2025-06-01"), ("withdrawn", "2025-06-02")),
    ]
    row = table(events, "time-per-step")["made", "sending_to_decision"]
    assert (row["finished"], row["median_days"], row["longest_days"]) == (2, 10, 50)
    assert (row["open"], row["median_age"], row["oldest_age"]) == (1, 30, 30)


def returned(number: int, person: str, route: str, host: str, *steps: tuple[str, str]) -> list[Event]:
    kind = {"route": route, "host_state": host, "person": person}
    return [
        Event(
            number * 100 + at, day(when), 1, "return", str(number), event, {**kind} if at == 0 else {"person": person}
        )
        for at, (event, when) in enumerate(steps)
    ]


def test_a_person_who_returns_twice_counts_once_under_the_route_of_the_first_arrival() -> None:
    events = [
        *returned(1, "p", "voluntary_return", "URY", ("return_planned", "2025-01-01"), ("arrived", "2025-03-01")),
        *returned(2, "p", "extradition", "BRA", ("return_planned", "2025-04-01"), ("arrived", "2025-09-01")),
        *returned(3, "q", "removal", "BRA", ("return_planned", "2025-04-01"), ("return_stopped", "2025-05-01")),
    ]
    routes = {under: row["persons"] for under, row in table(events, "returns-by-route").items()}
    assert {route[0]: count for route, count in routes.items() if count} == {"voluntary_return": 1}
    assert ("extradition",) in routes, "a route that nobody took is printed with a zero"
    assert table(events, "returns-by-place") == {("URY",): {"persons": 1}}


def test_a_consent_that_was_taken_back_is_published_beside_the_arrivals() -> None:
    steps = (
        ("return_planned", "2025-01-01"),
        ("host_consented", "2025-01-02"),
        ("return_consent_revoked", "2025-02-01"),
    )
    row = table(returned(1, "p", "voluntary_return", "URY", *steps), "planned-returns")["voluntary_return",]
    assert (row["planned"], row["host_state_agreed"], row["consent_revoked"], row["arrived"]) == (1, 1, 1, 0)


def booked(number: int, on: str, kind: str, *postings: tuple[str, str, int, str], asset: str = "a") -> Event:
    return Event(number, day(on), 1, "asset", asset, "entry_booked", {"kind": kind, "postings": postings})


def test_assets_stand_at_the_stage_and_in_the_hands_that_the_entries_say_on_the_last_day() -> None:
    events = [
        booked(1, "2024-03-01", "value", ("suspected", "EUR", 100_00, "CHE"), ("first_record", "EUR", -100_00, "")),
        booked(2, "2025-03-01", "move", ("frozen", "EUR", 100_00, "CHE"), ("suspected", "EUR", -100_00, "CHE")),
        booked(3, "2026-03-01", "move", ("returned", "EUR", 100_00, "NLD"), ("frozen", "EUR", -100_00, "CHE")),
    ]
    assert table(events, "assets-by-stage") == {("frozen", "EUR", "CHE"): {"assets": 1, "amount": Decimal(100)}}
    assert table(events, "assets-reaching-stage") == {("frozen", "EUR"): {"assets": 1, "amount": Decimal(100)}}


def test_what_a_reversal_took_back_did_not_reach_the_stage() -> None:
    forth = (("frozen", "JPY", 500, "CHE"), ("suspected", "JPY", -500, "CHE"))
    back = tuple((account, currency, -minor, holder) for account, currency, minor, holder in forth)
    events = [booked(1, "2025-03-01", "move", *forth), booked(2, "2025-03-02", "reversal", *back)]
    assert table(events, "assets-reaching-stage") == {}


def test_currencies_are_never_added_up() -> None:
    events = [
        booked(1, "2025-03-01", "cost", ("costs", "EUR", 10_00, ""), ("frozen", "EUR", -10_00, "CHE")),
        booked(2, "2025-03-01", "cost", ("costs", "KWD", 1_000, ""), ("frozen", "KWD", -1_000, "KWT")),
    ]
    found = {under: row["amount"] for under, row in table(events, "assets-costs").items()}
    assert found == {("costs", "EUR"): Decimal(10), ("costs", "KWD"): Decimal(1)}


def test_every_figure_is_defined_once_and_rests_on_events_that_a_life_cycle_has() -> None:
    own = {item.id for item in definitions() if item.framework == "Comity"}
    counted = {made.figure for made in count([], YEAR)}
    assert counted <= own
    assert {name for item in definitions() for name in item.tables} <= counted
    known = {step.event for cycle in LIFECYCLES.values() for step in cycle.steps}
    known |= {"received", "needed", "return_planned", "entry_booked", "entry_reversed"}  # these are no steps
    known |= {"case_file_taken", "party_added", "record_changed", "parties_merged", "merge_undone"}
    assert {event for item in definitions() if item.id in counted for event in item.record} <= known


def test_a_framework_is_answered_by_tables_of_our_own_and_what_is_not_counted_is_said() -> None:
    tables = count([], YEAR)
    assert [found.figure for found in chosen(tables, ["fatf-io2-time"])] == ["time-per-step-by-urgency"]
    with pytest.raises(BadInputError, match="nothing in the record of an office counts it"):
        chosen(tables, ["fatf-r33-reports"])
    with pytest.raises(BadInputError, match="there is no figure 'wishes'"):
        chosen(tables, ["wishes"])


def test_a_small_count_is_kept_back_with_what_was_computed_from_its_cases() -> None:
    columns, counts = ("finished", "median_days", "open", "median_age"), ("finished", "open")
    rows = (Row(("made", "a"), (2, 40, 9, 12)), Row(("made", "b"), (8, 5, 0, None)), Row(("made", "c"), (7, 6, 6, 1)))
    (shown,) = publishable([Table("time-per-step", ("direction", "step"), columns, counts, rows)])
    first = shown.rows[0]
    assert first.values == (None, None, 9, 12)
    assert first.kept_back == ("finished", "median_days")
    assert [row.values[0] for row in shown.rows].count(None) == 2, "one more, or the total would tell the first"
    assert shown.rows[1].values[2] == 0, "a zero speaks of nobody"


def test_a_record_read_back_is_the_record_and_a_broken_line_is_told_by_its_number() -> None:
    events = tuple(request(1, ("needed", "2025-01-01"), ("sent", "2025-01-02")))
    head = Head(7, "ab")
    lines = list(record_lines(events, head))
    assert read_record(lines, "record.jsonl") == (head, events)
    with pytest.raises(BadInputError, match=r"record\.jsonl, line 3: this line is no event"):
        read_record([*lines[:2], '{"index": 1}\n'], "record.jsonl")
    with pytest.raises(BadInputError, match="no record of an office"):
        read_record(["{}"], "record.jsonl")


@pytest.mark.parametrize(
    "said",
    [
        5,
        {"grounds": 5},
        {"grounds": [1]},
        {"status": {"a": 1}},
        {"measure": ["freezing"]},
        {"postings": "abc"},
        {"postings": [["frozen", "EUR", 1.5, "CHE"]]},
        {"postings": [["frozen", "EUR", True, "CHE"]]},
        {"postings": [["frozen", "EUR", 1]]},
    ],
)
def test_a_record_that_says_what_no_office_writes_is_refused_with_its_line(said: object) -> None:
    event = {"index": 1, "day": "2025-02-01", "case": 1, "subject": "asset", "key": "1", "event": "entry_booked"}
    lines = [*record_lines([], Head(1, "ab")), json.dumps({**event, "said": said})]
    with pytest.raises(BadInputError, match=r"record\.jsonl, line 2: this line is no event"):
        read_record(lines, "record.jsonl")


@pytest.mark.django_db
def test_a_record_holds_no_reference_no_key_and_no_free_text() -> None:
    text = "".join(record_lines(record_events(record_head()), record_head()))
    references = Case.everything.values_list("reference", flat=True)
    keys = LogEntry.objects.filter(subject="request").values_list("key", flat=True)
    reasons = [data["reason"] for data in LogDetail.objects.values_list("data", flat=True) if data.get("reason")]
    assert [word for word in (*references, *keys, *reasons) if f'"{word}"' in text and word != "incoming"] == []
    said = [json.loads(line).get("said", {}) for line in text.splitlines()[1:]]
    assert {name for row in said for name in row} <= {*SAID, "person", "kind", "postings", "status", "place", "request"}


@pytest.mark.django_db
def test_what_the_log_no_longer_says_is_taken_from_the_request_and_without_it_counts_as_not_recorded() -> None:
    entry = LogEntry.objects.filter(subject="request", event="needed").first()
    assert entry is not None
    LogDetail.objects.filter(entry=entry).delete()
    events = list(record_events(record_head()))
    assert any(event.index == entry.index and event.said.get("measure") for event in events)
    nameless = [
        Event(event.index, event.day, 1, "request", "1", event.event) for event in events if event.index == entry.index
    ]
    nameless.append(Event(10**6, YEAR.start, 1, "request", "1", "sent"))
    assert as_rows(count(nameless, YEAR)[0])[0]["measure"] == NOT_KEPT
