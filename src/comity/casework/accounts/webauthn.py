"""Passkeys (Web Authentication Level 3, W3C): what is asked of an authenticator, and whether its answer is good.

No attestation is asked for: the office wants to know that it is the same key as before, not which factory made it.
"""

import base64
import binascii
import hashlib
import hmac
import json
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa
from cryptography.hazmat.primitives.hashes import SHA256

from comity.casework.accounts import cbor
from comity.common.errors import BadInputError

ES256, EDDSA, RS256 = -7, -8, -257
ALGORITHMS = (ES256, EDDSA, RS256)
CHALLENGE_BYTES = 32
_PRESENT, _HAS_CREDENTIAL = 0x01, 0x40


@dataclass(frozen=True, slots=True)
class Site:
    """The office as browsers know it: its name and the full origin of its pages."""

    name: str
    origin: str


@dataclass(frozen=True, slots=True)
class Credential:
    """A key that an authenticator has made: its id, its public part (COSE), and how often it was used."""

    key_id: bytes
    public_key: bytes
    uses: int


def encoded(data: bytes) -> str:
    """Bytes as base64url without padding, as the standard writes them."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def decoded(text: str) -> bytes:
    """Bytes out of base64url."""
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        raise BadInputError(cbor.UNREADABLE) from None


def creation_options(site: Site, user: int, username: str, challenge: bytes, known: list[str]) -> dict[str, Any]:
    """What the browser is told when a passkey is to be made; ``known`` are the person's keys, none is made twice."""
    return {
        "rp": {"id": site.name, "name": "Comity"},
        "user": {"id": encoded(str(user).encode()), "name": username, "displayName": username},
        "challenge": encoded(challenge),
        "pubKeyCredParams": [{"type": "public-key", "alg": algorithm} for algorithm in ALGORITHMS],
        "excludeCredentials": [{"type": "public-key", "id": key} for key in known],
        "authenticatorSelection": {"residentKey": "discouraged", "userVerification": "preferred"},
        "attestation": "none",
        "timeout": 120_000,
    }


def request_options(site: Site, challenge: bytes, known: list[str]) -> dict[str, Any]:
    """What the browser is told when a passkey is to be shown."""
    return {
        "rpId": site.name,
        "challenge": encoded(challenge),
        "allowCredentials": [{"type": "public-key", "id": key} for key in known],
        "userVerification": "preferred",
        "timeout": 120_000,
    }


def credential_made(client_data: bytes, attestation: bytes, challenge: bytes, site: Site) -> Credential:
    """The key that was made, if the answer is to this challenge and this site."""
    _check_client(client_data, "webauthn.create", challenge, site)
    told, _ = cbor.read_map(attestation)
    data = told.get("authData")
    if not isinstance(data, bytes):
        raise BadInputError(cbor.UNREADABLE)
    uses = _check_data(data, site, _PRESENT | _HAS_CREDENTIAL)
    length = int.from_bytes(data[53:55])
    key_id, rest = data[55 : 55 + length], data[55 + length :]
    _, behind = cbor.read_map(rest)
    public_key = rest[: len(rest) - len(behind)]
    if len(key_id) != length or not 1 <= length <= 1023:
        raise BadInputError(cbor.UNREADABLE)
    _key(public_key)
    return Credential(key_id, public_key, uses)


def credential_shown(
    client_data: bytes, data: bytes, signature: bytes, challenge: bytes, site: Site, known: Credential
) -> int:
    """How often the key was used, if it has signed this challenge for this site; a count that falls is a copied key."""
    _check_client(client_data, "webauthn.get", challenge, site)
    uses = _check_data(data, site, _PRESENT)
    if not _signed(known.public_key, signature, data + hashlib.sha256(client_data).digest()):
        raise BadInputError(
            "the passkey's signature does not hold; try again, and tell the administrator if it happens twice"
        )
    if (uses or known.uses) and uses <= known.uses:
        raise BadInputError("this passkey seems to have been copied; remove it and tell the administrator")
    return uses


def _check_client(client_data: bytes, kind: str, challenge: bytes, site: Site) -> None:
    try:
        told = json.loads(client_data)
        given = decoded(str(told["challenge"]))
        right_kind, origin = told["type"] == kind, told["origin"]
    except (ValueError, KeyError, TypeError):
        raise BadInputError(cbor.UNREADABLE) from None
    if not right_kind or not hmac.compare_digest(given, challenge):
        raise BadInputError("this answers another question than the one just asked; try again")
    if origin != site.origin or told.get("crossOrigin"):
        raise BadInputError("the passkey was asked for by another site; close this page and tell the administrator")


def _check_data(data: bytes, site: Site, flags: int) -> int:
    """The count of uses in the authenticator's data, if it is for this site and somebody was present."""
    if len(data) < 37 or not hmac.compare_digest(data[:32], hashlib.sha256(site.name.encode()).digest()):
        raise BadInputError("the passkey belongs to another site; use one that was made here")
    if data[32] & flags != flags:
        raise BadInputError("the device did not see anybody; touch it or unlock it, and try again")
    return int.from_bytes(data[33:37])


PublicKey = ec.EllipticCurvePublicKey | ed25519.Ed25519PublicKey | rsa.RSAPublicKey


def _key(cose: bytes) -> PublicKey:
    """A public key out of its COSE form (RFC 9053)."""
    told, _ = cbor.read_map(cose)
    try:
        match told.get(3):
            case -7:
                point = ec.EllipticCurvePublicNumbers(_number(told[-2]), _number(told[-3]), ec.SECP256R1())
                return point.public_key()
            case -8:
                return ed25519.Ed25519PublicKey.from_public_bytes(_bytes(told[-2]))
            case -257:
                return rsa.RSAPublicNumbers(_number(told[-2]), _number(told[-1])).public_key()
    except (KeyError, ValueError):
        raise BadInputError(cbor.UNREADABLE) from None
    raise BadInputError(
        "the passkey is of a kind that this office does not know; use another device, or one-time codes"
    )


def _bytes(value: cbor.Value) -> bytes:
    if not isinstance(value, bytes):
        raise BadInputError(cbor.UNREADABLE)
    return value


def _number(value: cbor.Value) -> int:
    return int.from_bytes(_bytes(value))


def _signed(cose: bytes, signature: bytes, message: bytes) -> bool:
    key = _key(cose)
    try:
        if isinstance(key, ec.EllipticCurvePublicKey):
            key.verify(signature, message, ec.ECDSA(SHA256()))
        elif isinstance(key, ed25519.Ed25519PublicKey):
            key.verify(signature, message)
        else:
            key.verify(signature, message, padding.PKCS1v15(), SHA256())
    except InvalidSignature:
        return False
    return True
