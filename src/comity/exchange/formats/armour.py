"""Sealed documents as text: CMS in PEM armour, which mail carries and stock openssl reads."""

import base64
import binascii

from comity.exchange.refusal import Refusal, RefusedError

_BEGIN, _END = "-----BEGIN CMS-----", "-----END CMS-----"
_COLUMNS = 64


def to_text(data: bytes) -> str:
    """Write a sealed document as text of 64 columns."""
    body = base64.b64encode(data).decode("ascii")
    lines = (body[start : start + _COLUMNS] for start in range(0, len(body), _COLUMNS))
    return "\n".join([_BEGIN, *lines, _END, ""])


def from_text(text: str | bytes) -> bytes:
    """Read a sealed document back; what stands around the armour is refused, line endings do not matter."""
    try:
        held = text if isinstance(text, str) else text.decode("ascii")
        lines = held.replace("\r\n", "\n").strip().split("\n")
        if lines[0] != _BEGIN or lines[-1] != _END:
            raise ValueError(lines[0])
        return base64.b64decode("".join(lines[1:-1]), validate=True)
    except (ValueError, binascii.Error):
        raise RefusedError(Refusal.DAMAGED, "this is not a sealed document (BEGIN CMS … END CMS)") from None
