"""A request that is sent leaves sealed, in the transaction of the step, and what comes back moves it."""

import datetime as dt
import io
import json
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.utils import timezone

from comity.casework.correspondence.models import Communication
from comity.casework.evidence.models import EvidenceItem, KeptFile
from comity.casework.evidence.store import arrived
from comity.casework.exchange_store.models import ExchangedPackage, ExchangeReceipt, Outbound
from comity.casework.log.models import LogEntry
from comity.casework.log.selectors import log_check
from comity.casework.people.models import Party
from comity.casework.requests.models import Request
from comity.casework.retention.erasing import case_erase
from comity.casework.retention.sealed import packages_forget
from comity.exchange.documents.conditions import Condition, Limit, Use
from comity.exchange.documents.package import PackageType, PartRole, package_from
from comity.exchange.node.opening import open_package

pytestmark = pytest.mark.django_db
Get = Callable[[str], Any]
Act = Callable[..., Request]


def test_sending_seals_the_signed_version_and_queues_it_in_one_step(
    line: Any, ready: Request, act: Act, person: Get
) -> None:
    before = LogEntry.objects.count()
    act(ready, "send", person("dirk"))
    digest = Communication.everything.latest("pk").digest
    assert (ExchangedPackage.objects.get().digest, Outbound.objects.get().digest) == (digest, digest)
    events = [e.event for e in LogEntry.objects.order_by("index")[before:]]
    assert events == ["sent", "package_sealed", "receipt_issued"]
    assert log_check().troubles == ()


def test_the_counterpart_opens_the_very_documents_that_were_signed(
    line: Any, ready: Request, sent: Communication, tmp_path: Path
) -> None:
    opened = open_package(line.other, line.office.package_path(sent.digest), tmp_path / "out", timezone.now())
    held = {p.name.partition("-")[2]: p.read_bytes() for p in opened.files if p.parent.name == "files"}
    assert held["REQUEST.pdf"] == bytes(ready.version.files.get(name="REQUEST.pdf").content)
    assert {"REQUEST.docx", "REQUEST.json", "READ-ME.txt", "REPLY-FORM.txt"} <= held.keys()


def test_a_step_that_breaks_leaves_neither_state_nor_package(
    line: Any, ready: Request, act: Act, person: Get, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(name: str) -> None:
        raise OSError(name)

    monkeypatch.setattr("comity.casework.correspondence.outgoing.fail_point", broken)
    before = LogEntry.objects.count()
    with pytest.raises(OSError, match="dispatch"):
        act(ready, "send", person("dirk"))
    assert Request.everything.get(pk=ready.pk).state == "signed"
    assert not ExchangedPackage.objects.exists()
    assert not Communication.everything.filter(route="package").exists()
    assert LogEntry.objects.count() == before


def test_receipts_of_the_counterpart_move_the_request_by_the_life_cycle(
    line: Any, ready: Request, sent: Communication
) -> None:
    assert line.carry(sent.digest).told == "delivered"
    assert Request.everything.get(pk=ready.pk).state == "delivered"
    entry = LogEntry.objects.filter(case=ready.case, event="delivered").latest("index")
    assert (entry.actor, entry.detail.data["by"]) == (None, "counterpart node")


@pytest.mark.parametrize(
    ("kind", "details", "state"),
    [
        (PackageType.STATUS, {"step": "acknowledge"}, "acknowledged"),
        (PackageType.STATUS, {"step": "accept"}, "accepted"),
        (PackageType.STATUS, {"step": "allocate", "expected": "2027-01-31", "by": "A court (invented)"}, "delivered"),
        (PackageType.CLARIFICATION_ASKED, {"questions": ["Which account?"]}, "queried"),
        (PackageType.CONSULTATION, {"text": "We consider refusing."}, "queried"),
        (PackageType.POSTPONEMENT, {"text": "A trial here comes first."}, "postponed"),
        (PackageType.REFUSAL, {"ground": "political", "article": "2(a)"}, "refused"),
        (PackageType.RESULT, {"step": "executed_in_full"}, "results_complete"),
    ],
)
def test_what_the_counterpart_answers_lands_on_the_same_request(
    kind: PackageType, details: dict[str, Any], state: str, line: Any, ready: Request, sent: Communication
) -> None:
    line.carry(sent.digest)
    sealed = line.answer(sent, kind, details=details)
    found = Communication.everything.get(digest=sealed.digest)
    assert (found.request_id, found.incoming, found.unfiled) == (ready.pk, True, "")
    request = Request.everything.get(pk=ready.pk)
    assert request.state == state
    assert request.foreign_reference == ("B-77" if found.action else ready.foreign_reference)


def test_the_words_of_a_question_stand_with_the_step_it_became(line: Any, ready: Request, sent: Communication) -> None:
    line.carry(sent.digest)
    line.answer(sent, PackageType.CLARIFICATION_ASKED, details={"questions": ["Which account?"], "text": "One thing."})
    step = ready.steps_taken.get(action="record_question")
    assert (step.actor, step.given["reason"]) == (None, "One thing.\nWhich account?")


def test_an_answer_that_fits_no_state_is_kept_and_waits_for_a_person(
    line: Any, ready: Request, sent: Communication
) -> None:
    line.carry(sent.digest)
    Request.everything.filter(pk=ready.pk).update(state="withdrawn")
    sealed = line.answer(sent, PackageType.RESULT, details={"step": "executed_in_full"})
    found = Communication.everything.get(digest=sealed.digest)
    assert found.request_id == ready.pk
    assert "somebody has to look" in found.unfiled
    assert Request.everything.get(pk=ready.pk).state == "withdrawn"


def test_an_answer_received_twice_takes_one_step(line: Any, sent: Communication) -> None:
    line.carry(sent.digest)
    sealed = line.answer(sent, PackageType.CLARIFICATION_ASKED, details={"questions": ["Which account?"]})
    before = LogEntry.objects.count()
    assert not line.again(sealed).new
    line.carry(sent.digest)
    assert LogEntry.objects.count() == before


def test_a_third_node_moves_nothing_by_naming_a_conversation_that_is_not_its_own(
    line: Any, ready: Request, sent: Communication
) -> None:
    line.carry(sent.digest)
    Communication.everything.filter(pk=sent.pk).update(peer="another-node")
    line.answer(sent, PackageType.REFUSAL, details={"ground": "political", "article": None})
    assert Request.everything.get(pk=ready.pk).state == "delivered"
    assert Communication.everything.get(incoming=True).request is None


def test_a_package_refused_for_good_is_told_on_the_request(line: Any, ready: Request, sent: Communication) -> None:
    line.office.desk.package_stopped(sent.digest, "the counterpart has revoked this key", timezone.now())
    assert Request.everything.get(pk=ready.pk).state == "undelivered"


def test_a_question_is_answered_in_the_same_conversation(
    line: Any, ready: Request, sent: Communication, act: Act, person: Get
) -> None:
    line.carry(sent.digest)
    asked = line.answer(sent, PackageType.CLARIFICATION_ASKED, details={"questions": ["Which account?"]})
    act(ready, "answer_question", person("dirk"), reason="The one that ends in 22.")
    answer = Communication.everything.filter(incoming=False).latest("pk")
    package = ExchangedPackage.objects.get(digest=answer.digest)
    assert (answer.kind, answer.conversation, package.sequence) == ("clarification", sent.conversation, 2)
    assert answer.details["text"] == "The one that ends in 22."
    assert asked.digest.encode() in bytes(package.header)


def test_without_a_trusted_card_the_request_goes_on_paper_and_says_so(
    office_folder: Path, ready: Request, act: Act, person: Get
) -> None:
    act(ready, "send", person("dirk"))
    communication = Communication.everything.latest("pk")
    files = {f.name: bytes(f.content) for f in communication.paper_files.all()}
    assert communication.route == "paper"
    assert files.keys() == {"COVER-SHEET.pdf", "REPLY-FORM.docx"}
    assert files["COVER-SHEET.pdf"].startswith(b"%PDF")
    assert files["REPLY-FORM.docx"].startswith(b"PK")


def test_on_paper_the_container_is_sealed_and_checked_with_what_every_machine_has(
    line: Any, ready: Request, act: Act, person: Get, tmp_path: Path
) -> None:
    Request.everything.filter(pk=ready.pk).update(counterpart="URY")
    act(ready, "send", person("dirk"))
    container = bytes(Communication.everything.latest("pk").paper_files.get(name="PACKAGE.asice").content)
    with zipfile.ZipFile(io.BytesIO(container)) as opened:
        assert opened.testzip() is None
        opened.extractall(tmp_path / "bag")
    subprocess.run(["sha256sum", "--quiet", "-c", "SHA256SUMS"], cwd=tmp_path / "bag", check=True)
    seal = "cms -verify -binary -inform DER -in META-INF/signature001.p7s -content META-INF/ASiCManifest.xml -noverify"
    subprocess.run(["openssl", *seal.split()], cwd=tmp_path / "bag", check=True, capture_output=True)
    assert LogEntry.objects.filter(event="package_printed").count() == 1


def test_two_authorities_of_one_state_are_never_guessed_between(
    line: Any, ready: Request, act: Act, person: Get, tmp_path: Path
) -> None:
    from comity.common.errors import BadInputError  # noqa: PLC0415
    from comity.exchange.node.ceremony import Reach, init_node, own_card, trust_card  # noqa: PLC0415

    at = timezone.now().replace(microsecond=0)
    third = own_card(init_node(tmp_path / "third", "CHE", "Office C (invented)", at, Reach()))
    trust_card(line.office, third.text, third.card.fingerprint, at)
    with pytest.raises(BadInputError, match="several authorities"):
        act(ready, "send", person("dirk"))


def test_the_conditions_on_results_become_conditions_of_the_package(case: Any, person: Get, request_: Get) -> None:
    from comity.casework.correspondence.bound import conditions_of, kept_until  # noqa: PLC0415
    from comity.casework.requests.models import ResultItem  # noqa: PLC0415

    request, day = request_("bank-records-che"), dt.date(2027, 6, 1)
    common = {"request": request, "purpose": "the request", "added_by": person("anna")}
    ResultItem.objects.create(
        title="Statements", specialty="these_proceedings", confidentiality="confidential", keep_until=day, **common
    )
    conditions = conditions_of(request)
    assert {str(use) for c in conditions for use in c.uses} >= {"other_state", "other_proceedings", "publication"}
    assert kept_until(request) == day


def test_the_node_forgets_what_a_deleted_case_has_sent_and_the_receipts_stay(
    line: Any, sent: Communication, person: Get
) -> None:
    path, receipts = line.office.package_path(sent.digest), ExchangeReceipt.objects.count()
    ada = person("ada")
    erased = case_erase(Request.everything.get(pk=sent.request_id).case)
    assert path in packages_forget(digests=erased.packages, actor=ada)
    row = ExchangedPackage.objects.get(digest=sent.digest)
    left = package_from(bytes(row.header))
    assert (row.state, left.subject, left.details, left.parts) == ("deleted", "deleted", {}, ())
    assert ExchangeReceipt.objects.count() == receipts > 0
    assert LogEntry.objects.filter(event="content_deleted", key=sent.digest).exists()
    assert log_check().troubles == ()


def test_what_this_office_has_marked_leaves_as_conditions_that_name_its_place(
    line: Any, ready: Request, act: Act, person: Get
) -> None:
    told = json.loads(bytes(ready.version.files.get(name="REQUEST.json").content))["case"]
    place = [row["id"] for row in told["people"]].index("beat")
    Party.everything.filter(case=ready.case, key="beat").update(marks={"birth_date": "confidential"})
    act(ready, "send", person("dirk"))
    package = package_from(bytes(ExchangedPackage.objects.get().header))
    pointer = f"/case/people/{place}/birth_date"
    assert package.details["handling"] == [{"applies_to": pointer, "level": "confidential"}]
    condition = next(c for c in package.conditions if c.applies_to == pointer)
    assert (condition.uses, condition.limit) == ((Use.PUBLICATION,), Limit.FORBIDDEN)
    assert any(c.applies_to == "*" and "confidential" in c.text for c in package.conditions)
    assert package.requires == ("use_conditions",)


def test_on_paper_the_conditions_of_use_have_to_be_understood_as_through_a_node(
    line: Any, ready: Request, act: Act, person: Get
) -> None:
    Party.everything.filter(case=ready.case, key="beat").update(marks={"birth_date": "confidential"})
    Request.everything.filter(pk=ready.pk).update(counterpart="URY")
    act(ready, "send", person("dirk"))
    container = bytes(Communication.everything.latest("pk").paper_files.get(name="PACKAGE.asice").content)
    with zipfile.ZipFile(io.BytesIO(container)) as opened:
        package = package_from(opened.read("package.json"))
    assert any(Use.PUBLICATION in condition.uses for condition in package.conditions)
    assert package.requires == ("use_conditions",)


def test_an_annex_whose_file_was_released_travels_with_the_request(
    line: Any, ready: Request, act: Act, person: Get
) -> None:
    annex = ready.data["annexes"][0]
    coming = arrived([b"%PDF-1.7 annex (invented)"], settings.EVIDENCE_FOLDER, 1000)
    digest = coming.keep()
    kept = KeptFile.objects.create(case=ready.case, name="ANNEX.pdf", found="pdf", digest=digest, size=25)
    EvidenceItem.everything.create(case=ready.case, key="E-9", data={"document": annex, "limits": {}}, file=kept)
    for state, travels in (("quarantined", False), ("released", True)):
        KeptFile.objects.filter(pk=kept.pk).update(state=state)
        Request.everything.filter(pk=ready.pk).update(state="signed")
        act(ready, "send", person("dirk"))
        package = package_from(bytes(ExchangedPackage.objects.latest("leaf").header))
        assert ("ANNEX.pdf" in {part.name for part in package.parts}) is travels


def test_results_that_arrive_stand_in_the_register_with_our_request_and_their_limits(
    line: Any, ready: Request, sent: Communication
) -> None:
    line.carry(sent.digest)
    limit = Condition("*", (Use.OTHER_STATE, Use.OTHER_PROCEEDINGS), Limit.CONSENT, "These proceedings only.")
    statement = ("STATEMENT.csv", b"1;2;3", PartRole.DOCUMENT)
    line.answer(sent, PackageType.RESULT, statement, conditions=(limit,), retain_until=dt.date(2030, 1, 1))
    line.office.desk.look_after(line.office, timezone.now())
    item = EvidenceItem.everything.get(case=ready.case, file__name="STATEMENT.csv")
    assert (item.data["origin"], item.data["request"], item.file.state) == ("CHE", ready.key, "quarantined")
    limits = item.data["limits"]
    assert (limits["onward"], limits["conduct"], limits["expires"]) == (False, ready.data["conduct"], "2030-01-01")
