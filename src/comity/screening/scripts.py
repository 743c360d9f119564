"""Scripts: in which writing system a letter, a word or a name stands."""

from bisect import bisect_right
from enum import StrEnum


class Script(StrEnum):
    """Writing systems that Comity reads; every other one is OTHER and compared letter by letter."""

    LATIN = "Latin"
    CYRILLIC = "Cyrillic"
    GREEK = "Greek"
    ARMENIAN = "Armenian"
    GEORGIAN = "Georgian"
    HEBREW = "Hebrew"
    ARABIC = "Arabic"
    DEVANAGARI = "Devanagari"
    BENGALI = "Bengali"
    GURMUKHI = "Gurmukhi"
    GUJARATI = "Gujarati"
    ODIA = "Odia"
    TELUGU = "Telugu"
    KANNADA = "Kannada"
    MALAYALAM = "Malayalam"
    TAMIL = "Tamil"
    THAI = "Thai"
    HAN = "Han"
    KANA = "Kana"
    HANGUL = "Hangul"
    DIGIT = "Digit"
    OTHER = "Other"
    NONE = "None"


# Scripts whose letters stand in the same order as those of Devanagari and are spelled in Latin as those are.
LIKE_DEVANAGARI = frozenset(
    {
        Script.BENGALI,
        Script.GURMUKHI,
        Script.GUJARATI,
        Script.ODIA,
        Script.TELUGU,
        Script.KANNADA,
        Script.MALAYALAM,
    }
)

_RANGES: tuple[tuple[int, int, Script], ...] = (
    (0x30, 0x39, Script.DIGIT),
    (0x41, 0x5A, Script.LATIN),
    (0x61, 0x7A, Script.LATIN),
    (0xAA, 0xAA, Script.LATIN),
    (0xB5, 0xB5, Script.GREEK),
    (0xBA, 0xBA, Script.LATIN),
    (0xC0, 0xD6, Script.LATIN),
    (0xD8, 0xF6, Script.LATIN),
    (0xF8, 0x2B8, Script.LATIN),
    (0x370, 0x3FF, Script.GREEK),
    (0x400, 0x52F, Script.CYRILLIC),
    (0x531, 0x587, Script.ARMENIAN),
    (0x5D0, 0x5EA, Script.HEBREW),
    (0x620, 0x64A, Script.ARABIC),
    (0x66E, 0x6D3, Script.ARABIC),
    (0x6D5, 0x6D5, Script.ARABIC),
    (0x6EE, 0x6FF, Script.ARABIC),
    (0x750, 0x77F, Script.ARABIC),
    (0x900, 0x97F, Script.DEVANAGARI),
    (0x980, 0x9FF, Script.BENGALI),
    (0xA00, 0xA7F, Script.GURMUKHI),
    (0xA80, 0xAFF, Script.GUJARATI),
    (0xB00, 0xB7F, Script.ODIA),
    (0xB80, 0xBFF, Script.TAMIL),
    (0xC00, 0xC7F, Script.TELUGU),
    (0xC80, 0xCFF, Script.KANNADA),
    (0xD00, 0xD7F, Script.MALAYALAM),
    (0xE01, 0xE3A, Script.THAI),
    (0xE40, 0xE4E, Script.THAI),
    (0x10A0, 0x10FF, Script.GEORGIAN),
    (0x1100, 0x11FF, Script.HANGUL),
    (0x1C90, 0x1CBF, Script.GEORGIAN),
    (0x1E00, 0x1EFF, Script.LATIN),
    (0x1F00, 0x1FFF, Script.GREEK),
    (0x3005, 0x3007, Script.HAN),
    (0x3041, 0x3096, Script.KANA),
    (0x30A1, 0x30FA, Script.KANA),
    (0x30FC, 0x30FE, Script.KANA),
    (0x3400, 0x4DBF, Script.HAN),
    (0x4E00, 0x9FFF, Script.HAN),
    (0xAC00, 0xD7A3, Script.HANGUL),
    (0xF900, 0xFAFF, Script.HAN),
    (0xFB50, 0xFDFF, Script.ARABIC),
    (0xFE70, 0xFEFC, Script.ARABIC),
    (0x20000, 0x323AF, Script.HAN),
)
_STARTS = [first for first, _, _ in _RANGES]


def script_of(character: str) -> Script:
    """The script of one character; NONE for marks, blanks and signs."""
    code = ord(character)
    index = bisect_right(_STARTS, code) - 1
    if index >= 0 and code <= _RANGES[index][1]:
        return _RANGES[index][2]
    return Script.OTHER if character.isalpha() else Script.NONE


def main_script(text: str) -> Script:
    """The script that most letters of a text stand in; digits count only where there are no letters."""
    if text.isascii():
        return (
            Script.LATIN
            if any(map(str.isalpha, text))
            else Script.DIGIT
            if any(map(str.isdigit, text))
            else Script.NONE
        )
    counts: dict[Script, int] = {}
    for character in text:
        script = script_of(character)
        if script is not Script.NONE:
            counts[script] = counts.get(script, 0) + 1
    letters = {script: n for script, n in counts.items() if script is not Script.DIGIT} or counts
    return max(letters, key=lambda script: letters[script]) if letters else Script.NONE
