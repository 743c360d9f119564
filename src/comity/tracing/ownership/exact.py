"""What a format cannot say exactly, said beside it in words that are read back: a third, or a year without a day."""

import re
from decimal import Decimal
from fractions import Fraction

from comity.common.dates import PartialDate

_KIND = "exact kind "
_TOLD = re.compile(r"exact (share|start|end|upper bound) (\S+?)(?:;|$)")


def percentage(share: Fraction) -> tuple[str, bool]:
    """A part of one as a percentage of at most 12 decimals, and whether that is all of it."""
    scaled = share * 10**14
    cut = scaled.numerator // scaled.denominator
    text = f"{Decimal(cut).scaleb(-12):f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text), scaled.denominator == 1


def words(**exact: str) -> str:
    """The sentence that says what is exact; empty where there is nothing to say."""
    return "; ".join(f"exact {key.replace('_', ' ')} {value}" for key, value in exact.items() if value)


def read_words(text: str) -> dict[str, str]:
    """What such a sentence says."""
    before, _, kind = text.partition(_KIND)
    found = {key.replace(" ", "_"): value for key, value in _TOLD.findall(before)}
    return found | ({"kind": kind} if kind else {})


def share_words(share: Fraction | None) -> str:
    """A share as a fraction, where its percentage does not say it exactly."""
    return "" if share is None or percentage(share)[1] else str(share)


def date_words(day: PartialDate | None) -> str:
    """A date of which only the month or the year is known."""
    return "" if day is None or day.exact else str(day)
