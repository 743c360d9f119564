"""The money pages: from released statements to a trace in the browser, with the figure taken over."""

import datetime as dt
import io
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from pypdf import PdfReader

from comity.casework.assets.models import Asset
from comity.casework.background.queue import work_off
from comity.casework.evidence.models import EvidenceItem
from comity.casework.evidence.services import Entry, Receipt
from comity.casework.log.models import LogEntry
from comity.casework.tracing.demo import released_file
from comity.casework.tracing.figures import proposed_statement
from comity.casework.tracing.models import MoneyLedger, MoneyTrace

pytestmark = pytest.mark.django_db
Person = Callable[[str], Any]


def browser(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_statements_are_read_traced_and_shown_with_every_rule_side_by_side(person: Person, case: Any) -> None:
    client = browser(person("pia"))
    chosen = [item.pk for item in EvidenceItem.everything.filter(case=case, key__in=("EV-11", "EV-12"))]
    assert client.post(f"/cases/{case.pk}/money/new", {"title": "Mine", "items": chosen}).status_code == 302
    ledger = MoneyLedger.everything.get(case=case, data__contains="Mine")
    assert "this page looks again by itself" in client.get(f"/ledgers/{ledger.pk}").content.decode()
    work_off()
    assert "INVENTED2" in client.get(f"/ledgers/{ledger.pk}").content.decode()
    client.post("/language", {"language": "ar"})
    assert re.search(r'<option value="ar" selected', client.get(f"/ledgers/{ledger.pk}").content.decode())
    client.post("/language", {"language": "en"})
    given = {"account": "INVENTED1", "rules": ["fifo", "lifo"], "state": "CHE", "language": "ar"}
    assert client.post(f"/ledgers/{ledger.pk}", given).status_code == 302
    work_off()
    trace = MoneyTrace.everything.get(ledger=ledger)
    body = client.get(f"/traces/{trace.pk}?rule=lifo").content.decode()
    assert "<svg" in body
    assert "Put this figure into an asset" in body
    pdf = client.get(f"/traces/{trace.pk}/exhibit")
    printed = PdfReader(io.BytesIO(b"".join(pdf.streaming_content)))
    assert str(printed.trailer["/Root"]["/Lang"]) == "ar"


def test_nothing_chosen_is_told_at_the_field(person: Person, case: Any) -> None:
    answer = browser(person("anna")).post(f"/cases/{case.pk}/money/new", {"title": "x", "mapping": "amount"})
    assert answer.status_code == 422
    assert "&#x27;amount&#x27; is no pair" in answer.content.decode()
    answer = browser(person("anna")).post(f"/cases/{case.pk}/money/new", {"title": "x"})
    assert "Choose at least one statement" in answer.content.decode()


def test_what_a_person_decides_about_a_pair_goes_before_its_score(person: Person, case: Any) -> None:
    client, ledger = browser(person("anna")), MoneyLedger.everything.get(case=case)
    body = client.get(f"/ledgers/{ledger.pk}").content.decode()
    assert "Debits and credits that may be one transfer" in body
    assert client.post(f"/ledgers/{ledger.pk}/pairs", {}).status_code == 422
    number = next(n for n, pair in enumerate(ledger.data["pairs"]) if pair["taken"])
    pair = ledger.data["pairs"][number]
    assert client.post(f"/ledgers/{ledger.pk}/pairs", {f"pair-{number}": "two"}).status_code == 302
    work_off()
    again = MoneyLedger.everything.filter(case=case).latest("pk")
    assert again.data["decisions"] == [[pair["debit"], pair["credit"], False]]
    assert (again.data["matched"], ledger.data["matched"]) == (1, 2)
    assert LogEntry.objects.filter(event="ledger_begun", key=again.key).exists()


def test_a_rate_without_a_source_is_told_at_the_field(person: Person, case: Any) -> None:
    chosen = [EvidenceItem.everything.get(case=case, key="EV-11").pk]
    given = {"items": chosen, "rates": "2024-01-05 USD EUR 0.92"}
    answer = browser(person("anna")).post(f"/cases/{case.pk}/money/new", given)
    assert answer.status_code == 422
    assert "needs its day, two currencies, the rate and its source" in answer.content.decode()


def test_a_figure_is_taken_over_with_the_words_of_whoever_takes_it(person: Person, case: Any) -> None:
    trace, client = MoneyTrace.everything.get(case=case), browser(person("anna"))
    lines = [one["account"] for one in trace.data["pages"]["fifo"]["holdings"]]
    address = f"/traces/{trace.pk}?rule=fifo&holding={lines.index('INVENTED2') + 1}"
    form = client.get(address).content.decode()
    assert "can be traced to what account INVENTED1 paid out" in form
    asset = Asset.everything.filter(case=case).first()
    assert asset is not None
    given = {"rule": "fifo", "account": "INVENTED2", "asset": asset.pk, "language": "en"}
    wrong = client.post(f"/traces/{trace.pk}/figure", {**given, "statement": "A lot."})
    assert wrong.status_code == 422
    assert "must give the figure" in wrong.content.decode()
    right = {**given, "statement": proposed_statement(trace, "fifo", "INVENTED2")}
    assert client.post(f"/traces/{trace.pk}/figure", right).status_code == 302
    asset.refresh_from_db()
    assert trace.key in asset.data["link_statement"]["en"]


def test_a_rule_is_marked_with_its_purpose_and_only_as_possible_where_nobody_evidenced_since_when(
    person: Person, case: Any
) -> None:
    trace, client = MoneyTrace.everything.get(case=case), browser(person("anna"))
    (law,) = trace.data["answer"]["law"]
    shown = client.get(f"/traces/{trace.pk}").content.decode()
    assert "CHE: applied for Confiscation" in shown
    law["in_force"] = "unknown"
    MoneyTrace.everything.filter(pk=trace.pk).update(data=trace.data)
    shown = client.get(f"/traces/{trace.pk}").content.decode()
    assert "CHE: may apply for Confiscation" in shown
    assert "applied for" not in shown
    assert "since when is not evidenced" in shown


def test_work_that_was_cut_off_says_so_and_can_be_begun_again(person: Person, case: Any) -> None:
    trace = MoneyTrace.everything.get(case=case)
    MoneyTrace.everything.filter(pk=trace.pk).update(status="failed", message="the machine was switched off")
    client = browser(person("anna"))
    assert "The machine was switched off" in client.get(f"/traces/{trace.pk}").content.decode()
    client.post(f"/money/{trace.pk}/again", {"kind": "trace"})
    work_off()
    trace.refresh_from_db()
    assert trace.status == "ready"


TABLE = """year,kind,item,amount,currency,document
2019,asset,flat (invented),100000,EUR,D-1
2020,asset,flat (invented),100000,EUR,D-1
2020,asset,car (invented),60000,EUR,D-2
2020,expenditure,travel (invented),15000,EUR,D-3
2020,income,salary (invented),45000,EUR,D-4
"""


def table_of(case: Any, anna: Any, key: str, text: str) -> EvidenceItem:
    on = dt.date(2026, 11, 1)
    receipt = Receipt(on, "Invented office", anna.name, "by hand (synthetic)")
    return released_file(case, Entry(key, "Invented table", "other", receipt), "table.csv", text, anna, on)


def test_net_worth_and_expenditure_are_shown_as_a_picture_with_its_table(person: Person, case: Any) -> None:
    anna = person("anna")
    item, client = table_of(case, anna, "EV-91", TABLE), browser(anna)
    body = client.get(f"/cases/{case.pk}/net-worth?item={item.pk}").content.decode()
    assert "<svg" in body
    assert "30,000.00 EUR" in body  # 60,000 more and 15,000 spent, less 45,000 earned
    assert "travel (invented)" in body
    wrong = table_of(case, anna, "EV-92", TABLE.replace("15000,EUR", "15000,USD"))
    answer = client.get(f"/cases/{case.pk}/net-worth?item={wrong.pk}")
    assert answer.status_code == 422
    assert "able.csv, line 5, currency: the schedule is in EUR and this line in USD" in answer.content.decode()
