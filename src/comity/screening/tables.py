"""The data that ships with the room: word lists, letters and spellings, read once when first needed."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from comity.screening.scripts import LIKE_DEVANAGARI, Script

FOLDER = Path(__file__).parent / "data"

Gains = dict[str, dict[str, float]]


@dataclass(frozen=True, slots=True)
class Spelling:
    """How one script is spelled in Latin letters.

    ``gains`` holds, for a chunk of source letters and a chunk of Latin letters, how much more often they stand for one
    another than chance would have it (natural logarithm); ``usual`` is the spelling shown to people; ``typical`` is the
    share of the possible gain that true pairs usually reach.
    """

    gains: Gains
    usual: dict[str, str]
    typical: float
    longest_source: int
    longest_latin: int


@cache
def _load(name: str) -> dict[str, Any]:
    data: dict[str, Any] = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return data


@cache
def words(name: str) -> frozenset[str]:
    """A list of words: titles, particles, small words of companies, words of addresses."""
    return frozenset(_load("words")[name])


@cache
def families(name: str) -> dict[str, str]:
    """From each form of a word to the name of its family: nicknames, company forms, company words."""
    found: dict[str, str] = _load("words")[name]
    return found


@cache
def letters(name: str) -> dict[str, str]:
    """From a letter to its plain spelling: latin, lookalikes."""
    found: dict[str, str] = _load("letters")[name]
    return found


@cache
def rarity(kind: str) -> dict[str, float]:
    """How telling a common word is (0 to 1) in names of one kind, person or company; words not listed are rare."""
    found: dict[str, float] = _load("rarity")[kind]
    return found


@cache
def letter_chance() -> dict[str, float]:
    """The natural logarithm of how often each Latin letter stands in names."""
    found: dict[str, float] = _load("letters")["chance"]
    return found


@cache
def spelling(script: Script) -> Spelling:
    """How a script is spelled in Latin letters; Latin itself has one too, learned from variants of the same name."""
    if script in LIKE_DEVANAGARI:
        return spelling(Script.DEVANAGARI)
    data = _load(f"spelling_{script.value.lower()}")
    gains: Gains = data["gains"]
    return Spelling(
        gains,
        data["usual"],
        data["typical"],
        data["longest_source"],
        max(len(text) for row in gains.values() for text in row),
    )


@cache
def spelled_scripts() -> frozenset[Script]:
    """Scripts that have a spelling of their own."""
    return LIKE_DEVANAGARI.union(s for s in Script if (FOLDER / f"spelling_{s.value.lower()}.json").exists())


@cache
def han(name: str) -> dict[str, str]:
    """Tables of Han characters: simplified, mandarin, cantonese, korean, japanese, vietnamese, southern, surnames."""
    found: dict[str, str] = _load("han")[name]
    return found


@cache
def countries() -> dict[str, str]:
    """From a country's code or name, folded, to its three-letter code; to several, with blanks, where they share it."""
    found: dict[str, str] = _load("countries")
    return found


@cache
def model(name: str) -> dict[str, Any]:
    """The numbers of a fitted scorer."""
    found: dict[str, Any] = _load("scorer")[name]
    return found
