"""The forms of the case file: nothing is lost that was not touched, and two people's changes come together."""

import copy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from comity.casefile.loader import case_from_data, load_case, read_case
from comity.casework.cases.case_file import case_data
from comity.casework.cases.services import case_open
from comity.casework.log.models import LogEntry
from comity.casework.records.models import Record
from comity.web.record_fields import FIELDS, INNER, RecordField
from comity.web.record_forms import Input, applied, inputs_of, merged, shown

ROOT = Path(__file__).parents[3]
CASES = sorted((ROOT / "lawdata" / "cases").glob("*.yaml"))
Person = Callable[[str], Any]


def rows() -> list[Any]:
    """Every record of the shipped cases that has a form, with the languages of its case."""
    found = []
    for path in CASES:
        data = read_case(path).file.data
        for kind, fields in FIELDS.items():
            found += [pytest.param(fields, row, data["languages"], id=row["id"]) for row in data.get(kind, ())]
        for (kind, part), fields in INNER.items():
            for outer in data.get(kind, ()):
                inner = enumerate(outer.get(part, ()))
                found += [pytest.param(fields, r, data["languages"], id=f"{outer['id']}-{n}") for n, r in inner]
    return found


@pytest.mark.parametrize(("fields", "row", "languages"), rows())
def test_a_form_that_is_saved_untouched_leaves_the_record_exactly_as_it_was(
    fields: tuple[RecordField, ...], row: dict[str, Any], languages: list[str]
) -> None:
    inputs = list(inputs_of(fields, languages, row))
    values = {one.name: shown(one, row, languages[0]) for one in inputs}
    again = applied(row, inputs, values, languages[0])
    assert again == row
    assert list(again) == list(row)


@pytest.mark.parametrize(("fields", "row", "languages"), rows())
def test_a_record_typed_in_anew_says_the_same(
    fields: tuple[RecordField, ...], row: dict[str, Any], languages: list[str]
) -> None:
    inputs = list(inputs_of(fields, languages, row))
    values = {one.name: shown(one, row, languages[0]) for one in inputs}
    typed_in = applied({}, inputs, values, languages[0])
    assert {one.name: shown(one, typed_in, languages[0]) for one in inputs} == values


def change(row: dict[str, Any], fields: tuple[RecordField, ...], **typed: Any) -> dict[str, Any]:
    inputs = list(inputs_of(fields, ["en", "fr"], row))
    values = {one.name: shown(one, row, "en") for one in inputs}
    return applied(row, inputs, {**values, **{k.replace("__", "."): v for k, v in typed.items()}}, "en")


def test_a_text_that_had_no_language_gets_one_when_a_second_is_written() -> None:
    row = {"id": "d", "title": "Order", "kind": "order"}
    assert change(row, FIELDS["documents"], title__fr="Ordonnance")["title"] == {"en": "Order", "fr": "Ordonnance"}


def test_a_table_that_becomes_empty_is_left_out() -> None:
    row = {"id": "a", "name": "x", "kind": "court", "contact": {"phone": "1"}}
    assert "contact" not in change(row, FIELDS["agencies"], contact__phone="")


def test_nobody_has_said_is_not_no() -> None:
    row = {"id": "d", "title": "x", "kind": "order", "certified": True}
    assert change(row, FIELDS["documents"], certified="false")["certified"] is False
    assert "certified" not in change(row, FIELDS["documents"], certified="")


def test_what_only_the_other_changed_is_taken_over_and_what_both_changed_is_told() -> None:
    one, two, three = (Input(name, RecordField(name, name)) for name in ("place", "from", "to"))
    was = {"place": "a", "from": "2019", "to": "2020"}
    now = {"place": "b", "from": "2018", "to": "2020"}
    mine = {"place": "a", "from": "2017", "to": "2021"}
    result = merged([one, two, three], was, now, mine)
    assert dict(result.values) == {"place": "b", "from": "2017", "to": "2021"}
    assert [i.name for i, _ in result.theirs] == ["place"]
    assert [(i.name, value) for i, value in result.both] == [("from", "2018")]


@pytest.fixture
def anna(person: Person) -> Client:
    client = Client()
    client.force_login(person("anna"))
    return client


def form_of(answer: Any) -> dict[str, Any]:
    """What a browser would send back of a form that nobody touched."""
    given = {f.name: list(f.chosen) if f.kind == "several" else f.value for f in answer.context["fields"]}
    return {**given, **dict(answer.context["was"]), "revision": answer.context["revision"]}


@pytest.mark.django_db
def test_documents_are_added_changed_taken_out_and_put_back(anna: Client, case: Any) -> None:
    new = {"title.en": "Ledger", "kind": "exhibit", "id": "ledger"}
    assert anna.post(f"/cases/{case.pk}/records/documents/new", new).status_code == 302
    record = Record.everything.get(case=case, key="ledger")
    before = case_data(case)
    form = form_of(anna.get(f"/records/{record.pk}"))
    assert anna.post(f"/records/{record.pk}", {**form, "pages": "12"}).status_code == 302
    assert Record.everything.get(pk=record.pk).data == {**record.data, "pages": 12}
    anna.post(f"/records/{record.pk}/remove", {"revision": 2})
    assert not Record.everything.filter(case=case, key="ledger").exists()
    removed = LogEntry.objects.latest("index")
    assert removed.event == "record_removed"
    anna.post(f"/cases/{case.pk}/restore", {"entry": removed.index})
    assert case_from_data(case_data(case)).documents[-1].pages == 12
    assert len(case_data(case)["documents"]) == len(before["documents"])


@pytest.mark.django_db
def test_a_record_that_others_refer_to_is_not_taken_out(anna: Client, case: Any) -> None:
    record = Record.everything.get(case=case, kind="documents", key="warrant")
    answer = anna.post(f"/records/{record.pk}/remove", {"revision": record.revision}, follow=True)
    assert "refers to" in answer.content.decode()
    assert Record.everything.filter(pk=record.pk).exists()


@pytest.mark.django_db
def test_a_form_saved_untouched_through_the_pages_changes_nothing(anna: Client, case: Any) -> None:
    leaves = LogEntry.objects.count()
    for record in Record.everything.filter(case=case, kind__in=FIELDS):
        assert anna.post(f"/records/{record.pk}", form_of(anna.get(f"/records/{record.pk}"))).status_code == 302
    assert LogEntry.objects.count() == leaves
    shipped = load_case(ROOT / "lawdata" / "cases" / "netherlands-united-states.yaml")
    assert case_from_data(case_data(case)) == shipped


@pytest.mark.django_db
def test_a_slip_is_told_at_its_field_and_nothing_is_written(anna: Client, case: Any) -> None:
    record = Record.everything.get(case=case, kind="conduct", key="bribery")
    form = form_of(anna.get(f"/records/{record.pk}"))
    for field, wrong in (("from", "soon"), ("amounts", "much money"), ("law.max_months", "long"), ("elements", "x: y")):
        answer = anna.post(f"/records/{record.pk}", {**form, field: wrong})
        assert answer.status_code == 422
        assert f'href="#{field}"' in answer.content.decode(), field
    assert Record.everything.get(pk=record.pk).data == record.data


@pytest.mark.django_db
def test_the_second_of_two_people_is_told_what_the_first_changed_and_can_merge(
    anna: Client, case: Any, person: Person
) -> None:
    pia = Client()
    pia.force_login(person("pia"))
    record = Record.everything.get(case=case, kind="conduct", key="bribery")
    path = f"/records/{record.pk}"
    hers, theirs = form_of(anna.get(path)), form_of(pia.get(path))
    pia.post(path, {**theirs, "place": "Utrecht", "to": "2022"})
    answer = anna.post(path, {**hers, "to": "2021", "law.article": "363a"})
    assert answer.status_code == 422
    body = answer.content.decode()
    assert "Saved by somebody else meanwhile: 2022" in body
    again = form_of(answer)
    assert (again["place"], again["to"], again["law.article"]) == ("Utrecht", "2021", "363a")
    assert anna.post(path, again).status_code == 302
    kept = Record.everything.get(pk=record.pk).data
    assert (kept["place"], kept["to"], kept["law"]["article"]) == ("Utrecht", "2021", "363a")


@pytest.mark.django_db
def test_people_that_one_does_not_see_stay_in_the_record_that_one_saves(case: Any, person: Person) -> None:
    from comity.casework.people.models import Party  # noqa: PLC0415 - only here

    Party.everything.filter(case=case, key="jan").update(wall=case.walls.get())
    record = Record.everything.get(case=case, kind="proceedings", key="p-jan")
    pia = Client()
    pia.force_login(person("pia"))
    form = form_of(pia.get(f"/records/{record.pk}"))
    assert "jan" not in [key for f in form.items() for key in f if key == "jan"]
    assert pia.post(f"/records/{record.pk}", {**form, "reference": "new"}).status_code == 302
    kept = Record.everything.get(pk=record.pk).data
    assert kept["people"] == record.data["people"]
    assert kept["reference"] == "new"


@pytest.mark.django_db
def test_a_sealed_field_is_neither_shown_nor_lost(case: Any, person: Person) -> None:
    record = Record.everything.get(case=case, kind="conduct", key="bribery")
    Record.everything.filter(pk=record.pk).update(marks={"amounts": "secret"})
    pia = Client()
    pia.force_login(person("pia"))
    answer = pia.get(f"/records/{record.pk}")
    assert "60000" not in answer.content.decode()
    pia.post(f"/records/{record.pk}", {**form_of(answer), "place": "Utrecht"})
    assert Record.everything.get(pk=record.pk).data["amounts"] == record.data["amounts"]


@pytest.mark.django_db
def test_an_order_is_added_to_proceedings(anna: Client, case: Any) -> None:
    record = Record.everything.get(case=case, kind="proceedings", key="p-jan")
    before = copy.deepcopy(record.data["orders"])
    new = {"kind": "search_order", "court.en": "Court", "date": "2026-10-02", "revision": record.revision}
    assert anna.post(f"/records/{record.pk}/orders/0", new).status_code == 302
    orders = Record.everything.get(pk=record.pk).data["orders"]
    assert orders[:-1] == before
    assert orders[-1]["kind"] == "search_order"


@pytest.mark.django_db
def test_a_case_opened_by_hand_takes_documents_before_its_conduct_is_known(anna: Client, person: Person) -> None:
    user = person("anna")
    made = case_open(reference="N-1", title={"en": "x"}, state="NLD", languages=["en"], actor=user, who=user.identity())
    fields = {"title.en": "Report", "kind": "other"}
    assert anna.post(f"/cases/{made.pk}/records/documents/new", fields).status_code == 302
    assert Record.everything.get(case=made).key == "documents-1"
