"""The protocol of delivery, version 1: its paths, headers, limits and closed list of problems (RFC 9457)."""

import base64
import hashlib
import json
from http import HTTPStatus
from typing import Any

from comity.exchange.formats.digest import Octets
from comity.exchange.refusal import TRY_LATER, Refusal

ROOT = "/cx/1"
PIECE = 8 << 20
LARGEST_DOCUMENT = 256 * 1024
PAGE = 100
OFFSET, LENGTH, DIGEST = "Upload-Offset", "Upload-Length", "Content-Digest"
PROBLEM = "application/problem+json"

_STATUS = {
    Refusal.OUT_OF_SPACE: HTTPStatus.INSUFFICIENT_STORAGE,
    Refusal.NOT_IN_FORCE: HTTPStatus.SERVICE_UNAVAILABLE,
    Refusal.DISK_FAILED: HTTPStatus.SERVICE_UNAVAILABLE,
    Refusal.EQUIVOCATION: HTTPStatus.CONFLICT,
    Refusal.LIMIT_EXCEEDED: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    Refusal.UNTRUSTED_SENDER: HTTPStatus.FORBIDDEN,
    Refusal.NOT_PERMITTED: HTTPStatus.FORBIDDEN,
}
_WORTH_ANOTHER_TRY = TRY_LATER | {Refusal.DIGEST_MISMATCH}


def status_of(code: Refusal) -> HTTPStatus:
    """Give the HTTP status of a refusal."""
    return _STATUS.get(code, HTTPStatus.UNPROCESSABLE_ENTITY)


def problem(code: Refusal, what: str, receipt: str | None = None) -> bytes:
    """Write a problem; `retry` says whether the same thing may be accepted later, `receipt` is the sealed rejection."""
    status = status_of(code)
    data = {"type": f"urn:comity:{code}", "title": what, "status": status.value, "code": code}
    return json.dumps(data | {"retry": code in _WORTH_ANOTHER_TRY, "receipt": receipt}).encode()


def content_digest(data: Octets) -> str:
    """Give the digest of a piece as RFC 9530 writes it."""
    return f"sha-256=:{base64.b64encode(hashlib.sha256(data).digest()).decode('ascii')}:"


def json_bytes(value: Any) -> bytes:  # noqa: ANN401 - JSON data
    """Write an answer."""
    return json.dumps(value, ensure_ascii=False).encode()
