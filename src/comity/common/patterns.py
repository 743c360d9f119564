"""Sentences that carry values ("'{}' is no rule"): recognised, and said in another language.

A key of the catalogue with {} stands for every sentence of its shape. A translation puts the values by their place
({0}, {1}), in the order of its own grammar: {0:word} is a code of the vocabulary, {0:words} a list of them, {0:state}
a state, {0:states} a list of them, {0:said} a sentence within the sentence. Everything else is shown as it was given.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass

HOLE = "{}"
PLACED = re.compile(r"\{(\d)(?::([a-z]+))?\}")
LONGEST = 2_000
"""A longer text is not one sentence; it is not looked for."""
_ISOLATE, _END = "\u2068", "\u2069"


@dataclass(frozen=True, slots=True)
class Pattern:
    """The shape of a sentence: its words, and holes for its values."""

    key: str
    first: str
    last: str
    regex: re.Pattern[str]

    def values(self, sentence: str) -> tuple[str, ...] | None:
        """What stands in the holes; none where the sentence is of another shape."""
        if not (sentence.startswith(self.first) and sentence.endswith(self.last)):
            return None
        found = self.regex.fullmatch(sentence)
        return found.groups() if found else None


def compiled(keys: Iterable[str]) -> tuple[Pattern, ...]:
    """The patterns among the keys of the catalogue, the one that says most in its own words first."""
    with_holes = [key for key in keys if HOLE in key]
    return tuple(_pattern(key) for key in sorted(with_holes, key=lambda key: (-len(key.replace(HOLE, "")), key)))


def _pattern(key: str) -> Pattern:
    parts = key.split(HOLE)
    holes = "(.*?)".join(re.escape(part) for part in parts)
    return Pattern(key, parts[0], parts[-1], re.compile(holes, re.DOTALL))


def match(sentence: str, patterns: tuple[Pattern, ...]) -> tuple[str, tuple[str, ...]] | None:
    """The key that a sentence was made from, and its values."""
    if len(sentence) > LONGEST:
        return None
    for pattern in patterns:
        # A sentence that begins with a value keeps its first letter: a name is not made great.
        told = sentence if pattern.key.startswith(HOLE) else sentence[:1].upper() + sentence[1:]
        values = pattern.values(told)
        if values is not None:
            return pattern.key, values
    return None


Way = Callable[[str], str]


def filled(translation: str, values: tuple[str, ...], ways: dict[str, Way], *, right_to_left: bool) -> str:
    """A translation with the values in their places, each kept from disturbing the direction of the sentence."""

    def put(place: re.Match[str]) -> str:
        value, way = values[int(place[1])], place[2]
        shown = ways[way](value) if way else value
        return f"{_ISOLATE}{shown}{_END}" if not way and (right_to_left or _turns(shown)) else shown

    return PLACED.sub(put, translation)


def _turns(text: str) -> bool:
    return any(unicodedata.bidirectional(char) in {"R", "AL", "AN"} for char in text)
