"""The label catalogue: every word of the interface in English, and what is translated so far in the other languages."""

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


@cache
def catalogue() -> dict[str, dict[str, str]]:
    """English label -> language -> label."""
    found: dict[str, dict[str, str]] = json.loads(Path(__file__).with_name("labels.json").read_text(encoding="utf-8"))
    return found


def say(english: str) -> str:
    """A label in the language of the page; English where nobody has translated it yet."""
    return catalogue().get(english, {}).get(translation.get_language() or "en", english)


def word(code: str) -> str:
    """A code of the vocabulary (review_clean) as words of the page's language."""
    return say(str(code).replace("_", " ").replace("-", " ").capitalize())
