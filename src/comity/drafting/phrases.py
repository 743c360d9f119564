"""Sentences and names that stand for a code: undertakings, assurances, and bases, in every language of the letters."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from comity.common.shape import Record, Shape
from comity.common.strict_yaml import load_yaml
from comity.drafting.letter_catalogue import letters_folder

Spoken = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Phrases:
    """The undertakings and assurances by code, and the names of bases, each by language."""

    undertakings: Spoken
    assurances: Spoken
    bases: Spoken


@cache
def phrases() -> Phrases:
    """Read the sentences that ship with the letters."""
    file = load_yaml(letters_folder() / "phrases.yaml", "phrases.yaml")
    record = Record.whole(file, Shape.of("undertakings assurances bases"))
    return Phrases(*(_spoken(record.record(key)) for key in ("undertakings", "assurances", "bases")))


def _spoken(record: Record) -> Spoken:
    return {code: {lang: record.record(code).text(lang) for lang in record.record(code).data} for code in record.data}
