"""Reading a name: from text in any script to tokens with their part, their Latin spelling and their weight."""

import re
from functools import lru_cache

from comity.screening.company_names import company_tokens
from comity.screening.folding import fold_word, split_words, visible
from comity.screening.han_names import split_han, surname_reading
from comity.screening.scripts import Script, main_script, script_of
from comity.screening.tables import words
from comity.screening.tokens import HAN_PART, Kind, Name, Role, Token, token_of
from comity.screening.units import heard_abroad
from comity.screening.word_tokens import make_token

MOST_TOKENS = 24
_ALTERNATIVE = re.compile(r"\s*(?:/|;|\b[aAfF]\.?[kK]\.?[aA]\b\.?)\s*")
# A text without the signs that divide, and without the k of an a.k.a.
_ONE_NAME = re.compile(r"[^/;()\[\]（）【】\s](?:[^/;()\[\]（）【】kK]*[^/;()\[\]（）【】kK\s])?")
_BRACKETS = re.compile(r"[(\[（【][^()\[\]（）【】]*[)\]）】]")


@lru_cache(maxsize=65_536)
def read_name(text: str, kind: Kind = Kind.PERSON) -> Name:
    """Read a name; a text that holds no letter becomes a name without tokens."""
    shown = visible(text)
    if kind is Kind.COMPANY:
        return Name(text, kind, company_tokens(shown))
    return Name(text, kind, _person_tokens(shown))


def alternatives(text: str) -> tuple[str, ...]:
    """The names that one field holds: divided by a slash, a semicolon or a.k.a.; what stands in brackets is dropped."""
    shown = visible(text)
    if _ONE_NAME.fullmatch(shown):
        return (shown,)
    parts = [part for part in _ALTERNATIVE.split(shown) if len(part.strip()) > 1] or [shown]
    cleaned = [_BRACKETS.sub(" ", part).strip() or part for part in parts]
    return tuple(dict.fromkeys(cleaned))


def _person_tokens(shown: str) -> tuple[Token, ...]:
    parts = split_words(_surname_first(shown))[:MOST_TOKENS]
    tokens: list[Token] = []
    for word in parts:
        tokens.extend(_tokens_of_word(word, len(parts) == 1))
    if not any(t.role is Role.NAME for t in tokens):  # a title that is all there is must be the name
        tokens = [_renamed(t) for t in tokens]
    return tuple(tokens)


def _surname_first(shown: str) -> str:
    before, comma, after = shown.partition(",")
    if not comma or "," in after or not after.strip() or not before.strip():
        return shown
    return f"{after} {before}"


def _renamed(token: Token) -> Token:
    if token.role not in {Role.TITLE, Role.PARTICLE}:
        return token
    return token_of(token.text, token.script, token.latin, token.units, Role.NAME, 0.5, token.family)


@lru_cache(maxsize=200_000)
def _tokens_of_word(word: str, alone: bool) -> tuple[Token, ...]:
    folded = fold_word(word)
    script = main_script(folded)
    if script is Script.HAN:
        return tuple(_han_tokens(folded, alone=alone))
    if script is Script.HANGUL and 2 <= len(folded) <= 4 and alone:
        size = 2 if folded[:2] in words("hangul_surnames") and len(folded) > 2 else 1
        return tuple([make_token(part, script, Kind.PERSON) for part in (folded[:size], folded[size:])])
    return (make_token(folded, script, Kind.PERSON),)


def _han_tokens(folded: str, *, alone: bool) -> list[Token]:
    parts = split_han(folded, alone=alone)
    tokens = [make_token(part, Script.HAN, Kind.PERSON) for part in parts]
    if len(parts) == 1 and not alone:  # a part of a foreign name, written by sound
        return [token_of(t.text, t.script, heard_abroad(t.units), t.units, t.role, t.weight) for t in tokens]
    if len(parts) == 1:
        return tokens
    special = surname_reading(parts[0])
    latins = [special or tokens[0].latin, *(t.latin for t in tokens[1:])]
    return [
        token_of(t.text, t.script, latin, t.units, t.role, t.weight, HAN_PART)
        for t, latin in zip(tokens, latins, strict=True)
    ]


def has_letters(text: str) -> bool:
    """Whether a text holds anything that can be a name."""
    first = text[:1]
    if first.isascii() and first.isalpha():
        return True
    return any(script_of(character) is not Script.NONE for character in text)
