"""Amounts as whole numbers of the smallest unit of their currency, so that no figure is ever rounded silently."""

import re
from decimal import Decimal, InvalidOperation

from comity.common.errors import BadInputError, Place

# ISO 4217: every currency that does not have two decimals.
_NONE = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF".split()
_THREE = "BHD IQD JOD KWD LYD OMR TND".split()
_FOUR = "CLF UYW".split()
_DECIMALS = dict.fromkeys(_NONE, 0) | dict.fromkeys(_THREE, 3) | dict.fromkeys(_FOUR, 4)
_CODE = re.compile(r"[A-Z]{3}")
_AMOUNT = re.compile(r"-?\d+(\.\d*)?|-?\.\d+")
LARGEST = 2**62
"""No balance may reach this many minor units: proportions are computed in 64 bits."""


def decimals_of(currency: str, place: Place) -> int:
    """How many decimals a currency has (ISO 4217)."""
    if _CODE.fullmatch(currency) is None:
        raise BadInputError(f"'{currency}' is not a currency code (three capital letters, ISO 4217)", place)
    return _DECIMALS.get(currency, 2)


def to_minor(text: str, decimals: int, place: Place) -> int:
    """Read an amount such as 1250.75 exactly; more decimals than the currency has are an error, not a rounding."""
    whole, point, part = text.partition(".")
    if part == "" and whole.isdecimal() and whole.isascii() and not point:
        return int(whole) * int(10**decimals)
    if _AMOUNT.fullmatch(text) is None:
        return _unusual(text, decimals, place)
    part = part.rstrip("0")
    if len(part) > decimals:
        raise BadInputError(f"'{text}' has more decimals than its currency ({decimals})", place)
    return int((whole or "0") + part.ljust(decimals, "0")) if whole != "-" else -int(part.ljust(decimals, "0") or 0)


def _unusual(text: str, decimals: int, place: Place) -> int:
    try:
        scaled = Decimal(text.strip() if "_" not in text else "x").scaleb(decimals)
    except InvalidOperation:
        scaled = Decimal("NaN")
    if not scaled.is_finite():
        raise BadInputError(f"'{text}' is not an amount (digits, and a point before the decimals)", place)
    if scaled != scaled.to_integral_value():
        raise BadInputError(f"'{text}' has more decimals than its currency ({decimals})", place)
    return int(scaled)


def to_text(minor: int, decimals: int) -> str:
    """Write an amount of minor units with its point, such as 1250.75."""
    minor = int(minor)
    sign = "-" if minor < 0 else ""
    if not decimals:
        return f"{minor}"
    whole, part = divmod(abs(minor), 10**decimals)
    return f"{sign}{whole}.{part:0{decimals}d}"


def share_text(part: int, whole: int) -> str:
    """A proportion with six decimals, cut and never rounded up; empty where there is no whole."""
    return to_text(int(part) * 10**6 // int(whole), 6) if whole > 0 else ""
