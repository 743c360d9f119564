"""The pages of requests: each step asks for its own, answers and files are told at their place, nothing is rendered."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from comity.casework.requests.models import Request

pytestmark = pytest.mark.django_db
Person = Callable[[str], Any]


def browser(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    session = client.session
    session["strong"] = True
    session.save()
    return client


@pytest.fixture
def received(db: None) -> Request:
    """The received request of the synthetic office on which the sender is being consulted."""
    return Request.everything.select_related("case").get(case__reference="IN-2026-0029")


def test_a_step_page_asks_exactly_what_the_step_needs(received: Request, person: Person) -> None:
    body = browser(person("dirk")).get(f"/requests/{received.pk}/steps/end_consultation").content.decode()
    assert 'name="view"' in body
    assert 'name="grounds"' not in body
    assert browser(person("dirk")).get(f"/requests/{received.pk}/steps/refuse").status_code == 404
    assert browser(person("fien")).get(f"/requests/{received.pk}/steps/end_consultation").status_code == 404


def test_a_slip_in_a_step_is_told_on_its_page_and_keeps_what_was_filled_in(received: Request, person: Person) -> None:
    fields = {"action": "end_consultation", "revision": received.revision, "reason": "They insist."}
    answer = browser(person("dirk")).post(f"/requests/{received.pk}/act", fields)
    assert answer.status_code == 422
    body = answer.content.decode()
    assert 'href="#view"' in body
    assert "They insist." in body


def test_the_letter_of_a_step_is_read_before_anything_is_recorded(received: Request, person: Person) -> None:
    Request.everything.filter(pk=received.pk).update(state="registered")
    path = f"/requests/{received.pk}/steps/acknowledge/letter"
    answer = browser(person("dirk")).post(path, {"language": "fr", "signatory_title": "Chef de service"})
    assert answer.content.startswith(b"%PDF")
    assert answer["Content-Disposition"].startswith("attachment")
    assert Request.everything.get(pk=received.pk).state == "registered"
    assert browser(person("dirk")).post(path, {"language": "xx"}).status_code == 422


def test_a_ground_is_answered_at_its_place(received: Request, person: Person) -> None:
    client, path = browser(person("dirk")), f"/requests/{received.pk}/checklist"
    fields = {"revision": received.revision, "ETS030/fiscal-offence": "unknown", "reason ETS030/fiscal-offence": ""}
    refused = client.post(path, fields)
    assert refused.status_code == 422
    assert 'href="#ETS030/fiscal-offence"' in refused.content.decode()
    fields["reason ETS030/fiscal-offence"] = "the tax office has been asked"
    assert client.post(path, fields).status_code == 302
    assert "the tax office has been asked" in client.get(path).content.decode()


def test_what_came_with_a_request_is_given_out_only_when_released_and_only_as_a_download(
    received: Request, person: Person
) -> None:
    client, kept = browser(person("dirk")), received.attachments.get()
    path = f"/requests/{received.pk}/attachments/{kept.pk}"
    assert client.get(path).status_code == 302
    assert client.post(f"{path}/decide", {"decision": "release", "reason": "a letter"}).status_code == 302
    answer = client.get(path)
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert b"".join(answer.streaming_content).startswith(b"%PDF")
    assert browser(person("fien")).get(path).status_code == 404


def test_a_decision_on_a_file_that_is_refused_is_told_at_its_field_and_keeps_the_reason(
    received: Request, person: Person
) -> None:
    client, kept = browser(person("dirk")), received.attachments.get()
    path = f"/requests/{received.pk}/attachments/{kept.pk}/decide"
    at = f"reason-{kept.pk}"
    for given, told in (
        ({"decision": "refuse", "reason": " "}, "Say why"),
        ({"decision": "burn", "reason": "It names a witness."}, "Choose what is to be done"),
    ):
        answer = client.post(path, given)
        body = answer.content.decode()
        assert answer.status_code == 422
        assert told in body
        field = re.search(rf'<details[^>]* open>(?:(?!</details>).)*id="{at}"[^>]*>', body, re.DOTALL)
        assert field
        assert 'class="govuk-error-message"' in field[0]
        assert given["reason"].strip() in field[0]
        assert (f'href="#{at}"' in body) == (told == "Say why")
    kept.file.refresh_from_db()
    assert kept.file.state == "quarantined"


def test_a_plain_step_that_is_refused_keeps_its_note_and_its_day(received: Request, person: Person) -> None:
    Request.everything.filter(pk=received.pk).update(state="received")
    given = {"revision": "999", "reason": "Told by telephone.", "day": "2026-01-07"}
    steps = browser(person("dirk")).get(f"/requests/{received.pk}").content.decode()
    plain = re.search(r'name="action" value="(\w+)"', steps)
    assert plain
    answer = browser(person("dirk")).post(f"/requests/{received.pk}/act", given | {"action": plain[1]})
    assert answer.status_code == 422
    body = answer.content.decode()
    assert re.search(rf'id="reason-{plain[1]}"[^>]*>Told by telephone.<', body)
    assert re.search(rf'id="day-{plain[1]}"[^>]*value="2026-01-07"', body)


def test_a_letter_that_was_kept_is_downloaded_by_the_team_only(received: Request, person: Person) -> None:
    letter = received.steps_taken.get(action="acknowledge").letters.first()
    path = f"/requests/{received.pk}/letters/{letter.pk}"
    assert browser(person("lena")).get(path).content.startswith(b"%PDF")
    assert browser(person("fien")).get(path).status_code == 404


def test_a_result_is_recorded_with_its_file_and_taken_out_again(received: Request, person: Person) -> None:
    Request.everything.filter(pk=received.pk).update(state="in_execution")
    client, path = browser(person("pia")), f"/requests/{received.pk}/results"
    fields = {"title": "Deeds", "purpose": "the case", "specialty": "prior_consent", "confidentiality": "secret"}
    sent = SimpleUploadedFile("deeds.pdf", b"%PDF-1.4 x", "application/pdf")
    assert client.post(path, {**fields, "file": sent}).status_code == 302
    (item,) = received.results.all()
    assert item.file.name == "deeds.pdf"
    assert client.post(path, {**fields, "purpose": ""}).status_code == 422
    assert client.post(f"{path}/{item.pk}/withdraw").status_code == 302
    assert received.results.count() == 0


def test_the_desk_is_filtered_by_nearness_case_and_kind(person: Person) -> None:
    client = browser(person("dirk"))
    everything = client.get("/deadlines").context["total"]
    over = client.get("/deadlines?urgency=over").context["deadlines"]
    assert {deadline.urgency for deadline in over} <= {"over"}
    assert len(over) < everything
    assert client.get("/deadlines?kind=Nothing").context["deadlines"] == []


def test_two_versions_are_compared_only_by_who_may_see_what_they_rest_on(case: Any, person: Person) -> None:
    request = Request.everything.get(case=case, key="freezing-che")
    body = browser(person("anna")).get(f"/requests/{request.pk}/versions").content.decode()
    assert "There are not two versions yet" in body
    assert browser(person("ida")).get(f"/requests/{request.pk}/versions").status_code == 404


def test_the_routes_stand_on_the_page_before_a_request_is_added(case: Any, person: Person) -> None:
    client, path = browser(person("anna")), f"/cases/{case.pk}/requests/new"
    fields = {"to": "CHE", "measure": "assistance", "conduct": ["embezzlement"], "people": ["jan"]}
    shown = client.post(path, {**fields, "show": "1"})
    assert shown.status_code == 200
    assert len(shown.context["routes"]) > 1
    before = Request.everything.count()
    basis = shown.context["routes"][0].basis.id
    assert client.post(path, {**fields, "basis": basis}).status_code == 302
    assert Request.everything.count() == before + 1
    assert Request.everything.latest("pk").basis == basis
