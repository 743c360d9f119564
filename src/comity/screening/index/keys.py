"""Keys: the coarse sound of words, so that spellings of one name in any script meet in the index.

Two names meet where two of their words sound alike, where the whole sounds alike, or, more weakly, where one rare word
is the same and another begins alike. A word of another script has a sound for each of its likely spellings. The tables
of words are made here; the keys of names are put together in ``key_kernels.py``.
"""

import hashlib
from array import array
from dataclasses import dataclass, field
from functools import lru_cache

from comity.screening.index import key_kernels
from comity.screening.index.key_kernels import CORE_WORD, KEY_BITS, MARKS, NAME_WORD, OTHER_WORD, PRIME, mixed
from comity.screening.index.spellings import likely_spellings, looked_at
from comity.screening.scripts import Script
from comity.screening.sound import VOWELS, packed, sound
from comity.screening.tokens import Kind, Name, Role, Token

MOST_SOUNDS = 12
RARE = 0.6
SHORT = 6
ROOM = 2048  # for the keys of one name
_MASK = (1 << 64) - 1
_SPREAD = 0x9E3779B97F4A7C15
_BASE = 1_000_003
_ROLES = {Role.NAME: NAME_WORD, Role.INITIAL: CORE_WORD, Role.NUMBER: CORE_WORD}


@lru_cache(maxsize=500_000)
def number(text: str) -> int:
    """A text as a number of 64 bits, the same on every machine."""
    return int.from_bytes(hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


def key(text: str) -> int:
    """The key of a text: 39 bits, evenly spread."""
    return ((number(text) * _SPREAD) & _MASK) >> (64 - KEY_BITS)


@lru_cache(maxsize=200_000)
def sounds(token: Token) -> tuple[str, ...]:
    """The sounds a word may have: one for a Latin word, for others one for each likely spelling."""
    heard = [sound(text) for text in likely_spellings(token)]
    if token.script is Script.ARABIC and token.latin.startswith("al") and len(token.latin) > 4:
        heard.insert(1, sound(token.latin[2:]))
    return tuple(dict.fromkeys(heard))[:MOST_SOUNDS]


@dataclass(slots=True)
class CodeTable:
    """Words as the numbers that keys are made of: for each its marks, its sounds and how each of them begins."""

    marks: "array[int]" = field(default_factory=lambda: array("q"))
    codes: "array[int]" = field(default_factory=lambda: array("q"))
    ends: "array[int]" = field(default_factory=lambda: array("i", [0]))
    bare: "array[int]" = field(default_factory=lambda: array("q"))
    begun: "array[int]" = field(default_factory=lambda: array("q"))
    weights: "array[float]" = field(default_factory=lambda: array("d"))
    texts: "array[int]" = field(default_factory=lambda: array("q"))
    heads: "array[int]" = field(default_factory=lambda: array("q"))

    def add(self, token: Token) -> None:
        """Take one more word."""
        codes, bare, begun, heads, marks, weight, text = codes_of(token)
        self.codes.extend(codes)
        self.bare.extend(bare)
        self.begun.extend(begun)
        self.heads.extend(heads)
        self.ends.append(len(self.codes))
        self.marks.extend(marks)
        self.weights.append(weight)
        self.texts.append(text)

    def take(self, other: "CodeTable", place: int) -> None:
        """Take a word of another table."""
        sounds_of_it = slice(other.ends[place], other.ends[place + 1])
        self.codes.extend(other.codes[sounds_of_it])
        self.bare.extend(other.bare[sounds_of_it])
        self.begun.extend(other.begun[sounds_of_it])
        self.heads.extend(other.heads[sounds_of_it])
        self.ends.append(len(self.codes))
        self.marks.extend(other.marks[place * MARKS : (place + 1) * MARKS])
        self.weights.append(other.weights[place])
        self.texts.append(other.texts[place])

    def columns(self) -> "tuple[array[int] | array[float], ...]":
        """The arrays in the order in which the compiled lines take them."""
        return self.marks, self.codes, self.ends, self.bare, self.begun, self.weights, self.texts, self.heads


Numbers = tuple[int, ...]


@lru_cache(maxsize=200_000)
def codes_of(token: Token) -> tuple[Numbers, Numbers, Numbers, Numbers, Numbers, float, int]:
    """The sounds of a word, those without vowels, how each begins and whether with a vowel, its marks, weight, text."""
    heard = sounds(token)
    text = token.latin or token.text
    hashed, shift = _hashed(text)
    initial = _beginning(sound(token.latin)) if token.role is Role.INITIAL and token.latin else 0
    marks = (
        _ROLES.get(token.role, OTHER_WORD),
        int(token.role is Role.NAME and token.weight > RARE and len(text) > 3),
        int(len(token.latin) <= SHORT),
        hashed,
        shift,
        initial,
    )
    return (
        tuple(mixed(packed(one)) for one in heard) if token.latin else (key(token.text),),
        tuple(packed("".join(letter for letter in one if letter not in VOWELS)) for one in heard),
        tuple(_beginning(one) for one in heard),
        tuple(int(one[:1] == "A") for one in heard),
        marks,
        round(token.weight, 4),
        mixed(hashed),
    )


def _beginning(heard: str) -> int:
    return key("^" + heard[0])


def _hashed(text: str) -> tuple[int, int]:
    """A text as a number that those of its parts can make up, and by what the part before it is multiplied."""
    total, shift = 0, 1
    for letter in text:
        total = (total * _BASE + ord(letter) + 1) % PRIME
        shift = shift * _BASE % PRIME
    return total, shift


def keys_of(
    name: Name, days: "array[int] | None" = None, *, asks: bool = True
) -> tuple[frozenset[int], frozenset[int]]:
    """The strong keys of a name (two words agree, or the whole) and the weak ones (one word, a beginning)."""
    table = CodeTable()
    words = looked_at(name)
    for token in words:
        table.add(token)
    out, chosen = array("q", bytes(8 * ROOM)), memoryview(array("i", bytes(8 * len(words))))
    known = days if days is not None else array("i")
    company = int(name.kind is Kind.COMPANY)
    strong, count = key_kernels.keys_of(
        range(len(words)), len(words), table.columns(), company, known, 0, len(known), int(asks), chosen, out
    )
    return frozenset(out[:strong]), frozenset(out[strong:count]) - frozenset(out[:strong])
