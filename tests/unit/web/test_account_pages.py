"""The account pages in the browser: first sign-in, second factor, other browsers, and closing an account."""

import re
import time
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from comity.casework.accounts import totp
from comity.casework.demo_office import DEMO_PASSWORD
from comity.casework.log.models import LogEntry

pytestmark = pytest.mark.django_db
Person = Callable[[str], Any]
TRUST = {"name": "Nina Nieuw", "agency": "police", "roles": ["caseworker"], "clearance": "official_use"}


def signed_in(name: str, password: str = DEMO_PASSWORD, strong: bool = False, agent: str = "Test") -> Client:
    client = Client(headers={"user-agent": agent})
    assert client.post("/sign-in", {"username": name, "password": password}).status_code == 302
    if strong:
        session = client.session
        session["strong"] = True
        session.save()
    return client


def text_of(body: str, name: str) -> str:
    found = re.search(rf'id="{name}">([^<]+)<', body)
    assert found
    return found.group(1)


def test_somebody_new_comes_in_by_changing_the_password_and_setting_up_codes() -> None:
    admin = signed_in("ada", strong=True)
    password = text_of(admin.post("/accounts/new", {"username": "nina", **TRUST}).content.decode(), "password")
    nina = signed_in("nina", password)
    assert nina.get("/")["Location"] == "/account/password"
    assert nina.get("/deadlines")["Location"] == "/account/password"
    fields = {"old": password, "new": "four words that rhyme", "again": "four words that rhyme"}
    assert nina.post("/account/password", fields)["Location"] == "/account"
    assert nina.get("/").status_code == 200
    secret = totp.NEWER + text_of(nina.get("/account/codes").content.decode(), "secret").replace(" ", "")
    code = totp.code_at(secret, int(time.time()) // 30)
    assert nina.post("/account/codes", {"code": code})["Location"] == "/account"
    assert nina.session["strong"] is True
    assert LogEntry.objects.latest("index").event == "second_factor_set_up"


def test_a_sign_in_from_a_new_place_is_shown_on_every_page_until_it_is_read_and_again_at_the_next_sign_in() -> None:
    assert "from a new place" not in signed_in("anna").get("/").content.decode()
    anna = signed_in("anna", agent="Another")
    for page in ("/", "/deadlines"):
        assert "under your name from a new place" in anna.get(page).content.decode()
    assert "<li>Signed in from new place" in anna.get("/tasks").content.decode()
    assert "Not read yet" in anna.get("/account").content.decode()
    assert anna.post("/account/notices")["Location"] == "/account"
    assert "Signed in from new place" in anna.get("/account").content.decode()
    for page in ("/", "/tasks"):
        assert "from a new place" not in anna.get(page).content.decode()
    assert "from a new place" in signed_in("anna").get("/").content.decode()


def test_a_closed_account_is_out_at_its_next_request(person: Person) -> None:
    pia, admin = signed_in("pia"), signed_in("ada", strong=True)
    assert pia.get("/").status_code == 200
    path = f"/accounts/{person('pia').pk}/act"
    assert admin.post(path, {"action": "deactivate", "reason": "left"}).status_code == 302
    assert pia.get("/")["Location"] == "/sign-in?next=/"
    assert Client().post("/sign-in", {"username": "pia", "password": DEMO_PASSWORD}).status_code == 422


def test_what_somebody_is_trusted_with_changes_at_their_next_request(person: Person) -> None:
    dirk, admin = signed_in("dirk"), signed_in("ada", strong=True)
    assert dirk.get("/incoming/new").status_code == 200
    fields = {"name": "Dirk", "agency": "ministry", "roles": [], "clearance": "open"}
    assert admin.post(f"/accounts/{person('dirk').pk}", fields).status_code == 302
    assert dirk.get("/incoming/new").status_code == 403


def test_a_person_sees_where_they_are_signed_in_and_ends_it() -> None:
    here, there = signed_in("anna", agent="Desk browser"), signed_in("anna", agent="Forgotten browser")
    body = here.get("/account").content.decode()
    assert "Desk browser" in body
    assert "Forgotten browser" in body
    assert here.post("/account/sessions", {}).status_code == 302
    assert there.get("/").status_code == 302
    assert here.get("/").status_code == 200
    assert "Forgotten browser" not in here.get("/account").content.decode()


def test_a_new_password_signs_out_every_other_browser() -> None:
    here, there = signed_in("anna"), signed_in("anna")
    fields = {"old": DEMO_PASSWORD, "new": "four words that rhyme", "again": "four words that rhyme"}
    assert here.post("/account/password", fields).status_code == 302
    assert here.get("/").status_code == 200
    assert there.get("/").status_code == 302


def test_a_taken_back_factor_takes_back_codes_and_sessions(person: Person) -> None:
    bram, admin = signed_in("bram", strong=True), signed_in("ada", strong=True)
    codes = bram.post("/account/recovery").content.decode()
    assert codes.count("<code") == 10
    path = f"/accounts/{person('bram').pk}/act"
    assert admin.post(path, {"action": "factor"}).status_code == 422  # nobody has said how they know the person
    admin.post(path, {"action": "factor", "identified": "in_person"})
    assert bram.get("/").status_code == 302
    again = signed_in("bram")
    assert "Set up one-time codes" in again.get("/second-factor").content.decode()


def test_a_recovery_code_stands_in_for_a_lost_device() -> None:
    bram = signed_in("bram", strong=True)
    code = re.findall(r'<code dir="ltr">([^<]+)<', bram.post("/account/recovery").content.decode())[0]
    again = signed_in("bram")
    assert again.post("/second-factor", {"recovery": "wrong"}).status_code == 422
    assert again.post("/second-factor", {"recovery": code}).status_code == 302
    assert again.session["strong"] is True


def test_guessing_a_password_ends_after_five_attempts_even_with_the_right_one() -> None:
    client = Client()
    for _ in range(5):
        client.post("/sign-in", {"username": "anna", "password": "wrong wrong wrong"})
    answer = client.post("/sign-in", {"username": "anna", "password": DEMO_PASSWORD})
    assert answer.status_code == 422
    assert b"Too many attempts" in answer.content


def test_a_passkey_answer_without_its_question_is_refused(person: Person) -> None:
    client = signed_in("bram")
    fields = {"client_data": "e30", "key_id": "x", "data": "x", "signature": "x"}
    assert client.post("/second-factor", fields).status_code == 422
    assert "strong" not in client.session


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"username": ""}, "username"),
        ({"name": ""}, "name"),
        ({"agency": "none"}, "agency"),
        ({"clearance": "x"}, "clearance"),
    ],
)
def test_what_is_missing_is_told_at_its_field(change: dict[str, str], field: str) -> None:
    answer = signed_in("ada", strong=True).post("/accounts/new", {"username": "nina", **TRUST, **change})
    assert answer.status_code == 422
    assert f'href="#{field}"' in answer.content.decode()
