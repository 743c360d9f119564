"""Keys: the coarse sound of words, so that spellings of one name in any script meet in the index."""

import zlib
from functools import lru_cache
from itertools import combinations, pairwise, permutations, product

from comity.screening.scripts import Script
from comity.screening.sound import sound
from comity.screening.tables import han, spelling
from comity.screening.tokens import Kind, Name, Role, Token

MOST_WORDS = 6
MOST_KEYS = 120


@lru_cache(maxsize=400_000)
def key(text: str) -> int:
    """A key as a number of 40 bits, the same on every machine."""
    data = text.encode()
    return zlib.crc32(data) | (zlib.adler32(data[::-1] + b"~") & 0xFF) << 32


def sounds(token: Token) -> tuple[str, ...]:
    """The sounds a word may have: one, or for Han characters one for each way of reading names."""
    if token.script is Script.HANGUL and len(token.text) == 1:  # a surname, which passports spell in many ways
        spellings = spelling(Script.HANGUL).gains.get("".join(token.units), {})
        return tuple(dict.fromkeys((sound(token.latin), *(sound(text) for text in sorted(spellings) if text))))
    if token.script is not Script.HAN:
        if token.script is Script.ARABIC and token.latin.startswith("al") and len(token.latin) > 4:
            return sound(token.latin), sound(token.latin[2:])
        return (sound(token.latin),) if token.latin else ()
    return _han_sounds(token.units, token.latin)


@lru_cache(maxsize=50_000)
def _han_sounds(units: tuple[str, ...], latin: str) -> tuple[str, ...]:
    readings = [latin]
    for system in ("cantonese", "southern", "wade"):
        table = han(system)
        pinyin = [han("mandarin").get(unit, "").split(" ")[0] for unit in units]
        looked_up = pinyin if system == "wade" else units
        options = [table.get(unit, "").split()[:2] or [p] for unit, p in zip(looked_up, pinyin, strict=True)]
        if len(options) <= 3:
            readings.extend("".join(choice) for choice in product(*options))
    return tuple(dict.fromkeys(sound(r) for r in readings if r))


def words_of(name: Name) -> list[tuple[str, ...]]:
    """The sounds of each telling word; short neighbouring words of East Asian names also joined."""
    tokens = [t for t in name.tokens if t.role is Role.NAME]
    if name.kind is Kind.COMPANY:
        rare = sorted(tokens, key=lambda t: -t.weight)[:MOST_WORDS]
        tokens = [t for t in tokens if t in rare]
    tokens = tokens[:MOST_WORDS]
    out = [s for t in tokens if (s := sounds(t))]
    if name.kind is Kind.PERSON and 3 <= len(tokens) <= 5 and all(len(t.latin) <= 6 for t in tokens):
        out.extend((sound(a.latin + b.latin),) for a, b in pairwise(tokens))
    return out


def keys_of(name: Name) -> tuple[frozenset[int], frozenset[int]]:
    """The strong keys (two words agree, or the whole) and the weak ones (a word and the beginning of another)."""
    words = words_of(name)
    strong: set[str] = set()
    weak: set[str] = set()
    for a, b in combinations(words, 2):
        strong.update("&".join(sorted(pair)) for pair in product(a, b))
    for a, b in permutations(words, 2):
        weak.update(f"{x}+{y[0]}" for x, y in product(a, b))
    latin = [t.latin for t in name.core if t.latin]
    if latin:
        strong.add("=" + sound("".join(latin)))
        strong.add("=" + sound(latin[-1] + "".join(latin[:-1])))
    weak.update(f"!{t.latin}" for t in name.tokens if t.role is Role.NAME and t.weight > 0.6 and len(t.latin) > 3)
    if name.kind is Kind.COMPANY:
        weak.update(f"!{''.join(pair)}" for pair in pairwise(latin))
    return (
        frozenset(key(k) for k in sorted(strong)[:MOST_KEYS]),
        frozenset(key(k) for k in sorted(weak)[:MOST_KEYS]),
    )


def outline(name: Name) -> str:
    """The sounds of all words in alphabetical order: what a quick look compares."""
    return " ".join(sorted(sound(t.latin) for t in name.core if t.latin))
