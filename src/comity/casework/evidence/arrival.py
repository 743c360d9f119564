"""Evidence that another state's node has sent: registered by no person, closed until a person releases it."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from comity.casework.access import Permission, require
from comity.casework.cases.models import Case
from comity.casework.evidence.file_types import file_type
from comity.casework.evidence.limits import Limits
from comity.casework.evidence.models import CustodyEvent, EvidenceItem, KeptFile
from comity.casework.evidence.store import adopt, path_of
from comity.casework.identity import Identity, Subject

_HOW = {True: "Sent under seal", False: "Came through the e-CODEX connector, without a seal of its sender"}


@dataclass(frozen=True, slots=True)
class Arrival:
    """A file that came in a package whose seal and digests were checked: whose, for what, within which limits."""

    path: Path
    name: str
    digest: str
    size: int
    state: str
    request: str
    package: str
    day: dt.date
    holder: str
    limits: Limits
    sealed: bool = True  # by its sender; what came through an e-CODEX connector is not


def evidence_arrive(*, case: Case, arrival: Arrival, who: Identity, subject: Subject) -> EvidenceItem:
    """Register a file of another state, in quarantine; called within the step that writes the leaf about it."""
    require(Permission.REQUEST_TELL, who, subject)
    adopt(settings.EVIDENCE_FOLDER, arrival.path, arrival.digest)
    found = file_type(path_of(settings.EVIDENCE_FOLDER, arrival.digest), arrival.name)
    file = KeptFile.objects.create(
        case=case,
        name=arrival.name[-200:],
        found=found.code,
        doubtful=found.doubtful,
        digest=arrival.digest,
        size=arrival.size,
        package=arrival.package,
    )
    item: EvidenceItem = EvidenceItem.everything.create(
        case=case,
        key=_number(case, arrival.state),
        position=EvidenceItem.everything.filter(case=case).count(),
        data=_data(arrival),
        file=file,
    )
    CustodyEvent.objects.create(
        item=item,
        number=1,
        kind="received",
        day=arrival.day,
        giver=f"{arrival.state}: package {arrival.package[:16]}…",
        holder=arrival.holder[:300],
        why=f"{_HOW[arrival.sealed]}; package {arrival.package}",
    )
    return item


def _data(arrival: Arrival) -> dict[str, object]:
    return {
        "title": arrival.name,
        "kind": "document",
        "document": "",
        "origin": arrival.state,
        "request": arrival.request,
        "return_original": False,
        "limits": arrival.limits.data(),
    }


def _number(case: Case, state: str) -> str:
    """The next free number of what came from a state."""
    taken = set(EvidenceItem.everything.filter(case=case, key__startswith=f"{state}-").values_list("key", flat=True))
    return next(key for number in range(1, len(taken) + 2) if (key := f"{state}-{number:03}") not in taken)
