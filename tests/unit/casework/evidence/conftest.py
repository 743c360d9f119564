"""An item of evidence, registered on the synthetic case with a file where the test gives one."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.utils import timezone

from comity.casework.evidence.models import EvidenceItem
from comity.casework.evidence.services import Entry, Receipt, evidence_register
from comity.casework.evidence.store import arrived

Person = Callable[[str], Any]
Register = Callable[..., EvidenceItem]
TODAY = timezone.localdate()
CAME = Receipt(TODAY - dt.timedelta(days=5), "Example Bank AG", "Anna Fictief", "in answer to our request", "S-1")


@pytest.fixture
def register(case: Any, person: Person) -> Register:
    def made(key: str = "EV-9", content: bytes = b"", name: str = "records.pdf", **more: Any) -> EvidenceItem:
        anna = person("anna")
        coming = arrived([content], settings.EVIDENCE_FOLDER, settings.EVIDENCE_LIMIT) if content else None
        wall = more.pop("wall", None)
        entry = Entry(key, "Bank records", "document", CAME, **more)
        who = anna.identity(strong=True)
        return evidence_register(
            case=case, entry=entry, on=TODAY, actor=anna, who=who, wall=wall, coming=coming, name=name
        )

    return made
