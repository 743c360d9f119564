"""A drawing as pixels, for documents that take no SVG; the same drawing gives the same bytes."""

import functools
from typing import TYPE_CHECKING

from comity.drafting.fonts import FONTS_FOLDER

if TYPE_CHECKING:
    from typst import Fonts

_PAGE = b"""#set page(width: auto, height: auto, margin: 0pt)
#image(bytes(sys.inputs.svg), format: "svg", width: 17cm)
"""
_DOTS_PER_INCH = 160


def to_png(svg: str) -> bytes:
    """Print a drawing 17 cm wide."""
    from typst import compile as print_page  # noqa: PLC0415 - a large library that only printing needs

    made = print_page(_PAGE, format="png", ppi=_DOTS_PER_INCH, sys_inputs={"svg": svg}, font_paths=_fonts())
    if not isinstance(made, bytes):
        raise TypeError("the printer returned no single picture")
    return made


@functools.cache
def _fonts() -> "Fonts":
    from typst import Fonts  # noqa: PLC0415

    return Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS_FOLDER])
