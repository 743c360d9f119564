"""Reading what can be disclosed: the records of a case that a person may see, with what speaks for the accused."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from comity.casework.assets.models import Asset
from comity.casework.cases.models import Case
from comity.casework.disclosure.models import DisclosureBundle, ExculpatoryMark
from comity.casework.evidence.models import EvidenceItem
from comity.casework.evidence.store import open_kept
from comity.casework.identity import Identity
from comity.casework.people.models import Party
from comity.casework.records.models import CaseRecord, Record
from comity.casework.records.selectors import fields_for, records_for
from comity.casework.requests.models import Request

_KINDS: tuple[type[CaseRecord], ...] = (Record, Party, Asset, EvidenceItem, Request)


@dataclass(frozen=True, slots=True)
class Disclosable:
    """One record that can go to the defence: how the log knows it, what it is called, and what it says."""

    subject: str
    key: str
    title: str
    data: dict[str, Any]
    record: CaseRecord
    file: str = ""
    file_name: str = ""
    exculpatory: str = ""

    @property
    def code(self) -> str:
        """How a form names it."""
        return f"{self.subject}:{self.key}"

    def content(self) -> bytes:
        """The bytes of its file."""
        with open_kept(settings.EVIDENCE_FOLDER, self.file) as opened:
            return opened.read()


def disclosable(who: Identity, case: Case) -> list[Disclosable]:
    """Every record of a case that a person may see, those that speak for the accused first."""
    marks = {(m.subject, m.key): m.reason for m in ExculpatoryMark.objects.filter(case=case)}
    found = [one for model in _KINDS for one in _of(model, who, case, marks)]
    return sorted(found, key=lambda one: not one.exculpatory)


def _of(model: type[CaseRecord], who: Identity, case: Case, marks: dict[tuple[str, str], str]) -> Iterator[Disclosable]:
    for record in records_for(who, case, model):
        subject = str(getattr(record, "kind", "")) if isinstance(record, Record) else record.subject
        file = record.file if isinstance(record, EvidenceItem) else None
        released = file is not None and file.is_released
        yield Disclosable(
            subject,
            record.key,
            _title(record),
            fields_for(record, who),
            record,
            file.digest if file is not None and released else "",
            file.name if file is not None and released else "",
            marks.get((subject, record.key), ""),
        )


def _title(record: CaseRecord) -> str:
    data = record.data
    found = getattr(record, "name", "") or data.get("title") or data.get("description") or data.get("offence") or ""
    text = next(iter(found.values()), "") if isinstance(found, dict) else found
    return str(text[0] if isinstance(text, list) else text)[:200]


def bundles_for(who: Identity, case: Case) -> list[DisclosureBundle]:
    """The bundles of a case that a person may see."""
    return list(records_for(who, case, DisclosureBundle).select_related("made_by", "released_by"))


def bundle_for(who: Identity, pk: int) -> DisclosureBundle | None:
    """One bundle that a person may see."""
    found = DisclosureBundle.objects.visible_to(who).select_related("case", "wall", "made_by", "released_by")
    return found.prefetch_related("items__left_out_by").filter(pk=pk).first()
