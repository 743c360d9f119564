"""Denial of safe haven: the desk learns hit or no hit and a contact, and nobody is refused by a hit."""

import csv
import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from comity.casework.access import NotAllowedError
from comity.casework.entry.checking import Answer, Applicant, Occasion, entry_check
from comity.casework.entry.codes import CHECKS_AN_HOUR, FILES_A_DAY, ROWS_A_PORTION
from comity.casework.entry.consulting import asylum_claim_record, consultation_write, outcome_record, side_of
from comity.casework.entry.files import file_continue, file_take
from comity.casework.entry.lookouts import lookout_end, lookout_of, lookout_set
from comity.casework.entry.models import Consultation, EntryCheck, EntryFile, Lookout
from comity.casework.entry.selectors import case_consultations, consultation_for, desk_consultations, progress_of
from comity.casework.log.models import LogDetail, LogEntry
from comity.casework.people.models import Party
from comity.common.errors import BadInputError

pytestmark = pytest.mark.django_db
Person = Callable[[str], Any]
ON = dt.date(2026, 11, 21)
NOW = dt.datetime(2026, 11, 21, 10, tzinfo=dt.UTC)
CONTACT = "Example desk, +00 000 (invented)"


@pytest.fixture(autouse=True)
def lookout(case: Any, person: Person) -> Lookout:
    """One person of the synthetic case is looked out for, and nothing has been asked yet."""
    for file in EntryFile.objects.all():
        file.rows.all().delete()
    EntryFile.objects.all().delete()
    Consultation.everything.update(state="closed")
    Lookout.everything.update(ended_on=ON - dt.timedelta(days=1))
    return look_out(case, "jan", person("anna"))


def look_out(case: Any, key: str, user: Any, **said: Any) -> Lookout:
    party = Party.everything.select_related("case", "wall").get(case=case, key=key)
    given = {"ground": "Arrest warrant of an invented court", "contact": CONTACT, "on": ON, **said}
    return lookout_set(party=party, actor=user, who=user.identity(), **given)


def check(user: Any, *names: str, reference: str = "V-1", now: dt.datetime = NOW, **known: Any) -> Answer:
    occasion = Occasion(known.pop("purpose", "visa"), reference, now, known.pop("on", ON))
    return entry_check(applicant=Applicant(names, **known), occasion=occasion, actor=user, who=user.identity())


@pytest.mark.parametrize(
    ("names", "known"),
    [
        (("Jan Voorbeeld",), {}),
        (("Voorbeeld, Jan",), {"birth_date": "1971"}),
        (("Йоханнес Альбертус Ворбельд",), {}),
        (("Somebody Else Entirely",), {"numbers": ("xx 000-0001",)}),
    ],
)
def test_an_applicant_is_met_by_name_in_any_script_and_by_number_under_any_name(
    names: tuple[str, ...], known: dict[str, Any], person: Person
) -> None:
    answer = check(person("ida"), *names, **known)
    assert answer.hit
    assert answer.contacts == (CONTACT,)


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("Piet Nergens", {}),
        ("Jan Voorbeeld", {"birth_date": "1950-01-01"}),
        ("Mieke Fictief-Verzonnen", {}),
        ("Piet Nergens", {"numbers": ("XX9999999",)}),
    ],
)
def test_who_is_not_looked_out_for_is_no_hit_though_a_case_knows_them(
    name: str, known: dict[str, Any], person: Person
) -> None:
    answer = check(person("ida"), name, **known)
    assert (answer.hit, answer.contacts, answer.consultations) == (False, (), ())


def test_every_check_is_logged_with_its_purpose_and_nothing_is_kept_of_whom_it_was(person: Person) -> None:
    before = LogEntry.objects.count()
    check(person("ida"), "Piet Nergens", numbers=("XX9999999",), reference="V-77")
    (leaf,) = LogEntry.objects.order_by("index")[before:]
    assert (leaf.event, leaf.case) == ("entry_checked", None)
    assert leaf.detail.data == {"purpose": "visa", "reference": "V-77", "hit": False}
    kept = EntryCheck.objects.latest("pk")
    told = str(vars(kept)) + leaf.leaf
    assert "Nergens" not in told
    assert "XX9999999" not in told


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"purpose": "curiosity"}, "purpose"),
        ({"reference": " "}, "reference"),
        ({"birth_date": "in spring"}, "birth_date"),
    ],
)
def test_without_purpose_file_number_or_readable_dates_nobody_is_checked(
    given: dict[str, Any], field: str, person: Person
) -> None:
    entries = LogEntry.objects.count()
    with pytest.raises(BadInputError) as refused:
        check(person("ida"), "Jan Voorbeeld", **given)
    assert refused.value.place.field == field
    assert LogEntry.objects.count() == entries


def test_only_the_immigration_desk_checks(person: Person) -> None:
    for name in ("anna", "omar", "dirk"):
        with pytest.raises(NotAllowedError):
            check(person(name), "Jan Voorbeeld")


def test_checks_are_limited_by_the_hour(person: Person) -> None:
    ida = person("ida")
    common = {"by": ida, "agency": ida.agency, "purpose": "visa", "reference": "x", "hit": False}
    EntryCheck.objects.bulk_create(
        EntryCheck(at=NOW - dt.timedelta(minutes=minute % 59), **common) for minute in range(CHECKS_AN_HOUR)
    )
    with pytest.raises(BadInputError, match="limit"):
        check(ida, "Piet Nergens")
    assert not check(ida, "Piet Nergens", now=NOW + dt.timedelta(hours=1)).hit


def test_a_lookout_is_over_by_itself_and_at_once_when_it_is_ended(lookout: Lookout, person: Person) -> None:
    anna, ida = person("anna"), person("ida")
    last = ON + dt.timedelta(days=365)
    assert lookout_of(lookout.party, last) == lookout
    assert lookout_of(lookout.party, last + dt.timedelta(days=1)) is None
    assert not check(ida, "Jan Voorbeeld", on=last + dt.timedelta(days=1)).hit
    lookout_end(lookout=lookout, on=ON, actor=anna, who=anna.identity())
    assert not check(ida, "Jan Voorbeeld").hit


@pytest.mark.parametrize(
    ("key", "said", "match"),
    [
        ("oscar", {}, "suspected, accused or convicted"),
        ("jan", {"ground": "x"}, "order or provision"),
        ("jan", {"contact": "Case EX-2026-0417, Anna"}, "may not name the case"),
    ],
)
def test_who_is_looked_out_for_needs_a_status_a_ground_and_a_contact_without_the_case(
    key: str, said: dict[str, str], match: str, case: Any, person: Person
) -> None:
    with pytest.raises(BadInputError, match=match):
        look_out(case, key, person("anna"), **said)


def test_nobody_is_asked_to_look_out_for_a_person_who_is_protected_from_this_state(case: Any, person: Person) -> None:
    jan = Party.everything.get(case=case, key="jan")
    Party.everything.filter(pk=jan.pk).update(data={**jan.data, "refugee_from": "NLD"})
    with pytest.raises(BadInputError, match="protected from this state"):
        look_out(case, "jan", person("anna"))


def test_a_hit_opens_one_consultation_that_both_sides_see_and_nobody_else(case: Any, person: Person) -> None:
    ida, anna = person("ida"), person("anna")
    (opened,) = check(ida, "Jan Voorbeeld").consultations
    assert check(ida, "Jan Voorbeeld").consultations == (opened,), "the same file goes on with the open one"
    assert LogEntry.objects.filter(event="consultation_opened", key=str(opened.pk)).count() == 1
    assert opened in desk_consultations(ida.identity())
    assert opened in case_consultations(anna.identity(), case)
    assert [side_of(opened, person(n).identity()) for n in ("ida", "anna", "omar")] == ["desk", "case", None]
    assert consultation_for(person("omar").identity(), opened.pk) is None


def talk(one: Consultation, user: Any, text: str) -> Consultation:
    fresh = Consultation.everything.get(pk=one.pk)
    return consultation_write(
        consultation=fresh, text=text, revision=fresh.revision, on=ON, actor=user, who=user.identity()
    )


def decide(one: Consultation, user: Any, outcome: str = "refused", asylum: str = "no", found: str = "") -> Consultation:
    fresh = Consultation.everything.get(pk=one.pk)
    return outcome_record(
        consultation=fresh,
        outcome=outcome,
        asylum=asylum,
        non_refoulement=found or "Country reports of this year show no danger",
        revision=fresh.revision,
        on=ON,
        actor=user,
        who=user.identity(),
    )


def test_nothing_is_decided_on_a_hit_before_the_case_has_answered(person: Person) -> None:
    ida, anna = person("ida"), person("anna")
    (one,) = check(ida, "Jan Voorbeeld").consultations
    talk(one, ida, "Is it this person?")
    with pytest.raises(BadInputError, match="before the other side has answered"):
        decide(one, ida)
    assert talk(one, anna, "Yes, by the passport.").state == "answered"
    assert decide(one, ida).state == "closed"


def test_an_asylum_claim_is_never_refused_on_a_hit(person: Person) -> None:
    ida, anna = person("ida"), person("anna")
    (one,) = check(ida, "Jan Voorbeeld").consultations
    talk(one, anna, "Yes, by the passport.")
    with pytest.raises(BadInputError, match="asylum authority"):
        decide(one, ida, asylum="yes")
    with pytest.raises(BadInputError, match="whether the applicant asks for asylum"):
        decide(one, ida, asylum="")
    fresh = Consultation.everything.get(pk=one.pk)
    asylum_claim_record(
        consultation=fresh,
        text="Asked the officer at the counter",
        revision=fresh.revision,
        on=ON,
        actor=ida,
        who=ida.identity(),
    )
    with pytest.raises(BadInputError, match="never refused on a hit"):
        decide(one, ida)
    assert decide(one, ida, outcome="granted").outcome == "granted"


def test_what_was_found_on_non_refoulement_stands_on_record_before_a_decision(person: Person) -> None:
    ida, anna = person("ida"), person("anna")
    (one,) = check(ida, "Jan Voorbeeld").consultations
    talk(one, anna, "Yes, by the passport.")
    with pytest.raises(BadInputError) as refused:
        decide(one, ida, found="none")
    assert refused.value.place.field == "non_refoulement"
    decide(one, ida, found="Removal to that state would expose nobody to harm")
    assert Consultation.everything.get(pk=one.pk).non_refoulement.startswith("Removal")


def test_the_side_of_the_case_does_not_decide_and_the_desk_of_another_agency_does_nothing(person: Person) -> None:
    ida, anna, fien = person("ida"), person("anna"), person("fien")
    (one,) = check(ida, "Jan Voorbeeld").consultations
    talk(one, anna, "Yes, by the passport.")
    with pytest.raises(NotAllowedError):
        decide(one, anna)
    with pytest.raises(NotAllowedError):
        talk(one, fien, "A reader of the case answers nothing")
    fien.roles = ["immigration"]
    assert desk_consultations(fien.identity()) == []


def test_the_answer_may_not_tell_the_desk_which_case_it_is(person: Person) -> None:
    (one,) = check(person("ida"), "Jan Voorbeeld").consultations
    with pytest.raises(BadInputError, match="leave its reference out"):
        talk(one, person("anna"), "See our file ex-2026-0417.")


def test_two_who_write_at_once_read_one_another_first(person: Person) -> None:
    ida, anna = person("ida"), person("anna")
    (one,) = check(ida, "Jan Voorbeeld").consultations
    talk(one, anna, "Yes, by the passport.")
    with pytest.raises(BadInputError, match="meanwhile"):
        consultation_write(consultation=one, text="And?", revision=one.revision, on=ON, actor=ida, who=ida.identity())


def take(place: Path, user: Any, rows: list[tuple[str, ...]]) -> EntryFile:
    path = place / "applicants.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("reference", "name", "birth_date", "passport"), *rows])
    occasion = Occasion("visa", "VISA-1", NOW, ON)
    return file_take(path=path, name=path.name, occasion=occasion, actor=user, who=user.identity())


def go_on(file: EntryFile, user: Any) -> int:
    return file_continue(file=file, now=NOW, on=ON, actor=user, who=user.identity())


def test_a_file_is_checked_with_the_status_of_each_row_and_forgets_whom_it_asked(
    tmp_path: Path, person: Person
) -> None:
    ida = person("ida")
    rows = [("a", "Piet Nergens", "", ""), ("b", "", "", ""), ("c", "J Voorbeeld", "", "XX0000001")]
    file = take(tmp_path, ida, rows)
    assert progress_of(file) == {"waiting": 2, "no_hit": 0, "hit": 0, "trouble": 1, "total": 3, "done": 1}
    assert go_on(file, ida) == 0
    assert [(row.label, row.status, row.trouble) for row in file.rows.all()] == [
        ("a", "no_hit", ""),
        ("b", "trouble", "no name"),
        ("c", "hit", ""),
    ]
    assert all(row.data == {} for row in file.rows.all())
    assert not LogDetail.objects.filter(data__icontains="Nergens").exists()
    hit = file.rows.get(status="hit")
    assert hit.consultations(manager="everything").get().reference == "VISA-1 / c"


def test_a_large_file_goes_on_where_it_stopped_one_leaf_a_portion(tmp_path: Path, person: Person) -> None:
    ida = person("ida")
    rows = [(str(n), f"Nergens {chr(97 + n % 26)}oemand", "", "") for n in range(ROWS_A_PORTION + 5)]
    file = take(tmp_path, ida, rows)
    before = LogEntry.objects.count()
    assert go_on(file, ida) == 5
    assert go_on(file, ida) == 0
    assert go_on(file, ida) == 0
    leaves = LogEntry.objects.order_by("index")[before:]
    assert [leaf.detail.data["rows"] for leaf in leaves] == [ROWS_A_PORTION, 5]


def test_files_are_limited_by_the_day_and_a_file_without_names_is_told_at_its_field(
    tmp_path: Path, person: Person
) -> None:
    ida = person("ida")
    path = tmp_path / "x.csv"
    path.write_text("colour\nred\n", encoding="utf-8")
    with pytest.raises(BadInputError) as refused:
        file_take(path=path, name="x.csv", occasion=Occasion("visa", "1", NOW, ON), actor=ida, who=ida.identity())
    assert refused.value.place.field == "file"
    for _ in range(FILES_A_DAY):
        take(tmp_path, ida, [("a", "Piet Nergens", "", "")])
    with pytest.raises(BadInputError, match="limit of files"):
        take(tmp_path, ida, [("a", "Piet Nergens", "", "")])
