"""How long a browser stays signed in, what is asked again before an account is changed, and what is kept of a form."""

import datetime as dt
import hashlib
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from comity.casework.accounts import totp
from comity.casework.accounts.breached import is_breached
from comity.casework.accounts.factors import second_factor_show
from comity.casework.accounts.models import Session
from comity.casework.accounts.passwords import office_words, password_check
from comity.casework.demo_office import DEMO_PASSWORD
from comity.casework.log.models import LogEntry
from comity.common.errors import BadInputError

pytestmark = pytest.mark.django_db
Person = Callable[[str], Any]
MINUTE, HOUR = 60, 3600
FORM = "application/x-www-form-urlencoded"


def signed_in(name: str, password: str = DEMO_PASSWORD) -> Client:
    client = Client()
    assert client.post("/sign-in", {"username": name, "password": password}).status_code == 302
    return client


def moved(client: Client, **seconds: float) -> None:
    """The session as if some of its moments were so long ago."""
    session = client.session
    for name, ago in seconds.items():
        session[name] = time.time() - ago
    session.save()


def test_a_session_that_was_idle_opens_nothing_until_the_person_signs_in_again() -> None:
    client = signed_in("anna")
    moved(client, seen=29 * MINUTE)
    assert client.get("/").status_code == 200
    moved(client, seen=31 * MINUTE)
    assert client.get("/")["Location"] == "/sign-in?next=/"
    assert client.get("/")["Location"] == "/sign-in?next=/"  # asking again does not wake it
    assert client.get("/api/v1/cases").status_code == 401
    assert "the office was locked" in client.get("/sign-in").content.decode()
    client.post("/sign-in", {"username": "anna", "password": DEMO_PASSWORD})
    assert client.get("/").status_code == 200


def test_an_idle_session_has_to_show_the_second_factor_again() -> None:
    client = signed_in("anna")
    moved(client, seen=31 * MINUTE)
    session = client.session
    session["strong"] = True
    session.save()
    client.get("/")
    client.post("/sign-in", {"username": "anna", "password": DEMO_PASSWORD})
    assert "strong" not in client.session


def test_a_session_ends_after_its_hours_however_busy_it_was() -> None:
    client = signed_in("anna")
    moved(client, started=8 * HOUR + 1, seen=0)
    assert client.get("/").status_code == 302
    assert "_auth_user_id" not in client.session


def test_a_page_that_asks_by_itself_keeps_no_session_awake() -> None:
    client = signed_in("anna")
    moved(client, seen=20 * MINUTE)
    before = client.session["seen"]
    client.get("/", headers={"X-By-Itself": "yes"})
    assert client.session["seen"] == before
    client.get("/")
    assert client.session["seen"] > before


def test_what_was_typed_when_the_office_was_locked_is_shown_afterwards_and_sent(case: Any) -> None:
    client, path = signed_in("anna"), reverse("case-note", args=[case.pk])
    moved(client, seen=31 * MINUTE)
    written = LogEntry.objects.filter(event="note_written")
    before = written.count()
    assert client.post(path, "text=Two+pages+of+careful+words", content_type=FORM).status_code == 302
    assert written.count() == before
    assert "is kept and shown to you afterwards" in client.get("/sign-in").content.decode()
    assert client.post("/sign-in", {"username": "anna", "password": DEMO_PASSWORD})["Location"] == "/typed"
    body = client.get("/typed").content.decode()
    assert f'action="{path}"' in body
    assert 'name="text" value="Two pages of careful words"' in body
    assert client.post(path, {"text": "Two pages of careful words"}).status_code == 302
    assert written.count() == before + 1
    assert client.get("/typed").status_code == 302  # nothing waits any more


def test_what_one_person_had_typed_is_not_shown_to_another(case: Any) -> None:
    client = signed_in("anna")
    moved(client, seen=31 * MINUTE)
    client.post(reverse("case-note", args=[case.pk]), "text=for+anna+alone", content_type=FORM)
    assert "for anna alone" in str(client.session["typed"])
    assert client.post("/sign-in", {"username": "pia", "password": DEMO_PASSWORD})["Location"] == "/"
    assert "typed" not in client.session


@pytest.mark.parametrize(
    "path", ["/account/password", "/account/recovery", "/second-factor", "/confirm", "/accounts/new"]
)
def test_no_password_and_no_code_that_was_typed_is_kept(path: str) -> None:
    client = signed_in("anna")
    moved(client, seen=31 * MINUTE)
    client.post(path, "password=a+secret+of+anna&code=123456", content_type=FORM)
    assert client.session["locked"]
    assert "typed" not in client.session


def test_the_oldest_session_ends_where_a_person_has_too_many(person: Person) -> None:
    clients = [signed_in("anna") for _ in range(settings.MOST_SESSIONS + 1)]
    assert clients[0].get("/").status_code == 302
    assert all(client.get("/").status_code == 200 for client in clients[1:])
    assert Session.objects.filter(user=person("anna")).count() == settings.MOST_SESSIONS


def test_an_account_is_changed_only_shortly_after_the_person_has_shown_who_they_are() -> None:
    client, other = signed_in("ada"), signed_in("ada")
    moved(client, shown=11 * MINUTE)
    assert client.post("/account/sessions", {})["Location"] == "/confirm?next=/account"
    assert client.get("/account/keys")["Location"] == "/confirm?next=/account/keys"
    assert other.get("/").status_code == 200
    assert client.post("/confirm", {"password": "another", "next": "/account"}).status_code == 422
    assert LogEntry.objects.latest("index").event == "confirming_failed"
    assert client.post("/confirm", {"password": DEMO_PASSWORD, "next": "/account"})["Location"] == "/account"
    client.post("/account/sessions", {})
    assert other.get("/").status_code == 302


@pytest.mark.parametrize(
    "path",
    [
        "/account/codes",
        "/account/passkey",
        "/account/passkeys/1/remove",
        "/account/recovery",
        "/account/keys",
        "/account/sessions",
        "/accounts/new",
        "/accounts/1/act",
        "/accounts/sign-out",
    ],
)
def test_nothing_by_which_somebody_signs_in_is_changed_from_a_browser_left_open(path: str) -> None:
    client = signed_in("ada")
    moved(client, shown=11 * MINUTE)
    session = client.session
    session["strong"] = True
    session.save()
    assert client.post(path, {})["Location"].startswith("/confirm")


def test_an_administrator_signs_one_person_or_everybody_out(person: Person) -> None:
    ada, anna, pia = signed_in("ada"), signed_in("anna"), signed_in("pia")
    session = ada.session
    session["strong"] = True
    session.save()
    assert ada.post(f"/accounts/{person('anna').pk}/act", {"action": "sessions"}).status_code == 302
    assert (anna.get("/").status_code, pia.get("/").status_code) == (302, 200)
    assert ada.post("/accounts/sign-out").status_code == 302
    assert (ada.get("/accounts").status_code, pia.get("/").status_code) == (200, 302)
    assert LogEntry.objects.filter(event="everybody_signed_out").count() == 1
    assert signed_in("pia").post("/accounts/sign-out").status_code == 403


def test_where_the_office_asks_it_nothing_is_read_before_the_second_factor(settings: Any, person: Person) -> None:
    settings.FACTOR_TO_READ = True
    client = signed_in("anna")
    for path in ("/", "/deadlines", "/account", "/account/keys", "/help"):
        assert client.get(path)["Location"] == f"/second-factor?next={path}", path
    assert client.get("/", headers={"X-By-Itself": "yes"}).status_code == 401
    code = totp.code_at(person("anna").totp_secret, int(time.time()) // 30)
    assert client.post("/second-factor", {"code": code, "next": "/"})["Location"] == "/"
    assert client.get("/").status_code == 200


def test_a_password_that_the_office_made_up_ends_after_seven_days_unused(person: Person) -> None:
    pia = person("pia")
    pia.must_change_password, pia.password_given = True, timezone.now() - dt.timedelta(days=7, minutes=1)
    pia.save()
    answer = Client().post("/sign-in", {"username": "pia", "password": DEMO_PASSWORD})
    assert answer.status_code == 422
    assert "not used within seven days" in answer.content.decode()
    pia.password_given = timezone.now() - dt.timedelta(days=6)
    pia.save()
    signed_in("pia")


def test_a_password_holds_no_word_of_the_office_and_no_name_of_its_person(person: Person) -> None:
    anna = person("anna")
    words = office_words(anna)
    assert "comity" in words
    assert {part.casefold() for part in anna.agency.name.split() if len(part) > 3} <= set(words)
    for word in (anna.name.split()[-1], anna.agency.name.split()[0], "Comity"):
        with pytest.raises(BadInputError, match="word of the office"):
            password_check(f"xx {word} and more xx", "somebody", words=words)


def test_a_password_known_from_a_breach_is_refused(tmp_path: Path, settings: Any) -> None:
    known = ["correct horse battery", "four words that rhyme", "only known elsewhere"]
    digests = sorted(hashlib.sha1(text.encode()).hexdigest().upper() for text in [*known, *map(str, range(500))])
    file = tmp_path / "breached.txt"
    file.write_text("".join(f"{digest}:{at}\n" for at, digest in enumerate(digests)))
    assert all(is_breached(text, file) for text in [*known, *map(str, range(500))])
    assert not any(is_breached(text, file) for text in ("nobody has this one", "", *map(str, range(500, 999))))
    settings.BREACHED_PASSWORDS = str(file)
    with pytest.raises(BadInputError, match="breach"):
        password_check("four words that rhyme", "anna")
    password_check("nobody has this one", "anna")


def test_a_refused_code_tells_the_clock_of_the_office(person: Person) -> None:
    client = signed_in("anna")
    assert "The clock of the office shows" in client.post("/second-factor", {"code": "000000"}).content.decode()
    assert not second_factor_show(user=person("anna"), code="000000", now=30_000)


def test_signing_out_makes_the_browser_forget() -> None:
    assert signed_in("anna").post("/sign-out")["Clear-Site-Data"] == '"cache", "storage"'
