"""The curve P-256 for private matching: points multiplied by secret numbers, and texts turned into points (RFC 9380).

Multiplying by a secret is left to OpenSSL, through its key agreement, which gives only the x of a point; two of them,
with k and k+1, give the y as well (Brier and Joye, 2002). What is done here in Python touches no secret number.
"""

import hashlib
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric import ec

from comity.exchange.refusal import Refusal, RefusedError

P = 2**256 - 2**224 + 2**192 + 2**96 - 1
N = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
A = -3
B = 0x5AC635D8AA3A93E7B3EBBD55769886BC651D06B0CC53B0F63BCE3C3E27D2604B
_Z = -10
_ROOT = (P + 1) // 4
_MINUS_B_OVER_A = -B * pow(A, -1, P) % P
_EXCEPTIONAL = B * pow(_Z * A, -1, P) % P
_SECOND_ROOT = pow(1000, _ROOT, P)  # the root of -Z^3, with which the second candidate's root follows from the first's
_CURVE = ec.SECP256R1()


@dataclass(frozen=True, slots=True)
class Point:
    """A point of the curve other than the one at infinity."""

    x: int
    y: int

    def encoded(self) -> bytes:
        """Write the point in 33 bytes."""
        return bytes([2 + (self.y & 1)]) + self.x.to_bytes(32, "big")


GENERATOR = Point(
    0x6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296,
    0x4FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5,
)


def point_from(data: bytes) -> Point:
    """Read a point of 33 bytes; what is not one is refused, because it could be made to leak the key."""
    x = int.from_bytes(data[1:], "big")
    square = (x * x * x + A * x + B) % P
    y = pow(square, _ROOT, P)
    if len(data) != 33 or data[0] not in {2, 3} or x >= P or y * y % P != square:
        raise RefusedError(Refusal.DAMAGED, "a blinded key is not a point of the curve")
    return Point(x, y if y & 1 == data[0] & 1 else P - y)


def added(one: Point, other: Point) -> Point:
    """Add two points."""
    if one.x == other.x:
        if one.y != other.y:
            raise RefusedError(Refusal.DAMAGED, "two points cancel one another out")
        slope = (3 * one.x * one.x + A) * pow(2 * one.y, -1, P) % P
    else:
        slope = (other.y - one.y) * pow(other.x - one.x, -1, P) % P
    x = (slope * slope - one.x - other.x) % P
    return Point(x, (slope * (one.x - x) - one.y) % P)


class Scalar:
    """A secret number, held as the two keys that multiply points by it."""

    def __init__(self, value: int) -> None:
        if not 0 < value < N - 1:
            raise RefusedError(Refusal.DAMAGED, "a secret number is outside its range")
        self.value = value
        self._one = ec.derive_private_key(value, _CURVE)
        self._next = ec.derive_private_key(value + 1, _CURVE)

    def times(self, point: Point) -> Point:
        """Multiply a point by the number."""
        numbers = ec.EllipticCurvePublicNumbers(point.x, point.y, _CURVE).public_key()
        x1 = int.from_bytes(self._one.exchange(ec.ECDH(), numbers), "big")
        x2 = int.from_bytes(self._next.exchange(ec.ECDH(), numbers), "big")
        numerator = 2 * B + (A + point.x * x1) * (point.x + x1) - x2 * (point.x - x1) ** 2
        return Point(x1, numerator * pow(2 * point.y, -1, P) % P)

    def times_generator(self) -> Point:
        """Multiply the generator by the number."""
        found = self._one.public_key().public_numbers()
        return Point(found.x, found.y)


def expanded(message: bytes, purpose: bytes, size: int) -> bytes:
    """Stretch a message into bytes that look random (expand_message_xmd with SHA-256)."""
    prime = purpose + bytes([len(purpose)])
    first = hashlib.sha256(bytes(64) + message + size.to_bytes(2, "big") + b"\0" + prime).digest()
    block, out = hashlib.sha256(first + b"\1" + prime).digest(), b""
    for number in range(2, (size + 31) // 32 + 2):
        out += block
        mixed = (int.from_bytes(first, "big") ^ int.from_bytes(block, "big")).to_bytes(32, "big")
        block = hashlib.sha256(mixed + bytes([number]) + prime).digest()
    return out[:size]


def hash_to_scalar(message: bytes, purpose: bytes) -> int:
    """Turn a message into a number below the order of the curve."""
    return int.from_bytes(expanded(message, purpose, 48), "big") % N


def hash_to_point(message: bytes, purpose: bytes) -> Point:
    """Turn a message into a point, so that nobody knows its relation to any other (P256_XMD:SHA-256_SSWU_RO_)."""
    wide = expanded(message, purpose, 96)
    return added(_mapped(int.from_bytes(wide[:48], "big") % P), _mapped(int.from_bytes(wide[48:], "big") % P))


def _mapped(u: int) -> Point:
    zu2 = _Z * u * u % P
    denominator = (zu2 * zu2 + zu2) % P
    x = _MINUS_B_OVER_A * (1 + pow(denominator, -1, P)) % P if denominator else _EXCEPTIONAL
    square = (x * x * x + A * x + B) % P
    y = pow(square, _ROOT, P)
    if y * y % P != square:
        x = zu2 * x % P
        y = _SECOND_ROOT * u * u * u * y % P
    return Point(x, y if y & 1 == u & 1 else P - y)
