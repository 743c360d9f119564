"""Every table of the office in one list; each subject keeps its own."""

from comity.casework.accounts.models import (
    AccountNotice,
    ApiToken,
    Passkey,
    RecoveryCode,
    Session,
    SignInFailure,
    SignInPlace,
    User,
)
from comity.casework.agencies.models import Agency
from comity.casework.asserted.models import AssertedRecord
from comity.casework.assets.ledger_models import LedgerEntry, LedgerPosting
from comity.casework.assets.models import Agreement, Asset, AssetClaim, AssetOrder, UseReport
from comity.casework.cases.models import Case, JoinedAgency, Membership, Note, Wall
from comity.casework.correspondence.models import Communication, PaperFile, ProposedCard
from comity.casework.data_protection.models import Block, ChannelUse, PersonRequest, StateNotice
from comity.casework.deadlines.models import OverdueReason
from comity.casework.disclosure.models import DisclosureBundle, DisclosureItem, ExculpatoryMark
from comity.casework.entry.models import Consultation, ConsultationMessage, EntryCheck, EntryFile, EntryFileRow, Lookout
from comity.casework.evidence.models import CustodyEvent, EvidenceItem, KeptFile
from comity.casework.exchange_store.models import (
    ConfirmedLogHead,
    DeskWork,
    ExchangeAlarm,
    ExchangedPackage,
    ExchangeReceipt,
    LogHeadLink,
    MatchingStep,
    NodeCard,
    Outbound,
    PulledNumber,
    SeenLogHead,
    SentLogHead,
    ToldLogHead,
)
from comity.casework.extradition.models import (
    Assurance,
    AssuranceReport,
    Charge,
    Extradition,
    ExtraditionConsent,
    ProtectionClaim,
    SurrenderedOffence,
)
from comity.casework.guests.models import GuestMailbox, GuestUpload
from comity.casework.log.models import LogDetail, LogEntry
from comity.casework.ownership.models import OwnershipRegister
from comity.casework.people.models import Party, PartyDistinct, PartyMerge
from comity.casework.records.models import Record
from comity.casework.requests.models import (
    AttachedFile,
    GroundAnswer,
    Request,
    ResultItem,
    Signature,
    StepLetter,
    StepTaken,
    StoredFile,
    Version,
)
from comity.casework.retention.models import DeletionCertificate, DeletionProposal, Erasure, LegalHold, RetentionRule
from comity.casework.returns.models import HostAuthorisation, HostConsent, OfficerTravel, ReturnConsent, ReturnPlan
from comity.casework.safeguards.models import CountryEvidence, SafeguardReview
from comity.casework.screening.models import HitReview, ScreeningHit, ScreeningRun
from comity.casework.search.models import SearchEntry, SearchMark, SearchWord
from comity.casework.tasks.models import Task
from comity.casework.tracing.models import MoneyLedger, MoneyTrace

__all__ = [
    "AccountNotice",
    "Agency",
    "Agreement",
    "ApiToken",
    "AssertedRecord",
    "Asset",
    "AssetClaim",
    "AssetOrder",
    "Assurance",
    "AssuranceReport",
    "AttachedFile",
    "Block",
    "Case",
    "ChannelUse",
    "Charge",
    "Communication",
    "ConfirmedLogHead",
    "Consultation",
    "ConsultationMessage",
    "CountryEvidence",
    "CustodyEvent",
    "DeletionCertificate",
    "DeletionProposal",
    "DeskWork",
    "DisclosureBundle",
    "DisclosureItem",
    "EntryCheck",
    "EntryFile",
    "EntryFileRow",
    "Erasure",
    "EvidenceItem",
    "ExchangeAlarm",
    "ExchangeReceipt",
    "ExchangedPackage",
    "ExculpatoryMark",
    "Extradition",
    "ExtraditionConsent",
    "GroundAnswer",
    "GuestMailbox",
    "GuestUpload",
    "HitReview",
    "HostAuthorisation",
    "HostConsent",
    "JoinedAgency",
    "KeptFile",
    "LedgerEntry",
    "LedgerPosting",
    "LegalHold",
    "LogDetail",
    "LogEntry",
    "LogHeadLink",
    "Lookout",
    "MatchingStep",
    "Membership",
    "MoneyLedger",
    "MoneyTrace",
    "NodeCard",
    "Note",
    "OfficerTravel",
    "Outbound",
    "OverdueReason",
    "OwnershipRegister",
    "PaperFile",
    "Party",
    "PartyDistinct",
    "PartyMerge",
    "Passkey",
    "PersonRequest",
    "ProposedCard",
    "ProtectionClaim",
    "PulledNumber",
    "Record",
    "RecoveryCode",
    "Request",
    "ResultItem",
    "RetentionRule",
    "ReturnConsent",
    "ReturnPlan",
    "SafeguardReview",
    "ScreeningHit",
    "ScreeningRun",
    "SearchEntry",
    "SearchMark",
    "SearchWord",
    "SeenLogHead",
    "SentLogHead",
    "Session",
    "SignInFailure",
    "SignInPlace",
    "Signature",
    "StateNotice",
    "StepLetter",
    "StepTaken",
    "StoredFile",
    "SurrenderedOffence",
    "Task",
    "ToldLogHead",
    "UseReport",
    "User",
    "Version",
    "Wall",
]
