"""A drawing as pixels, for documents that take no SVG; the same drawing gives the same bytes."""

import functools
import re
from typing import TYPE_CHECKING

from comity.drafting.fonts import FONTS_FOLDER

if TYPE_CHECKING:
    from typst import Fonts

_PAGE = b"""#set page(width: auto, height: auto, margin: 0pt)
#image(bytes(sys.inputs.svg), format: "svg", width: 17cm)
"""
_DOTS_PER_INCH = 160
# What the printer of drawings cannot set: Arabic vowel marks, without which Arabic is read, and marks of direction.
_NOT_DRAWN = dict.fromkeys((*range(0x064B, 0x0653), 0x0670, *range(0x2066, 0x206A)))
# Beside Latin letters it cannot set the ligature of lam and alef either: a stretched line holds the two apart.
_MIXED = re.compile(r">[^<>]*[A-Za-z][^<>]*<")
_LAM_ALEF = re.compile("\u0644(?=[\u0622\u0623\u0625\u0627])")


def drawable(svg: str) -> str:
    """A drawing without the marks and ligatures that the printer has no glyph for."""
    return _MIXED.sub(lambda text: _LAM_ALEF.sub("\u0644\u0640", text[0]), svg.translate(_NOT_DRAWN))


def to_png(svg: str) -> bytes:
    """Print a drawing 17 cm wide."""
    from typst import compile as print_page  # noqa: PLC0415 - a large library that only printing needs

    made = print_page(_PAGE, format="png", ppi=_DOTS_PER_INCH, sys_inputs={"svg": drawable(svg)}, font_paths=_fonts())
    if not isinstance(made, bytes):
        raise TypeError("the printer returned no single picture")
    return made


@functools.cache
def _fonts() -> "Fonts":
    from typst import Fonts  # noqa: PLC0415

    return Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS_FOLDER])
