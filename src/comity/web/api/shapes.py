"""What the interface for programs gives and takes, field by field."""

import datetime as dt
import uuid
from typing import Any

from ninja import Field as Described
from ninja import Schema


class ErrorShape(Schema):
    """One thing that is wrong, in a sentence, with the field it belongs to where it belongs to one."""

    sentence: str
    field: str = ""


class Errors(Schema):
    """The one shape of every refusal."""

    errors: list[ErrorShape]


class Me(Schema):
    """Who the program acts for."""

    username: str
    name: str
    agency: str
    roles: list[str]
    clearance: str
    second_factor: bool = Described(description="Whether a second factor was shown; never so with a key.")


class CaseShape(Schema):
    """A case on whose team the person is."""

    id: int
    reference: str
    title: Any = Described(description="The title, or titles by language.")
    state: str = Described(description="The state whose case it is (ISO 3166-1 alpha-3).")
    handling: str
    opened: dt.date | None
    open: bool
    changed: dt.datetime
    relation: str | None = Described(None, description="How the person stands to the case; in the list it is left out.")


class CasePage(Schema):
    """One page of the list, the newest change first."""

    total: int
    page: int
    pages: int
    cases: list[CaseShape]


class CaseWords(Schema):
    """What a case is found by."""

    words: str = Described(max_length=200, description="Every word must be there.")
    page: int = 1


class NewCase(Schema):
    """What a case is opened with."""

    reference: str = Described(min_length=1, max_length=120)
    title: str = Described(min_length=1, max_length=300)
    language: str = Described("en", pattern="^[a-z]{2,3}$", description="The language of the title.")
    handling: str = "official_use"


class NewNote(Schema):
    """A note on a case."""

    text: str = Described(max_length=20_000)


class NoteShape(Schema):
    """A note on a case that the person may see."""

    id: int
    author: str
    at: dt.datetime
    text: str


class PartyShape(Schema):
    """A person or company of a case; what is sealed or withheld says so instead of its value."""

    id: int
    key: str
    kind: str
    name: str
    handling: str
    revision: int
    data: dict[str, Any]


class AssetShape(Schema):
    """An asset of a case; what is sealed says so instead of its value."""

    id: int
    key: str
    handling: str
    revision: int
    data: dict[str, Any]


class RequestShape(Schema):
    """A request between two states."""

    id: int
    case: int
    key: str
    direction: str
    state: str = Described(description="The state of its life cycle.")
    counterpart: str = Described(description="The other state (ISO 3166-1 alpha-3).")
    measure: str
    basis: str
    foreign_reference: str
    handling: str
    revision: int = Described(description="Also the ETag; send it back as If-Match with a step.")


class StepShape(Schema):
    """A step that the life cycle has for the request's state."""

    action: str
    to: str
    event: str
    guard: str
    clock: str
    may: bool = Described(description="Whether the policy lets this person take it; the guard is asked when they do.")
    hindered: str = Described(description="What stands in the way; empty where nothing does.")


class TakeStep(Schema):
    """A step to be taken."""

    action: str
    day: dt.date | None = Described(None, description="The day on which it happened; today where it is not given.")
    reason: str = Described("", max_length=4000)
    reference: str = Described("", max_length=120, description="The other side's reference.")
    basis: str = Described("", max_length=120, description="The legal basis, where a route is chosen.")
    given: dict[str, str] = Described(default_factory=dict, description="Further fields of the step's form, by name.")


class DeadlineShape(Schema):
    """A date that matters, with its rule and how it was counted."""

    subject: str
    id: int
    key: str
    case: int
    title: str
    event: str
    event_day: dt.date
    due: dt.date
    act_by: dt.date
    days_left: int
    urgency: str
    effect: str
    article: str
    source: str
    reasoning: list[str]


class LibraryRow(Schema):
    """A summary that was found, with the text around the first word."""

    uid: uuid.UUID
    language: str
    title: str
    months: list[int] | None = Described(description="Whole months the case took, at least and at most.")
    around: str


class LibraryPage(Schema):
    """One page of the library, the best first."""

    page: int
    more: bool
    cases: list[LibraryRow]


BYTES: dict[str, Any] = {
    "responses": {200: {"description": "The bytes of the file.", "content": {"application/octet-stream": {}}}}
}


class FileShape(Schema):
    """A kept file: what it is called, its digest and size, and whether it is still in quarantine."""

    name: str
    sha256: str
    size: int
    state: str


class ItemShape(Schema):
    """An item of the register of evidence; what is sealed says so instead of its value."""

    id: int
    key: str
    handling: str
    revision: int
    data: dict[str, Any]
    file: FileShape | None
    holder: str = Described(description="Who has it in hand, by the chain of custody.")
    to_be_returned: bool = Described(description="Whether the original has to go back to another state.")


class NewItem(Schema):
    """An item to be registered, with its first hand; sent as a form, its file as the part `file`."""

    key: str = Described(min_length=1, max_length=120)
    title: str = Described(min_length=1, max_length=300)
    kind: str = "other"
    giver: str = Described(min_length=1, max_length=300)
    holder: str = Described(min_length=1, max_length=300)
    why: str = Described("", max_length=500)
    seal: str = Described("", max_length=120)
    day: dt.date | None = Described(None, description="When it was received; today where it is not given.")
    origin: str = Described("", pattern="^([A-Z]{3})?$", description="The state it came from, where that is another.")
    request: str = Described("", max_length=120, description="The key of the request by which it came.")
    return_original: bool = False
    wall: int | None = Described(None, description="The wall it is to stand behind, by its number.")


class PostingShape(Schema):
    """One line of an entry."""

    account: str
    currency: str
    amount: str = Described(description="An exact decimal; positive is a debit.")
    holder: str


class EntryShape(Schema):
    """An entry of the ledger of assets."""

    number: int
    day: dt.date
    asset: str
    kind: str
    text: str
    source: str
    rate: dict[str, Any] | None = Described(description="The rate of exchange with its source and day.")
    reverses: int | None
    log_index: int = Described(description="The leaf of the log that holds the digest of the entry.")
    postings: list[PostingShape]


class TraceShape(Schema):
    """A trace of money through a ledger made from statements."""

    id: int
    key: str
    ledger: str
    status: str = Described(description="begun, ready or failed.")
    message: str
    question: dict[str, Any]
    answer: dict[str, Any] | None
    exhibit: str = Described(description="The SHA-256 of the printed exhibit; empty until it is ready.")


class ListShape(Schema):
    """An index of the office with the lists it holds, or why it cannot be read."""

    file: str
    lists: list[dict[str, Any]]
    trouble: str


class NewRun(Schema):
    """A screening to be begun."""

    purpose: str
    basis: str = Described(max_length=2000, description="On what lawful basis, and why now.")
    parties: list[str] = Described(default_factory=list, description="Keys of people and companies; all where empty.")
    lists: list[str] = Described(default_factory=list, description="Files of indexes; all where empty.")


class RunShape(Schema):
    """A screening; of whom nothing was found only that they were screened is kept."""

    id: int
    by: str
    on: dt.date
    purpose: str
    basis: str
    status: str = Described(description="begun, ready or failed.")
    message: str
    lists: list[dict[str, Any]]
    subjects: list[dict[str, Any]]
    outcome: dict[str, Any]
    algorithm: dict[str, Any]
    thresholds: dict[str, Any]


class HitShape(Schema):
    """Somebody of a case and an entry of a list who may be the same."""

    id: int
    party: str
    list: str
    entry: dict[str, Any]
    score: float
    comparison: dict[str, Any]
    origin: dict[str, Any]
    state: str
    outcome: str
    settled: bool
    until: dt.date | None
