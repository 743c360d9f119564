"""Where people are: information that ages, and that is kept from the state a person fled from."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from comity.casework.cases.case_file import case_data
from comity.casework.people.models import Party
from comity.casework.people.selectors import WITHHELD, shown_fields
from comity.casework.people.services import assertion_add, assertion_remove
from comity.casework.people.whereabouts import holds_until, protected_from, sightings, tells_whereabouts
from comity.casework.requests.conditions import Occasion, unmet
from comity.casework.requests.preparing import request_file
from comity.common.errors import BadInputError

Person = Callable[[str], Any]
ON = dt.date(2026, 11, 21)


def record(case: Any, part: str, user: Any, **given: str) -> Party:
    party = Party.everything.select_related("case", "wall").get(case=case, key="jan")
    source = {"source": "An invented notice", "date": given.pop("recorded", "2026-11-20")}
    source |= {"confidence": given.pop("confidence", "")}
    assertion_add(
        party=party, part=part, given=given, source=source, revision=party.revision, actor=user, who=user.identity()
    )
    return Party.everything.select_related("case", "wall").get(case=case, key="jan")


@pytest.mark.parametrize(("confidence", "days"), [("high", 90), ("medium", 60), ("low", 30), (None, 30)])
def test_information_holds_for_as_long_as_its_source_is_sure(confidence: str | None, days: int) -> None:
    row = {"state": "USA", "as_of": "2026-09-01", "provenance": {"source": "x", "confidence": confidence}}
    assert holds_until(row) == dt.date(2026, 9, 1) + dt.timedelta(days=days)


def test_information_of_a_month_counts_from_its_last_day_and_without_a_date_it_is_not_relied_on() -> None:
    assert holds_until({"as_of": "2026-09"}) == dt.date(2026, 10, 30)
    (undated,) = sightings({"location": {"state": "USA"}}, ON)
    assert undated.expired


def test_expiry_is_computed_for_the_day_that_is_asked_and_stored_nowhere() -> None:
    data = {"location": {"state": "USA", "as_of": "2026-09-01", "provenance": {"source": "x", "confidence": "high"}}}
    assert [sightings(data, day)[0].expired for day in (dt.date(2026, 11, 30), dt.date(2026, 12, 1))] == [False, True]
    assert "expire" not in str(data)


@pytest.mark.django_db
def test_newer_information_is_gone_by_and_the_older_is_kept_whichever_comes_first(case: Any, person: Person) -> None:
    anna = person("anna")
    party = record(case, "location", anna, state="URY", as_of="2026-11-10")
    party = record(case, "location", anna, state="CHE", as_of="2026-10-01")
    assert party.data["location"]["state"] == "URY"
    assert [row["state"] for row in party.data["other_locations"]] == ["USA", "CHE"]
    assertion_remove(party=party, part="location", index=0, revision=party.revision, actor=anna, who=anna.identity())
    party.refresh_from_db()
    assert party.data["location"]["state"] == "CHE"
    assert [row["state"] for row in party.data["other_locations"]] == ["USA"]


@pytest.mark.parametrize(
    ("rows", "protected"),
    [
        ([("asylum_requested", "2024")], True),
        ([("asylum_requested", "2024"), ("refused", "2025")], False),
        ([("refused", "2023"), ("refugee", "2025")], True),
        ([("asylum_requested", "2024"), ("refused", "2024")], True),
        ([("refugee", ""), ("ended", "2025")], True),
        ([("refused", "2025")], False),
    ],
)
def test_where_sources_on_protection_differ_or_have_no_date_the_person_is_protected(
    rows: list[tuple[str, str]], protected: bool
) -> None:
    said = [{"status": status, "origin": "URY", **({"since": since} if since else {})} for status, since in rows]
    assert (protected_from({"protection": said}) == ("URY",)) is protected


def test_protection_from_one_state_is_no_secret_to_another() -> None:
    data = {"refugee_from": "URY", "location": {"state": "CHE"}}
    assert tells_whereabouts(data, "URY")
    assert not tells_whereabouts(data, "USA")
    assert not tells_whereabouts({"refugee_from": "URY"}, "URY")
    assert tells_whereabouts({"refugee_from": "URY", "other_locations": [{"state": "CHE"}]}, "URY")


@pytest.mark.django_db
def test_recording_protection_stops_what_would_tell_the_state_of_origin(
    case: Any, person: Person, request_: Callable[[str], Any]
) -> None:
    occasion = Occasion(request_("extradition-usa"), ON, person("dirk").pk)
    sentence = "It would tell the state of origin where a protected person is."
    assert sentence not in unmet("may_leave", occasion)
    party = record(case, "protection", person("anna"), status="asylum_requested", origin="USA", since="2026-11")
    assert party.refugee_from == "USA"
    assert sentence in unmet("may_leave", Occasion(request_("extradition-usa"), ON, person("dirk").pk))


@pytest.mark.django_db
def test_nobody_of_the_state_a_person_fled_from_sees_or_records_where_they_are(case: Any, person: Person) -> None:
    anna = person("anna")
    record(case, "location", anna, state="URY", as_of="2026-11-10")
    party = record(case, "protection", anna, status="refugee", origin="NLD", since="2026-11")
    shown = shown_fields(party, anna.identity())
    assert shown["location"] == shown["other_locations"] == WITHHELD
    with pytest.raises(BadInputError, match="protected from this state"):
        record(case, "location", anna, state="CHE", as_of="2026-11-20")


@pytest.mark.django_db
def test_what_the_case_only_works_with_travels_with_no_request(
    case: Any, person: Person, request_: Callable[[str], Any]
) -> None:
    anna = person("anna")
    record(case, "location", anna, state="URY", as_of="2026-11-10")
    record(case, "protection", anna, status="refused", origin="URY", since="2026-11")
    record(case, "assertions", anna, field="birth_date", value="1973")
    record(case, "identity_changes", anna, kind="change_of_name", before="A", after="B")
    kept = {"other_locations", "protection", "assertions", "identity_changes"}
    jan = next(row for row in case_data(case)["people"] if row["id"] == "jan")
    sent = next(row for row in request_file(request_("extradition-usa")).file.data["people"] if row["id"] == "jan")
    assert kept <= jan.keys()
    assert not kept & sent.keys()
