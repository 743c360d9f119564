"""The pages: who may open which, what never appears in them, and what a browser is allowed to do with them."""

import gzip
import re
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from django.test import Client
from django.urls import URLPattern, get_resolver
from django.utils import timezone

import comity.web
from comity.casework.accounts import totp
from comity.casework.assets.ledger_models import LedgerEntry
from comity.casework.assets.models import Agreement, Asset, AssetClaim
from comity.casework.correspondence.models import Communication
from comity.casework.data_protection.models import PersonRequest
from comity.casework.deadlines.selectors import deadlines_for
from comity.casework.demo_office import DEMO_PASSWORD
from comity.casework.disclosure.models import DisclosureBundle
from comity.casework.entry.models import Consultation, EntryFile
from comity.casework.evidence.models import EvidenceItem
from comity.casework.extradition.models import Extradition
from comity.casework.log.models import LogEntry
from comity.casework.people.models import Party
from comity.casework.records.models import Record
from comity.casework.requests.models import Request
from comity.casework.returns.models import OfficerTravel, ReturnPlan
from comity.casework.screening.models import ScreeningHit, ScreeningRun
from comity.casework.tasks.models import Task
from comity.casework.tracing.models import MoneyLedger, MoneyTrace
from comity.web.context import office

pytestmark = pytest.mark.django_db
Person = Callable[[str], Any]
PEOPLE = ("anna", "lena", "bram", "dirk", "pia", "fien", "ida", "omar", "ada", "dora")
TEAM = frozenset({"anna", "lena", "bram", "dirk", "pia", "fien"})
EVERYBODY = frozenset(PEOPLE)
WRITERS = frozenset({"anna", "pia", "dirk"})  # those who write and those who send

# route -> who is let in (GET), on the synthetic case and its extradition request; the others get 403 or 404.
MATRIX: dict[str, frozenset[str]] = {
    "cases": EVERYBODY,
    "deadlines": EVERYBODY,
    "deadlines-ics": EVERYBODY,
    "second-factor": EVERYBODY,
    "confirm": EVERYBODY,
    "account": EVERYBODY,
    "account-password": EVERYBODY,
    "account-codes": EVERYBODY,
    "account-passkey": EVERYBODY,
    "account-keys": EVERYBODY,
    "help": EVERYBODY,
    "help-subject": EVERYBODY,
    "accounts": frozenset({"ada"}),
    "account-new": frozenset({"ada"}),
    "account-edit": frozenset({"ada"}),
    "case-new": frozenset({"anna", "dirk", "pia", "fien"}),
    "case-take": frozenset({"anna", "dirk", "pia", "fien"}),
    "receive": frozenset({"dirk"}),
    "arrived": frozenset({"dirk"}),
    "communication": TEAM,
    "counterparts": EVERYBODY,
    "own-card": EVERYBODY,
    "case-money": TEAM,
    "money-new": frozenset({"anna", "pia"}),
    "money-ledger": TEAM,
    "money-trace": TEAM,
    "case-ownership": TEAM,
    "case-net-worth": TEAM,
    "ownership": TEAM,
    "knowledge": EVERYBODY,
    "knowledge-state": EVERYBODY,
    "correction-new": EVERYBODY,
    "corrections-export": frozenset({"anna", "dirk"}),
    "contact-new": frozenset({"anna", "dirk"}),
    "directory-overdue": EVERYBODY,
    "knowledge-overdue": EVERYBODY,
    "lessons": EVERYBODY,
    "lessons-export": frozenset({"anna", "dirk"}),
    "library": EVERYBODY,
    "library-new": frozenset({"anna", "lena", "pia", "fien"}),
    "library-import": frozenset({"anna", "dirk"}),
    "library-export": frozenset({"anna", "dirk"}),
    "network": EVERYBODY,
    "network-openings": EVERYBODY,
    "network-matrix": EVERYBODY,
    "commitments": EVERYBODY,
    "published": EVERYBODY,
    "lesson-new": frozenset({"anna", "pia", "dirk"}),
    "figures": EVERYBODY,
    "figures-csv": EVERYBODY,
    "figures-report": EVERYBODY,
    "figures-record": frozenset({"anna", "omar"}),
    "oversight": frozenset({"omar"}),
    "usage": frozenset({"omar"}),
    "person-requests": frozenset({"dora"}),
    "person-request-new": frozenset({"dora", "dirk"}),
    "person-request": TEAM | {"dora"},
    "case-rights": TEAM,
    "hold-new": frozenset({"anna", "lena"}),
    "retention": frozenset({"dora", "ada", "omar"}),
    "retention-rule": frozenset({"dora", "ada"}),
    "exculpatory": TEAM,
    "disclosure-new": frozenset({"anna", "lena", "pia"}),
    "disclosure": TEAM,
    "case": TEAM,
    "case-people": TEAM,
    "entry-desk": frozenset({"ida"}),
    "entry-file": frozenset({"ida"}),
    "entry-file-status": frozenset({"ida"}),
    "consultations": frozenset({"anna", "pia", "fien", "ida"}),
    "consultation": TEAM | {"ida"},
    "party-lookout": frozenset({"anna", "pia"}),
    "lists": frozenset({"anna", "lena", "pia", "fien", "omar"}),
    "case-screening": TEAM,
    "screening": TEAM,
    "hit": TEAM,
    "party-new": frozenset({"anna", "pia"}),
    "duplicates": TEAM,
    "party": TEAM,
    "party-strategy": TEAM,
    "party-edit": frozenset({"anna", "pia"}),
    "party-merge": frozenset({"anna", "pia"}),
    "case-assets": TEAM,
    "asset-new": frozenset({"anna", "pia"}),
    "ledger": TEAM,
    "ledger-entries": TEAM,
    "agreements": TEAM,
    "agreement-new": frozenset({"anna", "pia", "lena"}),
    "asset": TEAM,
    "asset-edit": frozenset({"anna", "pia"}),
    "order-new": frozenset({"anna", "pia"}),
    "ledger-new": frozenset({"anna", "pia"}),
    "claim-new": frozenset({"anna", "pia", "lena"}),
    "use-new": frozenset({"anna", "pia", "lena"}),
    "ledger-entry": TEAM,
    "claim": TEAM,
    "agreement": frozenset({"anna"}),
    "agreement-edit": frozenset({"anna"}),
    "case-team": TEAM,
    "case-edit": frozenset({"anna", "pia"}),
    "case-records": TEAM,
    "record-new": frozenset({"anna", "pia"}),
    "record-edit": frozenset({"anna", "pia"}),
    "record-inner": frozenset({"anna", "pia"}),
    "protections": TEAM,
    "protection": frozenset({"anna", "pia"}),
    "search": EVERYBODY,
    "timeline": TEAM,
    "tasks": EVERYBODY,
    "task": TEAM,
    "case-tasks": TEAM,
    "task-new": frozenset({"anna", "pia"}),
    "evidence": TEAM,
    "evidence-new": frozenset({"anna", "pia"}),
    "evidence-item": TEAM,
    "case-return": TEAM,
    "extradition-new": WRITERS,
    "extradition": TEAM,
    "surrender-review": TEAM,
    "extradition-consent": WRITERS,
    "assurance": WRITERS,
    "surrendered-offence": WRITERS,
    "charge": WRITERS,
    "return-new": frozenset({"anna", "pia"}),
    "return": TEAM,
    "return-host-consent": frozenset({"anna", "pia"}),
    "return-consent": frozenset({"anna", "pia"}),
    "departure-review": TEAM,
    "travel-new": frozenset({"anna", "pia"}),
    "travel-authorisation": frozenset({"anna", "pia"}),
    "request": TEAM,
    "versions": TEAM,
    "request-new": frozenset({"anna", "pia"}),
    "safeguards": TEAM,
}
# Pages that open only once a second factor was shown.
STRONG = frozenset({"account-codes", "account-passkey", "accounts", "account-new", "account-edit"})
# Only forms lead there; asked for with GET they are 405 for everybody.
FORMS = frozenset(
    {
        "sign-out",
        "language",
        "case-note",
        "case-file",
        "request-act",
        "distinct",
        "party-remove",
        "party-choose",
        "certificate",
        "screening-again",
        "hit-act",
        "knowledge-take",
        "state-page-step",
        "money-figure",
        "money-finding",
        "money-again",
        "money-pairs",
        "contact-step",
    }
) | {f"evidence-{step}" for step in ("custody", "use", "limits", "decide", "verify")}
FORMS |= {"account-passkey-end", "account-recovery", "account-sessions", "account-act", "account-key-end"}
FORMS |= {"incoming-package", "communication-part", "card-propose", "card-confirm", "card-decline"}
FORMS |= {"connector-propose", "connector-confirm", "connector-end"}
FORMS |= {"account-passkey-end", "account-recovery", "account-sessions", "account-act"}
FORMS |= {"entry-file-new", "consultation-act"}
FORMS |= {"case-share", "case-turn", "record-restore", "record-remove", "record-revert"}
FORMS |= {"task-act", "playbook", "lesson-step", "knowledge-send"}
# The other parts of an address, on the synthetic case.
PARTS = {
    "<str:kind>": "conduct",
    "<str:part>": "orders",
    "<int:number>": "1",
    "<str:subject>": "record",
    "<slug:part>": "names",
    "<slug:subject>": "guide",
    "<str:code>": "CHE",
}
OPEN = frozenset({"sign-in", "health"})
ELSEWHERE = frozenset(
    "request-file evidence-file merge-undo lesson correction contact-edit money-exhibit ownership-file".split()
)
FORMS |= {"request-basis", "deadline-explain"}
FORMS |= {"everybody-out", "account-notices"}
ELSEWHERE |= {"request-step", "step-letter", "checklist", "results", "result-withdraw", "attachment"}
ELSEWHERE |= {"attachment-decide", "step-letter-file", "typed"}
FORMS |= {"extradition-act", "return-act", "travel-act"}
FORMS |= {"person-request-act", "hold-end", "deletion", "disclosure-act"}
OPEN |= {"your-data", "your-answer", "directory-go", "directory-back"}
OPEN |= {"your-data", "your-answer", "guest", "guest-file"}
OPEN |= {"tour", "tour-open", "tour-leave"}
STRONG |= {"retention-rule"}
ELSEWHERE |= {"notice", "block", "certificate-of-deletion", "disclosure-leave-out"}
ELSEWHERE |= {"extradition-protection", "assurance-decision", "assurance-report", "charge-extension"}
ELSEWHERE |= {"return-host-withdrawal", "mailbox-new", "mailbox-end"}
FORMS |= {"communication-reply"}
ELSEWHERE |= {"paper-answer", "correspondence-csv"}
FORMS |= {"asset-act", "ledger-back", "claim-act", "agreement-act"}
ELSEWHERE |= {"ledger-csv", "library-case", "library-edit", "library-file", "case-library"}
ELSEWHERE |= {f"communication-{file}" for file in ("receipt", "paper", "sealed")}


def routes() -> dict[str, str]:
    return {str(p.name): str(p.pattern) for p in get_resolver().url_patterns if isinstance(p, URLPattern)}


def address(name: str, case: Any) -> str:
    path = "/" + routes()[name]
    of = {
        "requests": Request.everything.filter(case=case, key="extradition-usa"),
        "entry-check": EntryFile.objects.all(),
        "consultations": Consultation.everything.filter(case=case),
        "screenings": ScreeningRun.everything.filter(case=case),
        "hits": ScreeningHit.everything.filter(case=case, party__key="jan"),
        "tasks": Task.everything.filter(case=case, key="T-1"),
        "records": Record.everything.filter(case=case, key="p-jan"),
        "parties": Party.everything.filter(case=case, key="jan"),
        "communications": Communication.everything.filter(request__case=case, request__key="freezing-che"),
        "ledgers": MoneyLedger.everything.filter(case=case),
        "traces": MoneyTrace.everything.filter(case=case),
        "evidence": EvidenceItem.everything.filter(case=case, key="EV-1"),
        "person-requests": PersonRequest.everything.filter(party__case=case),
        "disclosures": DisclosureBundle.everything.filter(case=case),
        "extraditions": Extradition.everything.filter(case=case),
        "returns": ReturnPlan.everything.filter(case=case),
        "travels": OfficerTravel.everything.filter(case=case),
        "assets": Asset.everything.filter(case=case, key="account-b"),
        "ledger": LedgerEntry.everything.filter(case=case, number=1),
        "claims": AssetClaim.everything.filter(case=case),
        "agreements": Agreement.everything.filter(key="agreement-1"),
    }.get(path.split("/")[1])
    path = re.sub(r"<int:pk>", str(case.pk if of is None else of.get().pk), path)
    for part, value in PARTS.items():
        path = path.replace(part, value)
    if "<int:record>" in path:
        path = path.replace("<int:record>", str(Record.everything.get(case=case, key="p-jan").pk))
    return path


def browser(user: Any, strong: bool = False) -> Client:
    client = Client()
    client.force_login(user)
    session = client.session
    session["shown"] = time.time()  # they have signed in just now
    if strong:
        session["strong"] = True
    session.save()
    return client


class Seen(NamedTuple):
    """What somebody with a second factor gets where a page lies, asked for with the canary as what is sought."""

    code: int
    body: str
    headers: Mapping[str, str]
    renamed: frozenset[str]  # names that all pages share and this one uses for something else


CANARY = "CANARY-7f3a"  # stands behind the wall of the case
See = Callable[[str, str], Seen]
ANSWERS: dict[tuple[str, str], Seen] = {}
"""By person and page: every test begins with the same office, so that a page need be asked for once."""


def renamed(answer: Any) -> frozenset[str]:
    """The names that all pages share and a page uses for something else."""
    shared = office(answer.wsgi_request) if answer.context else {}
    return frozenset(name for name in shared for context in answer.context if context.get(name) != shared[name])


@pytest.fixture
def see(case: Any, person: Person) -> See:
    """How somebody sees a page."""
    Party.everything.filter(case=case, key="beat").update(
        wall=case.walls.get(), name=CANARY, data={"id": "beat", "names": [{"full": CANARY, "kind": "main"}]}
    )
    PersonRequest.everything.filter(party__case=case).update(party=Party.everything.get(case=case, key="jan"))

    def seen(who: str, name: str) -> Seen:
        if (who, name) not in ANSWERS:
            answer = browser(person(who), strong=True).get(f"{address(name, case)}?q={CANARY}")
            body = answer.content.decode(errors="replace")
            ANSWERS[who, name] = Seen(answer.status_code, body, answer.headers, renamed(answer))
        return ANSWERS[who, name]

    return seen


def test_every_route_has_its_row_in_the_matrix() -> None:
    assert routes().keys() == MATRIX.keys() | FORMS | OPEN | ELSEWHERE


@pytest.mark.parametrize("name", MATRIX)
def test_a_page_opens_for_those_it_is_for_and_for_nobody_else(name: str, see: See) -> None:
    answers = {who: see(who, name).code for who in PEOPLE}
    assert {who for who, code in answers.items() if code == 200} == MATRIX[name]
    assert {code for code in answers.values() if code != 200} <= {403, 404}


@pytest.mark.parametrize("name", sorted(MATRIX.keys() - STRONG))
def test_a_page_that_needs_no_second_factor_opens_without(name: str, case: Any, person: Person) -> None:
    assert browser(person(min(MATRIX[name]))).get(address(name, case)).status_code == 200


@pytest.mark.parametrize("name", sorted(STRONG))
def test_a_page_that_needs_a_second_factor_opens_for_nobody_without(name: str, case: Any, person: Person) -> None:
    assert {browser(person(who)).get(address(name, case)).status_code for who in PEOPLE} == {403}


@pytest.mark.parametrize("name", sorted(MATRIX.keys() | FORMS | ELSEWHERE))
def test_nothing_opens_without_signing_in(name: str, case: Any) -> None:
    path = re.sub(r"<int:\w+>", "1", address(name, case))
    for answer in (Client().get(path), Client().post(path)):
        if name == "language":
            assert answer.status_code in {302, 405}
        else:
            assert answer.status_code == 302
            assert answer["Location"].startswith("/sign-in?next=")


@pytest.mark.parametrize("name", FORMS)
def test_nothing_is_changed_by_following_a_link(name: str, case: Any, person: Person) -> None:
    before = LogEntry.objects.count()
    assert browser(person("anna")).get(address(name, case)).status_code == 405
    assert LogEntry.objects.count() == before


def test_a_form_without_its_token_is_refused(case: Any, person: Person) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(person("anna"))
    assert client.post(address("case-note", case), {"text": "x"}).status_code == 403


@pytest.mark.parametrize("name", PEOPLE)
def test_what_stands_behind_a_wall_appears_on_no_page_of_those_outside(name: str, see: See) -> None:
    inside = name in {"anna", "lena", "bram", "dirk"}
    bodies = [see(name, route).body for route in MATRIX if route != "cases"]
    assert any(CANARY in body.replace("?q=" + CANARY, "").replace(f'value="{CANARY}"', "") for body in bodies) is inside


def test_no_page_asks_another_host_for_anything_and_none_runs_inline_script(see: See) -> None:
    for route, people in MATRIX.items():
        answer = see(min(people), route)
        if "html" not in answer.headers["Content-Type"]:
            continue
        assert not re.search(r'(?:src|href|action)="(?:https?:)?//', answer.body), route
        assert not re.search(r"<script(?![^>]*\bsrc=)|\son\w+=|<style|\sstyle=", answer.body), route
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
        assert answer.headers["Cache-Control"] == "no-store"


# What is written there is about the law, published figures or published cases, and names nobody of ours.
ABOUT_THE_WORLD = frozenset(
    {"library", "knowledge", "lessons", "network", "network-matrix", "figures", "network-openings"}
)
TYPED = re.compile(r'<(?:textarea|input(?![^>]*type="(?:hidden|date|number|checkbox|radio|submit)"))[^>]*name="(\w+)"')


def test_nothing_that_is_written_about_a_case_stands_in_an_address(see: See) -> None:
    found = {}
    for route, people in MATRIX.items():
        forms = re.findall(r"<form(?![^>]*method=.post)[^>]*>.*?</form>", see(min(people), route).body, re.DOTALL)
        names = {name for form in forms for name in TYPED.findall(form)}
        if names and route not in ABOUT_THE_WORLD:
            found[route] = names
    assert found == {}


def test_no_script_names_a_property_after_what_it_is_given_or_writes_markup() -> None:
    scripts = sorted((Path(comity.web.__file__).parent / "static").glob("*.js"))
    assert [script.name for script in scripts] == ["following.js", "passkey.js"]
    loose = re.compile(
        r"\]\s*=[^=]|__proto__|prototype|Object\.assign|innerHTML|outerHTML|insertAdjacent|document\.write|eval|Function\("
    )
    for script in scripts:
        text = script.read_text(encoding="utf-8")
        assert text.startswith('"use strict";')
        assert loose.search(text) is None, script.name


def test_no_page_calls_something_of_its_own_by_a_name_that_all_pages_share(see: See) -> None:
    assert {route: see(min(people), route).renamed for route, people in MATRIX.items()} == dict.fromkeys(
        MATRIX, frozenset()
    )


def test_no_page_weighs_more_than_the_promise(see: See) -> None:
    static = Path(comity.web.__file__).parent / "static"
    shared = sum(len(gzip.compress((static / name).read_bytes())) for name in ("comity.css", "following.js"))
    for route, people in MATRIX.items():
        assert shared + len(gzip.compress(see(min(people), route).body.encode())) < 150_000, route


def test_signing_in_says_nothing_about_which_part_was_wrong() -> None:
    bodies = {
        Client().post("/sign-in", {"username": n, "password": "wrong"}).content.count(b"is not right")
        for n in ("anna", "nobody")
    }
    assert bodies == {Client().post("/sign-in", {"username": "x", "password": "y"}).content.count(b"is not right")}


def test_a_person_signs_in_with_a_password_and_then_shows_a_code() -> None:
    client = Client()
    assert client.post("/sign-in", {"username": "anna", "password": DEMO_PASSWORD})["Location"] == "/"
    assert client.post("/second-factor", {"code": "000000"}).status_code == 422
    code = totp.code_at("COMITYDEMOCOMITYDEMOCOMITYDEMOCO", int(time.time()) // 30)
    assert client.post("/second-factor", {"code": code}).status_code == 302
    assert client.session["strong"] is True


def test_signing_in_leads_to_pages_of_this_office_only() -> None:
    fields = {"username": "anna", "password": DEMO_PASSWORD, "next": "https://elsewhere.example/"}
    assert Client().post("/sign-in", fields)["Location"] == "/"


def test_a_guard_that_does_not_hold_is_told_in_the_error_summary(case: Any, person: Person) -> None:
    request = Request.everything.get(case=case, key="land-ury")
    client = browser(person("anna"), strong=True)
    answer = client.post(f"/requests/{request.pk}/act", {"action": "send", "revision": request.revision})
    assert answer.status_code == 422
    assert b"There is a problem" in answer.content
    assert b"is not possible while the state is" in answer.content.replace(b"&#x27;", b"'")


def test_a_step_taken_in_the_browser_moves_the_request(case: Any, person: Person) -> None:
    request = Request.everything.get(case=case, key="return-che")
    client = browser(person("anna"))
    answer = client.post(
        f"/requests/{request.pk}/act", {"action": "choose_route", "revision": request.revision}, follow=True
    )
    assert answer.status_code == 200
    assert Request.everything.get(pk=request.pk).state == "route_chosen"


def test_the_lawyer_is_told_at_the_field_what_is_missing(case: Any, person: Person) -> None:
    request = Request.everything.get(case=case, key="extradition-usa")
    answer = browser(person("lena"), strong=True).post(
        f"/requests/{request.pk}/safeguards", {"evidence": "", "evidence_on": ""}
    )
    assert answer.status_code == 422
    body = answer.content.decode()
    assert 'href="#evidence_on"' in body or 'href="#non_refoulement"' in body


def test_signed_documents_are_downloaded_as_files_and_the_download_is_logged(case: Any, person: Person) -> None:
    request = Request.everything.get(case=case, key="freezing-che")
    file = request.version.files.get(name="REQUEST.pdf")
    answer = browser(person("fien")).get(f"/requests/{request.pk}/files/{file.pk}")
    assert answer.content.startswith(b"%PDF")
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert LogEntry.objects.latest("index").event == "file_downloaded"
    other = Request.everything.get(case=case, key="extradition-usa")
    assert browser(person("fien")).get(f"/requests/{other.pk}/files/{file.pk}").status_code == 404
    assert browser(person("ida")).get(f"/requests/{request.pk}/files/{file.pk}").status_code == 404


def test_a_name_that_turns_text_is_made_visible(case: Any, person: Person) -> None:
    Party.everything.filter(case=case, key="beat").update(
        name="Beat\u202egnp.exe", data={"id": "beat", "names": [{"full": "B\u202e<b>x</b>"}]}
    )
    body = browser(person("anna")).get(address("case-people", case)).content.decode()
    assert "\u202e" not in body
    assert "U+202E" in body
    assert "<b>x</b>" not in body


def test_oversight_sees_who_did_what_and_not_what_the_case_says(case: Any, person: Person) -> None:
    body = browser(person("omar")).get("/oversight?check=1").content.decode()
    assert "Anna Fictief" in body
    assert "The log is whole" in body
    assert case.reference not in body
    assert "Voorbeeld" not in body


def test_the_calendar_holds_one_event_a_deadline_in_lines_that_calendars_read(person: Person) -> None:
    lines = browser(person("anna")).get("/deadlines.ics").content.split(b"\r\n")
    assert lines.count(b"BEGIN:VEVENT") == len(deadlines_for(person("anna").identity(), timezone.localdate())) > 3
    assert max(map(len, lines)) <= 75


def test_a_request_on_paper_is_keyed_in_and_has_its_clock(person: Person) -> None:
    client = browser(person("dirk"))
    fields = {
        "sender": "URY",
        "measure": "assistance",
        "reference": "IN-9",
        "foreign_reference": "U-9",
        "received": "2026-01-05",
        "summary": "x",
    }
    assert client.post("/incoming/new", fields).status_code == 302
    assert Request.everything.filter(direction="incoming", foreign_reference="U-9").exists()
    again = client.post("/incoming/new", {**fields, "received": "soon"})
    assert again.status_code == 422
    assert 'href="#received"' in again.content.decode()
