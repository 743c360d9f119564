"""Passkeys: an authenticator of the test's own makes keys and answers; an answer to something else is refused."""

import hashlib
import json
import struct
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from hypothesis import given
from hypothesis import strategies as st

from comity.casework.accounts import cbor, webauthn
from comity.common.errors import BadInputError

SITE = webauthn.Site("office.example", "https://office.example")
CHALLENGE = bytes(range(32))


def head(major: int, number: int) -> bytes:
    return bytes([major << 5 | number]) if number < 24 else bytes([major << 5 | 25]) + struct.pack(">H", number)


def write(value: Any) -> bytes:
    """CBOR as authenticators write it."""
    match value:
        case bool():
            return b"\xf5" if value else b"\xf4"
        case int():
            return head(0, value) if value >= 0 else head(1, -1 - value)
        case bytes():
            return head(2, len(value)) + value
        case str():
            return head(3, len(value.encode())) + value.encode()
        case list():
            return head(4, len(value)) + b"".join(map(write, value))
        case dict():
            return head(5, len(value)) + b"".join(write(k) + write(v) for k, v in value.items())
    raise TypeError(value)


class Authenticator:
    """A security key with one key pair."""

    def __init__(self, algorithm: int) -> None:
        self.algorithm, self.uses, self.key_id = algorithm, 0, b"key-of-the-test"
        self.key: Any = {
            webauthn.ES256: lambda: ec.generate_private_key(ec.SECP256R1()),
            webauthn.EDDSA: ed25519.Ed25519PrivateKey.generate,
            webauthn.RS256: lambda: rsa.generate_private_key(65537, 2048),
        }[algorithm]()

    def public(self) -> bytes:
        key = self.key.public_key()
        match self.algorithm:
            case webauthn.ES256:
                n = key.public_numbers()
                return write({1: 2, 3: -7, -1: 1, -2: n.x.to_bytes(32), -3: n.y.to_bytes(32)})
            case webauthn.EDDSA:
                return write({1: 1, 3: -8, -1: 6, -2: key.public_bytes_raw()})
        n = key.public_numbers()
        return write({1: 3, 3: -257, -1: n.n.to_bytes(256), -2: n.e.to_bytes(3)})

    def data(self, site: webauthn.Site, flags: int) -> bytes:
        self.uses += 1
        return hashlib.sha256(site.name.encode()).digest() + bytes([flags]) + struct.pack(">I", self.uses)

    def make(self, site: webauthn.Site = SITE, flags: int = 0x41) -> bytes:
        attested = bytes(16) + struct.pack(">H", len(self.key_id)) + self.key_id + self.public()
        return write({"fmt": "none", "attStmt": {}, "authData": self.data(site, flags) + attested})

    def sign(self, data: bytes, client: bytes) -> bytes:
        message = data + hashlib.sha256(client).digest()
        match self.algorithm:
            case webauthn.ES256:
                return self.key.sign(message, ec.ECDSA(SHA256()))
            case webauthn.EDDSA:
                return self.key.sign(message)
        return self.key.sign(message, padding.PKCS1v15(), SHA256())


def client_data(kind: str, challenge: bytes = CHALLENGE, origin: str = SITE.origin, **more: object) -> bytes:
    return json.dumps({"type": kind, "challenge": webauthn.encoded(challenge), "origin": origin, **more}).encode()


CREATE, GET = client_data("webauthn.create"), client_data("webauthn.get")


@pytest.mark.parametrize("algorithm", webauthn.ALGORITHMS)
def test_a_key_that_was_made_is_known_again_and_its_uses_are_counted(algorithm: int) -> None:
    key = Authenticator(algorithm)
    known = webauthn.credential_made(CREATE, key.make(), CHALLENGE, SITE)
    assert known == webauthn.Credential(key.key_id, key.public(), 1)
    data = key.data(SITE, 0x01)
    assert webauthn.credential_shown(GET, data, key.sign(data, GET), CHALLENGE, SITE, known) == 2


@pytest.mark.parametrize(
    ("client", "because"),
    [
        (client_data("webauthn.get", bytes(32)), "another question"),
        (client_data("webauthn.create"), "another question"),
        (client_data("webauthn.get", origin="https://office.example.evil.example"), "another site"),
        (client_data("webauthn.get", crossOrigin=True), "another site"),
        (b"{}", "cannot be read"),
    ],
)
def test_an_answer_to_something_else_is_refused(client: bytes, because: str) -> None:
    key = Authenticator(webauthn.EDDSA)
    known = webauthn.credential_made(CREATE, key.make(), CHALLENGE, SITE)
    data = key.data(SITE, 0x01)
    with pytest.raises(BadInputError, match=because):
        webauthn.credential_shown(client, data, key.sign(data, client), CHALLENGE, SITE, known)


def test_a_key_for_another_site_a_copied_key_and_an_absent_person_are_refused() -> None:
    key = Authenticator(webauthn.ES256)
    known = webauthn.credential_made(CREATE, key.make(), CHALLENGE, SITE)
    elsewhere = key.data(webauthn.Site("evil.example", "https://evil.example"), 0x01)
    absent, copied = key.data(SITE, 0x00), hashlib.sha256(b"office.example").digest() + b"\x01" + bytes(4)
    for data, because in ((elsewhere, "another site"), (absent, "did not see"), (copied, "copied")):
        with pytest.raises(BadInputError, match=because):
            webauthn.credential_shown(GET, data, key.sign(data, GET), CHALLENGE, SITE, known)


def test_a_signature_of_another_key_does_not_hold() -> None:
    key, other = Authenticator(webauthn.ES256), Authenticator(webauthn.ES256)
    known = webauthn.credential_made(CREATE, key.make(), CHALLENGE, SITE)
    data = key.data(SITE, 0x01)
    with pytest.raises(BadInputError, match="does not hold"):
        webauthn.credential_shown(GET, data, other.sign(data, GET), CHALLENGE, SITE, known)


@given(st.binary(max_size=200))
def test_whatever_an_authenticator_sends_is_read_or_refused_in_words(data: bytes) -> None:
    try:
        value, rest = cbor.read(data)
    except BadInputError:
        return
    assert data.endswith(rest)
    assert isinstance(value, int | bytes | str | bool | list | dict | None)


@given(
    st.recursive(
        st.integers(-999, 999) | st.binary(max_size=40) | st.text(max_size=9) | st.booleans(),
        lambda v: st.lists(v, max_size=3),
    )
)
def test_what_was_written_is_read_again(value: Any) -> None:
    if deep(value) > 8:
        with pytest.raises(BadInputError, match="cannot be read"):
            cbor.read(write(value))
    else:
        assert cbor.read(write(value) + b"behind") == (value, b"behind")


def deep(value: Any) -> int:
    return 1 + max(map(deep, value), default=0) if isinstance(value, list) else 0


@pytest.mark.parametrize("cut", [1, 20, 60, 70])
def test_an_answer_that_was_cut_off_is_refused(cut: int) -> None:
    whole = Authenticator(webauthn.ES256).make()
    with pytest.raises(BadInputError):
        webauthn.credential_made(CREATE, whole[:-cut], CHALLENGE, SITE)
