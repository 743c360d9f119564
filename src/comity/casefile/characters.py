"""Characters that have no place in a case: those that nobody sees and that change how a name is read."""

import unicodedata
from collections.abc import Iterator

_TURNING = frozenset("\u202d\u202e")
_ALLOWED = frozenset("\n\t\r")

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
    if text.isascii() and text.isprintable():
        return ""
    for letter in text:
        if letter in _TURNING:
            told = "which turns the order of letters round; take it out"
            return f"holds the invisible character U+{ord(letter):04X}, {told}"
        if unicodedata.category(letter) in {"Cc", "Cs"} and letter not in _ALLOWED:
            return f"holds the character U+{ord(letter):04X}, which is no letter; take it out"
    return ""
