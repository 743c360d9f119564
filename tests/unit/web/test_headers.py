"""What every answer tells a browser, whether it is a page, a refusal, a file of the pages or nothing at all."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.test.utils import override_settings

from comity.casework.accounts.models import User

pytestmark = pytest.mark.django_db
ADDRESSES = ("/sign-in", "/", "/no-such-page", "/api/v1/cases", "/your-data", "/account", "/cases/new")


def answers(client: Client) -> list[Any]:
    return [client.get(address) for address in ADDRESSES] + [client.post("/sign-in", {"username": "nobody"})]


@pytest.mark.parametrize("signed_in", [False, True])
def test_every_answer_forbids_foreign_content_framing_guessing_and_keeping(
    client: Client, person: Callable[[str], User], signed_in: bool
) -> None:
    if signed_in:
        client.force_login(person("anna"))
    for answer in answers(client):
        policy = dict(part.strip().partition(" ")[::2] for part in answer["Content-Security-Policy"].split(";"))
        assert policy["default-src"] == policy["frame-ancestors"] == policy["base-uri"] == "'none'"
        assert {name: value for name, value in policy.items() if value not in {"'none'", "'self'"}} == {}
        assert answer["X-Frame-Options"] == "DENY"
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Referrer-Policy"] == "same-origin"
        assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
        assert "no-store" in answer["Cache-Control"]
        assert "Server" not in answer


def test_the_cookie_of_a_session_is_kept_from_scripts_and_from_other_sites(
    client: Client, person: Callable[[str], User]
) -> None:
    answer = client.post("/language", {"language": "fr", "next": "/sign-in"})
    cookie = answer.cookies["comity"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Strict"
    assert not cookie["expires"], "it ends with the browser"


@override_settings(SECURE_HSTS_SECONDS=31_536_000, SECURE_PROXY_SSL_HEADER=("HTTP_X_FORWARDED_PROTO", "https"))
def test_behind_a_proxy_that_speaks_https_a_browser_is_told_to_keep_to_it() -> None:
    answer = Client(headers={"x-forwarded-proto": "https"}).get("/sign-in")
    assert answer["Strict-Transport-Security"].startswith("max-age=31536000")
