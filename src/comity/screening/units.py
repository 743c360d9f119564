"""Units: the pieces by which a word of each script is read and spelled in Latin letters."""

import re
import unicodedata

from comity.screening.scripts import LIKE_DEVANAGARI, Script
from comity.screening.tables import han, spelling

_KANA = re.compile(r"[ァ-ヴヶ][ァィゥェォャュョヮ]?|ー|.", re.DOTALL)
_HEBREW = re.compile(r"[א-ת]'?")
_INDIC_VOWELLESS = re.compile(
    r"([\u0915-\u0939\u0958-\u095f\u0b95-\u0bb9])(?=$|[^\u093e-\u094d\u0bbe-\u0bcd\u093c\u0bd7])"
)
_NUKTA = re.compile(r"(.)\u093c")
# Where the order of letters is another than in Devanagari: long and short e and o, signs of nasals, final consonants.
_BLOCK, _DEVANAGARI = 0x7F, 0x900
_NOT_IN_PLACE = str.maketrans(
    {
        "\u0904": "\u0905",
        "\u090e": "\u090f",
        "\u0912": "\u0913",
        "\u0929": "\u0928",
        "\u0931": "\u0930",
        "\u0934": "\u0933",
        "\u0946": "\u0947",
        "\u094a": "\u094b",
        "\u0955": None,
        "\u0956": "\u0948",
        "\u0957": "\u094c",
    }
)
_ODD = str.maketrans(
    {
        "\u0a70": "\u0902",
        "\u0a71": None,
        "\u09ce": "\u0924\u094d",
        "\u09f0": "\u0930",
        "\u09f1": "\u0935",
        "\u0b71": "\u0935",
        "\u0d7a": "\u0923\u094d",
        "\u0d7b": "\u0928\u094d",
        "\u0d7c": "\u0930\u094d",
        "\u0d7d": "\u0932\u094d",
        "\u0d7e": "\u0933\u094d",
        "\u0d7f": "\u0915\u094d",
    }
)
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
    if script in LIKE_DEVANAGARI:
        return _indic(_as_devanagari(text))
    if script in {Script.DEVANAGARI, Script.TAMIL}:
        return _indic(text)
    if script is Script.THAI:
        return _thai(text)
    return tuple(text)


def _as_devanagari(text: str) -> str:
    """The letters of Devanagari that stand at the same place in their block of the Unicode Standard."""
    plain = unicodedata.normalize("NFC", text).translate(_ODD)
    moved = (chr(_DEVANAGARI + (ord(c) & _BLOCK)) if 0x980 <= ord(c) <= 0xD7F else c for c in plain)
    return "".join(moved).translate(_NOT_IN_PLACE)


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
