"""Messages of a national e-CODEX connector: which property says what, and which file is which evidence.

The names are those of the file-system storage of the connector client that eu-LISA publishes; a connector that was set
up with other names is told by its settings. An evidence lies beside its message under the name of its type, and that
is the name that receipts have here, too, so that the two are mapped one to one.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from comity.common.errors import BadInputError, Place
from comity.exchange.documents.package import Package
from comity.exchange.documents.receipt import Evidence

PROPERTIES, XML, PDF, CONTAINER = "message.properties", "content.xml", "content.pdf", "PACKAGE.asice"
READY = "_message"
_NEEDED = ("outgoing", "incoming", "from", "states", "service", "action")
_PARTY = ("party", "role", "address")
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,120}")


@dataclass(frozen=True, slots=True)
class Partner:
    """One end of an e-CODEX message: the access point's party and role, and the authority behind it."""

    party: str
    role: str
    address: str


@dataclass(frozen=True, slots=True)
class Settings:
    """How the national connector was set up: its two folders, who we are, whom it reaches, which service and action."""

    outgoing: str
    incoming: str
    own: Partner
    states: Mapping[str, Partner]
    service: str
    service_type: str
    action: str
    ready: str = READY
    actions: Mapping[str, str] = field(default_factory=dict)  # action of an incoming message -> type of package
    largest_mb: int | None = None  # the largest message that the connector takes, in millions of bytes


def settings_from(data: Any, where: str) -> Settings:  # noqa: ANN401 - JSON of the operator
    """Read the settings; what is missing is named."""
    place = Place(where)
    if not isinstance(data, dict) or not all(data.get(name) for name in _NEEDED):
        raise BadInputError(f"the settings need {', '.join(_NEEDED)}", place)
    if not isinstance(data["states"], dict):
        raise BadInputError("states must name a partner for each state", place)
    if not isinstance(actions := data.get("actions") or {}, dict):
        raise BadInputError("actions must name a type of package for each action", place)
    return Settings(
        outgoing=str(data["outgoing"]),
        incoming=str(data["incoming"]),
        own=_partner(data["from"], "from", place),
        states={str(state): _partner(said, str(state), place) for state, said in data["states"].items()},
        service=str(data["service"]),
        service_type=str(data.get("service_type") or ""),
        action=str(data["action"]),
        ready=str(data.get("ready", READY)),
        actions={str(k): str(v) for k, v in actions.items()},
        largest_mb=_largest(data.get("largest_mb"), place),
    )


def _largest(said: Any, place: Place) -> int | None:  # noqa: ANN401
    if said is None:
        return None
    if isinstance(said, bool) or not isinstance(said, int) or said < 1:
        raise BadInputError("largest_mb is a whole number of millions of bytes", place)
    return said


def _partner(said: Any, name: str, place: Place) -> Partner:  # noqa: ANN401
    if not isinstance(said, dict) or not all(said.get(part) for part in _PARTY):
        raise BadInputError(f"the settings need for {name}: {', '.join(_PARTY)}", place)
    return Partner(*(str(said[part]) for part in _PARTY))


def message_properties(settings: Settings, to: Partner, package: Package) -> dict[str, str]:
    """What stands beside an outgoing message; our own id and conversation come back with every evidence and answer."""
    return {
        "service": settings.service,
        "serviceType": settings.service_type,
        "action": settings.action,
        "from.party.id": settings.own.party,
        "from.party.role": settings.own.role,
        "original.sender": settings.own.address,
        "to.party.id": to.party,
        "to.party.role": to.role,
        "final.recipient": to.address,
        "backend.message.id": package.id,
        "conversation.id": package.conversation,
        "content.pdf.file.name": PDF,
        "content.xml.file.name": XML,
    }


def content_xml(package: Package, digest: str) -> bytes:
    """The business document of a message: what it is, by its references, and the digest of the sealed container."""
    fields = {
        "id": package.id,
        "type": str(package.type),
        "from": package.sender.state,
        "to": package.addressee.state,
        "conversation": package.conversation,
        "reference": package.reference,
        "your-reference": package.your_reference or "",
        "subject": package.subject,
        "container-sha256": digest,
    }
    rows = "".join(f"  <{name}>{escape(value)}</{name}>\n" for name, value in fields.items())
    files = "".join(f"  <file sha256={quoteattr(p.sha256)}>{escape(p.name)}</file>\n" for p in package.parts)
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<package xmlns="urn:comity:package:1">\n'
    return f"{head}{rows}{files}</package>\n".encode()


def evidence_named(file_name: str) -> Evidence | None:
    """The evidence that a file beside a message is, by its name; nothing where it is another file."""
    stem, dot, ending = file_name.rpartition(".")
    return Evidence(stem) if dot and ending == "xml" and stem in set(Evidence) else None


def evidence_file(evidence: Evidence) -> str:
    """The name of the file that an evidence is."""
    return f"{evidence}.xml"


def is_plain_name(name: str) -> bool:
    """Whether a name from a message folder can be a file of a package without being changed."""
    return bool(_NAME.fullmatch(name))
