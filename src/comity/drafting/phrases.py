"""Sentences that stand for a code: what a state undertakes or assures, in every language of the letters."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from comity.common.shape import Record, Shape
from comity.common.strict_yaml import load_yaml
from comity.drafting.letter_catalogue import letters_folder

Spoken = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Phrases:
    """The undertakings and assurances by code, each by language."""

    undertakings: Spoken
    assurances: Spoken


@cache
def phrases() -> Phrases:
    """Read the sentences that ship with the letters."""
    folder = letters_folder()
    record = Record.whole(load_yaml(folder / "phrases.yaml", "phrases.yaml"), Shape.of("undertakings assurances"))
    return Phrases(_spoken(record.record("undertakings")), _spoken(record.record("assurances")))


def _spoken(record: Record) -> Spoken:
    return {code: {lang: record.record(code).text(lang) for lang in record.record(code).data} for code in record.data}
