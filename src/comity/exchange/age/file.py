"""Age files: written and read as streams, so that evidence of any size passes through a few hundred kilobytes."""

import hmac
import os
import re
from collections.abc import Iterator, Sequence
from typing import BinaryIO, Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from comity.exchange.age.recipients import FILE_KEY_SIZE, Identity, Recipient, Stanza, b64, hkdf, unb64
from comity.exchange.refusal import Refusal, RefusedError

VERSION = b"age-encryption.org/v1\n"
Octets = bytes | bytearray | memoryview
CHUNK = 64 * 1024
BATCH_CHUNKS = 4
_TAG = 16
_BATCH = BATCH_CHUNKS * (CHUNK + _TAG)
_LARGEST_HEADER = 64 * 1024
_ARGUMENTS = re.compile(rb"-> [\x21-\x7e]+( [\x21-\x7e]+)*\n")


class Writable(Protocol):
    """Whatever takes bytes."""

    def write(self, data: Octets, /) -> object:
        """Take some bytes."""
        ...


class AgeWriter:
    """Encrypts what is written to it for some recipients; the file is whole only after `finish`."""

    def __init__(self, out: Writable, recipients: Sequence[Recipient]) -> None:
        file_key, nonce = os.urandom(FILE_KEY_SIZE), os.urandom(16)
        out.write(_header(file_key, [recipient.wrap(file_key) for recipient in recipients]))
        out.write(nonce)
        self._out = out
        self._cipher = ChaCha20Poly1305(hkdf(file_key, nonce, b"payload"))
        self._counter = 0
        self._held = bytearray()

    def write(self, data: Octets) -> int:
        """Take more of the content; the last chunk is held back, because the end must be marked."""
        given = memoryview(data)
        taken = 0
        if self._held and len(self._held) + len(given) > CHUNK:
            taken = CHUNK - len(self._held)
            self._held += given[:taken]
            self._put(memoryview(self._held), last=False)
            self._held = bytearray()
        whole = max(0, len(given) - taken - 1) // CHUNK * CHUNK
        if whole:
            self._put(given[taken : taken + whole], last=False)
        self._held += given[taken + whole :]
        return len(given)

    def finish(self) -> None:
        """Write the end; without it no reader accepts the file."""
        self._put(memoryview(self._held), last=True)
        self._held = bytearray()

    def _put(self, chunks: memoryview, *, last: bool) -> None:
        """Encrypt some whole chunks, or the last one, each in its place in one buffer."""
        count = max(1, -(-len(chunks) // CHUNK))
        sealed = bytearray(len(chunks) + count * _TAG)
        places = memoryview(sealed)
        for number in range(count):
            chunk = chunks[number * CHUNK : (number + 1) * CHUNK]
            start = number * (CHUNK + _TAG)
            nonce = _nonce(self._counter, last=last)
            self._cipher.encrypt_into(nonce, chunk, None, places[start : start + len(chunk) + _TAG])
            self._counter += 1
        self._out.write(sealed)


def _nonce(counter: int, *, last: bool) -> bytes:
    return counter.to_bytes(11, "big") + bytes([last])


def _header(file_key: bytes, stanzas: Sequence[Stanza]) -> bytes:
    unsigned = VERSION + b"".join(_stanza_bytes(stanza) for stanza in stanzas) + b"---"
    return unsigned + b" " + b64(_mac(file_key, unsigned)).encode("ascii") + b"\n"


def _stanza_bytes(stanza: Stanza) -> bytes:
    body = b64(stanza.body)
    lines = [body[start : start + 64] for start in range(0, len(body) + 1, 64)]
    return "\n".join([f"-> {' '.join(stanza.arguments)}", *lines, ""]).encode("ascii")


def _mac(file_key: bytes, unsigned: bytes) -> bytes:
    return hmac.digest(hkdf(file_key, b"", b"header"), unsigned, "sha256")


def decrypted(stream: BinaryIO, identities: Sequence[Identity]) -> Iterator[memoryview]:
    """Give the content piece by piece; every piece given has proven itself, and the end is proven at the end."""
    stanzas, unsigned, mac = _read_header(stream)
    file_key = _unwrapped(stanzas, identities)
    if not hmac.compare_digest(_mac(file_key, unsigned), mac):
        raise _damaged("the header of the sealed file was altered")
    nonce = stream.read(16)
    if len(nonce) != 16:
        raise _damaged("the sealed file is cut off")
    cipher = ChaCha20Poly1305(hkdf(file_key, nonce, b"payload"))
    return _chunks(stream, cipher)


def _chunks(stream: BinaryIO, cipher: ChaCha20Poly1305) -> Iterator[memoryview]:
    """Give the content some chunks at a time, each batch only when every chunk in it has proven itself."""
    counter = 0
    batch = stream.read(_BATCH)
    while True:
        following = stream.read(_BATCH) if len(batch) == _BATCH else b""
        plain = _opened(memoryview(batch), cipher, counter, last=not following)
        yield plain
        if not following:
            return
        batch, counter = following, counter + BATCH_CHUNKS


def _opened(batch: memoryview, cipher: ChaCha20Poly1305, counter: int, *, last: bool) -> memoryview:
    count = max(1, -(-len(batch) // (CHUNK + _TAG)))
    plain = memoryview(bytearray(max(0, len(batch) - count * _TAG)))
    for number in range(count):
        chunk = batch[number * (CHUNK + _TAG) : (number + 1) * (CHUNK + _TAG)]
        place = plain[number * CHUNK : number * CHUNK + max(0, len(chunk) - _TAG)]
        try:
            nonce = _nonce(counter + number, last=last and number == count - 1)
            cipher.decrypt_into(nonce, chunk, None, place)
        except InvalidTag:
            raise _damaged("the sealed file was altered or is cut off") from None
        if not place and counter + number:
            raise _damaged("the sealed file ends in an empty chunk")
    return plain


def _unwrapped(stanzas: Sequence[Stanza], identities: Sequence[Identity]) -> bytes:
    for stanza in stanzas:
        for identity in identities:
            file_key = identity.unwrap(stanza)
            if file_key is not None:
                return file_key
    raise RefusedError(Refusal.NOT_FOR_THIS_KEY, "the sealed file is not encrypted for a key of this node")


def _read_header(stream: BinaryIO) -> tuple[list[Stanza], bytes, bytes]:
    lines = _HeaderLines(stream)
    if lines.take() != VERSION:
        raise RefusedError(Refusal.UNKNOWN_FORMAT, "this is not an age v1 file")
    stanzas: list[Stanza] = []
    while True:
        line = lines.take()
        if line.startswith(b"--- ") and stanzas:
            return stanzas, bytes(lines.seen[: -len(line)]) + b"---", unb64(_text(line[4:-1]))
        stanzas.append(_read_stanza(line, lines))


def _read_stanza(line: bytes, lines: "_HeaderLines") -> Stanza:
    if not _ARGUMENTS.fullmatch(line):
        raise _damaged("the header of the sealed file is damaged")
    body = b""
    while True:
        part = lines.take()[:-1]
        body += part
        if len(part) > 64:
            raise _damaged("the header of the sealed file is damaged")
        if len(part) < 64:
            return Stanza(tuple(_text(line[3:-1]).split(" ")), unb64(_text(body)))


class _HeaderLines:
    """The lines of a header, up to a size that no honest header reaches."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.seen = bytearray()

    def take(self) -> bytes:
        """Read the next line with its end."""
        line = self._stream.readline(_LARGEST_HEADER - len(self.seen))
        if not line.endswith(b"\n"):
            raise RefusedError(Refusal.UNKNOWN_FORMAT, "this is not an age v1 file, or its header is cut off")
        self.seen += line
        return line


def _text(data: bytes) -> str:
    try:
        return data.decode("ascii")
    except UnicodeDecodeError:
        raise _damaged("the header of the sealed file is damaged") from None


def _damaged(what: str) -> RefusedError:
    return RefusedError(Refusal.DAMAGED, what)
