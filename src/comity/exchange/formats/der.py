"""DER (X.690): the little of it that a signature container needs, written and read in one strict form."""

from collections.abc import Iterator
from dataclasses import dataclass

from comity.exchange.refusal import Refusal, RefusedError

INTEGER, OCTET_STRING, NULL, OID, UTC_TIME, GENERALIZED_TIME = 0x02, 0x04, 0x05, 0x06, 0x17, 0x18
SEQUENCE, SET = 0x30, 0x31
CONTEXT = 0xA0


def element(tag: int, *contents: bytes) -> bytes:
    """Write one element: tag, shortest length, contents."""
    body = b"".join(contents)
    return bytes([tag]) + _length(len(body)) + body


def _length(size: int) -> bytes:
    if size < 0x80:
        return bytes([size])
    digits = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes([0x80 | len(digits)]) + digits


def sequence(*contents: bytes) -> bytes:
    """Write a SEQUENCE."""
    return element(SEQUENCE, *contents)


def set_of(*contents: bytes) -> bytes:
    """Write a SET OF, its members in DER order."""
    return element(SET, *sorted(contents))


def integer(value: int) -> bytes:
    """Write a whole number that is not negative."""
    return element(INTEGER, value.to_bytes(value.bit_length() // 8 + 1, "big"))


def oid(dotted: str) -> bytes:
    """Write an object identifier such as 1.2.840.113549.1.7.2."""
    first, second, *rest = (int(part) for part in dotted.split("."))
    return element(OID, bytes(d for arc in (first * 40 + second, *rest) for d in _base128(arc)))


def _base128(arc: int) -> list[int]:
    digits = [arc & 0x7F]
    while arc := arc >> 7:
        digits.append(0x80 | (arc & 0x7F))
    return digits[::-1]


@dataclass(frozen=True, slots=True)
class Element:
    """One element that was read: its tag, its contents, and its whole encoding."""

    tag: int
    contents: bytes
    whole: bytes

    def children(self) -> list["Element"]:
        """Read the elements inside a constructed one."""
        return list(_elements(self.contents))


def read(data: bytes) -> Element:
    """Read exactly one element that fills the bytes given."""
    found = list(_elements(data))
    if len(found) != 1:
        raise _damaged()
    return found[0]


def _elements(data: bytes) -> Iterator[Element]:
    position = 0
    while position < len(data):
        found = _element_at(data, position)
        yield found
        position += len(found.whole)


def _element_at(data: bytes, start: int) -> Element:
    if len(data) < start + 2 or data[start] & 0x1F == 0x1F:
        raise _damaged()
    size, body = data[start + 1], start + 2
    if size >= 0x80:
        count = size & 0x7F
        if not 1 <= count <= 4:
            raise _damaged()
        size = int.from_bytes(data[body : body + count], "big")
        body += count
    end = body + size
    whole = data[start:end]
    if end > len(data) or whole[1 : body - start] != _length(size):
        raise _damaged()
    return Element(data[start], data[body:end], whole)


def _damaged() -> RefusedError:
    return RefusedError(Refusal.DAMAGED, "a signature is not well-formed DER")
