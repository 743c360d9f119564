"""Text into the words by which it is found: whole words without accents, pairs of characters where none are parted."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

LONGEST = 40  # characters of one word; what is longer is cut
_ALIKE = str.maketrans(
    {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ؤ": "و", "ئ": "ي", "ـ": "", "ё": "е"}
)
_PIECE = re.compile(r"\S+")
_WORD = re.compile(r"[^\W_]+")
# Scripts whose words are not parted by blanks: found by pairs of neighbouring characters.
_UNPARTED = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0002fa1f]+")


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """The text as it is compared: one form of each letter, small, without accents and vowel marks."""
    letters = unicodedata.normalize("NFKD", text.casefold().translate(_ALIKE))
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return unicodedata.normalize("NFKC", bare).translate(_ALIKE)


def words_of(text: str, *, single: bool = False) -> Iterator[str]:
    """The words under which a text is found; with ``single`` each character of an unparted script as well.

    A number with strokes or points in it (EX-2026-0417) is found by its parts, and as a whole however it is parted.
    """
    for piece in _PIECE.findall(plain(text)):
        parts = _WORD.findall(piece)
        for part in parts:
            yield from _parts(part, single=single)
        whole = "".join(parts)
        if len(parts) > 1 and any(char.isdigit() for char in whole) and not _UNPARTED.search(whole):
            yield whole[:LONGEST]


def _parts(word: str, *, single: bool) -> Iterator[str]:
    last = 0
    for run in _UNPARTED.finditer(word):
        if run.start() > last:
            yield word[last : run.start()][:LONGEST]
        last, chars = run.end(), run.group()
        if single or len(chars) == 1:
            yield from chars
        yield from (chars[at : at + 2] for at in range(len(chars) - 1))
    if last < len(word):
        yield word[last:][:LONGEST]


def asked_words(text: str) -> list[str]:
    """What a question asks for: every one of these words must be there. A number is asked for as a whole."""
    found: list[str] = []
    for piece in _PIECE.findall(plain(text)):
        parts = _WORD.findall(piece)
        whole = "".join(parts)
        if len(parts) > 1 and any(char.isdigit() for char in whole) and not _UNPARTED.search(whole):
            found.append(whole[:LONGEST])
        else:
            found += [word for part in parts for word in _parts(part, single=False)]
    return list(dict.fromkeys(found))


def is_unparted(word: str) -> bool:
    """Whether a word comes from a script without blanks; such a word has no beginning that could be asked for."""
    return bool(_UNPARTED.fullmatch(word))
