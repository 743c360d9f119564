"""Which languages a requested state takes: what it has notified or its law asks, and what is official there."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from comity.drafting.review.rule import Submission
from comity.law.store import read_data

_OPEN_ENDED = re.compile(r"\b(another|other|any|unless|agreed|differs)\b", re.IGNORECASE)
_CERTIFIED = re.compile(r"\b(certified|sworn|official translation)\b", re.IGNORECASE)
_WORD = re.compile(r"[A-Z][a-z]+")
_SAME = {"nb": "no", "nn": "no", "fil": "tl"}


@dataclass(frozen=True, slots=True)
class Accepted:
    """The languages one state takes; ``firm`` where the source leaves no door open; ``source`` cites it."""

    languages: frozenset[str]
    firm: bool
    certified: bool
    says: str
    source: str


def accepted_languages(submission: Submission) -> Accepted | None:
    """What is evidenced of the languages the requested state takes for this measure; None where nothing is."""
    told = [(fact.value, f"{fact.article or 'profile'}, {fact.source.title}") for fact in _profiled(submission)]
    told += _notified(submission.request.to, submission.route.basis.id)
    naming = [(value, source) for value, source in told if languages_in(value)]
    if not naming:
        return None
    value, source = naming[0]
    return Accepted(
        languages=frozenset(code for text, _ in naming for code in languages_in(text)),
        firm=not any(_OPEN_ENDED.search(text) for text, _ in naming),
        certified=any(_CERTIFIED.search(text) for text, _ in naming),
        says=value,
        source=source,
    )


def _profiled(submission: Submission) -> tuple[Any, ...]:
    return (*submission.asks("language"), *submission.asks("languages"))


def _notified(state: str, instrument: str) -> list[tuple[str, str]]:
    rows = (row for row in read_data("notifications.json") if row["state"] == state)
    held = (row for row in rows if row["instrument"] == instrument and row.get("value"))
    return [(row["value"], f"{row['instrument']} art. {row['article']}, notified") for row in held]


def base(language: str) -> str:
    """A language without region or script, as it is compared."""
    plain = language.partition("-")[0].lower()
    return _SAME.get(plain, plain)


def languages_in(text: str) -> tuple[str, ...]:
    """The languages that an English text names, by their codes."""
    names = _english_names()
    return tuple(dict.fromkeys(base(names[word]) for word in _WORD.findall(text) if word in names))


def spoken(languages: frozenset[str]) -> str:
    """The languages in words."""
    by_code = {base(code): name for name, code in _english_names().items()}
    return " or ".join(sorted(by_code.get(code, code) for code in languages))


def official_languages(state: str) -> frozenset[str]:
    """The languages that the Unicode locale data lists as official in a state; empty where it lists none."""
    from babel.core import get_global  # noqa: PLC0415 - a slow import that start-up does not need
    from babel.languages import get_official_languages  # noqa: PLC0415

    alias = get_global("territory_aliases").get(state)
    found = get_official_languages(str(alias[0]), de_facto=True) if alias else ()
    return frozenset(base(str(code).replace("_", "-")) for code in found)


@cache
def _english_names() -> dict[str, str]:
    from babel import Locale  # noqa: PLC0415 - see official_languages

    return {name: code for code, name in Locale.parse("en").languages.items() if len(code) == 2 and " " not in name}
