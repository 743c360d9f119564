"""Sealed files are age v1 files: other tools open them, and an altered one opens nowhere."""

import io
import os

import pyrage
import pytest

from comity.exchange.age import bech32
from comity.exchange.age.file import BATCH_CHUNKS, CHUNK, AgeWriter, decrypted
from comity.exchange.age.recipients import HybridIdentity, Identity, X25519Identity
from comity.exchange.refusal import RefusedError

BATCH = BATCH_CHUNKS * CHUNK
SIZES = [0, 1, 65535, 65536, 65537, 131072, 200_001, BATCH - 1, BATCH, BATCH + 1, 3 * BATCH]
Either = X25519Identity | HybridIdentity


def sealed(data: bytes, *identities: Either) -> bytes:
    out = io.BytesIO()
    writer = AgeWriter(out, [identity.recipient for identity in identities])
    writer.write(data)
    writer.finish()
    return out.getvalue()


def opened(data: bytes, *identities: Identity) -> bytes:
    return b"".join(decrypted(io.BytesIO(data), identities))


@pytest.mark.parametrize("size", SIZES)
def test_another_age_tool_opens_what_we_seal_and_we_what_it_seals(size: int) -> None:
    identity, data = X25519Identity.new(), os.urandom(size)
    assert pyrage.decrypt(sealed(data, identity), [pyrage.x25519.Identity.from_str(str(identity))]) == data
    theirs = pyrage.encrypt(data, [pyrage.x25519.Recipient.from_str(str(identity.recipient))])
    assert opened(theirs, identity) == data


@pytest.mark.parametrize("size", SIZES)
def test_every_addressee_of_a_hybrid_file_opens_it(size: int) -> None:
    one, other, data = HybridIdentity.new(), HybridIdentity.new(), os.urandom(size)
    assert opened(sealed(data, one, other), one) == opened(sealed(data, one, other), other) == data


def test_hybrid_keys_are_those_of_the_age_specification() -> None:
    # The identity and the ends of the recipient printed in c2sp.org/age.
    text = "AGE-SECRET-KEY-PQ-1XX76JRALNLXDMEW0CRK45QMCCH4X06SE84UN3VPM33W6HWDX0H3SK3ZQFR"
    recipient = str(HybridIdentity.from_text(text).recipient)
    assert recipient.startswith("age1pq1x34nzsvr0rxjsgdn8zgyhfe8j7ceq5r9rdelkjuh3y235jzxshfg87pzf5zrqtzdxz95paef6caq5")
    assert recipient.endswith("gjtqmwze9pyyzk3tlhl53k2ykx3qheyty7saeq0d3fzv49zc0k")
    assert str(HybridIdentity.from_text(text)) == text


def test_x25519_keys_are_those_of_the_age_specification() -> None:
    identity = X25519Identity.from_text("AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX")
    assert str(identity.recipient) == "age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj"


@pytest.mark.parametrize("identity", [X25519Identity.new(), HybridIdentity.new()], ids=["x25519", "hybrid"])
def test_any_altered_byte_is_noticed(identity: Either) -> None:
    data = sealed(b"x" * 70_000, identity)
    places = [*range(400), *range(400, len(data), 1009), len(data) - 1]
    for place in places:
        broken = bytearray(data)
        broken[place] ^= 1
        with pytest.raises(RefusedError):
            opened(bytes(broken), identity)


@pytest.mark.parametrize("cut", [0, 10, 30, 100, 65_000, 65_936, -17, -1])
def test_a_file_that_was_cut_off_is_noticed(cut: int) -> None:
    identity = X25519Identity.new()
    with pytest.raises(RefusedError):
        opened(sealed(b"x" * 131_072, identity)[:cut], identity)


def test_what_follows_the_end_is_noticed() -> None:
    identity = X25519Identity.new()
    with pytest.raises(RefusedError):
        opened(sealed(b"x" * 10, identity) + b"y", identity)


def test_nobody_else_opens_it() -> None:
    data = sealed(b"secret", HybridIdentity.new())
    with pytest.raises(RefusedError, match="not encrypted for a key of this node"):
        opened(data, HybridIdentity.new(), X25519Identity.new())


@pytest.mark.parametrize(
    "text", ["", "age1", "age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwk", "b" * 60]
)
def test_a_mistyped_key_is_noticed(text: str) -> None:
    with pytest.raises(RefusedError):
        bech32.decode("age", text)


@pytest.mark.parametrize("step", [1000, CHUNK, CHUNK + 1, BATCH + 7])
def test_how_the_content_is_handed_over_changes_nothing(step: int) -> None:
    identity, data, out = X25519Identity.new(), os.urandom(2 * BATCH + 5), io.BytesIO()
    writer = AgeWriter(out, [identity.recipient])
    for start in range(0, len(data), step):
        writer.write(data[start : start + step])
    writer.finish()
    assert pyrage.decrypt(out.getvalue(), [pyrage.x25519.Identity.from_str(str(identity))]) == data


@pytest.mark.parametrize("cut", [1, 16, 17, CHUNK, CHUNK + 16, BATCH])
def test_a_file_that_is_cut_off_anywhere_is_refused(cut: int) -> None:
    identity = X25519Identity.new()
    data = sealed(bytes(2 * BATCH), identity)
    with pytest.raises(RefusedError, match="altered or is cut off"):
        opened(data[:-cut], identity)
