"""Folding: the same name however it was typed: case, marks, invisible signs, wide and look-alike letters."""

import re
import unicodedata
from functools import lru_cache

from comity.screening.scripts import LIKE_DEVANAGARI, Script, script_of
from comity.screening.tables import letters

LONGEST_NAME = 400
_KEEP_MARKS = LIKE_DEVANAGARI | {Script.DEVANAGARI, Script.TAMIL, Script.THAI, Script.KANA, Script.OTHER}
_ARABIC = str.maketrans(
    {
        "أ": "ا",
        "إ": "ا",
        "آ": "ا",
        "ٱ": "ا",
        "ى": "ي",
        "ی": "ي",
        "ئ": "ئ",
        "ک": "ك",
        "ڪ": "ك",
        "ہ": "ه",
        "ە": "ه",
        "ۃ": "ة",
        "ـ": None,
    }
)
_HEBREW_FINALS = str.maketrans("ךםןףץ", "כמנפצ")
_HIRAGANA = {code: code + 0x60 for code in range(0x3041, 0x3097)}
_APOSTROPHES = str.maketrans(dict.fromkeys("’‘`´ʼʻʹʿʾ′׳＇", "'"))
# Letters and digits with the plain signs of names: nothing to make visible, and words that end where a sign stands.
_PLAIN = re.compile(r"[\w .,'&/()-]*")
_NOT_WORD = re.compile(r"[^\w'&]+|_+")


def visible(text: str) -> str:
    """The text without what the eye cannot see: zero-width, control and direction signs; at most 400 characters."""
    if text.isascii() and text.isprintable():
        return text[:LONGEST_NAME]
    if _PLAIN.fullmatch(text) and unicodedata.is_normalized("NFKC", text):
        return text[:LONGEST_NAME]
    compatible = unicodedata.normalize("NFKC", text[: LONGEST_NAME * 4])
    kept = [" " if c in "\t\n\r\u3000" else c for c in compatible if c in "\t\n\r" or unicodedata.category(c)[0] != "C"]
    return "".join(kept)[:LONGEST_NAME]


@lru_cache(maxsize=200_000)
def fold_word(word: str) -> str:
    """A word in lower case without marks, in its own script; look-alikes read as the script around."""
    lowered = word.lower().translate(_APOSTROPHES)
    if lowered.isascii():
        return lowered
    return _fold_foreign(_one_script(lowered))


def _fold_foreign(word: str) -> str:
    out: list[str] = []
    base = Script.NONE
    plain = letters("latin")
    for character in unicodedata.normalize("NFD", word):
        if unicodedata.combining(character) or unicodedata.category(character) == "Mn":
            if base in _KEEP_MARKS or (base is Script.CYRILLIC and character == "\u0306"):
                out.append(character)
            continue
        script = script_of(character)
        if script is not Script.NONE:
            base = script
        out.append(plain.get(character, character) if base is Script.LATIN else character)
    text = unicodedata.normalize("NFC", "".join(out))
    return text.translate(_ARABIC).translate(_HEBREW_FINALS).translate(_HIRAGANA)


def _one_script(word: str) -> str:
    scripts = {script_of(c) for c in word} & {Script.LATIN, Script.CYRILLIC, Script.GREEK}
    if len(scripts) < 2 or Script.LATIN not in scripts:
        return word
    table = letters("lookalikes")
    latin = sum(script_of(c) is Script.LATIN for c in word)
    if all(c in table for c in word if script_of(c) in {Script.CYRILLIC, Script.GREEK}):
        return "".join(table.get(c, c) for c in word)
    if latin * 2 < len(word) and Script.CYRILLIC in scripts:
        back = {plain: letter for letter, plain in reversed(table.items()) if script_of(letter) is Script.CYRILLIC}
        return "".join(back.get(c, c) if script_of(c) is Script.LATIN else c for c in word)
    return word


def split_words(text: str) -> list[str]:
    """The words of a visible text; hyphens, points and middle dots divide, apostrophes do not."""
    if text.isascii():
        return [word for part in _NOT_WORD.split(text.replace("`", "'")) if (word := part.strip("'"))]
    if _PLAIN.fullmatch(text) and unicodedata.is_normalized("NFC", text):
        return [word for part in _NOT_WORD.split(text) if (word := part.strip("'"))]
    plain = text.translate(_APOSTROPHES).replace("\u00b7", " ").replace("・", " ").replace("＝", " ")
    marks = unicodedata.normalize("NFC", plain)
    return [word.strip("'") for word in _divide(marks) if word.strip("'")]


def _divide(text: str) -> list[str]:
    if text.isascii():
        return [word for word in _NOT_WORD.split(text) if word]
    out: list[str] = []
    current: list[str] = []
    for character in text:
        # Vowel signs and virama of Indic scripts and Thai are marks, not letters, and belong to the word.
        if character.isalnum() or character in "'&" or unicodedata.category(character)[0] == "M":
            current.append(character)
        elif current:
            out.append("".join(current))
            current = []
    if current:
        out.append("".join(current))
    return out
