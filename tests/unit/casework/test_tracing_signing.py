"""A link beyond the rules is signed by a named person with a second factor, reason and evidence, or not at all."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from comity.casework.access import NotAllowedError
from comity.casework.background.queue import work_off
from comity.casework.evidence.services import Entry, Receipt
from comity.casework.log.models import LogEntry
from comity.casework.log.selectors import log_check
from comity.casework.tracing.demo import released_file
from comity.casework.tracing.ledgers import Making, ledger_begin
from comity.casework.tracing.models import MoneyTrace
from comity.casework.tracing.signing import finding_sign
from comity.casework.tracing.traces import Asked, trace_begin
from comity.common.errors import BadInputError

pytestmark = pytest.mark.django_db
ON = dt.date(2026, 11, 1)
Person = Callable[[str], Any]


BANK = "account,date,amount,currency,counterparty,description\n"
PAYER = "X1,2021-01-01,100.00,EUR,,salary\nX1,2021-01-10,-100.00,EUR,X2,transfer\n"
OVERDRAWN = "X2,2021-01-05,-80.00,EUR,Boat yard,boat\nX2,2021-01-10,100.00,EUR,X1,transfer\n"


@pytest.fixture
def offered(case: Any, person: Person) -> MoneyTrace:
    """A boat is paid on an overdraft, and what X1 pays out repays it."""
    anna, items = person("anna"), []
    for number, text in ((91, PAYER), (92, OVERDRAWN)):
        entry = Entry(f"EV-{number}", "Statement", "bank_records", Receipt(ON, "Bank", anna.name, "order"))
        items.append(released_file(case, entry, f"{number}.csv", BANK + text, anna, ON))
    by: dict[str, Any] = {"actor": anna, "who": anna.identity()}
    ledger = worked(ledger_begin(case=case, items=items, making=Making("Overdrawn"), on=ON, **by))
    made: MoneyTrace = worked(trace_begin(ledger=ledger, asked=Asked("X1", rules=("fifo", "pro_rata")), **by))
    return made


def worked(record: Any) -> Any:
    work_off()
    record.refresh_from_db()
    assert record.status == "ready", record.message
    return record


def sign(trace: MoneyTrace, user: Any, **change: Any) -> MoneyTrace:
    given = {"number": 0, "reason": "one design", "evidence": "EV-11", "taking": "lien", **change}
    return finding_sign(trace=trace, on=ON, actor=user, who=user.identity(strong=change.pop("strong", True)), **given)


def test_a_signed_link_begins_a_trace_of_its_own_with_one_leaf_and_the_first_stays(
    offered: MoneyTrace, person: Person
) -> None:
    anna, before, was = person("anna"), LogEntry.objects.count(), dict(offered.data)
    made = sign(offered, anna)
    (finding,) = made.data["question"]["findings"]
    assert (finding["signed_by"], finding["evidence"], finding["reason"]) == (anna.name, "EV-11", "one design")
    assert LogEntry.objects.count() == before + 1
    assert LogEntry.objects.latest("index").event == "finding_signed"
    offered.refresh_from_db()
    assert offered.data == was
    assert log_check().troubles == ()
    (told,) = worked(made).data["answer"]["findings"]
    assert told["rules"]["fifo"]["resting"] == [{"account": "Boat yard", "amount": "80.00"}]
    with pytest.raises(BadInputError, match="somebody has signed this link already"):
        sign(made, anna)


def test_a_person_signs_in_the_browser_and_the_page_shows_what_it_adds(offered: MoneyTrace, person: Person) -> None:
    client = Client()
    client.force_login(person("anna"))
    assert "What speaks for it" in client.get(f"/traces/{offered.pk}").content.decode()
    session = client.session
    session["strong"] = True
    session.save()
    assert "Sign the link" in client.get(f"/traces/{offered.pk}").content.decode()
    given = {"number": 0, "reason": "one design", "evidence": "EV-91", "taking": "lien"}
    wrong = client.post(f"/traces/{offered.pk}/finding", {**given, "reason": ""})
    assert (wrong.status_code, "Say why the two belong together" in wrong.content.decode()) == (422, True)
    assert client.post(f"/traces/{offered.pk}/finding", given).status_code == 302
    work_off()
    made = MoneyTrace.everything.latest("pk")
    assert "What signed links add" in client.get(f"/traces/{made.pk}").content.decode()


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"number": 7}, "offers no such link"),
        ({"reason": "  "}, "say why the two belong together"),
        ({"evidence": "EV-999"}, "choose the evidence"),
        ({"taking": "both"}, "choose one"),
    ],
)
def test_a_link_without_reason_or_evidence_is_refused_at_its_field(
    offered: MoneyTrace, person: Person, change: dict[str, Any], told: str
) -> None:
    before = MoneyTrace.everything.count()
    with pytest.raises(BadInputError, match=told):
        sign(offered, person("anna"), **change)
    assert MoneyTrace.everything.count() == before


def test_nobody_signs_without_a_second_factor_or_from_outside_the_case(offered: MoneyTrace, person: Person) -> None:
    anna, ida = person("anna"), person("ida")
    given = {"trace": offered, "number": 0, "reason": "r", "evidence": "EV-11", "taking": "lien", "on": ON}
    for user, who in ((anna, anna.identity()), (ida, ida.identity(strong=True))):
        with pytest.raises(NotAllowedError):
            finding_sign(actor=user, who=who, **given)
