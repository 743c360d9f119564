"""Evidence of the synthetic case: bank records from abroad whose limits hold, and a data carrier that was examined."""

import datetime as dt
from typing import Any

from django.conf import settings

from comity.casework.accounts.models import User
from comity.casework.cases.models import Case
from comity.casework.evidence.files import file_decide
from comity.casework.evidence.limits import Limits, Purpose, Secrecy
from comity.casework.evidence.models import EvidenceItem
from comity.casework.evidence.services import Entry, Origin, Receipt, custody_add, evidence_register
from comity.casework.evidence.store import arrived
from comity.casework.records.selectors import record_subject

_RECORDS = b"%PDF-1.4\n% Synthetic bank records of account A; nothing in them is real.\n%%EOF\n"
_STATEMENT = b"Statement of an invented clerk, taken down for this demonstration.\n"
_FROM_ABROAD = Limits(
    purposes=(Purpose.INVESTIGATION, Purpose.PROSECUTION, Purpose.CONFISCATION),
    conduct=("embezzlement", "bribery", "laundering"),
    onward=False,
    secrecy=Secrecy.AUTHORITIES,
)


def evidence_demo(*, case: Case, people: dict[str, User], on: dt.date) -> None:
    """Register what the synthetic case has: released, in quarantine, and on paper with a chain of hands."""
    ago = [on - dt.timedelta(days=days) for days in (30, 20, 12, 3)]
    anna, pia = people["anna"], people["pia"]
    abroad = Receipt(ago[1], "Example Office of Switzerland", "Anna Fictief", "in execution of our request", "CH-7741")
    origin = Origin("CHE", "bank-records-che", return_original=True)
    records = Entry("EV-1", "Bank records of account A, 2019 to 2022", "bank_records", abroad, origin, _FROM_ABROAD)
    item = _register(case, records, on, anna, _RECORDS, "account-a.pdf")
    who = anna.identity(strong=True)
    subject = record_subject(item, who)
    file: Any = item.file
    file_decide(file=file, release=True, reason="", subject=subject, on=("evidence", "EV-1"), actor=anna, who=who)
    paper = Receipt(ago[3], "Examining judge, Example Court", "Pia Proefpersoon", "for the file", "")
    _register(case, Entry("EV-2", "Statement of a clerk", "statement", paper), on, pia, _STATEMENT, "statement.txt")
    seized = Receipt(ago[0], "Search of the works depot", "Pia Proefpersoon", "seized", "NL-0042")
    laptop = _register(case, Entry("EV-3", "Laptop from the works depot", "data_carrier", seized), on, pia, b"", "")
    for kind, day, holder, why in (
        ("handed_over", ago[1], "Example Digital Laboratory", "to be copied and examined"),
        ("copied", ago[2], "", "copy made, digests compared"),
    ):
        link = Receipt(day, "", holder, why, "NL-0043")
        custody_add(item=laptop, kind=kind, receipt=link, on=on, actor=pia, who=pia.identity())


def _register(case: Case, entry: Entry, on: dt.date, actor: User, content: bytes, name: str) -> EvidenceItem:
    coming: Any = arrived([content], settings.EVIDENCE_FOLDER, settings.EVIDENCE_LIMIT) if content else None
    return evidence_register(
        case=case, entry=entry, on=on, actor=actor, who=actor.identity(strong=True), coming=coming, name=name
    )
