"""Bech32 (BIP 173) without a length limit: how age writes recipients and identities."""

from comity.exchange.refusal import Refusal, RefusedError

_LETTERS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_GENERATOR = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)


def encode(prefix: str, data: bytes) -> str:
    """Write some bytes behind a prefix, with a checksum; lower case."""
    values = _regroup(data, 8, 5)
    check = _polymod([*_spread(prefix), *values, 0, 0, 0, 0, 0, 0]) ^ 1
    values += [(check >> 5 * (5 - place)) & 31 for place in range(6)]
    return prefix + "1" + "".join(_LETTERS[value] for value in values)


def decode(prefix: str, text: str) -> bytes:
    """Read the bytes behind the prefix that is expected, in one case throughout."""
    lowered = text.lower()
    head, _, tail = lowered.rpartition("1")
    known = text in {lowered, text.upper()} and head == prefix and len(tail) >= 6
    if not known or not set(tail) <= set(_LETTERS):
        raise _unreadable()
    values = [_LETTERS.index(letter) for letter in tail]
    if _polymod([*_spread(prefix), *values]) != 1:
        raise _unreadable()
    data = bytes(_regroup(values[:-6], 5, 8))
    if encode(prefix, data) != lowered:
        raise _unreadable()
    return data


def _unreadable() -> RefusedError:
    return RefusedError(Refusal.DAMAGED, "an age key is mistyped or cut off")


def _spread(prefix: str) -> list[int]:
    return [ord(letter) >> 5 for letter in prefix] + [0] + [ord(letter) & 31 for letter in prefix]


def _polymod(values: list[int]) -> int:
    check = 1
    for value in values:
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ value
        for place, factor in enumerate(_GENERATOR):
            if top >> place & 1:
                check ^= factor
    return check


def _regroup(data: bytes | list[int], wide: int, narrow: int) -> list[int]:
    held, bits, out = 0, 0, []
    for value in data:
        held, bits = (held << wide | value) & 0xFFFF, bits + wide
        while bits >= narrow:
            bits -= narrow
            out.append(held >> bits & ((1 << narrow) - 1))
    if bits and wide > narrow:
        out.append(held << (narrow - bits) & ((1 << narrow) - 1))
    return out
