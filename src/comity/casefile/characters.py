"""Characters that have no place in a case: those that nobody sees and that change how a name is read."""

import re
from collections.abc import Iterator

_TURNING = frozenset("\u202d\u202e")
# Besides these Unicode's categories Cc and Cs, all of them, without tabs and ends of lines.
_UNWANTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\u202d\u202e]")

_Path = tuple[str | int, ...]


def unwanted_characters(value: object, path: _Path = ()) -> Iterator[tuple[_Path, str]]:
    """Every text that holds one of them, with its path and what is wrong, in one sentence part."""
    if isinstance(value, str):
        found = _first(value)
        if found:
            yield path, found
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from unwanted_characters(item, (*path, str(key)))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from unwanted_characters(item, (*path, index))


def _first(text: str) -> str:
    """The first unwanted character of a text; a name of any script, with its marks and joiners, has none."""
    found = _UNWANTED.search(text)
    if found is None:
        return ""
    letter = found.group()
    if letter in _TURNING:
        told = "which turns the order of letters round; take it out"
        return f"holds the invisible character U+{ord(letter):04X}, {told}"
    return f"holds the character U+{ord(letter):04X}, which is no letter; take it out"
