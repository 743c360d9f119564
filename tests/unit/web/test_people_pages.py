"""The pages of people, screening and the immigration desk: what they say, and what they never say."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from comity.casework.entry.models import Consultation, EntryFile
from comity.casework.people.models import Party
from comity.casework.people.parts import PARTS, SOURCE_FIELDS
from comity.casework.people.services import party_create
from comity.casework.screening.models import ScreeningHit
from comity.web import labels

pytestmark = pytest.mark.django_db
Person = Callable[[str], Any]


def browser(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    session = client.session
    session["strong"] = True
    session.save()
    return client


def test_every_part_of_a_person_and_every_field_is_said_in_all_languages() -> None:
    fields = [*(f for part in PARTS.values() for f in part.fields), *SOURCE_FIELDS]
    words = {part.title for part in PARTS.values()} | {part.add for part in PARTS.values()}
    words |= {text for f in fields for text in (f.label, f.hint) if text}
    words |= {code.replace("_", " ").capitalize() for f in fields for code in f.choices}
    wanted = labels.LANGUAGES.keys() - {"en"}
    assert [w for w in words if wanted - labels.catalogue().get(w, {}).keys()] == []


def test_a_name_is_added_in_the_browser_and_stands_there_with_its_source(case: Any, person: Person) -> None:
    jan = Party.everything.get(case=case, key="jan")
    client = browser(person("anna"))
    fields = {"full": "扬·福尔贝尔德", "kind": "alias", "source": "An invented passport", "revision": jan.revision}
    answer = client.post(f"/parties/{jan.pk}/edit/names", fields)
    assert answer["Location"] == f"/parties/{jan.pk}"
    body = client.get(f"/parties/{jan.pk}").content.decode()
    assert "扬·福尔贝尔德" in body
    assert "An invented passport" in body


def test_why_two_records_are_two_is_told_at_its_pair_and_what_was_typed_stays(case: Any, person: Person) -> None:
    anna, source = person("anna"), {"source": "An invented register", "date": "2026-03-01"}
    for name in ("习近平例", "Xi Jinpingli"):
        party_create(case=case, kind="person", name={"full": name}, source=source, actor=anna, who=anna.identity())
    client, path = browser(anna), f"/cases/{case.pk}/duplicates"
    field = re.search(r'id="reason-(\d+)-(\d+)"', client.get(path).content.decode())
    assert field
    given = {"left": field[1], "right": field[2], "reason": "photograph"}
    answer = client.post(f"/cases/{case.pk}/duplicates/distinct", given)
    body = answer.content.decode()
    assert answer.status_code == 422
    assert f'href="#reason-{field[1]}-{field[2]}"' in body
    assert re.search(rf'error-message.*?</p><input[^>]*id="reason-{field[1]}-{field[2]}"[^>]*value="photograph"', body)
    nobody = client.post(f"/cases/{case.pk}/duplicates/distinct", given | {"left": "²"})
    assert nobody.status_code == 422


def test_a_field_that_is_missing_is_told_beside_it_and_what_was_typed_stays(case: Any, person: Person) -> None:
    jan = Party.everything.get(case=case, key="jan")
    answer = browser(person("anna")).post(
        f"/parties/{jan.pk}/edit/names", {"full": "Typed Already", "revision": jan.revision}
    )
    body = answer.content.decode()
    assert answer.status_code == 422
    assert 'href="#source"' in body
    assert 'value="Typed Already"' in body


def test_an_address_that_names_no_part_or_no_row_is_no_page_and_no_error(case: Any, person: Person) -> None:
    jan = Party.everything.get(case=case, key="jan")
    client = browser(person("anna"))
    assert client.get(f"/parties/{jan.pk}/edit/secrets").status_code == 404
    assert client.get(f"/parties/{jan.pk}/edit/names?row=99").status_code == 200
    answer = client.post(f"/parties/{jan.pk}/remove", {"part": "secrets", "row": "x", "revision": jan.revision})
    assert answer.status_code == 302


def test_two_reviewers_decide_a_hit_in_the_browser(case: Any, person: Person) -> None:
    hit = ScreeningHit.everything.get(case=case, party__key="mieke")
    first, second = browser(person("pia")), browser(person("anna"))
    said = {"action": "propose", "outcome": "different", "reason": "The birth month is that of many people"}
    assert first.post(f"/hits/{hit.pk}/act", {**said, "revision": hit.revision}).status_code == 302
    hit.refresh_from_db()
    confirm = {"action": "confirm", "revision": hit.revision}
    assert first.post(f"/hits/{hit.pk}/act", confirm).status_code == 403
    assert "Not yours" in first.get(f"/hits/{hit.pk}").content.decode()
    assert second.post(f"/hits/{hit.pk}/act", confirm).status_code == 302
    assert ScreeningHit.everything.get(pk=hit.pk).state == "decided"


def test_the_desk_reads_on_no_page_which_case_it_is_whose_and_why(case: Any, person: Person) -> None:
    ida = browser(person("ida"))
    one = Consultation.everything.get(case=case)
    answer = ida.post(
        "/entry-check", {"names": "Jan Voorbeeld", "purpose": "visa", "reference": "V-5", "birth_date": "1971"}
    )
    assert "To the consultation" in answer.content.decode()
    file = EntryFile.objects.latest("pk")
    ida.post(f"/entry-check/files/{file.pk}")
    pages = ("/entry-check", "/consultations", f"/consultations/{one.pk}", f"/entry-check/files/{file.pk}", "/")
    bodies = [answer.content.decode(), *(ida.get(page).content.decode() for page in pages)]
    for body in bodies:
        for secret in (case.reference, "Voorbeeldstad", "Anna Fictief", "embezzlement", f"/parties/{one.party_id}"):
            assert secret not in body
    seen_by_case = browser(person("anna")).get(f"/consultations/{one.pk}").content.decode()
    assert "Word by word" in seen_by_case
    assert "Word by word" not in bodies[3]


def test_a_file_of_applicants_is_handed_in_and_its_status_begins_no_formula(person: Person) -> None:
    ida = browser(person("ida"))
    sent = SimpleUploadedFile("a.csv", b"reference,name\n=1+1,Piet Nergens\n")
    answer = ida.post("/entry-check/files", {"file": sent, "purpose": "visa", "reference": "V-9"})
    assert answer.status_code == 302
    status = ida.get(answer["Location"] + "/status").content.decode()
    assert "'=1+1" in status
    assert re.search(r"(^|,)=", status, re.MULTILINE) is None
    again = ida.post("/entry-check/files", {"purpose": "visa", "reference": "V-9"})
    assert again.status_code == 422
    assert 'href="#file"' in again.content.decode()
