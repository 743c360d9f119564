"""Recipients: whom an age file is for, by X25519 or by the hybrid that also withstands a quantum computer."""

import base64
import binascii
import hashlib
import os
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey, MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, MLKEM768X25519PrivateKey, MLKEM768X25519PublicKey, Suite
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from comity.exchange.age import bech32
from comity.exchange.refusal import Refusal, RefusedError

FILE_KEY_SIZE = 16
_WRAPPED_SIZE = FILE_KEY_SIZE + 16
_ZERO_NONCE = bytes(12)


class AgeSuite(StrEnum):
    """How the key of a file reaches its addressee; the node card names the suites a node can open."""

    HYBRID = "age-mlkem768x25519"
    X25519 = "age-x25519"


@dataclass(frozen=True, slots=True)
class Stanza:
    """One way into an age file: the arguments of its line, and the wrapped key."""

    arguments: tuple[str, ...]
    body: bytes


class Recipient(Protocol):
    """Whoever can be named as addressee of a file."""

    def wrap(self, file_key: bytes) -> Stanza:
        """Wrap the file's key for the addressee."""
        ...


class Identity(Protocol):
    """Whoever may be the addressee of a file."""

    def unwrap(self, stanza: Stanza) -> bytes | None:
        """Give the file's key where the stanza is for this identity."""
        ...


def b64(data: bytes) -> str:
    """Write base64 without padding, as age does."""
    return base64.b64encode(data).decode("ascii").rstrip("=")


def unb64(text: str) -> bytes:
    """Read base64 without padding in its one canonical form."""
    try:
        data = base64.b64decode(text + "=" * (-len(text) % 4), validate=True)
    except (ValueError, binascii.Error):
        data = b""
    if b64(data) != text:
        raise RefusedError(Refusal.DAMAGED, "the header of the sealed file is damaged")
    return data


def hkdf(secret: bytes, salt: bytes, info: bytes) -> bytes:
    """Derive 32 bytes by HKDF-SHA-256."""
    return HKDF(hashes.SHA256(), 32, salt, info).derive(secret)


@dataclass(frozen=True, slots=True)
class X25519Recipient:
    """An addressee by X25519, which every age tool knows."""

    key: bytes

    @classmethod
    def from_text(cls, text: str) -> "X25519Recipient":
        """Read `age1…`."""
        return cls(bech32.decode("age", text))

    def __str__(self) -> str:
        return bech32.encode("age", self.key)

    def wrap(self, file_key: bytes) -> Stanza:
        """Wrap the file's key under a secret made for this one file."""
        ephemeral = X25519PrivateKey.generate()
        share = ephemeral.public_key().public_bytes_raw()
        shared = _x25519(ephemeral, self.key)
        body = ChaCha20Poly1305(_wrap_key(shared, share + self.key)).encrypt(_ZERO_NONCE, file_key, None)
        return Stanza(("X25519", b64(share)), body)


def _x25519(key: X25519PrivateKey, other: bytes) -> bytes:
    try:
        return key.exchange(X25519PublicKey.from_public_bytes(other))
    except ValueError:
        raise RefusedError(Refusal.DAMAGED, "an X25519 key is not one") from None


def _wrap_key(shared: bytes, salt: bytes) -> bytes:
    return hkdf(shared, salt, b"age-encryption.org/v1/X25519")


@dataclass(frozen=True, slots=True)
class X25519Identity:
    """The secret side of an X25519 recipient."""

    secret: bytes

    @classmethod
    def new(cls) -> "X25519Identity":
        """Make a new one."""
        return cls(os.urandom(32))

    @classmethod
    def from_text(cls, text: str) -> "X25519Identity":
        """Read `AGE-SECRET-KEY-1…`."""
        return cls(bech32.decode("age-secret-key-", text))

    def __str__(self) -> str:
        return bech32.encode("age-secret-key-", self.secret).upper()

    @property
    def recipient(self) -> X25519Recipient:
        """The public side."""
        return X25519Recipient(X25519PrivateKey.from_private_bytes(self.secret).public_key().public_bytes_raw())

    def unwrap(self, stanza: Stanza) -> bytes | None:
        """Give the file's key where the stanza is for this identity."""
        if stanza.arguments[0] != "X25519":
            return None
        share = _shaped(stanza, 32)
        shared = _x25519(X25519PrivateKey.from_private_bytes(self.secret), share)
        wrapping = _wrap_key(shared, share + self.recipient.key)
        try:
            return ChaCha20Poly1305(wrapping).decrypt(_ZERO_NONCE, stanza.body, None)
        except InvalidTag:
            return None


def _shaped(stanza: Stanza, size: int) -> bytes:
    if len(stanza.arguments) == 2 and len(stanza.body) == _WRAPPED_SIZE:
        argument = unb64(stanza.arguments[1])
        if len(argument) == size:
            return argument
    raise RefusedError(Refusal.DAMAGED, "the header of the sealed file is damaged")


_HYBRID = Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)
_HYBRID_INFO = b"age-encryption.org/mlkem768x25519"
_HYBRID_ENCAPSULATED = 1120


@dataclass(frozen=True, slots=True)
class HybridRecipient:
    """An addressee by ML-KEM-768 and X25519 together: both must be broken before the file is."""

    key: bytes

    @classmethod
    def from_text(cls, text: str) -> "HybridRecipient":
        """Read `age1pq1…`."""
        return cls(bech32.decode("age1pq", text))

    def __str__(self) -> str:
        return bech32.encode("age1pq", self.key)

    def wrap(self, file_key: bytes) -> Stanza:
        """Wrap the file's key by HPKE."""
        try:
            ml_kem = MLKEM768PublicKey.from_public_bytes(self.key[:-32])
            x25519 = X25519PublicKey.from_public_bytes(self.key[-32:])
        except ValueError:
            raise RefusedError(Refusal.DAMAGED, "a hybrid recipient is not one") from None
        sealed = _HYBRID.encrypt(file_key, MLKEM768X25519PublicKey(ml_kem, x25519), info=_HYBRID_INFO)
        share, body = sealed[:_HYBRID_ENCAPSULATED], sealed[_HYBRID_ENCAPSULATED:]
        return Stanza(("mlkem768x25519", b64(share)), body)


@dataclass(frozen=True, slots=True)
class HybridIdentity:
    """The secret side of a hybrid recipient: 32 bytes from which both keys grow."""

    secret: bytes

    @classmethod
    def new(cls) -> "HybridIdentity":
        """Make a new one."""
        return cls(os.urandom(32))

    @classmethod
    def from_text(cls, text: str) -> "HybridIdentity":
        """Read `AGE-SECRET-KEY-PQ-1…`."""
        return cls(bech32.decode("age-secret-key-pq-", text))

    def __str__(self) -> str:
        return bech32.encode("age-secret-key-pq-", self.secret).upper()

    @property
    def recipient(self) -> HybridRecipient:
        """The public side."""
        ml_kem, x25519 = self._keys()
        both = ml_kem.public_key().public_bytes_raw() + x25519.public_key().public_bytes_raw()
        return HybridRecipient(both)

    def unwrap(self, stanza: Stanza) -> bytes | None:
        """Give the file's key where the stanza is for this identity."""
        if stanza.arguments[0] != "mlkem768x25519":
            return None
        share = _shaped(stanza, _HYBRID_ENCAPSULATED)
        try:
            return _HYBRID.decrypt(share + stanza.body, MLKEM768X25519PrivateKey(*self._keys()), info=_HYBRID_INFO)
        except (InvalidTag, ValueError):
            return None

    def _keys(self) -> tuple[MLKEM768PrivateKey, X25519PrivateKey]:
        grown = hashlib.shake_256(self.secret).digest(96)
        return MLKEM768PrivateKey.from_seed_bytes(grown[:64]), X25519PrivateKey.from_private_bytes(grown[64:])
