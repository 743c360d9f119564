"""The fonts that travel with the package, and which characters they can show."""

import functools
import unicodedata
from bisect import bisect_right
from pathlib import Path

FONTS_FOLDER = Path(__file__).resolve().parent / "fonts"
# Marks that steer the line and have no shape of their own.
_WITHOUT_SHAPE = frozenset({"Cc", "Cf", "Zl", "Zp"})


def missing_glyphs(text: str) -> set[str]:
    """The characters of a text that the shipped fonts cannot show, so that a review can warn before printing."""
    return {character for character in set(text) if not _shown(character)}


def _shown(character: str) -> bool:
    if unicodedata.category(character) in _WITHOUT_SHAPE:
        return True
    starts, ends = _covered()
    index = bisect_right(starts, ord(character)) - 1
    return index >= 0 and ord(character) <= ends[index]


@functools.cache
def _covered() -> tuple[list[int], list[int]]:
    """The first and last code point of every covered range, from the table beside the fonts."""
    ranges = (FONTS_FOLDER / "coverage.txt").read_text(encoding="ascii").split()
    bounds = [pair.partition("-") for pair in ranges]
    return [int(first, 16) for first, _, _ in bounds], [int(last or first, 16) for first, _, last in bounds]
