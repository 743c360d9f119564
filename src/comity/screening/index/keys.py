"""Keys: the coarse sound of words, so that spellings of one name in any script meet in the index.

Two names meet where two of their words sound alike, where the whole sounds alike, or, more weakly, where one rare word
is the same and another begins alike. A word of another script has a sound for each of its likely spellings.
"""

import hashlib
from collections.abc import Iterator
from functools import lru_cache
from itertools import combinations, islice, pairwise, product

from comity.screening.index.spellings import likely_spellings
from comity.screening.scripts import Script
from comity.screening.sound import sound
from comity.screening.tokens import Kind, Name, Role, Token

MOST_WORDS = 6
MOST_RARE = 4
MOST_WHOLE = 12
MOST_SOUNDS = 8
MOST_KEYS = 160
RARE = 0.6
SHORT = 6
KEY_BITS = 39
_MASK = (1 << 64) - 1
_SPREAD = 0x9E3779B97F4A7C15


@lru_cache(maxsize=500_000)
def number(text: str) -> int:
    """A text as a number of 64 bits, the same on every machine."""
    return int.from_bytes(hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


def spread(value: int) -> int:
    """The key of a number, or of the sum of two: 39 bits, evenly spread."""
    return ((value * _SPREAD) & _MASK) >> (64 - KEY_BITS)


def key(text: str) -> int:
    """The key of a text."""
    return spread(number(text))


@lru_cache(maxsize=200_000)
def sounds(token: Token) -> tuple[str, ...]:
    """The sounds a word may have: one for a Latin word, for others one for each likely spelling."""
    heard = [sound(text) for text in likely_spellings(token)]
    if token.script is Script.ARABIC and token.latin.startswith("al") and len(token.latin) > 4:
        heard.insert(1, sound(token.latin[2:]))
    return tuple(dict.fromkeys(heard))[:MOST_SOUNDS]


Codes = tuple[tuple[int, ...], tuple[int, ...]]


@lru_cache(maxsize=200_000)
def codes(token: Token) -> Codes:
    """The numbers of the sounds of a word, and of their beginnings."""
    heard = sounds(token)
    return tuple(number(text) for text in heard), tuple({number("^" + text[0]): 0 for text in heard})


def words_of(name: Name) -> list[Token]:
    """The words of a name that are looked up: the rarest ones of a company, the first six of a person."""
    tokens = [t for t in name.tokens if t.role is Role.NAME]
    if name.kind is Kind.COMPANY and len(tokens) > MOST_RARE:
        rare = sorted(tokens, key=lambda t: -t.weight)[:MOST_RARE]
        return [t for t in tokens if t in rare]
    return tokens[:MOST_WORDS]


def keys_of(name: Name) -> tuple[frozenset[int], frozenset[int]]:
    """The strong keys (two words agree, or the whole) and the weak ones (one word, and the beginning of another)."""
    tokens = words_of(name)
    coded = [codes(t) for t in tokens]
    strong = frozenset(islice(_strong(name, tokens, coded), MOST_KEYS))
    return strong, frozenset(islice(_weak(name, tokens, coded), MOST_KEYS)) - strong


def listed_keys(name: Name) -> frozenset[int]:
    """What a listed name is found by beside the keys it shares: each rare word, and its only one as such."""
    rare, alone = _rare(name)
    return frozenset(key(f"!{t.latin or t.text}") for t in rare) | frozenset(key(f"1{text}") for text in alone)


def asked_keys(name: Name) -> frozenset[int]:
    """What a name asks for beside the keys it shares: names of one of its words alone; all names with its only word."""
    rare, alone = _rare(name)
    lonely = {key(f"1{t.latin or t.text}") for t in rare}
    return frozenset(lonely.union(key(f"!{t.latin or t.text}") for t in rare if alone))


def _rare(name: Name) -> tuple[list[Token], list[str]]:
    """The rare words of a name, and the one that carries it alone."""
    words = words_of(name)
    rare = [t for t in words if t.weight > RARE and len(t.latin or t.text) > 3]
    only = len(words) == 1 or (name.kind is Kind.COMPANY and len(rare) == 1)
    return rare, [t.latin or t.text for t in rare if only]


def _strong(name: Name, tokens: list[Token], coded: list[Codes]) -> Iterator[int]:
    for a, b in combinations(coded, 2):
        yield from (spread(x + y) for x, y in product(a[0], b[0]))
    yield from (key("=" + heard) for heard in _wholes(name))
    if name.kind is Kind.PERSON and 3 <= len(tokens) <= 5 and all(len(t.latin) <= SHORT for t in tokens):
        for i, (one, two) in enumerate(pairwise(tokens)):
            joined, rest = number(sound(one.latin + two.latin)), coded[:i] + coded[i + 2 :]
            yield from (spread(joined + y) for other in rest for y in other[0])


def _wholes(name: Name) -> list[str]:
    """The sounds of the whole name written as one word, as it stands and with its last word first."""
    core = [likely_spellings(t)[:3] for t in name.core]
    if not core:
        return []
    if len(core) == 1:  # one word, or a whole name written as one: every likely spelling
        return list(sounds(name.core[0]))
    whole = [w for parts in islice(product(*core), MOST_WHOLE) for w in (parts, (parts[-1], *parts[:-1]))]
    return list(dict.fromkeys(sound("".join(parts)) for parts in whole))


def _weak(name: Name, tokens: list[Token], coded: list[Codes]) -> Iterator[int]:
    """A rare word as it is, with the beginning of any other; neighbouring words of a company written as one."""
    short = [number("^" + sound(t.latin)[0]) for t in name.core if t.role is Role.INITIAL and t.latin]
    for i, token in enumerate(tokens):
        text = token.latin or token.text
        if token.weight > RARE and len(text) > 3:
            word = number("!" + text)
            others = {n for j, (_, begun) in enumerate(coded) if j != i for n in begun}.union(short)
            yield from (spread(word + other) for other in others)
    if name.kind is Kind.COMPANY:
        yield from (key(f"!{a}{b}") for a, b in pairwise([t.latin or t.text for t in name.core]))
