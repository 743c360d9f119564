"""What a hostile package is refused with: one table, each row with its exact code, and nothing kept of it."""

import datetime as dt
import io
import zlib
from collections.abc import Callable, Sequence
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from comity.exchange.age.file import AgeWriter, decrypted
from comity.exchange.documents.card import read_card, seal_card
from comity.exchange.documents.package import Package, PartRole, Party
from comity.exchange.node.ceremony import own_card, renew_card, trust_card
from comity.exchange.node.node import Node
from comity.exchange.node.receiving import receive_copy
from comity.exchange.node.sending import Sealed
from comity.exchange.node.status import node_status
from comity.exchange.packing import SealedBy, Source, pack
from comity.exchange.refusal import Refusal, RefusedError

NOW = dt.datetime(2026, 11, 21, 9, 0, tzinfo=dt.UTC)
DAY, YEAR = dt.timedelta(days=1), dt.timedelta(days=365)
TRUE, FALSE = b"the amount is 1000", b"the amount is 9000"
SUMS = [zlib.crc32(content).to_bytes(4, "little") for content in (TRUE, FALSE)]


def written(pair: Any, content: bytes) -> Path:
    path = Path(pair.folder / "hostile.cx")
    path.write_bytes(content)
    return path


def sealed_bytes(pair: Any) -> bytes:
    return bytes(pair.path(pair.seal(TRUE)).read_bytes())


def changed(pair: Any, place: float) -> Path:
    content = bytearray(sealed_bytes(pair))
    content[int(place * (len(content) - 1))] ^= 1
    return written(pair, bytes(content))


def forged(
    pair: Any,
    change: Callable[[Package], Package] = lambda package: package,
    *,
    by: SealedBy | None = None,
    to: Sequence[Node] = (),
) -> Path:
    """A package that the asking node's own program would never have made, sealed anew."""
    sealed: Sealed = pair.seal(TRUE)
    out = io.BytesIO()
    source = Source("0.txt", PartRole.DOCUMENT, lambda: io.BytesIO(TRUE))
    recipients = [own_card(node).card.recipient()[1] for node in to or (pair.asked,)]
    pack(out, change(sealed.package), [source], by or pair.asking.keys.sealing(NOW), recipients)
    return written(pair, out.getvalue())


def opened_and_changed(pair: Any, alter: Callable[[bytes], bytes]) -> Path:
    """The addressee, too, may forge: it decrypts, alters, and encrypts for itself again."""
    with pair.path(pair.seal(TRUE)).open("rb") as stream:
        plain = b"".join(decrypted(stream, pair.asked.keys.identities))
    out = io.BytesIO()
    writer = AgeWriter(out, [own_card(pair.asked).card.recipient()[1]])
    writer.write(alter(plain))
    writer.finish()
    return written(pair, out.getvalue())


def revoked(pair: Any, since: dt.datetime) -> Path:
    """A package of a key that is revoked since a moment; it reaches the other side when it already knows so."""
    path = Path(pair.path(pair.seal(TRUE)))
    card = renew_card(pair.asking, NOW + 2 * DAY, revoke="stolen", since=since)
    trust_card(pair.asked, card.text, card.card.fingerprint, NOW + 2 * DAY)
    return path


def second_of_one_place(pair: Any) -> Path:
    sealed = pair.seal(TRUE)
    receive_copy(pair.asked, pair.path(sealed), NOW)
    out = io.BytesIO()
    source = Source("0.txt", PartRole.DOCUMENT, lambda: io.BytesIO(FALSE))
    pack(out, sealed.package, [source], pair.asking.keys.sealing(NOW), [own_card(pair.asked).card.recipient()[1]])
    return written(pair, out.getvalue())


def of_another_log(pair: Any) -> Path:
    def rewritten(package: Package) -> Package:
        assert package.log is not None
        return replace(package, log=replace(package.log, head=replace(package.log.head, root=b"\1" * 32)))

    receive_copy(pair.asked, pair.path(pair.seal(TRUE)), NOW)
    return forged(pair, rewritten)


class OfVersionNine(Package):
    def as_data(self) -> dict[str, Any]:
        return super().as_data() | {"format": "comity-package/9"}


def of_version_nine(package: Package) -> Package:
    return OfVersionNine(**{field.name: getattr(package, field.name) for field in fields(package)})


CASES: dict[str, tuple[Callable[[Any], Path], Refusal]] = {
    "a byte of its first line": (lambda pair: changed(pair, 0.0), Refusal.UNKNOWN_FORMAT),
    "a byte in the middle": (lambda pair: changed(pair, 0.5), Refusal.DAMAGED),
    "its last byte": (lambda pair: changed(pair, 1.0), Refusal.DAMAGED),
    "cut short": (lambda pair: written(pair, sealed_bytes(pair)[:-40]), Refusal.DAMAGED),
    "something behind it": (lambda pair: written(pair, sealed_bytes(pair) + b"more"), Refusal.DAMAGED),
    "empty": (lambda pair: written(pair, b""), Refusal.UNKNOWN_FORMAT),
    "no sealed file at all": (lambda pair: written(pair, b"%PDF-1.7 " + bytes(500)), Refusal.UNKNOWN_FORMAT),
    "for another's key": (lambda pair: forged(pair, to=[pair.stranger]), Refusal.NOT_FOR_THIS_KEY),
    "addressed to another": (
        lambda pair: forged(pair, lambda package: replace(package, addressee=package.sender)),
        Refusal.WRONG_ADDRESSEE,
    ),
    "of a stranger": (
        lambda pair: forged(
            pair,
            lambda package: replace(package, sender=Party("PER", pair.stranger.id)),
            by=pair.stranger.keys.sealing(NOW),
        ),
        Refusal.UNTRUSTED_SENDER,
    ),
    "in another's name, with a key of one's own": (
        lambda pair: forged(pair, by=pair.stranger.keys.sealing(NOW)),
        Refusal.UNTRUSTED_SENDER,
    ),
    "with the true certificate and another key": (
        lambda pair: forged(pair, by=replace(pair.stranger.keys.sealing(NOW), certificate=pair.asking.keys.seal)),
        Refusal.SIGNATURE_INVALID,
    ),
    "sealed before its card": (
        lambda pair: forged(pair, by=pair.asking.keys.sealing(NOW - YEAR)),
        Refusal.CARD_EXPIRED,
    ),
    "sealed after its card": (
        lambda pair: forged(pair, by=pair.asking.keys.sealing(NOW + 2 * YEAR)),
        Refusal.CARD_EXPIRED,
    ),
    "revoked before it was sealed": (lambda pair: revoked(pair, NOW - dt.timedelta(minutes=1)), Refusal.KEY_REVOKED),
    "revoked after it says it was sealed": (lambda pair: revoked(pair, NOW + DAY), Refusal.KEY_REVOKED),
    "asking for what is not known": (
        lambda pair: forged(pair, lambda package: replace(package, requires=("obedience",))),
        Refusal.UNKNOWN_REQUIREMENT,
    ),
    "a file exchanged": (
        lambda pair: opened_and_changed(pair, lambda plain: plain.replace(TRUE, FALSE)),
        Refusal.DAMAGED,
    ),
    "a file exchanged with its check sum": (
        lambda pair: opened_and_changed(pair, lambda plain: plain.replace(TRUE, FALSE).replace(SUMS[0], SUMS[1])),
        Refusal.DIGEST_MISMATCH,
    ),
    "of another version": (lambda pair: forged(pair, of_version_nine), Refusal.UNKNOWN_FORMAT),
    "another in one place": (second_of_one_place, Refusal.EQUIVOCATION),
    "of another log": (of_another_log, Refusal.LOG_FORKED),
}


@pytest.mark.parametrize("name", CASES)
def test_a_hostile_package_is_refused_with_its_code_and_reaches_nobody(name: str, pair: Any) -> None:
    make, code = CASES[name]
    path = make(pair)
    before = node_status(pair.asked, NOW)["packages"]
    later = NOW + 3 * DAY if code is Refusal.KEY_REVOKED else NOW
    with pytest.raises(RefusedError) as refused:
        receive_copy(pair.asked, path, later)
    assert refused.value.code is code
    assert node_status(pair.asked, NOW)["packages"] == before


WEAK: dict[str, Callable[[], Any]] = {
    "RSA of 1024 bits": lambda: rsa.generate_private_key(65537, 1024),
    "RSA of 3072 bits": lambda: rsa.generate_private_key(65537, 3072),
    "a curve of 192 bits": lambda: ec.generate_private_key(ec.SECP192R1()),
    "another curve of 256 bits": lambda: ec.generate_private_key(ec.SECP256K1()),
}


@pytest.mark.parametrize("kind", WEAK)
def test_a_card_with_another_kind_of_key_is_refused(kind: str, pair: Any) -> None:
    key = WEAK[kind]()
    subject = x509.Name([])
    weak = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(NOW)
        .not_valid_after(NOW + YEAR)
        .sign(key, hashes.SHA256())
    )
    card, sealing = own_card(pair.asking).card, pair.asking.keys.sealing(NOW)
    for other in (replace(card, seal=weak), replace(card, tls=weak)):
        with pytest.raises(RefusedError) as refused:
            read_card(seal_card(other, sealing.sign, NOW))
        assert refused.value.code is Refusal.UNKNOWN_SUITE
