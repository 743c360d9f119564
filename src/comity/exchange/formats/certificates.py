"""Certificates: a node's own keys wrapped in X.509, because that is what every other tool can read."""

import datetime as dt
import hashlib

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from comity.exchange.refusal import Refusal, RefusedError

SigningKey = ec.EllipticCurvePrivateKey


def new_key() -> SigningKey:
    """Make a P-256 key."""
    return ec.generate_private_key(ec.SECP256R1())


def self_signed(
    key: SigningKey, *, state: str, name: str, purpose: str, since: dt.datetime, until: dt.datetime
) -> x509.Certificate:
    """Wrap a key in a certificate signed by itself; trust comes from the node card, not from an issuer."""
    subject = x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, name[:64]),
            x509.NameAttribute(NameOID.COMMON_NAME, f"Comity {state} {purpose}"),
        ]
    )
    tls = purpose == "tls"
    usage = x509.KeyUsage(
        digital_signature=True,
        content_commitment=not tls,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(since)
        .not_valid_after(until)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(usage, critical=True)
    )
    if tls:
        both = [ExtendedKeyUsageOID.SERVER_AUTH, ExtendedKeyUsageOID.CLIENT_AUTH]
        builder = builder.add_extension(x509.ExtendedKeyUsage(both), critical=False)
    return builder.sign(key, hashes.SHA256())


def certificate_from(pem: str) -> x509.Certificate:
    """Read a certificate; it must hold a P-256 key."""
    try:
        found = x509.load_pem_x509_certificate(pem.encode("ascii"))
        public_key(found)
    except RefusedError:
        raise
    except Exception:  # a hostile certificate makes its parser raise many things; each is a refusal
        raise RefusedError(Refusal.DAMAGED, "a certificate cannot be read") from None
    return found


def public_key(certificate: x509.Certificate) -> ec.EllipticCurvePublicKey:
    """Give the certificate's key, which must be P-256."""
    key = certificate.public_key()
    if not isinstance(key, ec.EllipticCurvePublicKey) or key.curve.name != "secp256r1":
        raise RefusedError(Refusal.UNKNOWN_SUITE, "a certificate holds a key that is not P-256")
    return key


def certificate_pem(certificate: x509.Certificate) -> str:
    """Write a certificate as text."""
    return certificate.public_bytes(Encoding.PEM).decode("ascii")


def certificate_der(certificate: x509.Certificate) -> bytes:
    """Write a certificate as bytes."""
    return certificate.public_bytes(Encoding.DER)


def certificate_digest(certificate: x509.Certificate) -> str:
    """Give the SHA-256 of a certificate, as `openssl x509 -fingerprint -sha256` computes it."""
    return hashlib.sha256(certificate_der(certificate)).hexdigest()


def key_digest(certificate: x509.Certificate) -> str:
    """Give the SHA-256 of the public key inside, which stays the same when a certificate is renewed."""
    info = certificate.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return hashlib.sha256(info).hexdigest()


def key_pem(key: SigningKey) -> bytes:
    """Write a private key as PKCS#8 text without a passphrase; the file's permissions guard it."""
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
