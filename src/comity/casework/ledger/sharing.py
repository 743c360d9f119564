"""Sharing: exact fractions of a sum, and the whole minor units that each party gets."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from comity.common.errors import BadInputError, Place

_FRACTION = re.compile(r"(\d{1,9})\s*/\s*(\d{1,9})")
_DECIMAL = re.compile(r"(\d{1,3}(?:\.\d{1,9})?)\s*(%?)")


class ShareRole(StrEnum):
    """Whether a state gets the money back, or takes a share of it."""

    RETURN = "return"
    SHARE = "share"


@dataclass(frozen=True, slots=True)
class Share:
    """One party of an agreement and its part."""

    party: str
    part: Fraction
    role: ShareRole


def parse_part(text: str, field: str = "part") -> Fraction:
    """Read a part as a fraction (3/5), per cent (60 %) or one whole (1): exactly, never as a rounded number."""
    cleaned = text.strip()
    fraction, decimal = _FRACTION.fullmatch(cleaned), _DECIMAL.fullmatch(cleaned)
    part = None
    if fraction and int(fraction[2]):
        part = Fraction(int(fraction[1]), int(fraction[2]))
    elif decimal:
        part = Fraction(decimal[1]) / (100 if decimal[2] else 1)
    if part is None or not 0 < part <= 1:
        raise BadInputError("write a part as 3/5 or 60 %, above nothing and at most the whole", Place(field=field))
    return part


def check_shares(shares: Iterable[Share], field: str = "shares") -> None:
    """Stop where the parts of an agreement are not exactly one whole, or a party stands there twice."""
    listed = list(shares)
    if not listed:
        raise BadInputError("name at least one party and its part", Place(field=field))
    if len({share.party for share in listed}) < len(listed):
        raise BadInputError("a state stands there twice; add its parts up", Place(field=field))
    whole = sum((share.part for share in listed), Fraction(0))
    if whole != 1:
        raise BadInputError(f"the parts come to {whole}, not to one whole", Place(field=field))


def apportion(minor: int, shares: Iterable[Share]) -> dict[str, int]:
    """Part a sum to the last minor unit; the units left over go to the largest remainders, ties by name."""
    listed = sorted(shares, key=lambda share: share.party)
    exact = {share.party: minor * share.part for share in listed}
    found = {party: int(part) for party, part in exact.items()}
    left = minor - sum(found.values())
    for party in sorted(exact, key=lambda p: (found[p] - exact[p], p))[:left]:
        found[party] += 1
    return found
