"""Names of states as depositaries print them, in four languages: known names become codes, others stay unknown."""

import re
import unicodedata
from functools import cache

from comity.law.store import read_data

_ARTICLES = frozenset(("the", "de", "het", "la", "le", "les", "l", "los", "las", "el", "of"))
_SAINTS = {"st": "saint", "ste": "sainte", "sint": "sint"}
_FOOTNOTE = re.compile(r"(?:[\s,*\d]|\(\d{1,3}\))+$")
# No name is longer; a cell that is has something else in it.
_LONGEST = 200
_BRACKETS = re.compile(r"\[(.*)\]")


@cache
def _table() -> dict[str, tuple[str, ...]]:
    return {key: tuple(codes) for key, codes in read_data("names.json")["names"].items()}


@cache
def _former() -> frozenset[str]:
    return frozenset(read_data("names.json")["former"])


def name_key(name: str) -> str:
    """A name without case, accents, punctuation, footnote figures and articles at its ends."""
    plain = unicodedata.normalize("NFKD", name).casefold().replace("&", " and ")
    plain = "".join(ch for ch in plain if not unicodedata.combining(ch)).replace("’", "'")
    words = [_SAINTS.get(word, word) for word in "".join(map(_letter, plain)).split()]
    while len(words) > 1 and words[-1] in _ARTICLES:
        words.pop()
    while len(words) > 1 and words[0] in _ARTICLES:
        words.pop(0)
    return " ".join(words)


@cache
def _letter(ch: str) -> str:
    """A letter, a figure or a vowel sign that is written beside its letter as it is; a space for all else."""
    return ch if ch.isalnum() or unicodedata.category(ch) in {"Mn", "Mc"} else " "


def bare_name(printed: str) -> str:
    """A printed name without footnote figures, asterisks and the square brackets of a state that withdrew."""
    text = _FOOTNOTE.sub("", printed[:_LONGEST].strip())
    inside = _BRACKETS.fullmatch(text.strip())
    return _FOOTNOTE.sub("", inside.group(1) if inside else text).strip()


def codes_of(printed: str) -> tuple[str, ...]:
    """The codes behind a printed name; several where one name stands for several nodes, none where it is not known."""
    name = bare_name(printed)
    return _table().get(name_key(name), ()) if name else ()


def is_former(printed: str) -> bool:
    """Whether a name is that of a state that is no more, such as Czechoslovakia."""
    return name_key(re.sub(r"\(<.*?\)", "", bare_name(printed))) in _former()


def is_state_name(line: str) -> bool:
    """Whether a line of text is nothing but the name of a state."""
    return len(line) < 80 and bool(codes_of(line.rstrip(" :")))
