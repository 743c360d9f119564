"""One-time codes (RFC 6238): six digits that change every thirty seconds, from a secret shared once.

New secrets make codes with SHA-256. A secret from before, and one that was asked for in the older form where
``COMITY_OLD_CODES=1`` allows it, makes them with SHA-1, which is all that some applications know.
"""

import base64
import hashlib
import hmac
import secrets
import struct
from urllib.parse import quote

STEP_SECONDS = 30
DIGITS = 6
NEWER = "sha256:"  # stands before a secret whose codes are made with SHA-256


def new_secret(*, older: bool = False) -> str:
    """A new secret as it is kept: which hash it is for, and what authenticator applications take (base 32)."""
    if older:
        return base64.b32encode(secrets.token_bytes(20)).decode()
    return NEWER + base64.b32encode(secrets.token_bytes(32)).decode().rstrip("=")


def text_of(secret: str) -> str:
    """The part of a secret that a person types into an authenticator application."""
    return secret.removeprefix(NEWER)


def code_at(secret: str, step: int) -> str:
    """The code of one time step."""
    text = text_of(secret)
    key = base64.b32decode(text + "=" * (-len(text) % 8))
    made_with = hashlib.sha256 if secret.startswith(NEWER) else hashlib.sha1
    digest = hmac.new(key, struct.pack(">Q", step), made_with).digest()
    offset = digest[-1] & 0x0F
    number = struct.unpack(">I", digest[offset : offset + 4])[0] & 0x7FFFFFFF
    return str(number % 10**DIGITS).zfill(DIGITS)


def matching_step(secret: str, code: str, now: float, after: int) -> int | None:
    """The time step of now where this is its code and it was not used yet: a code lives thirty seconds, no longer."""
    given = code.replace(" ", "")
    current = int(now) // STEP_SECONDS
    good = hmac.compare_digest(code_at(secret, current).encode(), given.encode())
    return current if good and current > after else None


def provisioning_uri(secret: str, account: str) -> str:
    """The address that an authenticator application reads."""
    kind = "SHA256" if secret.startswith(NEWER) else "SHA1"
    settings = f"issuer=Comity&algorithm={kind}&digits={DIGITS}&period={STEP_SECONDS}"
    return f"otpauth://totp/Comity:{quote(account)}?secret={text_of(secret)}&{settings}"
