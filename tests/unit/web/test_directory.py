"""Signing in through a directory: who was let in, by the mark of the directory, never by a name alone."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey

from comity.casework.access import NotAllowedError
from comity.casework.accounts.directory import directory_assign
from comity.casework.accounts.models import User
from comity.casework.accounts.services import password_reset
from comity.casework.log.models import LogEntry
from comity.common.errors import BadInputError

pytestmark = pytest.mark.django_db
Person = Callable[[str], Any]


class Directory:
    """A provider on this machine that lets everybody in: what it says of them is set by the test."""

    def __init__(self, address: str) -> None:
        self.address = self.issuer = address
        self.key: Any = RSAKey.generate_key(2048, parameters={"kid": "one"})
        self.signs: Any = self.key
        self.algorithm = "RS256"
        self.claims: dict[str, Any] = {"sub": "0001", "preferred_username": "p.example"}
        self.nonce = ""
        self.sends_on = False
        self.asked_elsewhere: list[str] = []

    def published(self) -> dict[str, Any]:
        """What it says of itself."""
        names = {"authorization_endpoint": "authorize", "token_endpoint": "token", "jwks_uri": "keys"}
        return {name: f"{self.address}/{path}" for name, path in names.items()} | {
            "issuer": self.issuer,
            "id_token_signing_alg_values_supported": ["RS256", "HS256", "none"],
        }

    def token(self) -> dict[str, Any]:
        """What it gives for a code."""
        now = int(time.time())
        told = {"iss": self.address, "aud": "comity", "iat": now, "exp": now + 60, "nonce": self.nonce, **self.claims}
        signed = jwt.encode({"alg": self.algorithm, "kid": "one"}, told, self.signs, algorithms=[self.algorithm])
        return {"access_token": "nothing", "token_type": "Bearer", "id_token": signed}


@pytest.fixture
def directory(settings: Any) -> Iterator[Directory]:
    """The provider, known to the office."""

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if provider.sends_on and self.path.endswith("openid-configuration"):
                provider.asked_elsewhere.append(self.path)
                self.send_response(302)
                self.send_header("Location", f"{provider.address}/elsewhere")
                self.end_headers()
                return
            if self.path == "/elsewhere":
                provider.asked_elsewhere.append(self.path)
            keys = {"keys": [provider.key.as_dict(private=False, use="sig", alg="RS256")]}
            self._give(keys if self.path == "/keys" else provider.published())

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self._give(provider.token())

        def _give(self, told: dict[str, Any]) -> None:
            body = json.dumps(told).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_said: object) -> None:
            """Keep quiet."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Answers) as server:
        provider = Directory(f"http://127.0.0.1:{server.server_address[1]}")
        threading.Thread(target=server.serve_forever, daemon=True).start()
        settings.DIRECTORY = {
            **settings.DIRECTORY,
            "issuer": provider.address,
            "client": "comity",
            "secret": "a secret",
            "name": "An invented directory",
        }
        yield provider
        server.shutdown()


def assign(person: Person, name: str = "p.example") -> User:
    ada = person("ada")
    directory_assign(user=person("pia"), name=name, actor=ada, who=ada.identity(strong=True))
    return User.objects.get(username="pia")


def come_back(provider: Directory, client: Client) -> Any:
    """Go to the directory and come back as its browser would, by the page of the office in between."""
    sent = client.get("/sign-in/directory?next=/deadlines")
    asked = parse_qs(urlsplit(sent["Location"]).query)
    assert (asked["code_challenge_method"], asked["response_type"]) == (["S256"], ["code"])
    provider.nonce = asked["nonce"][0]
    back = f"/sign-in/directory/back?code=any&state={asked['state'][0]}"
    between = client.get(back)
    assert 'http-equiv="refresh"' in between.content.decode()
    return client.get(f"{back}&here=1")


def signed_in(client: Client) -> bool:
    return bool(client.get("/").status_code == 200)


def test_whom_an_administrator_lets_in_signs_in_and_goes_on(person: Person, directory: Directory) -> None:
    assign(person)
    client = Client()
    assert "An invented directory" in client.get("/sign-in").content.decode()
    answer = come_back(directory, client)
    assert (answer.status_code, answer["Location"]) == (302, "/deadlines")
    assert signed_in(client)
    assert not client.session.get("strong")
    assert LogEntry.objects.latest("index").detail.data == {"by": "directory"}


def test_a_second_factor_that_was_shown_there_counts_here(person: Person, directory: Directory) -> None:
    assign(person)
    directory.claims["amr"] = ["pwd", "mfa"]
    client = Client()
    come_back(directory, client)
    assert client.session["strong"]


def test_whom_nobody_lets_in_stays_out_even_with_the_name_of_an_account(person: Person, directory: Directory) -> None:
    directory.claims["preferred_username"] = "ada"
    client = Client()
    answer = come_back(directory, client)
    assert answer.status_code == 422
    assert "this office does not yet" in answer.content.decode()
    assert not signed_in(client)
    assert LogEntry.objects.latest("index").event == "directory_unknown"


def test_a_name_that_the_directory_gives_to_somebody_else_later_opens_nothing(
    person: Person, directory: Directory
) -> None:
    assign(person)
    come_back(directory, Client())
    directory.claims["sub"] = "0002"
    client = Client()
    assert come_back(directory, client).status_code == 422
    assert not signed_in(client)
    directory.claims.update(sub="0001", preferred_username="p.example-married")
    assert come_back(directory, client).status_code == 302, "the same person under another name"


def test_the_password_of_the_office_no_longer_opens_until_a_new_one_is_given(
    person: Person, directory: Directory
) -> None:
    pia = assign(person)
    assert not pia.has_usable_password()
    ada = person("ada")
    password_reset(user=pia, identified="in_person", actor=ada, who=ada.identity(strong=True))
    client = Client()
    assert come_back(directory, client).status_code == 422
    assert not signed_in(client)


@pytest.mark.parametrize(
    "wrong",
    [
        {"claims": {"nonce": "another"}},
        {"claims": {"aud": "another"}},
        {"claims": {"iss": "https://another.example"}},
        {"claims": {"exp": 1}},
        {"claims": {"preferred_username": None}},
        {"signs": RSAKey.generate_key(2048, parameters={"kid": "one"})},
        {"signs": OctKey.import_key("a secret" * 4), "algorithm": "HS256"},
        {"issuer": "https://another.example"},
    ],
)
def test_a_token_that_does_not_hold_lets_nobody_in(wrong: dict[str, Any], person: Person, directory: Directory) -> None:
    assign(person)
    directory.claims.update(wrong.pop("claims", {}))
    for name, value in wrong.items():
        setattr(directory, name, value)
    client = Client()
    if directory.issuer != directory.address:
        assert client.get("/sign-in/directory").status_code == 422
    else:
        assert come_back(directory, client).status_code == 422
    assert not signed_in(client)


def test_an_answer_to_a_question_that_was_never_put_lets_nobody_in(person: Person, directory: Directory) -> None:
    assign(person)
    assert Client().get("/sign-in/directory/back?code=any&state=invented&here=1").status_code == 422


def test_a_directory_that_is_away_is_told_in_one_sentence(person: Person, settings: Any) -> None:
    settings.DIRECTORY = {**settings.DIRECTORY, "issuer": "http://127.0.0.1:9", "client": "comity"}
    assert "The directory cannot be reached" in Client().get("/sign-in/directory").content.decode()
    settings.DIRECTORY = {**settings.DIRECTORY, "issuer": "http://directory.example"}
    assert "must be an https address" in Client().get("/sign-in/directory").content.decode().lower()


def test_without_a_directory_there_is_no_such_page() -> None:
    assert Client().get("/sign-in/directory").status_code == 404
    assert Client().get("/sign-in/directory/back").status_code == 404


def test_one_name_of_the_directory_is_one_person_and_an_administrator_says_so(
    person: Person, directory: Directory
) -> None:
    assign(person)
    ada, anna = person("ada"), person("anna")
    who = ada.identity(strong=True)
    with pytest.raises(BadInputError, match="somebody else"):
        directory_assign(user=anna, name="P.Example", actor=ada, who=who)
    with pytest.raises(BadInputError, match="another administrator"):
        directory_assign(user=ada, name="o.example", actor=ada, who=who)
    with pytest.raises(NotAllowedError):
        directory_assign(user=ada, name="o.example", actor=anna, who=anna.identity(strong=True))


def test_published_settings_that_name_another_issuer_are_refused(person: Person, directory: Directory) -> None:
    assign(person)
    directory.issuer = directory.address + "/other"
    answer = Client().get("/sign-in/directory?next=/")
    assert answer.status_code == 422
    assert "another name than this office was given" in answer.content.decode()


def test_the_office_asks_nobody_to_whom_the_directory_sends_it_on(person: Person, directory: Directory) -> None:
    assign(person)
    directory.sends_on = True
    assert Client().get("/sign-in/directory?next=/").status_code == 422
    assert directory.asked_elsewhere == ["/.well-known/openid-configuration"]


def test_a_sign_in_at_the_directory_that_is_older_than_a_session_is_not_taken(
    person: Person, directory: Directory
) -> None:
    assign(person)
    sent = Client().get("/sign-in/directory")
    assert parse_qs(urlsplit(sent["Location"]).query)["max_age"] == ["28800"]
    directory.claims["auth_time"] = int(time.time()) - 9 * 3600
    client = Client()
    assert come_back(directory, client).status_code == 422
    assert not signed_in(client)
    directory.claims["auth_time"] = int(time.time()) - 60
    come_back(directory, client)
    assert signed_in(client)
