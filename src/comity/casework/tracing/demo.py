"""Money of the synthetic case: statements of two invented banks, the ledger they make, and one trace through it."""

import csv
import datetime as dt
import io
from typing import Any

from django.conf import settings

from comity.casework.accounts.models import User
from comity.casework.background.queue import work_off
from comity.casework.cases.models import Case
from comity.casework.evidence.files import file_decide
from comity.casework.evidence.models import EvidenceItem
from comity.casework.evidence.services import Entry, Receipt, evidence_register
from comity.casework.evidence.store import arrived
from comity.casework.records.selectors import record_subject
from comity.casework.tracing.ledgers import Making, ledger_begin
from comity.casework.tracing.traces import Asked, trace_begin

# Day, amount, other side, words: of two accounts that exist nowhere.
_STATEMENTS: dict[str, tuple[tuple[str, str, str, str], ...]] = {
    "INVENTED1": (
        ("2020-06-01", "5000.00", "", "salary (synthetic)"),
        ("2020-06-04", "60000.00", "Example Works BV", "payment 1 (synthetic)"),
        ("2020-06-09", "-45000.00", "INVENTED2", "transfer (synthetic)"),
        ("2021-03-12", "60000.00", "Example Works BV", "payment 2 (synthetic)"),
        ("2021-03-15", "-70000.00", "INVENTED2", "transfer (synthetic)"),
        ("2021-04-02", "-3000.00", "Example Garage", "repair (synthetic)"),
    ),
    "INVENTED2": (
        ("2020-06-09", "45000.00", "INVENTED1", "transfer (synthetic)"),
        ("2020-07-01", "20000.00", "", "inheritance (synthetic)"),
        ("2021-03-15", "70000.00", "INVENTED1", "transfer (synthetic)"),
        ("2021-05-20", "-90000.00", "Example Notary", "purchase price, parcel (synthetic)"),
        ("2021-06-02", "-20000.00", "CH5300000EXAMPLEB0002", "loan (synthetic)"),
    ),
}

# Year, kind, thing, amount, document: of a person who does not exist.
_NET_WORTH: tuple[tuple[str, str, str, str, str], ...] = (
    ("2019", "asset", "flat (invented)", "180000", "deed 1"),
    ("2019", "liability", "mortgage (invented)", "120000", "bank letter 1"),
    ("2020", "asset", "flat (invented)", "180000", "deed 1"),
    ("2020", "liability", "mortgage (invented)", "110000", "bank letter 2"),
    ("2020", "income", "salary (invented)", "48000", "payslips 2020"),
    ("2020", "expenditure", "living (invented)", "30000", "card statements 2020"),
    ("2021", "asset", "flat (invented)", "180000", "deed 1"),
    ("2021", "asset", "parcel of land (invented)", "90000", "deed 2"),
    ("2021", "liability", "mortgage (invented)", "100000", "bank letter 3"),
    ("2021", "income", "salary (invented)", "49000", "payslips 2021"),
    ("2021", "expenditure", "living (invented)", "36000", "card statements 2021"),
)


def tracing_demo(*, case: Case, people: dict[str, User], on: dt.date) -> None:
    """Register two statements, make a ledger of them, and trace what the first account paid out."""
    anna = people["anna"]
    who = anna.identity(strong=True)
    items = [_statement(case, number, name, anna, on) for number, name in enumerate(_STATEMENTS, start=11)]
    making = Making("Two invented accounts, 2020 and 2021")
    ledger = ledger_begin(case=case, items=items, making=making, on=on, actor=anna, who=who)
    work_off()
    ledger.refresh_from_db()
    asked = Asked("INVENTED1", rules=("fifo", "lifo", "clean_first", "pro_rata"), state="CHE")
    trace_begin(ledger=ledger, asked=asked, actor=anna, who=who)
    work_off()
    _net_worth(case, anna, on)


def _net_worth(case: Case, anna: User, on: dt.date) -> None:
    """A table from which the page of net worth is drawn."""
    rows = [("year", "kind", "item", "amount", "currency", "document")]
    rows += [(year, kind, thing, amount, "EUR", document) for year, kind, thing, amount, document in _NET_WORTH]
    receipt = Receipt(on - dt.timedelta(days=18), "Invented tax office", anna.name, "on request (synthetic)")
    entry = Entry("EV-14", "Net worth of an invented person, 2019 to 2021 (synthetic)", "other", receipt)
    text = "".join(",".join(row) + "\n" for row in rows)
    released_file(case, entry, "net-worth.csv", text, anna, on)


def _statement(case: Case, number: int, account: str, anna: User, on: dt.date) -> EvidenceItem:
    text = io.StringIO(newline="")
    table = csv.writer(text)
    table.writerow(("account", "date", "amount", "currency", "counterparty", "description"))
    for day, amount, other, words in _STATEMENTS[account]:
        table.writerow((account, day, amount, "EUR", other, words))
    receipt = Receipt(on - dt.timedelta(days=25), "Invented bank", anna.name, "on an order of the court (synthetic)")
    entry = Entry(f"EV-{number}", f"Statement of {account} (synthetic)", "bank_records", receipt)
    return released_file(case, entry, f"{account.lower()}.csv", text.getvalue(), anna, on)


def released_file(case: Case, entry: Entry, name: str, text: str, anna: User, on: dt.date) -> EvidenceItem:
    """A file of the synthetic case in the register of evidence, read and released."""
    who = anna.identity(strong=True)
    coming: Any = arrived([text.encode()], settings.EVIDENCE_FOLDER, settings.EVIDENCE_LIMIT)
    item = evidence_register(case=case, entry=entry, on=on, actor=anna, who=who, coming=coming, name=name)
    file: Any = item.file
    subject = record_subject(item, who)
    file_decide(file=file, release=True, reason="read", subject=subject, on=("evidence", item.key), actor=anna, who=who)
    return EvidenceItem.everything.select_related("file", "wall").get(pk=item.pk)
