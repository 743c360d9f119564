"""Every table of the office in one list; each subject keeps its own."""

from comity.casework.accounts.models import User
from comity.casework.agencies.models import Agency
from comity.casework.assets.models import Asset
from comity.casework.cases.models import Case, JoinedAgency, Membership, Note, Wall
from comity.casework.evidence.models import CustodyEvent, EvidenceItem, KeptFile
from comity.casework.log.models import LogDetail, LogEntry
from comity.casework.people.models import Party
from comity.casework.records.models import Record
from comity.casework.requests.models import Request, Signature, StoredFile, Version
from comity.casework.safeguards.models import SafeguardReview

__all__ = [
    "Agency",
    "Asset",
    "Case",
    "CustodyEvent",
    "EvidenceItem",
    "JoinedAgency",
    "KeptFile",
    "LogDetail",
    "LogEntry",
    "Membership",
    "Note",
    "Party",
    "Record",
    "Request",
    "SafeguardReview",
    "Signature",
    "StoredFile",
    "User",
    "Version",
    "Wall",
]
