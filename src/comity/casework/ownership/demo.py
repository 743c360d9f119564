"""Ownership in the synthetic case: an extract of a register that does not exist, with a ring."""

import datetime as dt
import json
from typing import Any

from comity.casework.accounts.models import User
from comity.casework.cases.models import Case
from comity.casework.evidence.services import Entry, Receipt
from comity.casework.ownership.services import ownership_import
from comity.casework.tracing.demo import released_file

_PEOPLE = {"p1": "Jan Voorbeeld", "p2": "Beat Beispiel", "p3": "Mieke Fictief-Verzonnen"}
_COMPANIES = {
    "c1": "Voorbeeld Consult BV",
    "c2": "Example Trading SA",
    "c3": "Invented Stichting",
    "c4": "Invented Ring BV",
}
# Owner, owned, percentage, since, until.
_HOLDINGS: tuple[tuple[str, str, float, str, str], ...] = (
    ("p1", "c1", 60, "2015-03-01", ""),
    ("p3", "c1", 40, "2015-03-01", "2021-12-31"),
    ("c3", "c1", 40, "2022-01-01", ""),
    ("c1", "c2", 55, "2017-06-01", ""),
    ("p2", "c2", 25, "2017-06-01", ""),
    ("c4", "c2", 20, "2019-01-01", ""),
    ("c2", "c4", 30, "2019-01-01", ""),
    ("p3", "c4", 70, "2019-01-01", ""),
    ("p3", "c3", 100, "2022-01-01", ""),
)


def ownership_demo(*, case: Case, people: dict[str, User], on: dt.date) -> None:
    """Register the extract and take its holdings into the case."""
    anna = people["anna"]
    receipt = Receipt(on - dt.timedelta(days=20), "Invented register", anna.name, "extract (synthetic)")
    entry = Entry("EV-13", "Extract of an invented register of beneficial owners (synthetic)", "other", receipt)
    item = released_file(case, entry, "invented-register.json", json.dumps(_statements(), ensure_ascii=False), anna, on)
    title = "Invented register of beneficial owners"
    ownership_import(case=case, item=item, title=title, on=on, actor=anna, who=anna.identity(strong=True))


def _statements() -> list[dict[str, Any]]:
    """The extract as BODS 0.4."""
    found = [
        _statement(key, "person", {"personType": "knownPerson", "names": [{"fullName": name}]})
        for key, name in _PEOPLE.items()
    ]
    found += [
        _statement(key, "entity", {"entityType": {"type": "registeredEntity"}, "name": name})
        for key, name in _COMPANIES.items()
    ]
    for number, (owner, owned, share, since, until) in enumerate(_HOLDINGS, start=1):
        interest: dict[str, Any] = {"type": "shareholding", "directOrIndirect": "direct", "share": {"exact": share}}
        interest |= {"startDate": since} | ({"endDate": until} if until else {})
        details = {"subject": owned, "interestedParty": owner, "interests": [interest]}
        found.append(_statement(f"r{number}", "relationship", details))
    return found


def _statement(key: str, kind: str, details: dict[str, Any]) -> dict[str, Any]:
    return {
        "statementId": f"s-{key}",
        "recordId": key,
        "recordType": kind,
        "recordStatus": "new",
        "statementDate": "2026-01-15",
        "recordDetails": {"isComponent": False, **details},
    }
