"""Addresses: the postal code, the places and the country that the text of an address tells, without a gazetteer."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from comity.screening.countries import countries_sharing, country_code
from comity.screening.folding import fold_word, split_words, visible
from comity.screening.tables import words

MOST_ADDRESSES, MOST_WORDS_OF_A_PLACE, MOST_WORDS_OF_A_COUNTRY = 12, 3, 8
LEAST_OF_A_CODE, LEAST_LETTERS, LEAST_OF_A_COUNTRY = 4, 3, 4
_PARTS = re.compile(r"[,;|\n\r،、，؛]+")
_SHORT_COUNTRIES = frozenset({"uk", "us", "usa", "uae", "drc"})


@dataclass(frozen=True, slots=True)
class Told:
    """What addresses tell: postal codes, places (towns, streets, regions), countries as three letters."""

    codes: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()


def told_by(addresses: Iterable[str]) -> Told:
    """What all addresses of somebody tell together."""
    read = [read_address(text) for text in list(addresses)[:MOST_ADDRESSES]]
    return Told(
        frozenset().union(*(one.codes for one in read)),
        frozenset().union(*(one.places for one in read)),
        frozenset().union(*(one.countries for one in read)),
    )


@lru_cache(maxsize=50_000)
def read_address(text: str) -> Told:
    """Read one address: the country stands at its end, a postal code anywhere but among the first of several parts."""
    parts = [_folded(part) for part in _PARTS.split(text)]
    parts = [part for part in parts if part]
    country = ""
    for at in reversed(range(len(parts))):
        country, size = _country_at_the_end(parts[at])
        if country or (size and at == len(parts) - 1):
            parts[at] = parts[at][: len(parts[at]) - size]
            break
    return Told(
        frozenset(code for part in (parts[1:] or parts) for code in _codes(part)),
        frozenset(place for part in parts for place in _places(part)),
        frozenset({country} if country else ()),
    )


def _folded(part: str) -> list[str]:
    return [fold_word(word) for word in split_words(visible(part))]


def _country_at_the_end(part: list[str]) -> tuple[str, int]:
    """The country that the last words of a part name, and how many they are; most codes of two letters are regions.

    Words that several countries share name none of them, and are no place either.
    """
    for size in range(min(len(part), MOST_WORDS_OF_A_COUNTRY), 0, -1):
        name = " ".join(part[-size:])
        if len(name) >= LEAST_OF_A_COUNTRY or name in _SHORT_COUNTRIES or not name.isascii():
            code = country_code(name)
            if code or countries_sharing(name):
                return code, size
    return "", 0


def _codes(part: list[str]) -> Iterator[str]:
    """Neighbouring words with digits as one code: 75001, SW1A 2AA, 110 00."""
    run = ""
    for word in (*part, ""):
        if any(map(str.isdigit, word)):
            run += word
        else:
            if len(run) >= LEAST_OF_A_CODE:
                yield run
            run = ""


def _places(part: list[str]) -> Iterator[str]:
    """What the last words of a part name: a town stands at the end of its part, alone or after the street."""
    named = [word for word in part if not any(map(str.isdigit, word)) and _is_telling(word)]
    common = words("address_words")
    for size in range(1, min(len(named), MOST_WORDS_OF_A_PLACE) + 1):
        if not common.issuperset(named[-size:]):
            yield " ".join(named[-size:])


def _is_telling(word: str) -> bool:
    return len(word) >= LEAST_LETTERS or not word.isascii()
