"""Reading what was asserted by another state: whose word a record is, and which uses the sender's conditions bar."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from comity.casework.asserted.models import AssertedRecord
from comity.casework.asserted.reading import LISTED
from comity.casework.assets.models import Asset
from comity.casework.cases.models import Case
from comity.casework.exchange_store.consents import consents_in
from comity.casework.exchange_store.models import ExchangedPackage
from comity.casework.identity import Identity
from comity.casework.people.models import Party
from comity.casework.records.models import Record
from comity.exchange.documents.conditions import Limit, Use, hindrances
from comity.exchange.documents.package import package_from

# Every use but the execution of the request itself: what is asked where nobody says for which use something leaves.
BEYOND = tuple(use for use in Use if use is not Use.EXECUTION)


@dataclass(frozen=True, slots=True)
class Hindrance:
    """A condition of another state on a record, or on one field of it, that stands against a use."""

    listed: str
    key: str
    field: str
    state: str
    use: Use
    text: str

    @property
    def sentence(self) -> str:
        """What stands in the way, as a page tells it."""
        what = f"'{self.key}'" + (f", {self.field.replace('_', ' ')}" if self.field else "")
        return f"A condition of {self.state} on {what} stands against {self.use.replace('_', ' ')}: {self.text}"


@dataclass(frozen=True, slots=True)
class AssertedShown:
    """A record that another state has asserted, and whether this office has changed it since."""

    key: str
    changed: bool


def asserted_for(who: Identity, case: Case) -> list[tuple[str, list[AssertedShown]]]:
    """What other states have asserted in a case, by the list of the case file, as far as a person may see it."""
    seen: dict[tuple[str, str], Any] = {}
    for model in (Record, Party, Asset):
        for record in model.objects.visible_to(who).filter(case=case):
            seen[_listed(model, record), record.key] = record.data
    found: dict[str, list[AssertedShown]] = {}
    newest = {(row.listed, row.key): row for row in AssertedRecord.objects.filter(case=case).exclude(listed="requests")}
    for (listed, key), row in newest.items():
        if (listed, key) in seen:
            found.setdefault(listed, []).append(AssertedShown(key, seen[listed, key] != row.content))
    return list(found.items())


def _listed(model: Any, record: Any) -> str:  # noqa: ANN401 - one of three tables
    kinds = {"person": "people", "company": "companies"}
    return "assets" if model is Asset else kinds.get(record.kind, str(record.kind))


def asserted_keys(case: Case) -> dict[str, list[str]]:
    """The records of a case that are another state's word, by the list of the case file they stand in."""
    found: dict[str, list[str]] = {listed: [] for listed in (*LISTED, "facts")}
    for listed, key in AssertedRecord.objects.filter(case=case).values_list("listed", "key"):
        if key not in found.setdefault(listed, []):
            found[listed].append(key)
    return found


def asserted_hindrances(
    case: Case, uses: Iterable[Use], on: dt.date, *, only: Iterable[str] | None = None, to: str = ""
) -> list[Hindrance]:
    """What stands against putting the records of a case to some uses; ``only`` these ids, ``to`` a certain state.

    What goes back to the state that said it is not passed on.
    """
    wanted = None if only is None else set(only)
    asked = tuple(uses)
    found: list[Hindrance] = []
    for row in AssertedRecord.objects.filter(case=case).exclude(conditions=[]).exclude(state=to):
        if wanted is None or row.key in wanted:
            found += _against(row, asked, on)
    return list(dict.fromkeys(found))


def file_hindrances(digest: str, package: str, use: Use, on: dt.date) -> list[str]:
    """The sentences of the conditions under which a file came, that stand against a use; none for a file of ours."""
    row = ExchangedPackage.objects.filter(digest=package, incoming=1).first() if package else None
    if row is None:
        return []
    read = package_from(bytes(row.header))
    names = {part.path for part in read.parts if part.sha256 == digest} or {part.path for part in read.parts}
    lifted = consents_in(row.peer, row.conversation, use)
    about = [*names, *(c.applies_to for c in read.conditions if c.applies_to.startswith("/"))]
    against = [condition for what in about for condition in hindrances(read.conditions, what, use, on, lifted)]
    return [f"A condition of {read.sender.state} stands against it: {c.text}" for c in dict.fromkeys(against)]


def _against(row: AssertedRecord, uses: tuple[Use, ...], on: dt.date) -> Iterator[Hindrance]:
    for condition in row.conditions:
        until = condition["until"]
        if until is not None and on > dt.date.fromisoformat(until):
            continue
        for use in uses:
            if use in condition["uses"] and not _lifted(row, condition["limit"], use):
                yield Hindrance(row.listed, row.key, condition["field"], row.state, use, condition["text"])


def _lifted(row: AssertedRecord, limit: str, use: Use) -> bool:
    return limit == Limit.CONSENT and bool(consents_in(row.peer, row.conversation, use))
