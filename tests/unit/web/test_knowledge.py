"""The knowledge pages: what was learnt appears where a request is drafted; the network says what is not known."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from comity.knowledge.corrections.models import Correction
from comity.knowledge.directory.models import Contact
from comity.knowledge.keeping.models import StatePage
from comity.knowledge.lessons.models import Lesson

pytestmark = pytest.mark.django_db
Person = Callable[[str], Any]


def browser(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_the_page_of_a_request_shows_what_was_learnt_with_that_state(person: Person, request_: Any) -> None:
    body = browser(person("anna")).get(f"/requests/{request_('bank-records-che').pk}").content.decode()
    assert "Learnt with this state" in body
    assert "Ask for the accounts and years that the facts support" in body


def test_a_lesson_is_proposed_on_the_request_and_confirmed_by_a_lawyer(person: Person, request_: Any) -> None:
    pk = request_("bank-records-che").pk
    given = {"happened": "refused", "reason": "costs", "text": "Nobody had said who pays.", "language": "en"}
    client = browser(person("pia"))
    refused = client.post(f"/requests/{pk}/lessons", {**given, "advice": "Ask Jan Voorbeeld."})
    assert refused.status_code == 422
    assert "A lesson names nobody" in refused.content.decode()
    assert "Nobody had said who pays." in refused.content.decode()
    assert client.post(f"/requests/{pk}/lessons", {**given, "advice": "Say who pays at once."}).status_code == 302
    lesson = Lesson.objects.get(reason="costs")
    assert client.get(f"/lessons/{lesson.pk}").status_code == 200
    assert client.post(f"/lessons/{lesson.pk}", {"action": "confirm"}).status_code == 403
    assert browser(person("lena")).post(f"/lessons/{lesson.pk}", {"action": "confirm"}).status_code == 302
    assert "Say who pays at once." in browser(person("ida")).get("/lessons?state=CHE").content.decode()


def test_a_file_that_is_no_bundle_is_told_and_takes_nothing(person: Person) -> None:
    before = Lesson.objects.count()
    file = SimpleUploadedFile("holiday.json", b"\x89PNG")
    body = browser(person("dirk")).post("/knowledge/take", {"bundle": file}, follow=True).content.decode()
    assert "is no bundle that can be read here" in body
    assert Lesson.objects.count() == before


def test_a_state_that_is_none_is_not_found(person: Person) -> None:
    assert browser(person("ida")).get("/knowledge/states/XQZ").status_code == 404


def test_the_network_counts_only_requests_that_the_person_may_see(person: Person) -> None:
    row = re.compile(r"Switzerland \(CHE\)</a>.*?numeric\">(\d*)</td>")
    found = [
        row.search(browser(person(name)).get("/network?measure=freezing").content.decode()) for name in ("anna", "ida")
    ]
    assert [match[1] for match in found if match] == ["3", ""]


def test_a_day_that_is_none_is_told_and_our_own_state_is_shown(person: Person) -> None:
    answer = browser(person("ida")).get("/network?on=yesterday")
    assert answer.status_code == 422
    assert "Netherlands (NLD)" in answer.content.decode()


def test_what_joining_would_open_is_a_list_to_take_along(person: Person) -> None:
    answer = browser(person("ida")).get("/network/openings?state=EGY&measure=extradition&as=csv")
    lines = answer.content.decode().splitlines()
    assert lines[0] == "instrument,change,requesting,requested,before,after,after_basis"
    assert any(line.startswith("ETS024,improved,") for line in lines)


def test_a_correction_is_proposed_on_a_states_page_and_shown_beside_the_fact_once_confirmed(person: Person) -> None:
    given = {"measure": "assistance", "section": "Language", "about": "language (synthetic)", "should_say": "Spanish"}
    client = browser(person("ida"))
    refused = client.post("/knowledge/states/URY/correct", given)
    assert refused.status_code == 422
    assert "Name the source" in refused.content.decode()
    assert client.post("/knowledge/states/URY/correct", {**given, "source": "Synthetic circular"}).status_code == 302
    made = Correction.objects.get(about="language (synthetic)")
    browser(person("lena")).post(f"/corrections/{made.pk}", {"action": "confirm"})
    body = client.get("/knowledge/states/URY?measure=assistance").content.decode()
    assert "Corrected by offices, not yet in the law data" in body
    assert "Synthetic circular" in body


def test_an_authority_is_added_tested_and_changed_on_a_states_page(person: Person) -> None:
    client = browser(person("dirk"))
    given = {
        "role": "liaison",
        "authority": "Synthetic Authority",
        "mailbox": "office@example.org",
        "languages": "es, en",
    }
    given |= {"languages": "es, en", "source": "A letter", "checked_on": "2025-01-15"}
    assert client.post("/knowledge/states/URY/contacts/new", given).status_code == 302
    contact = Contact.objects.get(authority="Synthetic Authority")
    assert contact.languages == ["es", "en"]
    assert "To be checked" in client.get("/knowledge/states/URY").content.decode()
    client.post(f"/directory/{contact.pk}/act", {"action": "test"})
    assert "Test message without answer since" in client.get("/knowledge/states/URY").content.decode()
    assert client.post(f"/directory/{contact.pk}", {**given, "revision": "9"}).status_code == 422
    assert client.post(f"/directory/{contact.pk}/act", {"action": "burn"}).status_code == 404


def test_the_negotiation_list_ranks_our_own_open_requests_first_and_is_exported(person: Person) -> None:
    client = browser(person("anna"))
    body = client.get("/network/openings?state=EGY&measure=extradition").content.decode()
    assert "Negotiation list" in body
    lines = client.get("/network/openings?state=EGY&measure=extradition&as=list").content.decode().splitlines()
    assert lines[0].startswith("rank,move,about,open_requests")
    assert {line.split(",")[1] for line in lines[1:]} >= {"new_treaty", "accession"}


def test_a_matrix_shows_the_chosen_states_and_says_what_is_none(person: Person) -> None:
    client = browser(person("ida"))
    body = client.get("/network/matrix?states=NLD+CHE+FRA&measure=extradition").content.decode()
    assert body.count('scope="row"') == 3
    assert client.get("/network/matrix?states=NLD+XQZ").status_code == 422
    assert client.get("/network/matrix?states=" + "+".join(["NLD", "CHE"] * 3)).status_code == 200


def test_commitments_are_shown_with_their_evidence(person: Person) -> None:
    body = browser(person("ida")).get("/network/commitments?state=RUS").content.decode()
    assert "Suspension of the Russian Federation" in body
    assert "OECD Working Group on Bribery" in body


def test_a_program_reads_figures_lessons_and_profiles_and_a_slip_is_told_at_its_field(person: Person) -> None:
    client = browser(person("ida"))
    told = client.get("/api/v1/figures?from=2026-01-01&to=2026-12-31").json()
    assert told["least"] == 5
    assert {row["figure"] for row in told["figures"]} >= {"requests-by-measure", "persons-by-status"}
    assert client.get("/api/v1/lessons?state=CHE").json()["lessons"][0]["state"] == "CHE"
    wrong = client.get("/api/v1/profiles/CHE?measure=wishing")
    assert (wrong.status_code, wrong.json()["errors"][0]["field"]) == (422, "measure")


def test_a_keeper_that_is_refused_is_told_at_the_field_and_stays_chosen(person: Person) -> None:
    anna, path = browser(person("anna")), "/knowledge/states/CHE/keeping"
    lena = str(person("lena").pk)
    for given, field, told in (
        ({"action": "give", "keeper": "999999", "revision": "1"}, "keeper", "Choose from the list"),
        ({"action": "give", "keeper": lena, "revision": "9"}, "", "somebody has changed this meanwhile"),
    ):
        answer = anna.post(path, given)
        body = answer.content.decode()
        assert answer.status_code == 422
        assert told.casefold() in body.casefold()
        assert not field or (f'href="#{field}"' in body and f'id="{field}-error"' in body)
        assert 'action="/knowledge/states/CHE"' in body
    assert f'<option value="{lena}" selected>' in body
    assert not StatePage.objects.filter(state="CHE", keeper__isnull=False).exists()


def test_what_is_given_or_taken_over_wrongly_is_told_at_its_field_and_what_was_chosen_stays(
    person: Person,
) -> None:
    client = browser(person("anna"))
    none = client.post("/knowledge/take", {})
    assert none.status_code == 422
    assert 'href="#bundle"' in none.content.decode()
    assert 'id="bundle-error"' in none.content.decode()
    wrong = client.post("/knowledge/take", {"bundle": SimpleUploadedFile("x.json", b"[]")})
    assert wrong.status_code == 422
    assert 'id="bundle-error"' in wrong.content.decode()
    strange = client.post("/knowledge/send", {"what": "corrections", "node": "no-such-node"})
    assert strange.status_code == 422
    assert 'href="#node"' in strange.content.decode()
    assert 'id="node-error"' in strange.content.decode()
    assert '<option value="corrections" selected>' in strange.content.decode()


def test_a_head_gives_a_page_away_and_its_keeper_goes_through_it(person: Person) -> None:
    anna, lena = browser(person("anna")), browser(person("lena"))
    given = {"action": "give", "keeper": person("lena").pk, "revision": "1"}
    assert lena.post("/knowledge/states/CHE/keeping", given).status_code == 403
    assert anna.post("/knowledge/states/CHE/keeping", given).status_code == 302
    assert "I have gone through all of it today" in lena.get("/knowledge/states/CHE").content.decode()
    assert "I have gone through all of it today" not in anna.get("/knowledge/states/CHE").content.decode()
    lena.post("/knowledge/states/CHE/keeping", {"action": "reviewed", "revision": "2"})
    row = re.search(r"Switzerland \(CHE\)</a>.*?</tr>", anna.get("/knowledge/overdue").content.decode(), re.DOTALL)
    assert row
    assert "Lena Verzinsel" in row[0]
    assert "never" not in row[0]
