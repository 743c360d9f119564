"""What is settled before a page is asked: the proxy's word, HTTPS, TRACE, the rate, and what is written of refusals."""

import logging
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory
from gunicorn.config import Config
from gunicorn.http.errors import ParseException
from gunicorn.http.parser import RequestParser

from comity.casework.cases.models import Case
from comity.casework.log.services import log_append
from comity.web import front
from comity.web.asking import address_of
from comity.web.settings import database, secret, secret_key
from comity.web.upkeep.machine import database_findings

pytestmark = pytest.mark.django_db
Person = Callable[[str], Any]
ROOT = Path(__file__).parents[3]


def address_told(remote: str, forwarded: str) -> str:
    seen = []

    def page(request: Any) -> HttpResponse:
        seen.append(address_of(request))
        return HttpResponse()

    request = RequestFactory().get(
        "/", headers={"X-Forwarded-For": forwarded, "X-Forwarded-Proto": "https"}, REMOTE_ADDR=remote
    )
    front.in_front(page)(request)
    return seen[0] if seen else ""


def test_only_a_known_proxy_says_where_a_request_comes_from(settings: Any) -> None:
    settings.SECURE, settings.SECURE_PROXY_SSL_HEADER = True, ("HTTP_X_FORWARDED_PROTO", "https")
    assert address_told("127.0.0.1", "198.51.100.1, 203.0.113.9") == "203.0.113.9"
    assert address_told("192.0.2.66", "203.0.113.9") == ""  # no HTTPS by a stranger's word either
    settings.SECURE = False
    assert address_told("192.0.2.66", "203.0.113.9") == "192.0.2.66"


def test_the_shipped_proxy_sets_what_the_office_believes() -> None:
    text = (ROOT / "deploy/nginx.conf").read_text(encoding="utf-8")
    told = dict(re.findall(r"proxy_set_header (\S+) +(\S+);", text))
    believed = {name.removeprefix("HTTP_").replace("_", "-") for name in front.OF_THE_PROXY}
    assert believed <= {name.upper() for name in told}
    assert (told["X-Forwarded-For"], told["X-Forwarded-Proto"]) == ("$remote_addr", "$scheme")
    assert "ssl_protocols       TLSv1.3;" in text


def test_without_https_a_page_is_sent_there_and_all_else_refused(settings: Any) -> None:
    settings.SECURE, settings.SECURE_PROXY_SSL_HEADER = True, ("HTTP_X_FORWARDED_PROTO", "https")
    answer = Client().get("/sign-in?next=/")
    assert (answer.status_code, answer["Location"]) == (301, "https://testserver/sign-in?next=/")
    assert Client().post("/sign-in", {"username": "anna"}).status_code == 403
    assert Client().get("/api/v1/cases").status_code == 403
    assert Client().get("/health").status_code == 200
    assert Client(headers={"x-forwarded-proto": "https"}).get("/sign-in").status_code == 200


@pytest.mark.parametrize("path", ["/", "/sign-in", "/static/comity.css", "/api/v1/cases", "/no-such-page"])
def test_trace_is_answered_nowhere(path: str) -> None:
    answer = Client().trace(path, headers={"x-secret": "echo me"})
    assert answer.status_code == 405
    assert b"echo me" not in answer.content


def test_who_asks_for_more_pages_than_anybody_reads_is_told_to_wait(settings: Any, person: Person) -> None:
    settings.PAGES_A_MINUTE = 3
    front.asked_lately.clear()
    anna, pia = Client(), Client()
    anna.force_login(person("anna"))
    pia.force_login(person("pia"))
    assert [anna.get("/account").status_code for _ in range(4)] == [200, 200, 200, 429]
    assert int(anna.get("/account")["Retry-After"]) <= 61
    assert pia.get("/account").status_code == 200
    front.asked_lately.clear()


def test_a_refusal_is_written_without_what_was_sent(caplog: Any, person: Person) -> None:
    client = Client()
    client.force_login(person("anna"))
    with caplog.at_level(logging.INFO, "comity.security"):
        client.get("/accounts?q=Zyxwvut")
        client.post("/second-factor", {"code": "Zyxwvut"})
    told = [record.getMessage() for record in caplog.records if record.name == "comity.security"]
    assert ['"refused": 403' in told[0], '"page": "accounts"' in told[0]] == [True, True]
    assert '"refused": 422' in told[1]
    assert "Zyxwvut" not in "".join(told)
    assert f'"person": {person("anna").pk}' in told[0]


def test_every_entry_of_the_log_is_told_to_the_machine_without_its_details(
    caplog: Any, person: Person, django_capture_on_commit_callbacks: Any
) -> None:
    with caplog.at_level(logging.INFO, "comity.log"), django_capture_on_commit_callbacks(execute=True):
        entry = log_append(event="tried", actor=person("anna"), key="k", details={"name": "Zyxwvut"})
    told = [record.getMessage() for record in caplog.records if record.name == "comity.log"]
    assert told == [entry.leaf]
    assert "Zyxwvut" not in told[0]


def test_a_database_elsewhere_shows_its_certificate(tmp_path: Path) -> None:
    there, here = "postgresql://u:p@db.example/comity", "postgresql://u@localhost/comity"
    assert database(there, tmp_path)["OPTIONS"] == {"sslmode": "verify-full"}
    assert database(here, tmp_path)["OPTIONS"] == {}
    for address, levels in {there: ["warning"], there + "?sslmode=prefer": ["unsafe", "warning"], here: []}.items():
        assert [one.level for one in database_findings(database(address, tmp_path))] == levels


def test_a_secret_comes_from_the_credentials_of_its_unit(monkeypatch: Any, tmp_path: Path) -> None:
    (tmp_path / "COMITY_SECRET_KEY").write_text("sealed elsewhere\n")
    monkeypatch.setenv("COMITY_SECRET_KEY", "of the environment")
    assert secret("COMITY_SECRET_KEY") == "of the environment"
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path))
    assert secret_key(tmp_path) == "sealed elsewhere"


HOSTILE = ("' OR '1'='1", '" OR ""="', "'; DROP TABLE casework_case; --", "%", "_", "\\", ") UNION SELECT 1 --", "\x01")


@pytest.mark.parametrize("address", ["/", "/search", "/library", "/lessons", "/knowledge", "/deadlines", "/tasks"])
def test_what_is_searched_for_is_a_word_and_never_a_statement(address: str, case: Any, person: Person) -> None:
    client = Client()
    client.force_login(person("ida"))  # who sees no case
    for text in HOSTILE:
        asked = {"q": text, "state": text, "subject": text, "sort": text}
        for answer in (client.get(address, asked), client.post(address, asked)):
            assert answer.status_code < 500, text
            assert case.reference not in answer.content.decode()
    assert Case.everything.filter(pk=case.pk).exists()


@pytest.mark.parametrize(
    "head",
    [
        b"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n",
        b"Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n",
        b"Transfer-Encoding: xchunked\r\n",
        b"Content-Length: 4\r\nContent-Length: 5\r\n",
        b"Content-Length: +4\r\n",
    ],
)
def test_a_message_whose_end_can_be_read_in_two_ways_is_refused_by_the_server(head: bytes) -> None:
    message = b"POST / HTTP/1.1\r\nHost: office\r\n" + head + b"\r\n0\r\n\r\nGET /x HTTP/1.1\r\n\r\n"
    with pytest.raises((ParseException, ValueError)):
        next(iter(RequestParser(Config(), iter([message]), ("127.0.0.1", 1))))
