"""Names in Han characters: where the surname ends, and every spelling a character may have in Latin letters."""

from collections.abc import Iterator
from functools import lru_cache
from math import log

from comity.screening.scripts import Script
from comity.screening.tables import han, letter_chance, spelling

_MANDARIN, _SECOND_READING, _WADE, _CANTONESE, _SOUTHERN, _KOREAN, _JAPANESE, _VIETNAMESE = (
    0.62,
    0.30,
    0.10,
    0.20,
    0.22,
    0.05,
    0.02,
    0.03,
)
# The languages that read a name as a whole, each with the chance that it is the one. A character that is read in one of
# them has the mark of the language before it.
LANGUAGES = {
    "w": _WADE,
    "c": _CANTONESE,
    "s": _SOUTHERN,
    "k": _KOREAN,
    "v": _VIETNAMESE,
    "j": _JAPANESE,
}
_TABLES = {"c": "cantonese", "s": "southern", "k": "korean", "v": "vietnamese", "j": "japanese"}


def split_han(text: str, *, alone: bool) -> tuple[str, ...]:
    """Divide an unspaced Chinese name of two to four characters into surname and given name, where it has a surname."""
    simplified = "".join(han("simplified").get(character, character) for character in text)
    if not alone or not 2 <= len(text) <= 4:
        return (text,)
    surnames = han("surnames")
    if len(text) > 2 and simplified[:2] in surnames:
        return text[:2], text[2:]
    if len(text) < 4 or simplified[0] in surnames:
        return text[:1], text[1:]
    return (text,)


def surname_reading(surname: str) -> str:
    """How a surname is read where it is read unlike the word; empty elsewhere."""
    simplified = "".join(han("simplified").get(character, character) for character in surname)
    return han("surnames").get(simplified, "").replace(" ", "")


@lru_cache(maxsize=30_000)
def character_gains(character: str) -> dict[str, float]:
    """How a character is spelled in Latin letters, by Mandarin, Wade-Giles, Cantonese, southern and other readings."""
    if len(character) == 2:
        return _gains_in(*character)
    chances: dict[str, float] = {}
    readings = han("mandarin").get(character, "").split()
    for rank, reading in enumerate(readings):
        _put(chances, (reading,), _MANDARIN if rank == 0 else _SECOND_READING)
        _put(chances, tuple(han("wade").get(reading, "").split()), _WADE if rank == 0 else _WADE / 4)
    _put(chances, tuple(han("cantonese").get(character, "").split()), _CANTONESE)
    _put(chances, tuple(han("southern").get(character, "").split()), _SOUTHERN)
    _put(chances, tuple(han("korean").get(character, "").split()), _KOREAN)
    _put(chances, tuple(han("japanese").get(character, "").split()), _JAPANESE)
    _put(chances, tuple(han("vietnamese").get(character, "").split()), _VIETNAMESE)
    gains = {text: log(chance) - _chance(text) for text, chance in chances.items() if text}
    if readings:
        learned = spelling(Script.HAN).gains.get(readings[0], {})
        for text, gain in learned.items():
            gains[text] = max(gains.get(text, -9.0), gain - 0.7)
    return gains


def _gains_in(language: str, character: str) -> dict[str, float]:
    """How a character is spelled where it is known in which language the name is read."""
    chances: dict[str, float] = {}
    for text in spellings_in(language, character):
        _put(chances, (text,), 1.0 / (1 + 0.5 * len(chances)))
    return {text: log(chance) - _chance(text) for text, chance in chances.items() if text}


def spellings_in(language: str, character: str) -> list[str]:
    """The spellings of a character in one of the languages, the usual one first."""
    if language == "w":
        readings = han("mandarin").get(character, "").split()
        return [text for reading in readings for text in han("wade").get(reading, reading).split()]
    return han(_TABLES[language]).get(character, "").split()


def in_each_language(units: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], float]]:
    """A name of several characters as each language alone reads it, with the logarithm of the language's chance."""
    if len(units) > 1:
        for language, chance in LANGUAGES.items():
            if all(spellings_in(language, unit) for unit in units):
                yield tuple(language + unit for unit in units), log(chance)


def _put(chances: dict[str, float], spellings: tuple[str, ...], chance: float) -> None:
    for rank, text in enumerate(spellings):
        share = chance / (1 + rank * 0.5)
        chances[text] = max(chances.get(text, 0.0), share)


def _chance(text: str) -> float:
    chance = letter_chance()
    return sum(chance.get(letter, -6.0) for letter in text)
