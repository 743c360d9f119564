"""Units: the pieces by which a word of each script is read and spelled in Latin letters."""

import re
import unicodedata

from comity.screening.scripts import Script
from comity.screening.tables import han, spelling

_KANA = re.compile(r"[ァ-ヴヶ][ァィゥェォャュョヮ]?|ー|.", re.DOTALL)
_HEBREW = re.compile(r"[א-ת]'?")
_INDIC_VOWELLESS = re.compile(
    r"([\u0915-\u0939\u0958-\u095f\u0b95-\u0bb9])(?=$|[^\u093e-\u094d\u0bbe-\u0bcd\u093c\u0bd7])"
)
_NUKTA = re.compile(r"(.)\u093c")
_THAI_LEADING = re.compile(r"([เแโใไ])([ก-ฮ])")
_THAI_SILENT = re.compile(r"[ก-ฮ][ิุ]?์")
_THAI_TONES = re.compile("[\u0e47-\u0e4e]")
_THAI_BARE = re.compile(r"([ก-ฮ])(?=[ก-ฮ](?:$|[ก-ฮ](?![ะ-ู])))")


def units_of(text: str, script: Script) -> tuple[str, ...]:
    """The pieces of a folded word: letters, kana, jamo, characters; an unwritten vowel of Indic scripts is ˘."""
    if script is Script.HANGUL:
        return tuple(unicodedata.normalize("NFD", text))
    if script is Script.KANA:
        return tuple(_KANA.findall(text))
    if script is Script.HAN:
        simplified = han("simplified")
        return tuple(simplified.get(character, character) for character in text)
    if script is Script.HEBREW:
        return tuple(_HEBREW.findall(text))
    if script in {Script.DEVANAGARI, Script.TAMIL}:
        return _indic(text)
    if script is Script.THAI:
        return _thai(text)
    return tuple(text)


def _indic(text: str) -> tuple[str, ...]:
    composed = _NUKTA.sub(lambda m: m.group(1), unicodedata.normalize("NFD", text).replace("\u200d", ""))
    return tuple(_INDIC_VOWELLESS.sub("\\1˘", composed))


def _thai(text: str) -> tuple[str, ...]:
    heard = _THAI_TONES.sub("", _THAI_SILENT.sub("", text))
    return tuple(_THAI_BARE.sub("\\1˘", _THAI_LEADING.sub(r"\2\1", heard)))


def usual_latin(units: tuple[str, ...], script: Script) -> str:
    """The usual Latin spelling of the pieces, in a to z; pieces that nobody can spell are left out."""
    if script is Script.LATIN:
        return "".join(units)
    if script is Script.HAN:
        mandarin = han("mandarin")
        return "".join(mandarin.get(unit, "").split(" ")[0] for unit in units)
    usual = spelling(script).usual
    out: list[str] = []
    position = 0
    while position < len(units):
        for size in (3, 2, 1):
            chunk = "".join(units[position : position + size])
            if chunk in usual and position + size <= len(units):
                out.append(usual[chunk])
                position += size
                break
        else:
            position += 1
    return "".join(out)


def heard_abroad(units: tuple[str, ...]) -> str:
    """What a foreign name written in Han characters most likely sounds like in Latin letters."""
    mandarin, usual = han("mandarin"), spelling(Script.HAN).usual
    syllables = (mandarin.get(unit, "").split(" ")[0] for unit in units)
    return "".join(usual.get(syllable, syllable) for syllable in syllables)
