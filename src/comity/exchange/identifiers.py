"""Identifiers: UUID version 7 (RFC 9562), which sort by the time at which they were made."""

import datetime as dt
import os
import uuid


def new_id(at: dt.datetime) -> str:
    """Make an identifier at a moment."""
    moment = int(at.timestamp() * 1000) & (2**48 - 1)
    noise = int.from_bytes(os.urandom(10), "big") & (2**74 - 1)
    high, low = noise >> 62, noise & (2**62 - 1)
    return str(uuid.UUID(int=moment << 80 | 7 << 76 | high << 64 | 2 << 62 | low))
