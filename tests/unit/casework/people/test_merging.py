"""Two records that are one, and two again: nothing is lost, and whatever named one of them names the right one."""

from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps

from comity.casefile.loader import case_from_data
from comity.casefile.schema import case_schema
from comity.casework.assets.models import Asset, AssetClaim
from comity.casework.cases.case_file import case_data
from comity.casework.cases.models import Wall
from comity.casework.log.models import LogEntry
from comity.casework.people.duplicates import duplicates_for, parties_distinct
from comity.casework.people.merging import merge_undo, parties_merge
from comity.casework.people.models import Party, PartyMerge
from comity.casework.people.pointers import POINTERS
from comity.casework.people.references import KEYS, paths_to, turned
from comity.casework.people.services import assertion_add, party_create
from comity.casework.records.selectors import record_tables
from comity.casework.requests.models import Request
from comity.common.errors import BadInputError

pytestmark = pytest.mark.django_db
Person = Callable[[str], Any]
SOURCE = {"source": "An invented register", "date": "2026-03-01"}
WHY = "Same passport number in both files"


def party(case: Any, key: str) -> Party:
    return Party.everything.select_related("case", "wall").get(case=case, key=key)


def merge(case: Any, kept: str, absorbed: str, user: Any, reason: str = WHY) -> PartyMerge:
    one, other = party(case, kept), party(case, absorbed)
    return parties_merge(
        kept=one,
        absorbed=other,
        reason=reason,
        revisions=(one.revision, other.revision),
        actor=user,
        who=user.identity(),
    )


def named(case: Any, key: str) -> list[str]:
    return [
        record.key
        for model in record_tables()
        for record in model.everything.filter(case=case)
        if any(True for _ in paths_to(record.data, key))
    ]


def test_a_merge_and_its_undoing_give_back_the_same_case_file(case: Any, person: Person) -> None:
    before, anna = case_data(case), person("anna")
    found = merge(case, "jan", "mieke", anna)
    together = case_from_data(case_data(case))
    assert [p.id for p in together.people] == ["jan", "oscar", "beat"]
    assert {"Mieke Fictief-Verzonnen", "Maria Verzonnen"} <= {n.full for n in together.people[0].names}
    assert together.people[0].name == "Jan Voorbeeld"
    assert merge_undo(merge=found, actor=anna, who=anna.identity()) == []
    assert case_data(case) == before


def test_everything_that_named_the_absorbed_one_names_the_kept_one(case: Any, person: Person) -> None:
    naming = named(case, "mieke")
    assert naming
    merge(case, "jan", "mieke", person("anna"))
    assert named(case, "mieke") == []
    assert set(naming) <= set(named(case, "jan"))


def test_each_of_merge_and_undoing_is_one_leaf_of_the_log(case: Any, person: Person) -> None:
    before, anna = LogEntry.objects.count(), person("anna")
    found = merge(case, "jan", "mieke", anna)
    merge_undo(merge=found, actor=anna, who=anna.identity())
    assert list(LogEntry.objects.order_by("index").values_list("event", flat=True))[before:] == [
        "parties_merged",
        "merge_undone",
    ]


def test_what_was_added_after_the_merge_stays_when_it_is_undone(case: Any, person: Person) -> None:
    anna = person("anna")
    found = merge(case, "jan", "mieke", anna)
    kept = party(case, "jan")
    assertion_add(
        party=kept,
        part="names",
        given={"full": "A later alias", "kind": "alias"},
        source=SOURCE,
        revision=kept.revision,
        actor=anna,
        who=anna.identity(),
    )
    request = Request.everything.filter(case=case, data__contains='"jan"').first()
    assert request is not None
    request.data = {**request.data, "language": "en"}
    request.save()
    merge_undo(merge=PartyMerge.objects.get(pk=found.pk), actor=anna, who=anna.identity())
    assert [n["full"] for n in party(case, "jan").data["names"]] == [
        "Jan Voorbeeld",
        "Johannes Albertus Voorbeeld",
        "A later alias",
    ]
    assert Request.everything.get(pk=request.pk).data["language"] == "en"
    case_from_data(case_data(case))


def test_a_reference_that_is_gone_meanwhile_is_named_and_not_invented(case: Any, person: Person) -> None:
    anna = person("anna")
    asset = Asset.everything.filter(case=case).first()
    assert asset is not None
    Asset.everything.filter(pk=asset.pk).update(data={**asset.data, "holder": "mieke"})
    found = merge(case, "jan", "mieke", anna)
    asset.refresh_from_db()
    assert asset.data["holder"] == "jan"
    Asset.everything.filter(pk=asset.pk).update(data={**asset.data, "holder": "consult"})
    assert merge_undo(merge=found, actor=anna, who=anna.identity()) == [asset.key]
    asset.refresh_from_db()
    assert asset.data["holder"] == "consult"


def test_the_absorbed_one_is_found_in_no_list_until_the_merge_is_undone(case: Any, person: Person) -> None:
    anna = person("anna")
    found = merge(case, "jan", "mieke", anna)
    visible = Party.objects.visible_to(anna.identity()).filter(case=case)
    assert "mieke" not in {p.key for p in visible}
    merge_undo(merge=found, actor=anna, who=anna.identity())
    assert "mieke" in {p.key for p in Party.objects.visible_to(anna.identity()).filter(case=case)}


@pytest.mark.parametrize(
    ("absorbed", "reason", "field"),
    [("consult", WHY, "other"), ("jan", WHY, "other"), ("mieke", "same", "reason")],
)
def test_what_cannot_be_one_is_refused_at_the_field(
    absorbed: str, reason: str, field: str, case: Any, person: Person
) -> None:
    with pytest.raises(BadInputError) as refused:
        merge(case, "jan", absorbed, person("anna"), reason)
    assert refused.value.place.field == field


def test_records_behind_different_walls_do_not_flow_together(case: Any, person: Person) -> None:
    Party.everything.filter(case=case, key="mieke").update(wall=Wall.objects.get(case=case))
    with pytest.raises(BadInputError, match="different walls"):
        merge(case, "jan", "mieke", person("anna"))


def test_the_stricter_handling_of_the_two_holds_for_the_one(case: Any, person: Person) -> None:
    anna = person("anna")
    Party.everything.filter(case=case, key="mieke").update(handling="secret", marks={"location": "secret"})
    found = merge(case, "jan", "mieke", anna)
    kept = party(case, "jan")
    assert (kept.handling, kept.marks) == ("secret", {"location": "secret"})
    merge_undo(merge=found, actor=anna, who=anna.identity())
    kept = party(case, "jan")
    assert (kept.handling, kept.marks) == ("official_use", {})


def test_later_merges_are_undone_first(case: Any, person: Person) -> None:
    anna = person("anna")
    first = merge(case, "jan", "mieke", anna)
    merge(case, "jan", "oscar", anna)
    with pytest.raises(BadInputError, match="later merge"):
        merge_undo(merge=first, actor=anna, who=anna.identity())


def test_a_person_in_two_scripts_is_suggested_as_one_with_the_reasons_and_forgotten_when_found_two(
    case: Any, person: Person
) -> None:
    anna = person("anna")
    for name in ("习近平例", "Xi Jinpingli"):
        party_create(case=case, kind="person", name={"full": name}, source=SOURCE, actor=anna, who=anna.identity())
    (pair,) = [c for c in duplicates_for(anna.identity(), case) if "person-1" in {c.left.key, c.right.key}]
    assert {pair.left.key, pair.right.key} == {"person-1", "person-2"}
    assert pair.reasons["names"]["words"]
    assert any("birth date" in e["text"] for e in pair.reasons["missing"])
    parties_distinct(
        left=pair.left, right=pair.right, reason="Seen together on one photograph", actor=anna, who=anna.identity()
    )
    assert not [c for c in duplicates_for(anna.identity(), case) if "person-1" in {c.left.key, c.right.key}]
    changed = party(case, "person-1")
    assertion_add(
        party=changed,
        part="identifiers",
        given={"kind": "passport", "number": "XX7654321"},
        source=SOURCE,
        revision=changed.revision,
        actor=anna,
        who=anna.identity(),
    )
    assert [c for c in duplicates_for(anna.identity(), case) if "person-1" in {c.left.key, c.right.key}]


def test_references_are_found_under_every_key_by_which_a_case_file_names_a_party(case: Any) -> None:
    """The keys are read off the published shape: whatever refers to people or companies must be among them."""

    def keys(part: Any, under: str = "") -> set[str]:
        if isinstance(part, list):
            return {k for p in part for k in keys(p, under)}
        if not isinstance(part, dict):
            return set()
        here = {under} if {"people", "companies"} & set(part.get("refersTo", ())) else set()
        return here | {k for name, p in part.items() for k in keys(p, under if name == "items" else name)}

    assert keys(case_schema()) - {""} <= KEYS


def test_a_list_that_named_both_names_the_one_once() -> None:
    assert turned({"people": ["a", "b", "c"]}, "b", "a") == {"people": ["a", "c"]}
    assert turned({"title": "b", "holder": "b"}, "b", "a") == {"title": "b", "holder": "a"}


def test_every_table_that_points_at_a_party_is_turned_over_with_it() -> None:
    own = {"Party", "PartyMerge", "PartyDistinct"}
    pointing = {
        (relation.related_model.__name__, relation.field.name)
        for relation in Party._meta.related_objects  # noqa: SLF001 - Django's own way to ask
        if relation.related_model.__name__ not in own
    }
    assert pointing == {(name, column) for name, (column, by_row) in POINTERS.items() if by_row}


def test_lookouts_consultations_and_hits_follow_the_person_and_come_back(case: Any, person: Person) -> None:
    anna = person("anna")
    jan, mieke = party(case, "jan"), party(case, "mieke")
    before = {name: _pointing(name, jan) for name in ("Lookout", "Consultation", "ScreeningHit", "Extradition")}
    assert before["Lookout"]
    assert before["ScreeningHit"]
    found = merge(case, "mieke", "jan", anna)
    assert {name: _pointing(name, jan) for name in before} == {name: [] for name in before}
    assert all(set(rows) <= set(_pointing(name, mieke)) for name, rows in before.items())
    merge_undo(merge=found, actor=anna, who=anna.identity())
    assert {name: _pointing(name, jan) for name in before} == before


def _pointing(name: str, one: Party) -> list[int]:
    column = POINTERS[name][0]
    return list(apps.get_model("casework", name).everything.filter(**{column: one}).values_list("pk", flat=True))


def test_a_claim_by_the_absorbed_one_is_a_claim_by_the_kept_one(case: Any, person: Person) -> None:
    anna, claim = person("anna"), AssetClaim.everything.filter(case=case).first()
    assert claim is not None
    AssetClaim.everything.filter(pk=claim.pk).update(claimant="mieke")
    found = merge(case, "jan", "mieke", anna)
    assert AssetClaim.everything.get(pk=claim.pk).claimant == "jan"
    merge_undo(merge=found, actor=anna, who=anna.identity())
    assert AssetClaim.everything.get(pk=claim.pk).claimant == "mieke"
