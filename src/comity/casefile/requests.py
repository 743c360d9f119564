"""Requests: what one state asks of another on the strength of the case."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from comity.casefile.facts import Fact
from comity.casefile.text import NO_TEXT, Text
from comity.common.dates import PartialDate
from comity.common.money import Money


class Measure(StrEnum):
    """What can be asked of another state."""

    EXTRADITION = "extradition"
    PROVISIONAL_ARREST = "provisional_arrest"
    ASSISTANCE = "assistance"
    FREEZING = "freezing"
    CONFISCATION = "confiscation"
    RETURN_OF_ASSETS = "return_of_assets"
    TRANSFER_OF_PROCEEDINGS = "transfer_of_proceedings"
    TRANSFER_OF_SENTENCED = "transfer_of_sentenced"
    JOINT_INVESTIGATION = "joint_investigation"
    SPONTANEOUS_INFORMATION = "spontaneous_information"
    DENIAL_OF_ENTRY = "denial_of_entry"


class StepKind(StrEnum):
    """One thing that the requested state is asked to do."""

    BANK_RECORDS = "bank_records"
    TESTIMONY = "testimony"
    VIDEO_LINK = "video_link"
    SEARCH_AND_SEIZURE = "search_and_seizure"
    SERVICE = "service"
    DIGITAL_EVIDENCE = "digital_evidence"
    PRESERVATION = "preservation"
    OTHER = "other"


class Undertaking(StrEnum):
    """What the requesting state binds itself to."""

    SPECIALTY = "specialty"
    USE_LIMITATION = "use_limitation"
    CONFIDENTIALITY = "confidentiality"
    RECIPROCITY = "reciprocity"
    COSTS = "costs"
    RETURN_OF_ORIGINALS = "return_of_originals"


class Assurance(StrEnum):
    """What the requesting state assures for the person concerned."""

    NO_DEATH_PENALTY = "no_death_penalty"
    NO_LIFE_WITHOUT_REVIEW = "no_life_without_review"
    RETRIAL = "retrial"
    FAIR_TRIAL = "fair_trial"
    HUMANE_TREATMENT = "humane_treatment"
    CONSULAR_ACCESS = "consular_access"
    NO_RE_EXTRADITION = "no_re_extradition"
    SENTENCE_SERVED_AT_HOME = "sentence_served_at_home"


class UrgencyLevel(StrEnum):
    """Whether a request can wait its turn."""

    NORMAL = "normal"
    URGENT = "urgent"


class Check(StrEnum):
    """The outcome of one safeguard check: nothing found, a concern, or nobody knows yet."""

    CLEAR = "clear"
    CONCERN = "concern"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Urgency:
    """How urgent, why, and the day after which the answer is too late."""

    level: UrgencyLevel = UrgencyLevel.NORMAL
    reason: Text = NO_TEXT
    deadline: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One item asked, with its particulars; ``questions`` has one paragraph per question."""

    kind: StepKind
    particulars: Text = NO_TEXT
    accounts: tuple[str, ...] = ()
    period_from: PartialDate | None = None
    period_to: PartialDate | None = None
    witness: str | None = None
    addressee: str | None = None
    address: str = ""
    questions: Text = NO_TEXT
    grounds: Text = NO_TEXT
    formalities: Text = NO_TEXT
    court: Text = NO_TEXT
    date: dt.date | None = None
    technical: Text = NO_TEXT
    provider: str = ""
    identifier: str = ""
    documents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Safeguards:
    """Who looked at the rights of the person concerned, when, and what came of each check."""

    reviewed_by: str = ""
    reviewed_on: dt.date | None = None
    non_refoulement: Check = Check.UNKNOWN
    political_offence: Check = Check.UNKNOWN
    discrimination: Check = Check.UNKNOWN
    fair_trial: Check = Check.UNKNOWN
    torture: Check = Check.UNKNOWN
    death_penalty: Check = Check.UNKNOWN
    refugee_status: Check = Check.UNKNOWN
    double_jeopardy: Check = Check.UNKNOWN
    note: Text = NO_TEXT


@dataclass(frozen=True, slots=True)
class Recovery:
    """What is claimed, what has come back, and what is outstanding."""

    claimed: Money | None = None
    recovered: Money | None = None
    outstanding: Money | None = None


@dataclass(frozen=True, slots=True)
class TeamMember:
    """Somebody proposed for a joint team; ``state`` is the code of the state that sends the member."""

    name: str
    function: Text = NO_TEXT
    state: str | None = None


@dataclass(frozen=True, slots=True)
class Team:
    """A joint team that is proposed, and the days between which it works."""

    purpose: Text = NO_TEXT
    leader: str = ""
    members: tuple[TeamMember, ...] = ()
    start: dt.date | None = None
    end: dt.date | None = None
    place: Text = NO_TEXT


@dataclass(frozen=True, slots=True)
class LetterParts:
    """The optional parts of a letter that the drafter adds, and those that are left out."""

    added: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Request:
    """One request to one state; lists of ids point into the case; ``basis`` None means the best route decides."""

    id: str
    to: str
    measure: Measure
    basis: str | None = None
    conduct: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    assets: tuple[str, ...] = ()
    proceedings: tuple[str, ...] = ()
    orders: tuple[str, ...] = ()
    language: str | None = None
    urgency: Urgency = Urgency()
    confidential: bool | None = None
    channel: str = ""
    to_authority: str = ""
    purpose: Text = NO_TEXT
    steps: tuple[Step, ...] = ()
    undertakings: tuple[Undertaking, ...] = ()
    assurances: tuple[Assurance, ...] = ()
    annexes: tuple[str, ...] = ()
    signatory: str | None = None
    safeguards: Safeguards | None = None
    amounts: Recovery | None = None
    extent: Text = NO_TEXT
    third_parties: Text = NO_TEXT
    ownership: Text = NO_TEXT
    arrangements: Text = NO_TEXT
    information: Text = NO_TEXT
    team: Team | None = None
    letter: LetterParts = LetterParts()
    facts: tuple[Fact, ...] = ()
