"""Words as numbers in tables, so that a compiled quick look can compare them without reading them."""

from array import array
from dataclasses import dataclass, field
from functools import lru_cache

from comity.screening.index.kernels import INITIAL_ROLE, LETTER_BITS, NAME, PARTICLE_ROLE, SET_BITS
from comity.screening.index.keys import number
from comity.screening.index.layout import little
from comity.screening.index.spellings import heard, kept_spellings
from comity.screening.scripts import Script
from comity.screening.tokens import HAN_PART, Role, Token

_SCRIPTS = {script: place for place, script in enumerate(Script)}
_ROLES = {Role.NAME: NAME, Role.INITIAL: INITIAL_ROLE, Role.PARTICLE: PARTICLE_ROLE}
_OTHER_ROLE = 2
TRAITS = 7


@dataclass(slots=True)
class WordTable:
    """The letters of the likely spellings of words, where each ends, and what else tells words apart."""

    letters: "array[int]" = field(default_factory=lambda: array("i"))
    letter_ends: "array[int]" = field(default_factory=lambda: array("i", [0]))
    first_spellings: "array[int]" = field(default_factory=lambda: array("i", [0]))
    traits: "array[int]" = field(default_factory=lambda: array("i"))
    weights: "array[float]" = field(default_factory=lambda: array("d"))
    outlines: "array[int]" = field(default_factory=lambda: array("q"))

    def add(self, token: Token) -> int:
        """Take one more word; its number."""
        for text in kept_spellings(token):
            self.letters.extend(map(ord, text))
            self.letter_ends.append(len(self.letters))
            self.outlines.append(outline_of(text))
        self.first_spellings.append(len(self.letter_ends) - 1)
        self.traits.extend(traits_of(token))
        self.weights.append(round(token.weight, 4))
        return len(self.weights) - 1

    def take(self, other: "WordTable", place: int) -> None:
        """Take a word of another table."""
        for spelling in range(other.first_spellings[place], other.first_spellings[place + 1]):
            self.letters.extend(other.letters[other.letter_ends[spelling] : other.letter_ends[spelling + 1]])
            self.letter_ends.append(len(self.letters))
            self.outlines.append(other.outlines[spelling])
        self.first_spellings.append(len(self.letter_ends) - 1)
        self.traits.extend(other.traits[place * TRAITS : (place + 1) * TRAITS])
        self.weights.append(other.weights[place])

    def arrays(self) -> "dict[str, array[int] | array[float]]":
        """The tables by the names of their sections in an index file."""
        return {
            "letters": self.letters,
            "letter_ends": self.letter_ends,
            "first_spellings": self.first_spellings,
            "traits": self.traits,
            "weights": self.weights,
            "outlines": self.outlines,
        }

    def sections(self) -> dict[str, bytes]:
        """The tables as sections of an index file."""
        return {name: little(values) for name, values in self.arrays().items()}


@lru_cache(maxsize=100_000)
def traits_of(token: Token) -> tuple[int, ...]:
    """Part in the name, sound, family, first letter, whether it is Latin, the word itself, the script: as numbers."""
    family = "" if token.family == HAN_PART else token.family
    return (
        _ROLES.get(token.role, _OTHER_ROLE),
        _short(heard(token)),
        _short(family) if family else 0,
        ord(token.latin[0]) if token.latin else 0,
        int(token.script is Script.LATIN),
        _short(token.text),
        _SCRIPTS[token.script],
    )


def outline_of(text: str) -> int:
    """The length of a spelling and a bit for each letter in it; what is the same letter has the same bit."""
    letters = 0
    for letter in text:
        letters |= 1 << (ord(letter) & LETTER_BITS)
    return len(text) << SET_BITS | letters


def _short(text: str) -> int:
    return number(text) & 0x7FFFFFFF
