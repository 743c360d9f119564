"""A request that arrives fills the records of its case as the sender's word: marked, never written over, bound."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from comity.casefile.loader import case_from_data
from comity.casework.asserted.models import AssertedRecord
from comity.casework.asserted.selectors import asserted_hindrances
from comity.casework.assets.models import Asset
from comity.casework.cases.case_file import case_data, case_export
from comity.casework.correspondence.arriving_files import files_take_all
from comity.casework.correspondence.desk import DIFFERS, KEY_IN
from comity.casework.correspondence.models import Communication
from comity.casework.evidence.limits import UseNotAllowedError
from comity.casework.evidence.models import EvidenceItem
from comity.casework.log.models import LogEntry
from comity.casework.log.selectors import log_check
from comity.casework.people.models import Party
from comity.casework.records.models import Record
from comity.casework.records.selectors import fields_for
from comity.casework.requests.models import Request
from comity.casework.requests.received import received_data, received_routes
from comity.exchange.documents.conditions import Condition, Limit, Use
from comity.exchange.documents.package import PackageType, PartRole

pytestmark = pytest.mark.django_db
Get = Callable[[str], Any]
WHOLE = "*"
BIRTH = "/case/people/0/birth_date"


def asked(**changed: Any) -> dict[str, Any]:
    """A request of Switzerland as its software writes it."""
    case = {
        "reference": "CH-77",
        "title": "A synthetic case",
        "state": "CHE",
        "languages": ["de", "en"],
        "agencies": [{"id": "foj", "name": {"en": "Office B (invented)"}, "kind": "central_authority"}],
        "people": [
            {
                "id": "beat",
                "names": [{"full": "Beat Beispiel", "kind": "main"}],
                "status": "suspect",
                "birth_date": "1979",
                "nationalities": ["CHE"],
                "provenance": {"source": "Register of persons", "date": "2026-01-05", "confidence": "high"},
            }
        ],
        "companies": [{"id": "trading", "names": [{"full": "Example Trading SA"}], "jurisdiction": "CHE"}],
        "conduct": [
            {
                "id": "bribe",
                "offence": "uncac:15",
                "statement": {"en": "He took money."},
                "people": ["beat"],
                "law": {"title": {"en": "Criminal Code"}, "article": "322quater", "max_months": 60},
            }
        ],
        "assets": [
            {
                "id": "account",
                "kind": "account",
                "state": "NLD",
                "holder": "trading",
                "identifier": "NL00",
                "description": "Account",
            }
        ],
        "facts": {"offence.political": False},
        "requests": [
            {
                "id": "freeze",
                "to": "NLD",
                "measure": "freezing",
                "conduct": ["bribe"],
                "people": ["beat"],
                "assets": ["account"],
                "signatory": "foj",
                "urgency": {"level": "urgent", "reason": "The account is being emptied.", "deadline": "2026-12-01"},
                "confidential": True,
                "steps": [{"kind": "bank_records", "particulars": "All of 2025.", "accounts": ["account"]}],
            }
        ],
    } | changed
    head = {"format": "comity-request/1", "request": "freeze", "from": "CHE", "to": "NLD", "measure": "freezing"}
    basis = {"id": "UNCAC", "title": "UN Convention against Corruption", "article": "46"}
    return {**head, "basis": basis, "date": "2026-11-02", "case": case}


def bring(line: Any, told: dict[str, Any], *files: Any, **fields: Any) -> Any:
    content = json.dumps(told, ensure_ascii=False).encode()
    request = ("REQUEST.json", content, PartRole.REQUEST)
    return line.send(PackageType.REQUEST, request, *files, **{"reference": "CH-77/freeze", "subject": "F", **fields})


def request_of(sealed: Any) -> Request:
    return Communication.everything.get(digest=sealed.digest).request


def test_people_conduct_acts_urgency_and_basis_stand_in_the_request_without_being_typed(line: Any) -> None:
    request = request_of(bring(line, asked()))
    data = request.data
    assert (data["people"], data["conduct"], data["assets"]) == (["beat"], ["bribe"], ["account"])
    assert (data["urgency"]["deadline"], data["steps"][0]["kind"], data["confidential"]) == (
        "2026-12-01",
        "bank_records",
        True,
    )
    assert (data["claimed_basis"], data["their_authority"]) == (
        "UN Convention against Corruption, 46",
        "Office B (invented)",
    )
    assert Party.everything.get(case=request.case, key="beat").name == "Beat Beispiel"
    assert Asset.everything.get(case=request.case, key="account").data["holder"] == "trading"
    assert LogEntry.objects.filter(case=request.case, event="received").count() == 1
    assert log_check().troubles == ()


def test_each_assertion_names_the_state_and_the_package_it_comes_from(line: Any) -> None:
    sealed = bring(line, asked())
    person = Party.everything.get(case=request_of(sealed).case, key="beat").data
    words = f"Asserted by CHE in package {sealed.digest}"
    assert person["names"][0]["provenance"]["source"] == words
    assert person["nationalities"][0] == {"state": "CHE", "provenance": person["names"][0]["provenance"]}
    assert person["provenance"] == {
        "source": f"{words}; their source: Register of persons",
        "date": "2026-01-05",
        "confidence": "high",
    }


def test_the_law_of_the_sender_stays_the_law_of_the_sender_in_a_case_of_this_state(line: Any) -> None:
    case = request_of(bring(line, asked())).case
    read = case_from_data(case_data(case), unfinished=True)
    assert (read.state, read.conduct[0].law.state, read.agencies[0].state) == ("NLD", "CHE", "CHE")


def test_the_law_room_judges_the_request_on_what_arrived(line: Any) -> None:
    request = request_of(bring(line, asked()))
    read = case_from_data(received_data(request), unfinished=True)
    assert (read.state, read.people[0].name, read.facts[0].key) == ("CHE", "Beat Beispiel", "offence.political")
    assert received_routes(request, timezone.localdate())


def test_the_same_request_sent_again_adds_what_is_new_and_writes_nothing_over(line: Any) -> None:
    first = bring(line, asked())
    case = request_of(first).case
    Party.everything.filter(case=case, key="trading").update(data={"id": "trading", "names": [{"full": "Ours"}]})
    people = [
        {"id": "beat", "names": [{"full": "Beat Otherwise"}]},
        {"id": "witness", "names": [{"full": "Eva Beispiel"}]},
    ]
    again = bring(line, asked(people=people), conversation=first.package.conversation, reference="CH-77/more")
    assert {p.key: p.name for p in Party.everything.filter(case=case)} == {
        "beat": "Beat Beispiel",
        "trading": "Example Trading SA",
        "witness": "Eva Beispiel",
    }
    assert Party.everything.get(case=case, key="trading").data["names"] == [{"full": "Ours"}]
    told = Communication.everything.get(digest=again.digest)
    assert told.why_unfiled == [DIFFERS, "beat"]
    assert AssertedRecord.objects.filter(case=case, key="beat").count() == 2


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"[1, 2", "no JSON"),
        (b'{"format": "comity-request/1", "format": "comity-request/1"}', "no JSON"),
        (b'{"format": "comity-request/1", "x": NaN}', "no JSON"),
        (b"[" * 100_000, "no JSON"),
        (json.dumps({**asked(), "to": "FRA"}).encode(), "other states"),
        (json.dumps({**asked(), "from": "FRA"}).encode(), "other states"),
        (json.dumps({**asked(), "request": "another"}).encode(), "does not hold the one request"),
        (json.dumps(asked(people=[{"id": "x"}])).encode(), "names"),
        (json.dumps(asked(documents=[{"id": "x" * 201, "kind": "other", "title": "T"}])).encode(), "200 characters"),
        (json.dumps(asked(title="half \ud800")).encode(), "U+D800"),
        (json.dumps(asked(title="nul \x00")).encode(), "U+0000"),
        (json.dumps(asked(facts={"no.such.fact": True})).encode(), "no.such.fact"),
    ],
)
def test_what_cannot_be_read_is_told_and_the_request_is_still_received(line: Any, content: bytes, why: str) -> None:
    sealed = line.send(PackageType.REQUEST, ("REQUEST.json", content, PartRole.REQUEST), reference="CH-1", subject="S")
    communication = Communication.everything.get(digest=sealed.digest)
    assert communication.request.state == "received"
    assert communication.why_unfiled[0] == KEY_IN
    assert why in communication.unfiled
    assert not Party.everything.filter(case=communication.request.case).exists()


def test_a_field_that_the_sender_marked_is_hidden_from_whoever_is_not_cleared(line: Any, person: Get) -> None:
    handling = [
        {"applies_to": BIRTH, "level": "confidential"},
        {"applies_to": "/case/conduct/0", "level": "secret"},
    ]
    case = request_of(bring(line, asked(), details={"handling": handling})).case
    dirk = person("dirk").identity()
    beat = Party.everything.get(case=case, key="beat")
    low = type(dirk)(**{**{f: getattr(dirk, f) for f in dirk.__slots__}, "clearance": "official_use"})
    assert fields_for(beat, low)["birth_date"] == "sealed"
    assert Record.everything.get(case=case, kind="conduct").handling == "secret"


def test_a_condition_on_a_field_holds_where_the_case_leaves_the_office(line: Any, person: Get) -> None:
    limits = (Condition(BIRTH, (Use.OTHER_STATE, Use.PUBLICATION), Limit.CONSENT, "Ask us first."),)
    sealed = bring(line, asked(), conditions=limits)
    case, on, dirk = request_of(sealed).case, timezone.localdate(), person("dirk")
    give = {"case": case, "on": on, "actor": dirk, "who": dirk.identity(strong=True)}
    with pytest.raises(UseNotAllowedError, match=r"condition of CHE on 'beat', birth date .*Ask us first"):
        case_export(**give, use=Use.OTHER_STATE)
    assert case_export(**give, use=Use.EXECUTION)["people"][0]["birth_date"] == "1979"
    left = case_export(**give, use=Use.OTHER_STATE, without=True)
    assert "birth_date" not in left["people"][0]
    case_from_data(left, unfinished=True)
    entry = LogEntry.objects.filter(case=case, event="case_exported").last()
    assert entry.detail.data == {"use": "other_state", "left_out": ["people/beat/birth_date"]}
    line.send(PackageType.NOTICE, conversation=sealed.package.conversation, details={"consent_to": ["other_state"]})
    assert case_export(**give, use=Use.OTHER_STATE)["people"][0]["birth_date"] == "1979"


def test_a_condition_on_the_whole_binds_every_record_but_not_on_the_way_back_to_who_set_it(line: Any) -> None:
    limits = (Condition(WHOLE, (Use.OTHER_STATE,), Limit.FORBIDDEN, "Not to be passed on."),)
    case, on = request_of(bring(line, asked(), conditions=limits)).case, timezone.localdate()
    bound = asserted_hindrances(case, (Use.OTHER_STATE,), on)
    assert {one.listed for one in bound} >= {"people", "companies", "conduct", "assets", "facts"}
    assert asserted_hindrances(case, (Use.OTHER_STATE,), on, to="CHE") == []
    assert asserted_hindrances(case, (Use.COURT,), on) == []


def test_received_files_stand_in_the_register_closed_foreign_and_within_the_limits(line: Any, person: Get) -> None:
    limits = (
        Condition("files/002-STATEMENT.pdf", (Use.OTHER_STATE, Use.OTHER_PROCEEDINGS), Limit.CONSENT, "Ask us."),
        Condition("files/002-STATEMENT.pdf", (Use.PUBLICATION,), Limit.FORBIDDEN, "Never."),
    )
    statement = ("STATEMENT.pdf", b"%PDF-1.7 invented", PartRole.DOCUMENT)
    other = ("PROGRAM.pdf", b"MZ\x90 invented", PartRole.DOCUMENT)
    sealed = bring(line, asked(), statement, other, conditions=limits)
    request = request_of(sealed)
    assert not EvidenceItem.everything.filter(case=request.case).exists()
    assert files_take_all(line.office, timezone.now()) == 1
    items = list(EvidenceItem.everything.filter(case=request.case).select_related("file"))
    assert [(i.key, i.file.name, i.file.state, i.file.doubtful, i.data["origin"]) for i in items] == [
        ("CHE-001", "STATEMENT.pdf", "quarantined", False, "CHE"),
        ("CHE-002", "PROGRAM.pdf", "quarantined", True, "CHE"),
    ]
    limits_now = items[0].data["limits"]
    assert (limits_now["onward"], limits_now["secrecy"], limits_now["conduct"]) == (
        False,
        "authorities_only",
        ["bribe"],
    )
    assert items[1].data["limits"]["onward"] is True
    link = items[0].custody.get()
    assert (link.kind, link.by, sealed.digest in link.why) == ("received", None, True)
    assert [a.file.name for a in request.attachments.all()] == ["STATEMENT.pdf", "PROGRAM.pdf"]
    assert LogEntry.objects.filter(event="files_arrived").count() == 1


def test_taken_over_twice_the_files_stand_in_the_register_once(line: Any) -> None:
    bring(line, asked(), ("A.txt", b"text", PartRole.DOCUMENT))
    assert [files_take_all(line.office, timezone.now()) for _ in range(3)] == [1, 0, 0]
    assert EvidenceItem.everything.filter(file__package__gt="").count() == 1


def test_files_of_a_package_that_was_altered_on_our_disk_are_not_taken_over(line: Any) -> None:
    sealed = bring(line, asked(), ("A.txt", b"text", PartRole.DOCUMENT))
    path = line.office.package_path(sealed.digest)
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)
    files_take_all(line.office, timezone.now())
    assert not EvidenceItem.everything.filter(file__package=sealed.digest).exists()
    assert "could not be taken over" in Communication.everything.get(digest=sealed.digest).unfiled
