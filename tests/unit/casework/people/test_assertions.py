"""Assertions about people: each with its source, none overwritten, and the case file whole at every step."""

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from comity.casefile.case import Handling
from comity.casefile.loader import case_from_data
from comity.casework.access import NotAllowedError
from comity.casework.cases.case_file import case_data
from comity.casework.log.models import LogEntry
from comity.casework.people.differences import sayings_of
from comity.casework.people.models import Party
from comity.casework.people.selectors import seen_data
from comity.casework.people.services import (
    assertion_add,
    assertion_change,
    assertion_remove,
    particular_choose,
    party_create,
)
from comity.casework.records.services import ChangedMeanwhileError, record_mark
from comity.common.errors import BadInputError

pytestmark = pytest.mark.django_db
Person = Callable[[str], Any]
SOURCE = {"source": "Register of an invented town", "date": "2026-03-01", "confidence": "medium"}


def party(case: Any, key: str) -> Party:
    return Party.everything.select_related("case", "wall").get(case=case, key=key)


def add(case: Any, key: str, part: str, user: Any, **given: str) -> Party:
    one = party(case, key)
    assertion_add(
        party=one, part=part, given=given, source=SOURCE, revision=one.revision, actor=user, who=user.identity()
    )
    return party(case, key)


def test_a_name_in_another_script_is_kept_as_written_with_its_script_and_source(case: Any, person: Person) -> None:
    one = add(case, "jan", "names", person("anna"), full="扬·福尔贝尔德", kind="transliteration")
    assert one.data["names"][-1] == {
        "full": "扬·福尔贝尔德",
        "kind": "transliteration",
        "script": "Hani",
        "provenance": SOURCE,
    }
    assert one.name == "Jan Voorbeeld"
    read = case_from_data(case_data(case)).people[0]
    assert read.names[-1].script == "Hani"


def test_an_assertion_without_a_source_is_refused_at_the_field(case: Any, person: Person) -> None:
    one, anna = party(case, "jan"), person("anna")
    with pytest.raises(BadInputError) as refused:
        assertion_add(
            party=one, part="names", given={"full": "X Y"}, source={}, revision=1, actor=anna, who=anna.identity()
        )
    assert refused.value.place.field == "source"


@pytest.mark.parametrize(
    ("part", "given", "field"),
    [
        ("identifiers", {"kind": "library_card", "number": "1"}, "kind"),
        ("identifiers", {"kind": "passport", "number": "1", "valid_to": "soon"}, "valid_to"),
        ("nationalities", {"state": "XXX"}, "state"),
        ("names", {"full": "X", "script": "Latin letters"}, "script"),
        ("assertions", {"field": "birth_date", "value": "about 1970"}, "value"),
        ("location", {"state": "USA", "as_of": "2026-13"}, "as_of"),
    ],
)
def test_what_cannot_be_is_told_at_its_field_and_nothing_is_kept(
    part: str, given: dict[str, str], field: str, case: Any, person: Person
) -> None:
    before, entries = party(case, "jan").data, LogEntry.objects.count()
    with pytest.raises(BadInputError) as refused:
        add(case, "jan", part, person("anna"), **given)
    assert refused.value.place.field == field
    assert party(case, "jan").data == before
    assert LogEntry.objects.count() == entries


def test_sources_that_differ_stand_side_by_side_and_the_case_chooses_without_losing_either(
    case: Any, person: Person
) -> None:
    anna = person("anna")
    one = add(case, "jan", "assertions", anna, field="birth_date", value="1973-04-03")
    said = next(s for s in sayings_of(one.data, timezone.localdate()) if s.field == "birth_date")
    assert said.differ
    assert [(s.value, s.goes_by) for s in said.sayings] == [("1971-04-03", True), ("1973-04-03", False)]
    particular_choose(
        party=one, field="birth_date", value="1973-04-03", revision=one.revision, actor=anna, who=anna.identity()
    )
    said = next(s for s in sayings_of(party(case, "jan").data, timezone.localdate()) if s.field == "birth_date")
    assert {(s.value, s.goes_by) for s in said.sayings} == {("1973-04-03", True), ("1971-04-03", False)}
    assert str(case_from_data(case_data(case)).people[0].birth_date) == "1973-04-03"


def test_a_birth_year_does_not_contradict_a_day_of_that_year(case: Any, person: Person) -> None:
    one = add(case, "jan", "assertions", person("anna"), field="birth_date", value="1971")
    assert not any(s.differ for s in sayings_of(one.data, timezone.localdate()))


def test_the_case_goes_by_nothing_that_no_source_says(case: Any, person: Person) -> None:
    one, anna = party(case, "jan"), person("anna")
    with pytest.raises(BadInputError, match="no source"):
        particular_choose(
            party=one, field="birth_date", value="1950", revision=one.revision, actor=anna, who=anna.identity()
        )


def test_a_correction_and_a_removal_leave_what_was_there_in_the_log(case: Any, person: Person) -> None:
    anna = person("anna")
    one = add(case, "jan", "names", anna, full="Wrong Person", kind="alias")
    row = len(one.data["names"]) - 1
    given = {"full": "Right Person", "kind": "alias"}
    assertion_change(
        party=one,
        part="names",
        index=row,
        given=given,
        source=SOURCE,
        revision=one.revision,
        actor=anna,
        who=anna.identity(),
    )
    one = party(case, "jan")
    assertion_remove(party=one, part="names", index=row, revision=one.revision, actor=anna, who=anna.identity())
    assert "Person" not in str(party(case, "jan").data["names"])
    leaves = LogEntry.objects.filter(case=case, subject="party", key="jan", event="record_changed").order_by("index")
    assert [name in str(leaf.detail.data["before"]) for leaf, name in zip(leaves, ("", "Wrong", "Right"), strict=True)]
    assert "Right Person" in str(leaves[2].detail.data["before"])


def test_two_people_who_record_at_once_do_not_overwrite_one_another(case: Any, person: Person) -> None:
    anna, pia = person("anna"), person("pia")
    mine, theirs = party(case, "jan"), party(case, "jan")
    common = {"part": "names", "source": SOURCE, "revision": mine.revision}
    assertion_add(party=mine, given={"full": "A B"}, actor=anna, who=anna.identity(), **common)
    with pytest.raises(ChangedMeanwhileError):
        assertion_add(party=theirs, given={"full": "C D"}, actor=pia, who=pia.identity(), **common)


def test_a_person_is_put_on_record_under_an_id_of_their_own(case: Any, person: Person) -> None:
    anna = person("anna")
    keys = [
        party_create(
            case=case,
            kind="person",
            name={"full": name},
            source=SOURCE,
            actor=anna,
            who=anna.identity(),
        ).key
        for name in ("محمد مثال", "Пример Пример")
    ]
    assert keys == ["person-1", "person-2"]
    read = case_from_data(case_data(case))
    assert [p.names[0].script for p in read.people[-2:]] == ["Arab", "Cyrl"]


def test_a_reader_of_the_case_records_nothing(case: Any, person: Person) -> None:
    with pytest.raises(NotAllowedError):
        add(case, "jan", "names", person("fien"), full="A B")


def test_a_sealed_location_is_neither_seen_nor_changed_below_its_level(case: Any, person: Person) -> None:
    anna, pia = person("anna"), person("pia")
    add(case, "jan", "location", anna, state="URY", as_of="2026-11-01")
    record_mark(record=party(case, "jan"), field="location", handling=Handling.SECRET, actor=anna, who=anna.identity())
    seen = seen_data(party(case, "jan"), pia.identity())
    assert "location" not in seen
    assert "other_locations" not in seen
    with pytest.raises(BadInputError, match="not yours"):
        add(case, "jan", "location", pia, state="CHE", as_of="2026-11-02")
