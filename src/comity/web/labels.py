"""The label catalogue: every word of the interface in English and in the other languages, one file per subject."""

import json
from functools import cache
from pathlib import Path

from django.utils import translation

LANGUAGES = {
    "ar": "العربية",
    "zh-hans": "中文",
    "en": "English",
    "fr": "Français",
    "ru": "Русский",
    "es": "Español",
}
RIGHT_TO_LEFT = frozenset({"ar"})
CATALOGUE = Path(__file__).with_name("catalogue")


@cache
def catalogue() -> dict[str, dict[str, str]]:
    """English label -> language -> label, from every file of the folder."""
    found: dict[str, dict[str, str]] = {}
    for path in sorted(CATALOGUE.glob("*.json")):
        found |= json.loads(path.read_text(encoding="utf-8"))
    return found


def current_language() -> str:
    """The language of the page."""
    return translation.get_language() or "en"


def say(english: str) -> str:
    """A label in the language of the page; English where nobody has translated it yet."""
    return catalogue().get(english, {}).get(current_language(), english)


def sentence(english: str) -> str:
    """A sentence of the rooms below (a guard, a predicate, an error) in the language of the page."""
    return say(english[:1].upper() + english[1:])


def word(code: str) -> str:
    """A code of the vocabulary (review_clean) as words of the page's language."""
    return say(str(code).replace("_", " ").replace("-", " ").capitalize())
