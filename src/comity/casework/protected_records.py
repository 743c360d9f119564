"""Every kind of record that has a wall and a handling of its own, by the word that the log calls it by."""

from comity.casework.assets.models import Agreement, Asset, AssetClaim, AssetOrder
from comity.casework.evidence.models import EvidenceItem
from comity.casework.people.models import Party
from comity.casework.records.models import CaseRecord, Record
from comity.casework.requests.models import Request
from comity.casework.tasks.models import Task

PROTECTED: dict[str, type[CaseRecord]] = {
    model.subject: model
    for model in (Party, Record, Asset, AssetOrder, AssetClaim, Agreement, Request, EvidenceItem, Task)
}
