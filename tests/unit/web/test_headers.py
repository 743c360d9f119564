"""What every answer tells a browser, whether it is a page, a refusal, a file of the pages or nothing at all."""

import json
import os
import subprocess
import sys
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


def settings_under(names: str, **variables: str) -> dict[str, Any]:
    """Settings as a fresh process reads them."""
    told = f"{{n: getattr(s, n) for n in {names.split()}}}"
    code = f"import json; from comity.web import settings as s; print(json.dumps({told}))"
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("COMITY_", "DJANGO_"))}
    told = subprocess.run(
        [sys.executable, "-c", code], env=kept | variables, capture_output=True, check=True, text=True
    )
    return dict(json.loads(told.stdout))


def test_behind_https_the_cookie_belongs_to_this_host_alone() -> None:
    names = "SESSION_COOKIE_NAME SESSION_COOKIE_SECURE SECURE_HSTS_INCLUDE_SUBDOMAINS"
    assert settings_under(names, COMITY_HTTPS="1") == {
        "SESSION_COOKIE_NAME": "__Host-comity",
        "SESSION_COOKIE_SECURE": True,
        "SECURE_HSTS_INCLUDE_SUBDOMAINS": True,
    }
    assert settings_under(names) == {
        "SESSION_COOKIE_NAME": "comity",
        "SESSION_COOKIE_SECURE": False,
        "SECURE_HSTS_INCLUDE_SUBDOMAINS": False,
    }


def test_a_real_office_asks_for_the_second_factor_before_anything_is_read() -> None:
    assert settings_under("FACTOR_TO_READ IDLE_SECONDS SESSION_COOKIE_AGE MOST_SESSIONS") == {
        "FACTOR_TO_READ": True,
        "IDLE_SECONDS": 1800,
        "SESSION_COOKIE_AGE": 28800,
        "MOST_SESSIONS": 5,
    }
    assert settings_under("FACTOR_TO_READ", COMITY_READ_WITHOUT_FACTOR="1") == {"FACTOR_TO_READ": False}
