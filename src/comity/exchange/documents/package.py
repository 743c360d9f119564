"""Packages: what one authority sends another, under seal, with its place in their conversation."""

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from comity.exchange.documents.conditions import Condition, conditions_from
from comity.exchange.documents.fields import Fields, time_text
from comity.exchange.documents.heads import SeenHead, heads_from
from comity.exchange.documents.names import MEDIA_TYPE, check_path
from comity.exchange.formats import canonical
from comity.exchange.refusal import Refusal, RefusedError

FORMAT = "comity-package/1"
LARGEST_HEADER = 1 << 20
MOST_PARTS = 999
LARGEST_PART = 1 << 40
UNDERSTOOD = frozenset({"use_conditions"})


class PackageType(StrEnum):
    """What a package is; the effect on the request is in the lifecycle table."""

    DRAFT = "draft_for_comment"
    COMMENT = "comment"
    REQUEST = "request"
    CLARIFICATION_ASKED = "clarification_asked"
    CLARIFICATION = "clarification"
    STATUS = "status"
    CONSULTATION = "consultation"
    PARTIAL_RESULT = "partial_result"
    RESULT = "result"
    REFUSAL = "refusal"
    POSTPONEMENT = "postponement"
    WITHDRAWAL = "withdrawal"
    EVIDENCE = "evidence"
    SPONTANEOUS = "spontaneous_information"
    DELETION_REQUEST = "deletion_request"
    DELETION_DONE = "deletion_done"
    MATCHING = "matching"
    NOTICE = "notice"


class PartRole(StrEnum):
    """What a file in a package is for."""

    REQUEST = "request"
    DOCUMENT = "document"
    READ_ME = "read_me"
    REPLY_FORM = "reply_form"


@dataclass(frozen=True, slots=True)
class Part:
    """One file of a package; `name` is what its sender called it, `path` is where it lies in the container."""

    path: str
    name: str
    role: PartRole
    media_type: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Party:
    """One end of a package: the state, its node, and the desk where one is named."""

    state: str
    node: str
    desk: str | None = None


@dataclass(frozen=True, slots=True)
class Package:
    """The header of a package: who writes to whom, about what, and where it stands in their conversation.

    ``sequence`` counts what one side has sent in a conversation, from 1, and ``previous`` is the digest of the package
    before; ``counter`` counts everything that one node has sent another, so that a gap shows.
    """

    id: str
    type: PackageType
    sender: Party
    addressee: Party
    conversation: str
    sequence: int
    counter: int
    previous: str | None
    in_reply_to: str | None
    reference: str
    your_reference: str | None
    subject: str
    created: dt.datetime
    basis: str | None = None
    details: dict[str, Any] = field(default_factory=dict)
    conditions: tuple[Condition, ...] = ()
    retain_until: dt.date | None = None
    requires: tuple[str, ...] = ()
    log: SeenHead | None = None
    parts: tuple[Part, ...] = ()

    def as_data(self) -> dict[str, Any]:
        """Give the fields as the package carries them."""
        return {
            "format": FORMAT,
            "id": self.id,
            "type": str(self.type),
            "from": _party_data(self.sender),
            "to": _party_data(self.addressee),
            "conversation": self.conversation,
            "sequence": self.sequence,
            "counter": self.counter,
            "previous": self.previous,
            "in_reply_to": self.in_reply_to,
            "reference": self.reference,
            "your_reference": self.your_reference,
            "subject": self.subject,
            "created": time_text(self.created),
            "basis": self.basis,
            "details": self.details,
            "conditions": [condition.as_data() for condition in self.conditions],
            "retain_until": self.retain_until.isoformat() if self.retain_until else None,
            "requires": list(self.requires),
            "log": self.log.as_data() if self.log else None,
            "parts": [_part_data(part) for part in self.parts],
        }


def _party_data(party: Party) -> dict[str, Any]:
    return {"state": party.state, "node": party.node, "desk": party.desk}


def _part_data(part: Part) -> dict[str, Any]:
    return {
        "path": part.path,
        "name": part.name,
        "role": str(part.role),
        "media_type": part.media_type,
        "size": part.size,
        "sha256": part.sha256,
    }


def package_from(content: bytes) -> Package:
    """Read a package header; unknown fields are ignored unless `requires` says that they must be understood."""
    fields = Fields(canonical.decode(content), "package.json")
    if fields.text("format", 40) != FORMAT:
        raise RefusedError(Refusal.UNKNOWN_FORMAT, "the package is of a format that is not known here")
    requires = fields.texts("requires", 20, 80)
    if not set(requires) <= UNDERSTOOD:
        unknown = ", ".join(sorted(set(requires) - UNDERSTOOD))
        raise RefusedError(Refusal.UNKNOWN_REQUIREMENT, f"the package needs what is not understood here: {unknown}")
    parts = tuple(_part(number, item) for number, item in enumerate(fields.objects("parts", MOST_PARTS), start=1))
    return Package(
        id=fields.text("id", 64),
        type=_type(fields),
        sender=_party(fields.object("from")),
        addressee=_party(fields.object("to")),
        conversation=fields.text("conversation", 64),
        sequence=fields.whole("sequence", least=1),
        counter=fields.whole("counter", least=1),
        previous=fields.optional_digest("previous"),
        in_reply_to=fields.optional_digest("in_reply_to"),
        reference=fields.text("reference", 200),
        your_reference=fields.optional_text("your_reference", 200),
        subject=fields.text("subject", 300),
        created=fields.time("created"),
        basis=fields.optional_text("basis", 300),
        details=_details(fields),
        conditions=conditions_from(fields.objects("conditions", 200)),
        retain_until=fields.date("retain_until"),
        requires=requires,
        log=None if fields.data.get("log") is None else heads_from(fields.object("log")),
        parts=parts,
    )


def _details(fields: Fields) -> dict[str, Any]:
    """What the type needs, as free data; no text in it holds NUL, which no database of text keeps."""
    details = fields.object("details").data
    if _holds_nul(details):
        raise fields.wrong("details", "free of the character NUL")
    return details


def _holds_nul(part: Any) -> bool:  # noqa: ANN401 - any part of a document
    if isinstance(part, dict):
        return any(_holds_nul(inner) for pair in part.items() for inner in pair)
    if isinstance(part, list):
        return any(_holds_nul(inner) for inner in part)
    return isinstance(part, str) and "\x00" in part


def _type(fields: Fields) -> PackageType:
    try:
        return PackageType(fields.text("type", 40))
    except ValueError:
        raise RefusedError(Refusal.UNKNOWN_REQUIREMENT, "the package is of a type that is not known here") from None


def _party(fields: Fields) -> Party:
    return Party(fields.state("state"), fields.text("node", 64), fields.optional_text("desk", 100))


def _part(number: int, fields: Fields) -> Part:
    path = fields.text("path", 400)
    check_path(number, path)
    kind = fields.text("media_type", 100)
    role = fields.text("role", 20)
    if not MEDIA_TYPE.fullmatch(kind) or role not in set(PartRole):
        raise fields.wrong("media_type or role", "a known one")
    size = fields.whole("size", most=LARGEST_PART)
    return Part(path, fields.text("name", 300), PartRole(role), kind, size, fields.digest("sha256"))
