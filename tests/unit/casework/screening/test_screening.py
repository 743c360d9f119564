"""Screening in the office: for a purpose, against named lists, decided by two, reopened when either side changes."""

import csv
import datetime as dt
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from comity.casework.access import NotAllowedError
from comity.casework.background.queue import work_off
from comity.casework.cases.models import Wall
from comity.casework.log.models import LogEntry
from comity.casework.people.models import Party
from comity.casework.people.services import assertion_add
from comity.casework.screening.certificate import certificate_issue
from comity.casework.screening.decisions import standing_of
from comity.casework.screening.lists import list_keep, register_of
from comity.casework.screening.models import HitReview, ScreeningHit, ScreeningRun
from comity.casework.screening.reviewing import hit_act
from comity.casework.screening.running import Asked, screening_begin
from comity.casework.screening.selectors import hit_for, hits_for
from comity.common.errors import BadInputError

pytestmark = pytest.mark.django_db
Person = Callable[[str], Any]
ON = dt.date(2026, 11, 21)
WHY = "Article of an invented act, before the request"
ROWS = [
    ("A1", "Jan Voorbeeld", "1971-04-03"),
    ("A2", "Йоханнес Альбертус Ворбельд", ""),
    ("A3", "Beat Beispiel", "1979"),
    ("A4", "Somebody Else Entirely", "1950"),
]


@pytest.fixture
def folder(tmp_path: Path, settings: Any) -> Path:
    """A register of lists with one invented list."""
    keep(tmp_path, ROWS)
    settings.LISTS_FOLDER = tmp_path / "lists"
    return tmp_path / "lists"


@pytest.fixture(autouse=True)
def fresh(case: Any) -> None:
    """The synthetic case without what its demonstration screened."""
    HitReview.objects.all().delete()
    ScreeningHit.everything.all().delete()
    ScreeningRun.everything.all().delete()


def keep(place: Path, rows: list[tuple[str, str, str]]) -> None:
    source = place / "invented.csv"
    with source.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("id", "name", "birthDate"), *rows])
    list_keep(source=source, folder=place / "lists", name="invented", retrieved="2026-11-01")


def screen(case: Any, folder: Path, user: Any, **asked: Any) -> ScreeningRun:
    """Begin a screening, and let the worker do what waits."""
    run = screening_begin(
        case=case,
        asked=Asked(**{"purpose": "identification", "basis": WHY, **asked}),
        on=ON,
        actor=user,
        who=user.identity(),
    )
    work_off()
    run.refresh_from_db()
    return run


def hit(key: str, entry: str) -> ScreeningHit:
    return ScreeningHit.everything.select_related("party__case").get(party__key=key, entry_id=entry)


def act(one: ScreeningHit, action: str, user: Any, on: dt.date = ON, **said: str) -> ScreeningHit:
    return hit_act(hit=one, action=action, revision=one.revision, on=on, actor=user, who=user.identity(), **said)


def decide(one: ScreeningHit, outcome: str, first: Any, second: Any) -> ScreeningHit:
    proposed = act(one, "propose", first, outcome=outcome, reason="The photographs are of two people")
    return act(proposed, "confirm", second)


def test_the_register_shows_each_list_with_version_digest_and_retrieval(folder: Path) -> None:
    (kept,) = register_of(folder)
    (told,) = kept.lists
    assert (told["name"], told["version"], told["retrieved"], told["entities"]) == (
        "invented.csv",
        "2026-11-01",
        "2026-11-01",
        4,
    )
    assert len(told["digest"]) == 64


def test_a_broken_index_is_told_and_hides_no_other(folder: Path) -> None:
    (folder / "broken.index").write_bytes(b"not an index")
    assert [bool(kept.trouble) for kept in register_of(folder)] == [True, False]


def test_hits_are_kept_with_reasons_and_of_those_not_found_nothing_is(case: Any, person: Person, folder: Path) -> None:
    run = screen(case, folder, person("anna"))
    found = {(h.party.key, h.entry_id) for h in ScreeningHit.everything.select_related("party")}
    assert ("jan", "A1") in found
    assert ("jan", "A2") in found, "a name in another script"
    assert ("beat", "A3") in found
    assert not {key for key, _ in found} & {"mieke", "works"}
    one = hit("jan", "A2")
    assert one.comparison["names"]["words"]
    assert one.comparison["missing"]
    assert one.origin["digest"] == run.lists[0]["digest"]
    assert {row["key"] for row in run.subjects} == set(Party.everything.filter(case=case).values_list("key", flat=True))
    assert set(run.subjects[0]) == {"key", "digest"}


def test_a_screening_leaves_why_it_was_begun_and_how_it_ended(case: Any, person: Person, folder: Path) -> None:
    before = LogEntry.objects.count()
    run = screen(case, folder, person("anna"))
    begun, ended = LogEntry.objects.order_by("index")[before:]
    assert (begun.event, ended.event) == ("screening_begun", "screening_ready")
    assert begun.detail.data["purpose"] == "identification"
    assert begun.detail.data["lists"] == run.lists
    assert ended.detail.data["outcome"] == run.outcome


def test_a_list_that_goes_away_meanwhile_fails_the_screening_and_changes_nothing(
    case: Any, person: Person, folder: Path
) -> None:
    anna = person("anna")
    run = screening_begin(case=case, asked=Asked("identification", WHY), on=ON, actor=anna, who=anna.identity())
    for file in folder.iterdir():
        file.unlink()
    work_off()
    run.refresh_from_db()
    assert (run.status, run.outcome) == ("failed", {})
    assert "no list is in the register" in run.message
    assert not ScreeningHit.everything.exists()


@pytest.mark.parametrize(
    ("asked", "field"),
    [({"purpose": "curiosity"}, "purpose"), ({"basis": "because"}, "basis"), ({"lists": ("no.index",)}, "lists")],
)
def test_without_purpose_basis_or_list_nobody_is_screened(
    asked: dict[str, Any], field: str, case: Any, person: Person, folder: Path
) -> None:
    with pytest.raises(BadInputError) as refused:
        screen(case, folder, person("anna"), **asked)
    assert refused.value.place.field == field
    assert not ScreeningRun.everything.exists()


def test_a_second_screening_tells_only_what_differs(case: Any, person: Person, folder: Path) -> None:
    anna = person("anna")
    first = screen(case, folder, anna)
    again = screen(case, folder, anna)
    assert again.outcome == {
        "new": [],
        "changed": [],
        "reopened": [],
        "gone": [],
        "unchanged": len(first.outcome["new"]),
    }
    keep(folder.parent, [("A1", "Jan Voorbeeld", "1971-04-03"), ("A5", "Óscar Ejemplo Ficticio", "1968")])
    third = screen(case, folder, anna)
    assert third.outcome["new"] == [hit("oscar", "A5").pk]
    assert set(third.outcome["gone"]) == {hit("jan", "A2").pk, hit("beat", "A3").pk}
    assert third.outcome["unchanged"] == 1
    keep(folder.parent, ROWS)
    assert set(screen(case, folder, anna).outcome["new"]) == {hit("jan", "A2").pk, hit("beat", "A3").pk}


def test_the_one_who_proposes_does_not_confirm(case: Any, person: Person, folder: Path) -> None:
    anna, pia = person("anna"), person("pia")
    screen(case, folder, anna)
    one = act(hit("beat", "A3"), "propose", anna, outcome="different", reason="Seen in two places at once")
    with pytest.raises(NotAllowedError, match="did not propose what the hit is"):
        act(one, "confirm", anna)
    with pytest.raises(NotAllowedError, match="did not propose what the hit is"):
        act(one, "disagree", anna, reason="I changed my mind today")
    decided = act(one, "confirm", pia)
    told = standing_of(decided, ON)
    assert (told.state, told.outcome, told.settled) == ("decided", "different", True)
    assert told.proposed is not None
    assert told.confirmed is not None
    assert (told.proposed.by, told.confirmed.by) == (anna, pia)


def test_a_second_reviewer_who_disagrees_opens_it_again_and_both_words_stay(
    case: Any, person: Person, folder: Path
) -> None:
    anna, pia = person("anna"), person("pia")
    screen(case, folder, anna)
    one = act(hit("beat", "A3"), "propose", anna, outcome="same", reason="Same name and birth year")
    one = act(one, "disagree", pia, reason="A birth year alone is not enough")
    assert one.state == "undecided"
    assert [r.action for r in one.reviews.all()] == ["propose", "disagree"]
    again = act(one, "propose", pia, outcome="cannot_tell", reason="Ask for the passport number first")
    assert act(again, "confirm", anna).state == "decided"


def test_a_decision_needs_a_reason_and_an_outcome(case: Any, person: Person, folder: Path) -> None:
    anna = person("anna")
    screen(case, folder, anna)
    for said, field in (({"outcome": "same", "reason": "yes"}, "reason"), ({"reason": WHY}, "outcome")):
        with pytest.raises(BadInputError) as refused:
            act(hit("beat", "A3"), "propose", anna, **said)
        assert refused.value.place.field == field


def test_a_decision_is_relied_on_for_a_time_that_is_computed(case: Any, person: Person, folder: Path) -> None:
    screen(case, folder, person("anna"))
    one = decide(hit("beat", "A3"), "different", person("anna"), person("pia"))
    assert standing_of(one, ON).until == ON + dt.timedelta(days=365)
    assert standing_of(one, ON + dt.timedelta(days=365)).settled
    late = standing_of(one, ON + dt.timedelta(days=366))
    assert not late.settled
    assert "time for which" in late.stale


def test_a_change_on_the_list_reopens_what_was_decided(case: Any, person: Person, folder: Path) -> None:
    anna = person("anna")
    screen(case, folder, anna)
    one = decide(hit("jan", "A2"), "different", anna, person("pia"))
    rows = [("A2", "Йоханнес Альбертус Ворбельд", "1971-04-03") if row[0] == "A2" else row for row in ROWS]
    keep(folder.parent, rows)
    run = screen(case, folder, anna)
    assert run.outcome["reopened"] == [one.pk]
    assert hit("jan", "A2").state == "undecided"
    assert one.reviews.count() == 2, "what was said before stays"


def test_a_list_that_only_renumbers_its_rows_reopens_nothing(case: Any, person: Person, folder: Path) -> None:
    anna = person("anna")
    screen(case, folder, anna)
    decide(hit("jan", "A2"), "different", anna, person("pia"))
    keep(folder.parent, list(reversed(ROWS)))
    assert screen(case, folder, anna).outcome["reopened"] == []


def test_a_change_in_the_case_makes_a_decision_need_a_new_look_at_once(case: Any, person: Person, folder: Path) -> None:
    anna, pia = person("anna"), person("pia")
    screen(case, folder, anna)
    one = decide(hit("beat", "A3"), "different", anna, pia)
    beat = Party.everything.select_related("case", "wall").get(case=case, key="beat")
    assertion_add(
        party=beat,
        part="identifiers",
        given={"kind": "passport", "number": "XX1112223"},
        source={"source": "An invented passport"},
        revision=beat.revision,
        actor=anna,
        who=anna.identity(),
    )
    assert not standing_of(hit("beat", "A3"), ON).settled
    assert screen(case, folder, anna).outcome["reopened"] == [one.pk]


def test_two_reviewers_at_once_do_not_decide_over_one_another(case: Any, person: Person, folder: Path) -> None:
    anna, pia = person("anna"), person("pia")
    screen(case, folder, anna)
    mine, theirs = hit("beat", "A3"), hit("beat", "A3")
    act(mine, "propose", anna, outcome="same", reason="Same name and birth year")
    with pytest.raises(BadInputError, match="meanwhile"):
        act(theirs, "propose", pia, outcome="different", reason="Another place of birth")


def test_a_hit_on_somebody_behind_a_wall_is_seen_from_within_only(case: Any, person: Person, folder: Path) -> None:
    screen(case, folder, person("anna"))
    Party.everything.filter(case=case, key="beat").update(wall=Wall.objects.get(case=case))
    pk = hit("beat", "A3").pk
    assert hit_for(person("anna").identity(), pk) is not None
    assert hit_for(person("pia").identity(), pk) is None
    assert pk not in {one.hit.pk for one in hits_for(person("pia").identity(), case, ON)}


def test_readers_and_outsiders_screen_nobody(case: Any, person: Person, folder: Path) -> None:
    for name in ("fien", "ida", "lena"):
        with pytest.raises(NotAllowedError):
            screen(case, folder, person(name))


def test_the_certificate_names_those_found_nowhere_with_list_versions_and_is_always_the_same(
    case: Any, person: Person, folder: Path
) -> None:
    anna = person("anna")
    run = screen(case, folder, anna)
    decide(hit("beat", "A3"), "different", anna, person("pia"))

    def issue(form: str) -> bytes:
        return certificate_issue(run=run, form=form, on=ON, actor=anna, who=anna.identity())

    told = json.loads(issue("json"))
    cleared = {row["record"]: row for row in told["cleared"]}
    assert {"mieke", "oscar", "beat"} <= cleared.keys()
    assert "jan" not in cleared, "hits on jan are open"
    assert cleared["beat"]["found_to_be_others"][0]["entry"] == "A3"
    assert told["lists"] == run.lists
    assert issue("json") == issue("json")
    assert issue("pdf") == issue("pdf")
    assert issue("pdf").startswith(b"%PDF")
    assert issue("docx") == issue("docx")
    assert LogEntry.objects.latest("index").event == "certificate_issued"


@pytest.mark.parametrize(
    ("language", "title"),
    [("ar", "شهادة بعدم وجود نتيجة في الفحص"), ("ru", "Справка о проверке без выявленных совпадений")],
)
def test_the_certificate_is_given_in_the_language_it_is_asked_for_in_and_the_log_says_which(
    case: Any, person: Person, folder: Path, language: str, title: str
) -> None:
    anna = person("anna")
    run = screen(case, folder, anna)
    decide(hit("beat", "A3"), "different", anna, person("pia"))
    given = certificate_issue(run=run, form="pdf", on=ON, actor=anna, who=anna.identity(), language=language)
    reader = PdfReader(io.BytesIO(given))
    assert reader.metadata is not None
    assert reader.metadata.title == title
    assert str(reader.trailer["/Root"]["/Lang"]).startswith(language)
    assert LogEntry.objects.latest("index").detail.data["language"] == language


def test_a_certificate_in_a_language_that_is_not_at_hand_is_refused_and_leaves_no_trace(
    case: Any, person: Person, folder: Path
) -> None:
    anna = person("anna")
    run = screen(case, folder, anna)
    before = LogEntry.objects.count()
    with pytest.raises(BadInputError, match="no such paper in 'de'"):
        certificate_issue(run=run, form="pdf", on=ON, actor=anna, who=anna.identity(), language="de")
    assert LogEntry.objects.count() == before


def test_nothing_is_certified_where_the_record_changed_since(case: Any, person: Person, folder: Path) -> None:
    anna = person("anna")
    run = screen(case, folder, anna, parties=(Party.everything.get(case=case, key="mieke").pk,))
    mieke = Party.everything.get(case=case, key="mieke")
    Party.everything.filter(pk=mieke.pk).update(data={**mieke.data, "birth_date": "1976"})
    with pytest.raises(BadInputError, match="nothing to certify"):
        certificate_issue(run=run, form="json", on=ON, actor=anna, who=anna.identity())
