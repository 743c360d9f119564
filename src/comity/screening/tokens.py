"""Tokens: the words of a name, each with its part in the name and its letters ready to be compared."""

from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache

from comity.screening.scripts import Script


class Role(StrEnum):
    """What a word does in a name."""

    NAME = "name"
    INITIAL = "initial"
    PARTICLE = "particle"
    TITLE = "title"
    FORM = "legal form"
    NUMBER = "number"


_CORE = frozenset({Role.NAME, Role.INITIAL, Role.NUMBER})
_NOT_COMPARED = frozenset({Role.TITLE, Role.FORM})

# The family of a surname or given name of a Chinese name: each of its characters has to be spelled.
HAN_PART = "part of a Chinese name"


class Kind(StrEnum):
    """Whose name it is: people and everything else are compared by different rules."""

    PERSON = "person"
    COMPANY = "company"


@dataclass(frozen=True, slots=True, eq=False)
class Token:
    """One word of a name; the same word is the same object wherever it can be, so that caches find it at once.

    ``text`` is the folded word in its own script, ``latin`` its usual Latin spelling in a to z, ``units`` the letters
    (or syllables, or signs) by which it is compared, ``weight`` how telling it is (0 to 1), ``family`` the group of
    forms it belongs to (a nickname family, a legal form, a word of many companies), empty where there is none. ``core``
    says whether it carries the name, ``compared`` whether it is neither a title nor a legal form.
    """

    text: str
    script: Script
    latin: str
    units: tuple[str, ...]
    role: Role
    weight: float
    family: str = ""
    core: bool = field(init=False)
    compared: bool = field(init=False)

    def __post_init__(self) -> None:
        """Tell once what is asked of every word all the time."""
        object.__setattr__(self, "core", self.role in _CORE)
        object.__setattr__(self, "compared", self.role not in _NOT_COMPARED)


@lru_cache(maxsize=400_000)
def token_of(
    text: str, script: Script, latin: str, units: tuple[str, ...], role: Role, weight: float, family: str = ""
) -> Token:
    """A word as the one object that stands for it, whether a list or a question holds it."""
    return Token(text, script, latin, units, role, weight, family)


@dataclass(frozen=True, slots=True, eq=False)
class Name:
    """A name read into tokens; ``original`` is the text as given, ``core`` the words that carry the name."""

    original: str
    kind: Kind
    tokens: tuple[Token, ...]
    core: tuple[Token, ...] = field(init=False)

    def __post_init__(self) -> None:
        """Set the core apart once: names, initials and numbers."""
        object.__setattr__(self, "core", tuple([t for t in self.tokens if t.core]))

    @property
    def romanised(self) -> str:
        """The name in Latin letters, as it is usually spelled."""
        return " ".join(t.latin for t in self.tokens if t.latin)

    @property
    def scripts(self) -> tuple[Script, ...]:
        """The scripts of the name, in the order of first use."""
        return tuple(dict.fromkeys(t.script for t in self.tokens))
