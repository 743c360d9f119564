"""The coarse sound of a word: its consonants by kind, so that spellings of one name fall together."""

import re
from functools import lru_cache

from rapidfuzz import fuzz

_SOUNDS = (
    (re.compile(r"tsch|tch|sch|shch|sh|ch|cz|zh|dzh|dj|dz|ts|tz|[jzs]|c(?=[eiy])"), "S"),
    (re.compile(r"ph|[fv]|w(?=[aeiou])|^w"), "F"),
    (re.compile(r"kh|gh|ck|[kgqcx]"), "K"),
    (re.compile(r"th|dh|[td]"), "T"),
    (re.compile(r"[bp]"), "B"),
    (re.compile(r"[lr]"), "R"),
)
_DOUBLED = re.compile(r"(.)\1+")
_SILENT = re.compile(r"[aeiouyhw]+")
_VOWEL_SOUND = str.maketrans({"a": "A", "e": "I", "i": "I", "y": "I", "o": "U", "u": "U", "w": "U"})
_FIRST_VOWEL = re.compile(r"[aeiouyw]")


@lru_cache(maxsize=200_000)
def sound(latin: str) -> str:
    """The consonants of a Latin word by their kind; a word of one consonant keeps its first vowel as well."""
    text = _DOUBLED.sub(r"\1", latin)
    for pattern, letter in _SOUNDS:
        text = pattern.sub(letter, text)
    heard = _SILENT.sub("", text).upper()
    if len(heard) > 1:
        return heard if latin[0] not in "aeiouy" else "A" + heard
    vowel = _FIRST_VOWEL.search(latin)
    return heard + (vowel.group().translate(_VOWEL_SOUND) if vowel else "") or "-"


@lru_cache(maxsize=400_000)
def sound_alike(left: str, right: str) -> float:
    """How alike two Latin words sound, from 0 to 100: a cheap look before the exact one."""
    return fuzz.ratio(sound(left), sound(right))


_SYMBOLS = {letter: place for place, letter in enumerate("AIUSFKTBRMN-", 1)}
VOWELS = frozenset("AIU")
MOST_SYMBOLS = 15


def packed(heard: str) -> int:
    """A sound as a number: four bits for each of its first fifteen letters."""
    total = 0
    for letter in heard[:MOST_SYMBOLS]:
        total = total << 4 | _SYMBOLS.get(letter, 15)
    return total
