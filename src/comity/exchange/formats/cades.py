"""Seals: CAdES baseline signatures (ETSI EN 319 122-1) with ECDSA P-256, in one exact form.

Whatever is read is written again from its parts and compared byte for byte, so that a seal has one encoding and no
corner in which something could hide. `openssl cms -verify -cades` reads the same bytes.
"""

import datetime as dt
import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

from comity.exchange.formats import der
from comity.exchange.formats.certificates import SigningKey, certificate_der, public_key
from comity.exchange.refusal import Refusal, RefusedError

DATA, SIGNED_DATA = "1.2.840.113549.1.7.1", "1.2.840.113549.1.7.2"
CONTENT_TYPE, MESSAGE_DIGEST, SIGNING_TIME = "1.2.840.113549.1.9.3", "1.2.840.113549.1.9.4", "1.2.840.113549.1.9.5"
SIGNING_CERTIFICATE_V2 = "1.2.840.113549.1.9.16.2.47"
SHA256, ECDSA_SHA256 = "2.16.840.1.101.3.4.2.1", "1.2.840.10045.4.3.2"
_TIME = "%y%m%d%H%M%SZ"

Sign = Callable[[bytes], bytes]
"""What signs: bytes in, a DER ECDSA signature over their SHA-256 out; a file's key today, a PKCS#11 token likewise."""


def signer(key: SigningKey) -> Sign:
    """Let a key in memory sign."""
    return lambda data: key.sign(data, ec.ECDSA(hashes.SHA256()))


@dataclass(frozen=True, slots=True)
class Seal:
    """A seal that was read and is sound in itself; whether its certificate is trusted is another question."""

    certificate: x509.Certificate
    at: dt.datetime
    content: bytes | None


def seal(content: bytes, certificate: x509.Certificate, sign: Sign, at: dt.datetime, *, detached: bool) -> bytes:
    """Seal some content; `at` is the signer's own word for the time, in whole seconds UTC."""
    owner = certificate_der(certificate)
    attributes = _attributes(hashlib.sha256(content).digest(), owner, at)
    signature = sign(der.element(der.SET, attributes))
    return _signed_data(None if detached else content, owner, attributes, signature)


def _attributes(digest: bytes, certificate: bytes, at: dt.datetime) -> bytes:
    identified = der.sequence(der.sequence(der.sequence(der.element(der.OCTET_STRING, _sha256(certificate)))))
    time = der.element(der.UTC_TIME, at.astimezone(dt.UTC).strftime(_TIME).encode("ascii"))
    values = {
        CONTENT_TYPE: der.oid(DATA),
        SIGNING_TIME: time,
        MESSAGE_DIGEST: der.element(der.OCTET_STRING, digest),
        SIGNING_CERTIFICATE_V2: identified,
    }
    return b"".join(sorted(der.sequence(der.oid(name), der.set_of(value)) for name, value in values.items()))


def _signed_data(content: bytes | None, certificate: bytes, attributes: bytes, signature: bytes) -> bytes:
    hashing = der.sequence(der.oid(SHA256))
    carried = b"" if content is None else der.element(der.CONTEXT, der.element(der.OCTET_STRING, content))
    parsed = x509.load_der_x509_certificate(certificate)
    issuer_and_serial = der.sequence(parsed.issuer.public_bytes(), der.integer(parsed.serial_number))
    signed_by = der.sequence(
        der.integer(1),
        issuer_and_serial,
        hashing,
        der.element(der.CONTEXT, attributes),
        der.sequence(der.oid(ECDSA_SHA256)),
        der.element(der.OCTET_STRING, signature),
    )
    signed = der.sequence(
        der.integer(1),
        der.set_of(hashing),
        der.sequence(der.oid(DATA), carried),
        der.element(der.CONTEXT, certificate),
        der.set_of(signed_by),
    )
    return der.sequence(der.oid(SIGNED_DATA), der.element(der.CONTEXT, signed))


def open_seal(data: bytes, content: bytes | None = None) -> Seal:
    """Check a seal over content given here (detached) or carried inside; refused unless every byte is as it must be."""
    try:
        return _open(data, content)
    except RefusedError:
        raise
    except Exception:  # a hostile certificate makes its parser raise many things; each is a refusal
        raise RefusedError(Refusal.SIGNATURE_INVALID, "a signature does not hold") from None


def _open(data: bytes, content: bytes | None) -> Seal:
    signed = der.read(data).children()[1].children()[0].children()
    owner, signed_by = signed[3].contents, signed[4].children()[0].children()
    carried = signed[2].children()[1:]
    inside = carried[0].children()[0].contents if carried else None
    if (content is None) == (inside is None):
        raise ValueError("content must be either carried or given")
    body = inside if content is None else content
    at = _signing_time(signed_by[3])
    signature = signed_by[5].contents
    attributes = _attributes(hashlib.sha256(body or b"").digest(), owner, at)
    if data != _signed_data(inside, owner, attributes, signature):
        raise ValueError("the signature container is not in the one form that is accepted")
    certificate = x509.load_der_x509_certificate(owner)
    public_key(certificate).verify(signature, der.element(der.SET, attributes), ec.ECDSA(hashes.SHA256()))
    return Seal(certificate, at, inside)


def _signing_time(attributes: der.Element) -> dt.datetime:
    for attribute in attributes.children():
        name, values = attribute.children()
        if name.whole == der.oid(SIGNING_TIME):
            text = values.children()[0].contents.decode("ascii")
            return dt.datetime.strptime(text, _TIME).replace(tzinfo=dt.UTC)
    raise ValueError("no signing time")


def _sha256(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()
