"""Whether a text names somebody of its case: a lesson that travels must not."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

from comity.casework.assets.models import Asset
from comity.casework.cases.models import Case
from comity.casework.people.models import Party

_WORD = re.compile(r"[^\W\d_]+")
_NUMBER = re.compile(r"[A-Z]{0,4}\d[\dA-Z .\-/]{3,}\d")
_SHORTEST = 3  # letters of a part of a name in a script with spaces
_FEWEST_DIGITS = 5


def named_in(text: str, case: Case) -> str:
    """The first words of a text that are a name, number or reference of its case; empty where there are none.

    They are given as the writer wrote them, never as the case has them: the record may not be theirs to see.
    A net with a known mesh: it finds names as they are written in the case, not every description by which somebody
    could be recognised. That is what the second person who confirms a lesson is for.
    """
    plain = unicodedata.normalize("NFKC", text)
    words = set(_WORD.findall(plain))
    if case.reference and case.reference.casefold() in plain.casefold():
        return case.reference  # whoever writes of a case knows what it is called
    parties = list(Party.everything.filter(case=case))
    for party in parties:
        for name in _names(party):
            named = _written(name, plain, words, person=party.kind == "person")
            if named:
                return named
    written = {_digits(found): found.strip() for found in _NUMBER.findall(plain)}
    numbers = (number for record in (*parties, *Asset.everything.filter(case=case)) for number in _numbers(record.data))
    return next((written[_digits(number)] for number in numbers if _digits(number) in written), "")


def _written(name: str, text: str, words: set[str], *, person: bool) -> str:
    """The whole name, or of a person any part of it that is written as a name: with a capital, as it stands."""
    if name in text:
        return name
    parts = [part for part in _WORD.findall(name) if len(part) >= _SHORTEST and part[:1].isupper()] if person else []
    return next((form for part in parts for form in (part, part.upper()) if form in words), "")


def _names(party: Party) -> Iterator[str]:
    for row in party.data.get("names", ()):
        yield unicodedata.normalize("NFKC", str(row.get("full", ""))).strip() or party.name


def _numbers(value: Any) -> Iterator[str]:  # noqa: ANN401 - data of a case file
    if isinstance(value, str):
        if _NUMBER.fullmatch(value.strip()) and len(_digits(value)) >= _FEWEST_DIGITS and not _is_date(value):
            yield value.strip()
    elif isinstance(value, (dict, list)):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _numbers(inner)


def _is_date(value: str) -> bool:
    return bool(re.fullmatch(r"\d{4}-\d\d-\d\d", value.strip()))


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)
