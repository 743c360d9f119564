"""Shares as people write them: 0.25, 25%, 1/4, or unknown."""

from fractions import Fraction

from comity.common.errors import BadInputError


def part_of(text: str) -> Fraction | None:
    """A share as a part of one; nothing where nobody said."""
    if not text or text.lower() == "unknown":
        return None
    try:
        value = Fraction(text.removesuffix("%").strip()) / (100 if text.endswith("%") else 1)
    except (ValueError, ZeroDivisionError):
        raise BadInputError(f"'{text}' is not a share (0.25, 25% or 1/4)") from None
    if not 0 <= value <= 1:
        raise BadInputError(f"'{text}' is not between nothing and the whole (write 0.25 or 25%)")
    return value
