"""The interface for programs: who may ask for what, how it refuses, and that a key never does what needs a person."""

import datetime as dt
import hashlib
import json
import re
import time
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from comity.casework.access import NotAllowedError
from comity.casework.accounts.models import ApiToken
from comity.casework.accounts.services import user_deactivate
from comity.casework.accounts.tokens import Scope, token_end, token_make
from comity.casework.background.queue import work_off
from comity.casework.evidence.models import EvidenceItem
from comity.casework.log.models import LogEntry
from comity.casework.requests.models import Request
from comity.casework.screening.models import ScreeningRun
from comity.casework.tracing.models import MoneyTrace
from comity.cli.main import main
from comity.common.errors import BadInputError
from comity.web.api.root import api, api_schema

pytestmark = pytest.mark.django_db
Person = Callable[[str], Any]
PEOPLE = ("anna", "lena", "bram", "dirk", "pia", "fien", "ida", "omar", "ada")
TEAM = frozenset({"anna", "lena", "bram", "dirk", "pia", "fien"})
EVERYBODY = frozenset(PEOPLE)
OPENERS = frozenset({"anna", "dirk", "pia", "fien"})
ROUTE = "/law/routes?from=NLD&to=USA&measure=extradition"

# operation -> its address on the synthetic case, a body where it takes one, and who gets an answer to it
MATRIX: dict[str, tuple[str, dict[str, Any] | None, frozenset[str]]] = {
    "me": ("/me", None, EVERYBODY),
    "list_cases": ("/cases", None, EVERYBODY),
    "find_cases": ("/cases/find", {"words": "synthetic"}, EVERYBODY),
    "open_case": ("/cases", {"reference": "API-1", "title": "Opened by a program"}, OPENERS),
    "read_case": ("/cases/CASE", None, TEAM),
    "list_people": ("/cases/CASE/people", None, TEAM),
    "list_assets": ("/cases/CASE/assets", None, TEAM),
    "list_notes": ("/cases/CASE/notes", None, TEAM),
    "write_note": ("/cases/CASE/notes", {"text": "Written by a program"}, frozenset({"anna", "pia"})),
    "list_deadlines": ("/deadlines", None, EVERYBODY),
    "list_evidence": ("/cases/CASE/evidence", None, TEAM),
    "register_evidence": (
        "/cases/CASE/evidence",
        {"key": "API-1", "title": "A book (synthetic)", "giver": "An invented witness", "holder": "Desk 1"},
        frozenset({"anna", "pia"}),
    ),
    "read_evidence": ("/evidence/ITEM", None, TEAM),
    "read_file": ("/evidence/ITEM/file", None, TEAM),
    "list_ledger": ("/cases/CASE/ledger", None, TEAM),
    "list_traces": ("/cases/CASE/traces", None, TEAM),
    "read_trace": ("/traces/TRACE", None, TEAM),
    "list_lists": ("/lists", None, frozenset({"anna", "lena", "pia", "fien", "omar"})),
    "list_screenings": ("/cases/CASE/screenings", None, TEAM),
    "begin_screening": (
        "/cases/CASE/screenings",
        {"purpose": "identification", "basis": "An article of an invented act", "parties": ["jan"]},
        frozenset({"anna", "pia"}),
    ),
    "read_screening": ("/screenings/RUN", None, TEAM),
    "list_hits": ("/cases/CASE/hits", None, TEAM),
    "list_requests": ("/cases/CASE/requests", None, TEAM),
    "read_request": ("/requests/REQUEST", None, TEAM),
    "list_steps": ("/requests/REQUEST/steps", None, TEAM),
    "take_step": ("/requests/REQUEST/steps", {"action": "choose_route"}, frozenset({"anna", "pia"})),
    "find_routes": (ROUTE, None, EVERYBODY),
    "party_status": ("/law/parties/UNCAC/NLD", None, EVERYBODY),
    "read_figures": ("/figures?from=2026-01-01&to=2026-12-31&framework=fatf-io-2", None, EVERYBODY),
    "read_network": ("/network/VUT?measure=extradition", None, EVERYBODY),
    "read_negotiation": ("/network/VUT/negotiation?measure=extradition", None, EVERYBODY),
    "read_profile": ("/profiles/CHE?measure=freezing", None, EVERYBODY),
    "read_commitments": ("/commitments/RUS", None, EVERYBODY),
    "list_lessons": ("/lessons?state=CHE", None, EVERYBODY),
    "search_cases": ("/library?q=accounts", None, EVERYBODY),
    "read_summary": ("/library/00000000-0000-0000-0000-000001352902", None, EVERYBODY),
    "list_facts": ("/law/facts", None, EVERYBODY),
    "read_lifecycle": ("/lifecycles/outgoing", None, EVERYBODY),
    "list_permissions": ("/permissions", None, EVERYBODY),
}


@pytest.fixture(autouse=True)
def no_earlier_requests() -> None:
    """Each test begins with nothing counted against anybody's rate."""
    cache.clear()


def key_of(user: Any, *scopes: Scope, days: int = 7) -> str:
    _, text = token_make(
        user=user, name="Test", scopes=list(scopes or Scope), days=days, who=user.identity(strong=True)
    )
    return text


def program(key: str) -> Client:
    return Client(headers={"authorization": f"Bearer {key}"})


def operations() -> set[str]:
    return {one["operationId"] for path in api_schema()["paths"].values() for one in path.values()}


def ask(client: Client, name: str, case: Any) -> Any:
    address, body, _ = MATRIX[name]
    request = Request.everything.get(case=case, key="return-che")
    numbers = {
        "CASE": case.pk,
        "REQUEST": request.pk,
        "ITEM": EvidenceItem.everything.get(case=case, key="EV-11").pk,
        "TRACE": MoneyTrace.everything.get(case=case).pk,
        "RUN": ScreeningRun.everything.get(case=case).pk,
    }
    path = "/api/v1" + re.sub(
        "[A-Z]{3,}$|(?<=/)[A-Z]{3,}(?=/)", lambda word: str(numbers.get(word[0], word[0])), address
    )
    if body is None:
        return client.get(path)
    if name == "register_evidence":
        return client.post(path, {**body, "file": SimpleUploadedFile("book.txt", b"a synthetic book")})
    headers = {"If-Match": f'"{request.revision}"'}
    return client.post(path, json.dumps(body), content_type="application/json", headers=headers)


def said(answer: Any) -> str:
    """What was answered, to its end: a file that is given out is closed then."""
    return b"".join(answer.streaming_content if answer.streaming else [answer.content]).decode(errors="replace")


def test_every_operation_has_its_row_in_the_matrix() -> None:
    assert operations() == MATRIX.keys()


@pytest.mark.parametrize("name", MATRIX)
def test_a_program_gets_what_its_person_may_have_and_nothing_else(name: str, case: Any, person: Person) -> None:
    answers = {}
    for who in PEOPLE:
        answer = ask(program(key_of(person(who))), name, case)
        answers[who] = answer.status_code
        said(answer)
        if answers[who] in {200, 201} and MATRIX[name][1] is not None:
            break  # what is done once cannot be done again by the next
    allowed = {who for who, code in answers.items() if code in {200, 201}}
    assert allowed <= MATRIX[name][2]
    assert allowed == MATRIX[name][2] & answers.keys()
    assert {code for who, code in answers.items() if who not in allowed} <= {403, 404}


@pytest.mark.parametrize("name", [name for name, row in MATRIX.items() if row[1] is not None])
def test_a_change_is_made_by_each_person_who_may_make_it(name: str, case: Any, person: Person) -> None:
    for who in PEOPLE:
        if who not in MATRIX[name][2]:
            assert ask(program(key_of(person(who))), name, case).status_code in {403, 404}


@pytest.mark.parametrize("name", MATRIX)
def test_nobody_gets_anything_without_a_key_or_session(name: str, case: Any) -> None:
    for client in (Client(), program("comity_wrong"), program("nothing")):
        answer = ask(client, name, case)
        assert answer.status_code == 401
        assert answer.json()["errors"][0]["sentence"]
        assert answer["WWW-Authenticate"] == "Bearer"


def test_the_document_itself_is_for_those_who_are_recognised(person: Person) -> None:
    assert Client().get("/api/v1/openapi.json").status_code == 401
    document = program(key_of(person("omar"))).get("/api/v1/openapi.json").json()
    assert document["openapi"].startswith("3.")
    assert document["paths"].keys() == api_schema()["paths"].keys()


def test_what_stands_behind_a_wall_is_given_to_no_program_of_those_outside(case: Any, person: Person) -> None:
    from comity.casework.people.models import Party  # noqa: PLC0415 - read here only

    canary = "CANARY-api"
    data = {"id": "beat", "names": [{"full": canary, "kind": "main"}]}
    Party.everything.filter(case=case, key="beat").update(wall=case.walls.get(), name=canary, data=data)
    for who in PEOPLE:
        client = program(key_of(person(who)))
        bodies = [said(ask(client, name, case)) for name, row in MATRIX.items() if row[1] is None]
        assert any(canary in body for body in bodies) is (who in {"anna", "lena", "bram", "dirk"})


def test_a_key_for_reading_changes_nothing(case: Any, person: Person) -> None:
    client, before = program(key_of(person("anna"), Scope.READ)), LogEntry.objects.count()
    answer = ask(client, "write_note", case)
    assert answer.status_code == 403
    assert answer.json() == {"errors": [{"sentence": "This key is for reading only", "field": ""}]}
    assert LogEntry.objects.count() == before


def test_a_key_for_reading_finds_cases_by_words_that_stand_in_no_address(case: Any, person: Person) -> None:
    client = program(key_of(person("anna"), Scope.READ))
    words = json.dumps({"words": case.reference})
    found = client.post("/api/v1/cases/find", words, content_type="application/json")
    assert found.status_code == 200
    assert [one["reference"] for one in found.json()["cases"]] == [case.reference]
    assert program(key_of(person("ida"), Scope.READ)).get("/api/v1/cases?q=synthetic").json()["cases"] == []
    assert said(ask(program(key_of(person("ida"), Scope.READ)), "find_cases", case)).count(case.reference) == 0


def test_a_key_never_signs(case: Any, person: Person) -> None:
    request = Request.everything.get(case=case, key="extradition-usa")
    Request.everything.filter(pk=request.pk).update(state="safeguards_signed")
    answer = program(key_of(person("bram"))).post(
        f"/api/v1/requests/{request.pk}/steps",
        json.dumps({"action": "sign"}),
        content_type="application/json",
        headers={"If-Match": f'"{request.revision}"'},
    )
    assert answer.status_code == 403
    assert answer.json()["errors"][0]["sentence"].startswith("This is not yours to do")


@pytest.mark.parametrize(("match", "status"), [("", 428), ('"99"', 412)])
def test_a_step_names_the_revision_that_was_looked_at(match: str, status: int, case: Any, person: Person) -> None:
    request = Request.everything.get(case=case, key="return-che")
    client, path = program(key_of(person("anna"))), f"/api/v1/requests/{request.pk}"
    headers = {"If-Match": match} if match else {}
    answer = client.post(f"{path}/steps", '{"action": "choose_route"}', "application/json", headers=headers)
    assert answer.status_code == status
    tag = client.get(path)["ETag"]
    done = client.post(f"{path}/steps", '{"action": "choose_route"}', "application/json", headers={"If-Match": tag})
    assert (done.status_code, done.json()["state"]) == (200, "route_chosen")
    assert done["ETag"] != tag


def test_a_guard_that_does_not_hold_is_told_condition_by_condition(case: Any, person: Person) -> None:
    request = Request.everything.get(case=case, key="extradition-usa")
    Request.everything.filter(pk=request.pk).update(state="signed", revision=7)
    dirk = Client()
    dirk.force_login(person("dirk"))
    session = dirk.session
    session["strong"] = True
    session.save()
    answer = dirk.post(
        f"/api/v1/requests/{request.pk}/steps", '{"action": "send"}', "application/json", headers={"If-Match": '"7"'}
    )
    assert answer.status_code == 409
    assert len(answer.json()["errors"]) > 1


def test_a_browser_changes_nothing_without_the_token_of_a_form(case: Any, person: Person) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(person("anna"))
    assert ask(client, "read_case", case).status_code == 200
    assert ask(client, "write_note", case).status_code == 403


@pytest.mark.parametrize(
    ("address", "status", "field"),
    [
        ("/law/routes?from=NLD&to=XXX", 422, ""),
        ("/law/routes?from=NLD&to=NLD", 422, "to"),
        ("/law/routes?from=NLD&to=USA&measure=flight", 422, "measure"),
        ("/law/routes?from=NLD&to=USA&fact=nonsense", 422, "fact"),
        ("/law/routes?from=NLD", 422, "to"),
        ("/law/routes?from=NLD&to=USA&on=soon", 422, "on"),
        ("/lifecycles/none", 404, ""),
        ("/cases/999999", 404, ""),
    ],
)
def test_bad_input_is_one_sentence_with_its_field(address: str, status: int, field: str, person: Person) -> None:
    answer = program(key_of(person("anna"))).get("/api/v1" + address)
    assert answer.status_code == status
    (error,) = answer.json()["errors"]
    assert error["sentence"]
    assert error["field"] == field


def test_the_route_is_the_one_that_the_command_line_gives(person: Person, capsys: pytest.CaptureFixture[str]) -> None:
    on = timezone.localdate().isoformat()
    answer = program(key_of(person("ida"))).get(f"/api/v1{ROUTE}&conduct=uncac:17&on={on}").json()
    asked = ["route", "--from", "NLD", "--to", "USA", "--measure", "extradition", "--conduct", "uncac:17", "--on", on]
    with pytest.raises(SystemExit) as left:
        main([*asked, "--json"])
    assert left.value.code == 0
    assert answer == json.loads(capsys.readouterr().out)


def test_a_key_is_shown_once_and_kept_as_a_digest(person: Person) -> None:
    text = key_of(person("anna"))
    assert text.startswith("comity_")
    assert not any(text in str(value) for row in ApiToken.objects.values_list() for value in row)
    assert text not in json.dumps(LogEntry.objects.latest("index").detail.data)


def test_a_key_ends_with_its_time_by_its_person_and_with_the_account(person: Person) -> None:
    anna, pia, ada = person("anna"), person("pia"), person("ada")
    late, ended, closed = key_of(anna), key_of(anna), key_of(pia)
    assert all(program(key).get("/api/v1/me").status_code == 200 for key in (late, ended, closed))
    first = anna.tokens.order_by("pk").first()
    ApiToken.objects.filter(pk=first.pk).update(expires=timezone.now() - dt.timedelta(seconds=1))
    token_end(user=anna, pk=anna.tokens.order_by("pk").last().pk, who=anna.identity())
    user_deactivate(user=pia, reason="left", actor=ada, who=ada.identity(strong=True))
    assert [program(key).get("/api/v1/me").status_code for key in (late, ended, closed)] == [401, 401, 401]


def test_a_key_is_made_with_a_second_factor_and_within_limits(person: Person) -> None:
    anna = person("anna")
    with pytest.raises(NotAllowedError):
        token_make(user=anna, name="x", scopes=[Scope.READ], days=7, who=anna.identity())
    strong = anna.identity(strong=True)
    for change, field in (({"name": ""}, "name"), ({"scopes": []}, "scopes"), ({"days": 3650}, "days")):
        given: dict[str, Any] = {"name": "x", "scopes": [Scope.READ], "days": 7, **change}
        with pytest.raises(BadInputError) as told:
            token_make(user=anna, **given, who=strong)
        assert told.value.place.field == field


def test_a_key_is_made_and_ended_in_the_browser(person: Person) -> None:
    client = Client()
    client.force_login(person("anna"))
    asked = client.post("/account/keys", {"name": "x", "scopes": ["read"], "days": "7"})
    assert (asked.status_code, asked.url) == (302, "/confirm?next=/account")  # who it is, first
    assert not ApiToken.objects.filter(user__username="anna", name="x").exists()
    session = client.session
    session["strong"], session["shown"] = True, time.time()
    session.save()
    body = client.post("/account/keys", {"name": "Desk tool", "scopes": ["read"], "days": "7"}).content.decode()
    found = re.search(r'id="key">([^<]+)<', body)
    assert found
    assert program(found.group(1)).get("/api/v1/me").json()["username"] == "anna"
    assert client.post(f"/account/keys/{ApiToken.objects.get().pk}/end").status_code == 302
    assert program(found.group(1)).get("/api/v1/me").status_code == 401


def test_more_than_the_rate_is_told_when_to_come_back(person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(api.throttle, "num_requests", 2)
    client = program(key_of(person("anna")))
    codes = [client.get("/api/v1/me").status_code for _ in range(3)]
    assert codes == [200, 200, 429]
    assert int(client.get("/api/v1/me")["Retry-After"]) > 0


def test_the_command_prints_the_document(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["api-schema"])
    assert left.value.code == 0
    assert json.loads(capsys.readouterr().out)["paths"].keys() == api_schema()["paths"].keys()


def test_a_file_that_a_program_brings_is_in_quarantine_under_its_digest(case: Any, person: Person) -> None:
    client = program(key_of(person("anna"), Scope.WRITE))
    made = ask(client, "register_evidence", case).json()
    assert (made["file"]["state"], made["file"]["size"], made["holder"]) == ("quarantined", 16, "Desk 1")
    assert made["file"]["sha256"] == hashlib.sha256(b"a synthetic book").hexdigest()
    answer = client.get(f"/api/v1/evidence/{made['id']}/file")
    assert answer.status_code == 422
    assert "quarantine" in answer.json()["errors"][0]["sentence"]


def test_a_file_of_an_item_behind_a_wall_is_given_to_no_program_of_those_outside(case: Any, person: Person) -> None:
    item = EvidenceItem.everything.get(case=case, key="EV-11")
    EvidenceItem.everything.filter(pk=item.pk).update(wall=case.walls.get())
    outside, within = program(key_of(person("pia"))), program(key_of(person("anna")))
    assert outside.get(f"/api/v1/evidence/{item.pk}/file").status_code == 404
    assert "EV-11" not in {one["key"] for one in outside.get(f"/api/v1/cases/{case.pk}/evidence").json()}
    given = within.get(f"/api/v1/evidence/{item.pk}/file")
    assert hashlib.sha256(b"".join(given.streaming_content)).hexdigest() == item.file.digest
    assert LogEntry.objects.latest("index").event == "file_downloaded"


def test_every_entry_of_the_ledger_sums_to_nothing_in_each_currency(case: Any, person: Person) -> None:
    entries = program(key_of(person("anna"))).get(f"/api/v1/cases/{case.pk}/ledger").json()
    assert entries
    for entry in entries:
        sums: dict[str, Decimal] = {}
        for one in entry["postings"]:
            sums[one["currency"]] = sums.get(one["currency"], Decimal()) + Decimal(one["amount"])
        assert set(sums.values()) == {Decimal()}


def test_a_screening_that_a_program_begins_is_ready_when_the_worker_was_there(case: Any, person: Person) -> None:
    client = program(key_of(person("anna"), Scope.WRITE))
    begun = ask(client, "begin_screening", case).json()
    assert (begun["status"], [one["key"] for one in begun["subjects"]]) == ("begun", ["jan"])
    work_off()
    assert client.get(f"/api/v1/screenings/{begun['id']}").json()["status"] == "ready"
    hits = client.get(f"/api/v1/cases/{case.pk}/hits").json()
    assert {"jan"} <= {hit["party"] for hit in hits}
    body = {"purpose": "identification", "basis": "An article of an invented act", "parties": ["nobody"]}
    wrong = client.post(f"/api/v1/cases/{case.pk}/screenings", json.dumps(body), content_type="application/json")
    assert (wrong.status_code, wrong.json()["errors"][0]["field"]) == (422, "parties")
