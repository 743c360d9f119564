"""Fingerprints: what two officers read to one another, as digits or as words that can be spoken."""

import re

from comity.common.errors import BadInputError

_CONSONANTS, _VOWELS = "bdfghjklmnprstvz", "aiou"
_DIGITS = re.compile(r"[0-9a-f]{64}")


def grouped(digest: str) -> str:
    """Write a digest in groups of four digits."""
    return " ".join(digest[start : start + 4] for start in range(0, len(digest), 4))


def spoken(digest: str) -> str:
    """Write a digest as proquints: five letters for every four digits, pronounceable in most languages."""
    numbers = (int(digest[start : start + 4], 16) for start in range(0, len(digest), 4))
    return "-".join(_proquint(number) for number in numbers)


def _proquint(number: int) -> str:
    return (
        _CONSONANTS[number >> 12 & 15]
        + _VOWELS[number >> 10 & 3]
        + _CONSONANTS[number >> 6 & 15]
        + _VOWELS[number >> 4 & 3]
        + _CONSONANTS[number & 15]
    )


def fingerprint_from(text: str) -> str:
    """Read a fingerprint that a person typed: digits with or without gaps, or the words."""
    plain = re.sub(r"[\s:]", "", text.lower())
    if _DIGITS.fullmatch(plain):
        return plain
    words = re.split(r"[-\s]+", text.strip().lower())
    try:
        digits = "".join(f"{_number(word):04x}" for word in words)
    except ValueError:
        digits = ""
    if not _DIGITS.fullmatch(digits):
        raise BadInputError("a fingerprint is 64 hexadecimal digits or 16 words of five letters")
    return digits


def _number(word: str) -> int:
    if len(word) != 5:
        raise ValueError(word)
    first, one, middle, two, last = list(word)
    return (
        _CONSONANTS.index(first) << 12
        | _VOWELS.index(one) << 10
        | _CONSONANTS.index(middle) << 6
        | _VOWELS.index(two) << 4
        | _CONSONANTS.index(last)
    )
