"""Cases: nothing is lost on the way in and out, and nobody sees what is not theirs."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from comity.casefile.case import Handling
from comity.casefile.loader import CaseFile, case_from_data, load_case
from comity.casework.access import NotAllowedError
from comity.casework.cases.case_file import BehindWallError, case_data, case_export, case_import
from comity.casework.cases.models import Case, Note
from comity.casework.cases.selectors import case_for, cases_for, notes_for
from comity.casework.cases.services import agency_leave, case_open, member_add, member_end, note_write, wall_build
from comity.casework.identity import Relation
from comity.casework.people.models import Party
from comity.casework.records.models import Record
from comity.casework.records.scope import UnscopedReadError
from comity.casework.records.selectors import SEALED, fields_for, records_for
from comity.casework.records.services import ChangedMeanwhileError, record_change, record_mark, record_wall
from comity.common.errors import BadInputError
from comity.common.strict_yaml import YamlFile

ROOT = Path(__file__).parents[3]
TODAY = dt.date(2026, 11, 21)
pytestmark = pytest.mark.django_db
Person = Callable[[str], Any]


def test_a_case_file_comes_out_of_the_office_as_it_went_in(case: Case) -> None:
    assert case_from_data(case_data(case)) == load_case(ROOT / "lawdata" / "cases" / "netherlands-united-states.yaml")


def test_an_exported_case_can_be_taken_in_by_another_office(case: Case, person: Person) -> None:
    anna = person("anna")
    data = case_export(case=case, on=TODAY, actor=anna, who=anna.identity(strong=True))
    assert case_from_data(data).reference == case.reference
    with pytest.raises(BadInputError, match="is in use"):
        case_import(file=CaseFile(case_from_data(data), YamlFile("x", data)), actor=anna, who=anna.identity())


def test_a_case_is_not_given_out_whole_by_somebody_who_does_not_see_all_of_it(case: Case, person: Person) -> None:
    pia = person("pia")
    with pytest.raises(BehindWallError):
        case_export(case=case, on=TODAY, actor=pia, who=pia.identity(strong=True))


def test_a_query_that_does_not_say_for_whom_it_reads_fails() -> None:
    for query in (Case.objects.all(), Party.objects.filter(key="jan"), Note.objects.all(), Record.objects.all()):
        with pytest.raises(UnscopedReadError):
            list(query)
        with pytest.raises(UnscopedReadError):
            query.count()
        with pytest.raises(UnscopedReadError):
            query.exists()


@pytest.mark.parametrize(
    ("name", "sees"), [("anna", True), ("pia", True), ("fien", True), ("ida", False), ("omar", False)]
)
def test_only_the_team_sees_the_case(name: str, sees: bool, person: Person, case: Case) -> None:
    who = person(name).identity(strong=True)
    assert (case_for(who, case.pk) is not None) is sees
    assert (case in cases_for(who)) is sees


def test_what_stands_behind_a_wall_is_seen_from_within_only(case: Case, person: Person) -> None:
    seen = {
        n: [r.key for r in records_for(person(n).identity(), case, Record) if r.kind == "claims"]
        for n in ("anna", "pia")
    }
    assert seen["anna"]
    assert seen["pia"] == []
    assert notes_for(person("anna").identity(), case).count() == 2
    assert notes_for(person("pia").identity(), case).count() == 1


def test_an_agency_that_leaves_takes_its_people_out_at_once(case: Case, person: Person) -> None:
    anna, pia = person("anna"), person("pia")
    agency_leave(case=case, agency=pia.agency, actor=anna, who=anna.identity())
    assert case_for(pia.identity(), case.pk) is None


def test_a_person_taken_off_the_team_sees_nothing_at_once(case: Case, person: Person) -> None:
    anna, pia = person("anna"), person("pia")
    member_end(case=case, user=pia, actor=anna, who=anna.identity())
    assert case_for(pia.identity(), case.pk) is None


def test_a_case_keeps_an_owner(case: Case, person: Person) -> None:
    anna = person("anna")
    with pytest.raises(BadInputError, match="only owner"):
        member_end(case=case, user=anna, actor=anna, who=anna.identity())


def test_nobody_of_an_agency_that_has_not_joined_is_put_on_the_team(case: Case, person: Person) -> None:
    anna = person("anna")
    with pytest.raises(BadInputError, match="has not joined"):
        member_add(case=case, user=person("ida"), relation=Relation.READER, actor=anna, who=anna.identity())


def test_only_the_owner_shares_a_case_and_builds_walls(case: Case, person: Person) -> None:
    pia = person("pia")
    with pytest.raises(NotAllowedError):
        member_add(case=case, user=person("fien"), relation=Relation.MEMBER, actor=pia, who=pia.identity())
    with pytest.raises(NotAllowedError):
        wall_build(case=case, title="x", members=[pia], actor=pia, who=pia.identity())


def test_a_reader_writes_no_note(case: Case, person: Person) -> None:
    fien = person("fien")
    with pytest.raises(NotAllowedError):
        note_write(case=case, text="hello", actor=fien, who=fien.identity())


def test_two_people_do_not_overwrite_one_another(case: Case, person: Person) -> None:
    anna, pia = person("anna"), person("pia")
    mine = Party.everything.get(case=case, key="oscar")
    theirs = Party.everything.get(case=case, key="oscar")
    record_change(
        record=mine, data={**mine.data, "birth_place": "Montevideo"}, revision=1, actor=anna, who=anna.identity()
    )
    with pytest.raises(ChangedMeanwhileError):
        record_change(record=theirs, data={**theirs.data, "sex": "other"}, revision=1, actor=pia, who=pia.identity())
    assert Party.everything.get(case=case, key="oscar").data["birth_place"] == "Montevideo"


def test_a_change_that_makes_the_case_unreadable_is_refused_with_its_field(case: Case, person: Person) -> None:
    anna, record = person("anna"), Party.everything.get(case=case, key="oscar")
    with pytest.raises(BadInputError, match="birth_date"):
        record_change(
            record=record, data={**record.data, "birth_date": "soon"}, revision=1, actor=anna, who=anna.identity()
        )
    assert Party.everything.get(case=case, key="oscar").data["birth_date"] == 1968


def test_a_field_marked_higher_is_sealed_for_those_below(case: Case, person: Person) -> None:
    anna, record = person("anna"), Party.everything.get(case=case, key="jan")
    record_mark(record=record, field="location", handling=Handling.SECRET, actor=anna, who=anna.identity())
    assert fields_for(record, person("pia").identity())["location"] == SEALED
    assert fields_for(record, anna.identity())["location"]["state"] == "USA"


def test_a_wall_of_another_case_and_a_wall_one_stands_outside_of_are_refused(case: Case, person: Person) -> None:
    anna, pia = person("anna"), person("pia")
    record = Party.everything.get(case=case, key="oscar")
    other = case_open(
        reference="X-1", title={"en": "x"}, state="NLD", languages=["en"], actor=anna, who=anna.identity()
    )
    wall = wall_build(case=other, title="x", members=[anna], actor=anna, who=anna.identity())
    with pytest.raises(BadInputError, match="another case"):
        record_wall(record=record, wall=wall, actor=anna, who=anna.identity())
    with pytest.raises(BadInputError, match="outside this wall"):
        record_wall(record=record, wall=case.walls.get(), actor=pia, who=pia.identity())


def test_cases_are_found_by_words_of_the_title_in_any_script(person: Person) -> None:
    anna = person("anna")
    who = anna.identity()
    made = case_open(reference="ZH-1", title={"zh": "引渡示例案"}, state="NLD", languages=["zh"], actor=anna, who=who)
    assert list(cases_for(who, "引渡")) == [made]
    assert list(cases_for(who, "municipal building")) == [Case.everything.get(reference="EX-2026-0417")]
