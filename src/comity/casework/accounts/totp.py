"""One-time codes (RFC 6238): six digits that change every thirty seconds, from a secret shared once."""

import base64
import hashlib
import hmac
import secrets
import struct
from urllib.parse import quote

STEP_SECONDS = 30
DIGITS = 6
DRIFT = 1  # steps before and after: the clocks of telephones are not exact


def new_secret() -> str:
    """A new secret, as authenticator applications take it (base 32)."""
    return base64.b32encode(secrets.token_bytes(20)).decode()


def code_at(secret: str, step: int) -> str:
    """The code of one time step."""
    digest = hmac.new(base64.b32decode(secret), struct.pack(">Q", step), hashlib.sha1).digest()
    offset = digest[-1] & 0x0F
    number = struct.unpack(">I", digest[offset : offset + 4])[0] & 0x7FFFFFFF
    return str(number % 10**DIGITS).zfill(DIGITS)


def matching_step(secret: str, code: str, now: float, after: int) -> int | None:
    """The time step whose code this is, later than the one last used; None where there is none."""
    given = code.replace(" ", "")
    current = int(now) // STEP_SECONDS
    for step in range(current - DRIFT, current + DRIFT + 1):
        if step > after and hmac.compare_digest(code_at(secret, step).encode(), given.encode()):
            return step
    return None


def provisioning_uri(secret: str, account: str) -> str:
    """The address that an authenticator application reads."""
    return f"otpauth://totp/Comity:{quote(account)}?secret={secret}&issuer=Comity&digits={DIGITS}&period={STEP_SECONDS}"
