"""Shares of a secret (Shamir 1979): some of them together give it back, fewer tell nothing at all.

Byte by byte over the field with 256 elements of AES, so that a share is as long as the secret.
"""

import os
from collections.abc import Mapping

from comity.common.errors import BadInputError


def _tables() -> tuple[list[int], list[int]]:
    powers, logs, value = [0] * 510, [0] * 256, 1
    for exponent in range(255):
        powers[exponent] = powers[exponent + 255] = value
        logs[value] = exponent
        value ^= value << 1  # times 3, which generates the field
        if value & 0x100:
            value ^= 0x11B
    return powers, logs


_POWERS, _LOGS = _tables()


def _times(one: int, other: int) -> int:
    return _POWERS[_LOGS[one] + _LOGS[other]] if one and other else 0


def split(secret: bytes, needed: int, count: int) -> dict[int, bytes]:
    """Split a secret into numbered shares, of which `needed` give it back."""
    if not 2 <= needed <= count <= 255:
        raise BadInputError("at least 2 shares are needed, and no more than there are (at most 255)")
    lines = [bytes(os.urandom(len(secret))) for _ in range(needed - 1)]
    return {
        number: bytes(_at(number, place, secret, lines) for place in range(len(secret)))
        for number in range(1, count + 1)
    }


def _at(number: int, place: int, secret: bytes, lines: list[bytes]) -> int:
    value = 0
    for line in reversed(lines):
        value = _times(value ^ line[place], number)
    return value ^ secret[place]


def combine(shares: Mapping[int, bytes]) -> bytes:
    """Give the secret back from as many shares as were needed; with fewer or wrong ones it is another one."""
    numbers, size = list(shares), min(len(share) for share in shares.values())
    out = bytearray(size)
    for number in numbers:
        weight = 1
        for other in numbers:
            if other != number:
                weight = _times(weight, _divided(other, other ^ number))
        for place in range(size):
            out[place] ^= _times(weight, shares[number][place])
    return bytes(out)


def _divided(one: int, other: int) -> int:
    return _POWERS[(_LOGS[one] - _LOGS[other]) % 255]
