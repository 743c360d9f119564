"""Seals hold in stock openssl, and only unaltered."""

import datetime as dt
import shutil
import subprocess
from pathlib import Path

import pytest

from comity.exchange.formats import armour
from comity.exchange.formats.cades import open_seal, seal, signer
from comity.exchange.formats.certificates import certificate_pem, new_key, self_signed
from comity.exchange.refusal import RefusedError

AT = dt.datetime(2026, 11, 21, 9, 0, tzinfo=dt.UTC)
KEY = new_key()
OWNER = self_signed(KEY, state="FRA", name="Bureau A", purpose="seal", since=AT, until=AT + dt.timedelta(days=365))
needs_openssl = pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not on this machine")


def sealed(content: bytes, *, detached: bool) -> bytes:
    return seal(content, OWNER, signer(KEY), AT, detached=detached)


def test_a_seal_tells_who_and_when() -> None:
    found = open_seal(sealed(b"text", detached=True), b"text")
    assert (found.certificate, found.at, found.content) == (OWNER, AT, None)
    assert open_seal(sealed(b"text", detached=False)).content == b"text"


@needs_openssl
def test_stock_openssl_verifies_a_detached_seal_as_cades(tmp_path: Path) -> None:
    (tmp_path / "seal.p7s").write_bytes(sealed(b"the manifest", detached=True))
    (tmp_path / "content").write_bytes(b"the manifest")
    (tmp_path / "owner.pem").write_text(certificate_pem(OWNER), "ascii")
    command = (
        "openssl cms -verify -cades -binary -inform DER -in seal.p7s -content content -CAfile owner.pem -purpose any"
    )
    options = ["-partial_chain", "-no_check_time", "-out", "checked"]
    answer = subprocess.run([*command.split(), *options], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert answer.returncode == 0, answer.stderr
    assert (tmp_path / "checked").read_bytes() == b"the manifest"


@needs_openssl
def test_stock_openssl_reads_what_a_sealed_document_carries(tmp_path: Path) -> None:
    (tmp_path / "card").write_text(armour.to_text(sealed(b'{"a":1}', detached=False)), "ascii")
    command = "openssl cms -verify -binary -inform PEM -in card -noverify -out content"
    answer = subprocess.run(command.split(), cwd=tmp_path, capture_output=True, text=True, check=False)
    assert answer.returncode == 0, answer.stderr
    assert (tmp_path / "content").read_bytes() == b'{"a":1}'


@pytest.mark.parametrize("detached", [True, False])
def test_any_altered_byte_of_a_seal_is_noticed(detached: bool) -> None:
    whole = sealed(b"text", detached=detached)
    for place in range(len(whole)):
        for flip in (1, 0x80):
            broken = bytearray(whole)
            broken[place] ^= flip
            with pytest.raises(RefusedError):
                open_seal(bytes(broken), b"text" if detached else None)


def test_a_seal_over_something_else_does_not_hold() -> None:
    with pytest.raises(RefusedError):
        open_seal(sealed(b"text", detached=True), b"other text")


def test_a_seal_is_not_both_attached_and_detached() -> None:
    with pytest.raises(RefusedError):
        open_seal(sealed(b"text", detached=False), b"text")


@pytest.mark.parametrize("data", [b"", b"0", b"0\x80\x00\x00", b"0\x84\xff\xff\xff\xff", b"\x30\x03\x02\x01"])
def test_what_is_no_seal_is_refused(data: bytes) -> None:
    with pytest.raises(RefusedError):
        open_seal(data, b"")
