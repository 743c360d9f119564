"""The label catalogue: every word of the interface in English and in the other languages, one file per subject."""

import json
from functools import cache
from pathlib import Path

from django.utils import translation

from comity.common.patterns import Pattern, Way, compiled, filled, match
from comity.tracing.sentences import sentences
from comity.web.states import state_choices

LANGUAGES = {
    "ar": "العربية",
    "zh-hans": "中文",
    "en": "English",
    "fr": "Français",
    "ru": "Русский",
    "es": "Español",
}
# The languages of the letters, by the codes that case files and letters use.
LETTER_LANGUAGES = {code.partition("-")[0]: name for code, name in LANGUAGES.items()}
RIGHT_TO_LEFT = frozenset({"ar"})
CATALOGUE = Path(__file__).with_name("catalogue")


@cache
def catalogue() -> dict[str, dict[str, str]]:
    """English label -> language -> label, from every file of the folder, and what the tracing room says."""
    found: dict[str, dict[str, str]] = dict(sentences())
    for path in sorted(CATALOGUE.glob("*.json")):
        found |= json.loads(path.read_text(encoding="utf-8"))
    return found


def letter_language() -> str:
    """The language of the page by the code that letters use."""
    return current_language().partition("-")[0]


def current_language() -> str:
    """The language of the page."""
    return translation.get_language() or "en"


def say(english: str) -> str:
    """A label in the language of the page; English where nobody has translated it yet."""
    return catalogue().get(english, {}).get(current_language(), english)


@cache
def patterns() -> tuple[Pattern, ...]:
    """The sentences of the catalogue that carry values."""
    return compiled(catalogue())


def sentence(english: str) -> str:
    """A sentence of the rooms below (a guard, a predicate, an error) in the language of the page, its values kept."""
    begun = english[:1].upper() + english[1:]
    if begun in catalogue():
        return say(begun)
    found = match(english, patterns())
    if found is None:
        return begun
    key, values = found
    translated = catalogue()[key].get(current_language())
    if translated is None:
        return english if key.startswith("{}") else begun
    return filled(translated, values, _ways(), right_to_left=current_language() in RIGHT_TO_LEFT)


def _ways() -> dict[str, Way]:
    """How a value is shown that is no text of its own: as words, as a state, as a sentence."""
    return {
        "word": word,
        "words": lambda codes: _each(codes, word),
        "state": state_name,
        "states": lambda codes: _each(codes, state_name),
        "said": sentence,
    }


def _each(codes: str, way: Way) -> str:
    between = {"ar": "، ", "zh-hans": "、"}.get(current_language(), ", ")
    return between.join(way(code) for code in codes.split(", "))


def state_name(code: str) -> str:
    """A state in the language of the page; what is no code of a state stays as it is."""
    return dict(state_choices()).get(code, code)


def word(code: str) -> str:
    """A code of the vocabulary (review_clean) as words of the page's language."""
    return say(str(code).replace("_", " ").replace("-", " ").capitalize())
