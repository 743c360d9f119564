"""Names of companies and organisations: legal forms set aside, common words known in several languages."""

import re
from functools import cache

from comity.screening.folding import fold_word, split_words
from comity.screening.scripts import Script, main_script
from comity.screening.tables import families, rarity
from comity.screening.tokens import Kind, Role, Token, token_of
from comity.screening.word_tokens import make_token

MOST_TOKENS = 30
_ACRONYM = re.compile(r"\b((?:[^\W\d_]\.\s?){2,}[^\W\d_]?)(?=\W|$)")
_LONGEST_FORM = 7


def company_tokens(shown: str) -> tuple[Token, ...]:
    """Read the name of a company into tokens; legal forms stay, with their part told."""
    joined = _ACRONYM.sub(lambda m: re.sub(r"[.\s]", "", m.group(1)) + " ", shown)
    words = [fold_word(word) for word in split_words(joined)]
    parts = [piece for word in words for piece in _unspaced(word)][:MOST_TOKENS]
    tokens: list[Token] = []
    position = 0
    while position < len(parts):
        size, token = _longest(parts, position)
        tokens.append(token)
        position += size
    return tuple(tokens)


def _longest(parts: list[str], position: int) -> tuple[int, Token]:
    for size in range(min(_LONGEST_FORM, len(parts) - position), 0, -1):
        phrase = " ".join(parts[position : position + size])
        form = families("company_forms").get(phrase)
        if form and (position > 0 or size > 1 or len(parts) > 1):
            return size, _form(phrase, form)
        meaning = _meaning(phrase)
        if meaning:
            return size, _common(phrase, meaning)
    word = parts[position]
    return 1, make_token(word, main_script(word), Kind.COMPANY)


def _form(phrase: str, family: str) -> Token:
    return token_of(
        phrase, main_script(phrase), phrase if phrase.isascii() else "", (), Role.FORM, 0.1, f"form:{family}"
    )


def _common(phrase: str, meaning: str) -> Token:
    script = main_script(phrase)
    plain = make_token(phrase, script, Kind.COMPANY)
    weight = min(rarity("company").get(meaning, 0.5), plain.weight)
    return token_of(phrase, script, plain.latin, plain.units, Role.NAME, weight, f"word:{meaning}")


def _meaning(phrase: str) -> str:
    found = families("company_words").get(phrase, "")
    if found or phrase.isascii() or len(phrase) < 6:
        return found
    return _stems().get(_stem(phrase), "")


def _stem(word: str) -> str:
    return word[: max(5, len(word) - 3)]


@cache
def _stems() -> dict[str, str]:
    return {
        _stem(form): meaning
        for form, meaning in families("company_words").items()
        if main_script(form) is Script.CYRILLIC and len(form) >= 6
    }


def _unspaced(word: str) -> list[str]:
    if main_script(word) not in {Script.HAN, Script.HANGUL, Script.THAI}:
        return [word]
    return _cut(word, main_script(word))


@cache
def _unspaced_words(script: Script) -> tuple[str, ...]:
    forms = [*families("company_forms"), *families("company_words")]
    known = [form for form in forms if main_script(form) is script and len(form) >= 2]
    return tuple(sorted(known, key=lambda form: (-len(form), form)))


def _cut(word: str, script: Script) -> list[str]:
    for known in _unspaced_words(script):
        before, found, after = word.partition(known)
        if found:
            return [*(_cut(before, script) if before else ()), found, *(_cut(after, script) if after else ())]
    return [word]
