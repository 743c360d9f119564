"""Every operation of the interface, asked by every role with what nobody should send: never a fault, never too much.

The questions are made from the published document, with a fixed seed; COMITY_FUZZ asks more of each (default 1).
"""

import json
import os
import random
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client

from comity.casework.accounts.tokens import Scope, token_make
from comity.casework.requests.models import Request
from comity.web.api.root import api_schema

pytestmark = pytest.mark.django_db
Person = Callable[[str], Any]
PEOPLE = ("anna", "lena", "bram", "dirk", "pia", "fien", "ida", "omar", "ada")
TEAM = frozenset({"anna", "lena", "bram", "dirk", "pia", "fien"})
OF_A_CASE = ("/cases/{", "/requests/{", "/evidence/{", "/traces/{", "/screenings/{")
EACH = int(os.environ.get("COMITY_FUZZ", "1"))
SEED = 20261122
STRANGE: tuple[Any, ...] = (
    "",
    "0",
    "-1",
    "9" * 40,
    "1e309",
    "NaN",
    "2026-02-30",
    "0000-00-00",
    "' OR 1=1 --",
    '"; DROP TABLE casework_case; --',
    "../../etc/passwd",
    "%00",
    "\u202etxt.exe",
    "\ud7ff\uffff",
    "<script>alert(1)</script>",
    "{{7*7}}",
    "=cmd|' /C calc'!A0",
    "x" * 5_000,
    "ＣＨＥ",
    "القضية",
)
BODIES: tuple[Any, ...] = (*STRANGE, None, True, -1, 2**70, 1.5, [], {}, [[[]]], {"a": {"b": None}})


def operations() -> list[tuple[str, str, dict[str, Any]]]:
    schema = api_schema()
    return [(path, method, one) for path, methods in schema["paths"].items() for method, one in methods.items()]


def program(user: Any) -> Client:
    _, key = token_make(user=user, name="Hostile", scopes=list(Scope), days=7, who=user.identity(strong=True))
    return Client(headers={"authorization": f"Bearer {key}"}, raise_request_exception=False)


def filled(path: str, given: dict[str, str]) -> str:
    for name, value in given.items():
        path = path.replace(f"{{{name}}}", value)
    return path


def names(one: dict[str, Any], place: str) -> list[str]:
    return [told["name"] for told in one.get("parameters", ()) if told["in"] == place]


def questions(path: str, one: dict[str, Any], case: Any, chance: random.Random) -> Iterator[tuple[str, dict[str, str]]]:
    """Addresses of one operation: real things with strange questions, then things that do not exist or are none."""
    real = {"case": str(case.pk), "request": str(Request.everything.filter(case=case).first().pk)}
    for number in range(2 * EACH):
        given = {}
        for name in names(one, "path"):
            strange = quote(str(chance.choice(STRANGE)), safe="") or "-"
            given[name] = (
                next((value for key, value in real.items() if key in name), "1") if number % 2 == 0 else strange
            )
        asked = {name: str(chance.choice(STRANGE)) for name in names(one, "query") if chance.random() < 0.7}
        yield filled(path, given), asked


def body_of(schema: dict[str, Any], one: dict[str, Any], chance: random.Random) -> Any:
    """A body with the fields of the document and values of any kind, or no such thing at all."""
    content = one.get("requestBody", {}).get("content", {})
    told = next(iter(content.values()), {}).get("schema", {})
    fields = (
        schema["components"]["schemas"].get(str(told.get("$ref", "")).rpartition("/")[2], told).get("properties", {})
    )
    if not fields or chance.random() < 0.2:
        return chance.choice(BODIES)
    return {name: chance.choice(BODIES) for name in fields if chance.random() < 0.8}


@pytest.mark.parametrize(
    ("path", "method", "one"), operations(), ids=lambda value: value if isinstance(value, str) else ""
)
def test_no_role_gets_a_fault_or_what_is_not_theirs_whatever_it_sends(
    path: str, method: str, one: dict[str, Any], case: Any, person: Person
) -> None:
    chance, schema = random.Random(f"{SEED} {method} {path}"), api_schema()
    for who in PEOPLE:
        client = program(person(who))
        for address, asked in questions(path, one, case, chance):
            cache.clear()
            extra: dict[str, Any] = {"QUERY_STRING": urlencode(asked)}
            if method != "get":
                extra |= {"data": json.dumps(body_of(schema, one, chance)), "content_type": "application/json"}
                extra["headers"] = {"If-Match": chance.choice(('"0"', '"x"', "*", '"' + "9" * 40 + '"'))}
            with transaction.atomic():
                answer = getattr(client, method)(address, **extra)
                b"".join(answer.streaming_content if answer.streaming else ())  # a file is closed when it was read
                transaction.set_rollback(True)
            told = f"{who} {method} {address[:80]} {asked}: {answer.status_code}"
            assert answer.status_code < 500, told
            if path.removeprefix("/api/v1").startswith(OF_A_CASE) and who not in TEAM:
                assert answer.status_code >= 400, told
            if answer.status_code >= 400 and answer.status_code != 404:
                assert all(set(error) == {"sentence", "field"} for error in answer.json()["errors"]), told
