"""The documents of private matching: mandate, offer, ask, answer; each sealed, each bound to the one before."""

import base64
import binascii
import datetime as dt
from dataclasses import dataclass
from typing import Any

from comity.exchange.documents.fields import Fields
from comity.exchange.formats import armour, cades, canonical
from comity.exchange.formats.digest import sha256
from comity.exchange.refusal import Refusal, RefusedError

MANDATE, OFFER, ASK, ANSWER = "comity-mandate/1", "comity-offer/1", "comity-ask/1", "comity-answer/1"
TAG = 8
PADDED = (64, 256, 1024, 4096, 16384)
LARGEST = 4 << 20


@dataclass(frozen=True, slots=True)
class Step:
    """One document as it was read: its fields, its digest, and the seal on it."""

    fields: Fields
    digest: str
    seal: cades.Seal


def read_step(text: str | bytes, kind: str) -> Step:
    """Read a document of the kind expected and check its seal in itself."""
    if len(text) > LARGEST:
        raise RefusedError(Refusal.LIMIT_EXCEEDED, "a document of private matching is at most 4 MiB")
    data = armour.from_text(text)
    seal = cades.open_seal(data)
    fields = Fields(canonical.decode(seal.content or b""), kind.partition("/")[0].removeprefix("comity-"))
    if fields.text("format", 40) != kind:
        raise RefusedError(Refusal.UNKNOWN_FORMAT, f"this is not a {kind} document")
    return Step(fields, sha256(data), seal)


@dataclass(frozen=True, slots=True)
class Mandate:
    """What is allowed: who may ask whom about how many keys, in which matter, on which basis, until when."""

    asker: str
    holder: str
    basis: str
    case: str
    purpose: str
    most: int
    until: dt.datetime
    wide: bool
    digest: str

    @classmethod
    def from_step(cls, step: Step) -> "Mandate":
        """Read the terms."""
        fields = step.fields
        return cls(
            asker=fields.text("asker", 64),
            holder=fields.text("holder", 64),
            basis=fields.text("basis", 300),
            case=fields.text("case", 200),
            purpose=fields.text("purpose", 200),
            most=fields.whole("most", least=1, most=PADDED[-1]),
            until=fields.time("until"),
            wide=fields.data.get("wide") is True,
            digest=step.digest,
        )


def padded_size(count: int, most: int) -> int:
    """Give the number to which an ask is filled up, so that only a rounded number is learned."""
    for size in PADDED:
        if count <= size:
            return min(size, most) if count <= most else size
    return count


def encoded(data: bytes) -> str:
    """Write bytes as base64."""
    return base64.b64encode(data).decode("ascii")


def decoded(fields: Fields, name: str) -> bytes:
    """Read bytes written as base64."""
    value: Any = fields.data.get(name)
    try:
        return base64.b64decode(value, validate=True) if isinstance(value, str) else b""
    except (ValueError, binascii.Error):
        raise fields.wrong(name, "base64") from None
