"""Reading rows so that everything wrong in a file is said at once, each with its line."""

from collections.abc import Callable, Iterable
from typing import TypeVar

from comity.common.errors import BadInputError

Given = TypeVar("Given")
Made = TypeVar("Made")
MOST_TOLD = 20
"""After so many lines that cannot be used, a file is not read on."""


def every_row(read: Callable[[Given], Made], rows: Iterable[Given]) -> list[Made]:
    """Read every row, or refuse them all with the first error and a list of the others."""
    found: list[Made] = []
    wrong: list[BadInputError] = []
    for row in rows:
        try:
            found.append(read(row))
        except BadInputError as error:
            wrong.append(error)
            if len(wrong) == MOST_TOLD:
                break
    if wrong:
        raise _together(wrong)
    return found


def _together(wrong: list[BadInputError]) -> BadInputError:
    first, *others = wrong
    if not others:
        return first
    told = "; ".join(f"line {error.place.line}: {error.what}" for error in others)
    end = "; it was not read further" if len(wrong) == MOST_TOLD else ""
    return BadInputError(f"{first.what} (also {told}{end})", first.place)
