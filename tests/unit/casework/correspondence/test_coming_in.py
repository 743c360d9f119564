"""A request that arrives opens a case once, for the dispatchers, and its answers go back in the same conversation."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.db.models import F, Value
from django.db.models.functions import Concat
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from comity.casework.access import NotAllowedError
from comity.casework.cases.models import Case
from comity.casework.correspondence.desk import KEY_IN
from comity.casework.correspondence.exporting import ConditionError, part_take_out
from comity.casework.correspondence.models import Communication
from comity.casework.correspondence.selectors import communications_for, standing_of, waiting_for
from comity.casework.exchange_store.models import DeskWork, ExchangedPackage, ExchangeReceipt
from comity.casework.log.models import LogEntry
from comity.casework.log.selectors import log_check
from comity.casework.requests.models import Request
from comity.exchange.documents.conditions import Condition, Limit, Use
from comity.exchange.documents.package import PackageType, PartRole
from comity.exchange.documents.receipt import read_receipt
from comity.exchange.node.status import node_status

pytestmark = pytest.mark.django_db
Get = Callable[[str], Any]
Act = Callable[..., Request]
ASKED = json.dumps({"format": "comity-request/1", "measure": "freezing"}).encode()


@pytest.fixture
def arrived(line: Any) -> Any:
    """A request of Switzerland that has arrived."""
    file = ("REQUEST.json", ASKED, PartRole.REQUEST)
    letter = ("REQUEST.pdf", b"%PDF-1.7 invented", PartRole.DOCUMENT)
    return line.send(PackageType.REQUEST, file, letter, reference="CH-1/freeze", subject="Freezing of an account")


def request_of(sealed: Any) -> Request:
    return Communication.everything.get(digest=sealed.digest).request


def test_a_request_that_arrives_opens_a_case_of_its_own_in_its_first_state(line: Any, arrived: Any) -> None:
    request = request_of(arrived)
    assert (request.direction, request.state, request.counterpart) == ("incoming", "received", "CHE")
    assert (request.measure, request.foreign_reference) == ("freezing", "CH-1/freeze")
    assert request.case.reference.startswith(f"IN-{timezone.localdate().year}-")
    assert DeskWork.objects.get().digest == arrived.digest


@pytest.mark.parametrize(
    ("taken", "given"),
    [
        ((), "0001"),
        (("0001", "0009"), "0010"),
        (("0009", "0009a", "0010/b", "00", "x"), "0010"),
        (("0007", "10000"), "0008"),
        (("9999",), "10000"),
        (("9999", "10009"), "10010"),
    ],
)
def test_the_next_number_of_the_year_follows_the_last_whatever_else_people_have_chosen(
    taken: tuple[str, ...], given: str, line: Any
) -> None:
    start = f"IN-{timezone.localdate().year}-"
    Case.everything.filter(reference__startswith=start).update(reference=Concat(Value("OLD-"), F("reference")))
    Case.everything.bulk_create(Case(reference=f"{start}{number}", title="Invented", state="NLD") for number in taken)
    file = ("REQUEST.json", ASKED, PartRole.REQUEST)
    with CaptureQueriesContext(connection) as asked:
        sealed = line.send(PackageType.REQUEST, file, reference="CH-1", subject="X")
    assert request_of(sealed).case.reference == f"{start}{given}"
    read = [q["sql"] for q in asked if f"'{start}0000" in q["sql"]]
    assert len(read) == len(given) - 3
    assert all("LIMIT 1" in sql for sql in read)


def test_only_the_dispatchers_see_it_until_they_put_a_team_together(line: Any, arrived: Any, person: Get) -> None:
    case = request_of(arrived).case
    seen = {
        n for n in ("dirk", "anna", "bram", "omar") if Case.objects.visible_to(person(n).identity()).filter(pk=case.pk)
    }
    assert seen == {"dirk"}


def test_received_three_times_it_is_one_case_one_work_item_and_the_same_receipts(line: Any, arrived: Any) -> None:
    before = (Case.everything.count(), LogEntry.objects.count(), ExchangeReceipt.objects.count())
    assert [line.again(arrived).new for _ in range(3)] == [False] * 3
    assert (Case.everything.count(), LogEntry.objects.count(), ExchangeReceipt.objects.count()) == before


def test_inbox_leaf_receipt_case_and_work_item_are_one_transaction(line: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **_more: object) -> None:
        raise OSError("the disk went away")

    monkeypatch.setattr("comity.exchange.node.receiving.issue_receipt", broken)
    before = (Case.everything.count(), LogEntry.objects.count())
    with pytest.raises(OSError, match="disk"):
        line.send(PackageType.REQUEST, reference="CH-2", subject="Another one")
    assert (Case.everything.count(), LogEntry.objects.count()) == before
    assert not ExchangedPackage.objects.exists()
    assert not DeskWork.objects.exists()


def test_a_file_that_is_no_request_of_this_software_is_no_reason_to_refuse_it(line: Any) -> None:
    odd = ("REQUEST.json", b"not json at all", PartRole.REQUEST)
    request = request_of(line.send(PackageType.REQUEST, odd, reference="CH-3", subject="By hand"))
    assert request.measure == "assistance"


def test_the_dispatchers_acknowledgement_is_known_to_the_counterpart(
    line: Any, arrived: Any, act: Act, person: Get
) -> None:
    request, dirk = request_of(arrived), person("dirk")
    act(request, "register", dirk)
    act(request, "acknowledge", dirk, language="en", signatory_title="Head of desk")
    answer = communications_for(dirk.identity(), request)[0].communication
    assert (answer.kind, answer.details["step"], answer.conversation) == (
        "status",
        "acknowledge",
        arrived.package.conversation,
    )
    line.carry(answer.digest)
    told = node_status(line.other, timezone.now())["packages"][-1]
    assert (told["type"], told["step"], told["state"]) == ("status", "acknowledge", "delivered")


def test_the_senders_answer_to_our_question_moves_the_request_here(line: Any, arrived: Any) -> None:
    request = request_of(arrived)
    Request.everything.filter(pk=request.pk).update(state="information_requested")
    line.send(PackageType.CLARIFICATION, conversation=arrived.package.conversation, details={"text": "Account 22."})
    assert Request.everything.get(pk=request.pk).state == "in_review"


def test_the_sender_withdraws_its_request_and_it_is_withdrawn_here(
    line: Any, arrived: Any, act: Act, person: Get
) -> None:
    request = request_of(arrived)
    act(request, "register", person("dirk"))
    line.send(PackageType.WITHDRAWAL, conversation=arrived.package.conversation, details={"text": "Settled."})
    assert Request.everything.get(pk=request.pk).state == "withdrawn"


def test_a_draft_for_comment_opens_no_case_and_waits_for_a_dispatcher(line: Any, person: Get) -> None:
    before = Case.everything.count()
    sealed = line.send(PackageType.DRAFT, ("DRAFT.txt", b"What we would ask", PartRole.DOCUMENT))
    assert Case.everything.count() == before
    assert [c.digest for c in waiting_for(person("dirk").identity())] == [sealed.digest]
    assert waiting_for(person("anna").identity()) == []
    line.send(PackageType.REQUEST, conversation=sealed.package.conversation, reference="CH-9", subject="The request")
    assert request_of(sealed) is not None
    waits = waiting_for(person("dirk").identity())
    assert [(c.kind, c.why_unfiled[0]) for c in waits] == [("request", KEY_IN)]


def test_who_executes_says_where_it_stands_and_both_offices_show_it(line: Any, sent: Communication) -> None:
    line.carry(sent.digest)
    details = {"step": "start_execution", "expected": "2027-02-01", "by": "A court (invented)"}
    line.answer(sent, PackageType.STATUS, details=details)
    standing = standing_of(sent.request)
    assert (standing.step, standing.expected, standing.by) == ("start_execution", "2027-02-01", "A court (invented)")


def taken(sealed: Any, path: str, actor: Any, use: Use = Use.EXECUTION) -> bytes:
    communication = Communication.everything.get(digest=sealed.digest)
    who, at = actor.identity(strong=True), timezone.now()
    out = part_take_out(communication=communication, path=path, use=use, at=at, actor=actor, who=who)
    with out.file as opened:
        return opened.read()


def test_the_first_file_taken_out_attests_that_the_desk_opened_it_and_names_nobody(
    line: Any, arrived: Any, person: Get
) -> None:
    assert taken(arrived, "files/002-REQUEST.pdf", person("dirk")) == b"%PDF-1.7 invented"
    taken(arrived, "files/001-REQUEST.json", person("dirk"))
    receipts = ExchangeReceipt.objects.filter(package=arrived.digest, evidence="RETRIEVAL")
    opened_by = read_receipt(receipts.get().text)[0].opened_by
    assert opened_by == f"dispatcher {person('dirk').pk}"
    assert LogEntry.objects.filter(event="package_exported").count() == 2
    assert log_check().troubles == ()


def test_a_condition_of_the_sender_is_asked_before_a_file_leaves_for_a_use(line: Any, person: Get) -> None:
    bank = ("STATEMENT.pdf", b"%PDF-1.7", PartRole.DOCUMENT)
    limits = (
        Condition("*", (Use.OTHER_STATE,), Limit.FORBIDDEN, "Not to be passed on."),
        Condition("*", (Use.COURT,), Limit.CONSENT, "Ask us before it is shown in court."),
    )
    sealed = line.send(PackageType.REQUEST, bank, reference="CH-4", subject="With conditions", conditions=limits)
    path, dirk = "files/001-STATEMENT.pdf", person("dirk")
    assert taken(sealed, path, dirk) == b"%PDF-1.7"
    for use in (Use.OTHER_STATE, Use.COURT):
        with pytest.raises(ConditionError, match="condition of CHE"):
            taken(sealed, path, dirk, use)
    line.send(
        PackageType.NOTICE, conversation=sealed.package.conversation, details={"consent_to": ["court", "other_state"]}
    )
    assert taken(sealed, path, dirk, Use.COURT) == b"%PDF-1.7"
    with pytest.raises(ConditionError, match="passed on"):
        taken(sealed, path, dirk, Use.OTHER_STATE)


def test_nobody_outside_the_team_takes_a_file_out(line: Any, arrived: Any, person: Get) -> None:
    with pytest.raises(NotAllowedError):
        taken(arrived, "files/001-REQUEST.json", person("anna"))
