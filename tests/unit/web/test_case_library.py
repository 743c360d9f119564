"""The pages of the library: found, written without a name, brought in after a look, decided about by another person."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from comity.casework.cases.models import Case
from comity.knowledge.case_library.models import LibraryCase, LibraryFile

pytestmark = pytest.mark.django_db
Person = Callable[[str], Any]
GIVEN = {
    "language": "en",
    "title": "A freeze that held",
    "origin_states": "NLD",
    "asset_states": "CHE, LUX",
    "offences": ["uncac:15"],
    "measures": ["freezing"],
    "basis": ["convention"],
    "outcome": ["assets_confiscated"],
    "facts": "By role only.",
    "amounts-1-stage": "frozen",
    "amounts-1-amount": "1500000.25",
    "amounts-1-currency": "CHF",
    "sources-1-title": "An invented annual report",
}


def browser(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_a_two_character_word_finds_the_chinese_summary_and_marks_it(person: Person) -> None:
    body = browser(person("ida")).get("/library?q=引渡").content.decode()
    assert "虚构案例" in body
    assert '<mark class="comity-found"><bdi>引渡</bdi></mark>' in body


def test_filters_narrow_the_list_and_stay_in_the_address_of_the_next_page(person: Person) -> None:
    client = browser(person("ida"))
    body = client.get("/library?outcome=person_surrendered&state=USA").content.decode()
    assert "虚构案例" in body
    assert "Road contracts" not in body
    assert '<option value="person_surrendered" selected>' in body
    assert client.get("/library?least=many").status_code == 422


def test_a_summary_is_written_decided_about_and_then_found(person: Person) -> None:
    client = browser(person("pia"))
    assert client.post("/library/new", GIVEN).status_code == 302
    made = LibraryCase.objects.get(title="A freeze that held")
    assert made.data["asset_states"] == ["CHE", "LUX"]
    assert made.data["amounts"] == [{"stage": "frozen", "amount": "1500000.25", "currency": "CHF"}]
    assert "1500000.25 CHF" in client.get(f"/library/{made.pk}").content.decode()
    assert browser(person("ida")).get(f"/library/{made.pk}").status_code == 404
    changed = {**GIVEN, "title": "A freeze that held long", "revision": "1"}
    assert client.post(f"/library/{made.pk}/edit", changed).status_code == 302
    assert client.post(f"/library/{made.pk}/edit", changed).status_code == 422
    assert browser(person("lena")).post(f"/library/{made.pk}", {"action": "confirm"}).status_code == 302
    assert "A freeze that held long" in browser(person("ida")).get("/library?q=held long").content.decode()
    assert client.get(f"/library/{made.pk}/edit").status_code == 404


def test_every_slip_of_a_summary_is_told_at_its_field_and_nothing_typed_is_lost(person: Person) -> None:
    wrong = {**GIVEN, "title": "", "amounts-1-amount": "1,500"}
    answer = browser(person("pia")).post("/library/new", wrong)
    body = answer.content.decode()
    assert answer.status_code == 422
    assert 'href="#title"' in body
    assert 'href="#amounts-1-amount"' in body
    assert 'value="1,500"' in body
    assert "By role only." in body


def test_a_closed_case_leads_to_a_form_begun_from_its_record_and_its_names_are_refused(
    case: Any, person: Person
) -> None:
    client = browser(person("anna"))
    assert client.get(f"/cases/{case.pk}/library").status_code == 302
    Case.everything.filter(pk=case.pk).update(is_open=False)
    assert "Write a summary for the library" in client.get(f"/cases/{case.pk}").content.decode()
    body = client.get(f"/cases/{case.pk}/library").content.decode()
    assert 'value="NLD"' in body
    assert "Voorbeeld" not in body
    refused = client.post(f"/cases/{case.pk}/library", {**GIVEN, "facts": "Jan Voorbeeld again."})
    assert refused.status_code == 422
    assert client.post(f"/cases/{case.pk}/library", GIVEN).status_code == 302
    for outsider in ("ida", "omar"):
        assert browser(person(outsider)).get(f"/cases/{case.pk}/library").status_code in {403, 404}


@pytest.mark.parametrize("kind", ["csv", "json"])
def test_what_is_given_away_comes_in_elsewhere_after_a_look(person: Person, kind: str) -> None:
    client = browser(person("dirk"))
    content = client.get(f"/library/export?as={kind}").content
    LibraryCase.objects.all().delete()
    answer = client.post("/library/import", {"file": SimpleUploadedFile(f"x.{kind}", content)})
    file = LibraryFile.objects.get()
    assert answer["Location"] == f"/library/files/{file.pk}"
    assert "虚构案例" in client.get(answer["Location"]).content.decode()
    assert not LibraryCase.objects.exists()
    client.post(answer["Location"], {"action": "take"})
    assert set(LibraryCase.objects.values_list("status", flat=True)) == {"proposed"}
    assert client.post(answer["Location"], {"action": "confirm"}).status_code == 403
    assert browser(person("lena")).post(answer["Location"], {"action": "confirm"}).status_code == 302
    assert client.get(f"/library/export?as={kind}").content == content


def test_bad_lines_are_listed_and_nothing_is_kept(person: Person) -> None:
    client = browser(person("dirk"))
    content = client.get("/library/export?as=csv").content.replace(b"2019-03", b"soon")
    answer = client.post("/library/import", {"file": SimpleUploadedFile("x.csv", content)})
    body = answer.content.decode()
    assert answer.status_code == 422
    assert "Lines that cannot be used" in body
    assert "<bdi>begun</bdi>" in body
    assert not LibraryFile.objects.exists()


def test_a_program_searches_and_reads_the_library(person: Person) -> None:
    client = browser(person("ida"))
    answer = client.get("/api/v1/library?q=引渡&state=USA").json()
    assert [row["title"] for row in answer["cases"]] == ["虚构案例:采购贿赂,人员引渡后返还资产"]
    told = client.get(f"/api/v1/library/{answer['cases'][0]['uid']}").json()
    assert told["amounts"][0]["amount"] == "900000"
    assert client.get("/api/v1/library/00000000-0000-0000-0000-000000000001").status_code == 404
