"""Numbers that identify: their usual writing, and whether their own check digits hold."""

import re
from functools import lru_cache

# A number of these kinds belongs to one person or company only, and each has one such number.
STRONG = frozenset({"leiCode", "imoNumber", "innCode", "ogrnCode", "wikidataId"})
_SHORTEST = 5
_NOT_PART = re.compile(r"[\W_]+")


@lru_cache(maxsize=100_000)
def normalised(kind: str, value: str) -> str:
    """The number without spaces and signs, in capitals; empty where it is too short or its check digit is wrong."""
    plain = _NOT_PART.sub("", value).upper()
    if kind == "imoNumber":
        plain = plain.removeprefix("IMO")
    if len(plain) < _SHORTEST and kind != "wikidataId":
        return ""
    return plain if _holds(kind, plain) else ""


def _holds(kind: str, plain: str) -> bool:
    if kind == "leiCode":
        return len(plain) == 20 and plain.isalnum() and plain.isascii() and _mod97(plain) == 1
    if kind == "imoNumber":
        return _imo(plain)
    if kind == "innCode":
        return _inn(plain)
    return bool(plain.strip("0"))


def _mod97(text: str) -> int:
    return int("".join(str(int(c, 36)) for c in text)) % 97


def _imo(text: str) -> bool:
    if len(text) != 7 or not text.isdigit():
        return False
    return sum(int(d) * w for d, w in zip(text, range(7, 1, -1), strict=False)) % 10 == int(text[6])


def _inn(text: str) -> bool:
    if not text.isdigit() or len(text) not in {10, 12}:
        return False
    digits = [int(c) for c in text]
    weights = (3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8)
    if len(digits) == 10:
        return _inn_digit(digits[:9], weights[2:]) == digits[9]
    first = _inn_digit(digits[:10], weights[1:])
    return first == digits[10] and _inn_digit(digits[:11], weights) == digits[11]


def _inn_digit(digits: list[int], weights: tuple[int, ...]) -> int:
    return sum(d * w for d, w in zip(digits, weights, strict=True)) % 11 % 10
