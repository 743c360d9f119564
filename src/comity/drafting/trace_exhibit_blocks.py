"""The words and plain blocks of the exhibit of a trace, in the language it is asked for in."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from comity.common.errors import BadInputError, Place
from comity.common.patterns import HOLE, compiled, filled, match
from comity.drafting.blocks import Heading, Paragraph, Run, Runs, Table
from comity.drafting.localised import direction_of, direction_of_text, runs_in
from comity.tracing.flow_chart import FlowWords
from comity.tracing.ownership.chart import OwnershipWords
from comity.tracing.rules import Rule
from comity.tracing.sentences import sentences

EXHIBIT_LANGUAGES = ("en", "ar", "es", "fr", "ru", "zh")
"""The languages of the exhibit, by the codes that letters use."""
PLACES = ("Line {}: {}, computed {}", "Line {}", "And {} more", "{} places")
"""Where a reservation of a ledger applies, as the tracing room tells it."""
_CODES = {"zh": "zh-hans"}
_FILE = Path(__file__).with_name("trace_exhibit.json")


@cache
def exhibit_sentences() -> dict[str, dict[str, str]]:
    """English -> language -> the same, for every sentence and word that the exhibit says by itself."""
    found: dict[str, dict[str, str]] = json.loads(_FILE.read_text(encoding="utf-8"))
    return found


def exhibit_language(code: str, field: str) -> str:
    """A language of the exhibit by the code of letters or of pages (zh, zh-hans)."""
    plain = code.lower().partition("-")[0]
    if plain not in EXHIBIT_LANGUAGES:
        known = ", ".join(EXHIBIT_LANGUAGES)
        raise BadInputError(f"the exhibit is not at hand in '{code}' (languages: {known})", Place(field=field))
    return plain


@dataclass(frozen=True, slots=True)
class Words:
    """What the exhibit says, written in one language; names, numbers and codes of the ledger stay as they are."""

    language: str = "en"

    def says(self, english: str, *values: object) -> str:
        """A sentence with its values, each of which keeps its own direction."""
        return self._filled(self.template(english), tuple(str(value) for value in values))

    def template(self, english: str) -> str:
        """A sentence with the places of its values still open: {0}, {1}."""
        if self.language == "en":
            parts = english.split(HOLE)
            return "".join(f"{{{at - 1}}}{part}" if at else part for at, part in enumerate(parts))
        return exhibit_sentences()[english][self._code]

    def told(self, english: str) -> str:
        """A sentence or word that the tracing room says, such as a reservation; what nobody translated stays."""
        if self.language == "en":
            return english
        begun = english[:1].upper() + english[1:]
        if begun in sentences():
            return sentences()[begun][self._code]
        found = match(english, compiled(sentences()))
        return english if found is None else self._filled(sentences()[found[0]][self._code], found[1])

    def word(self, code: str) -> str:
        """A code of the vocabulary as words; a code that the exhibit does not know stays as it is."""
        plain = code.replace("_", " ")
        return exhibit_sentences().get(plain, {}).get(self._code, plain)

    def rule(self, rule: Rule | str) -> str:
        """The name of a tracing rule; in English its code, as commands and files have it."""
        if self.language == "en":
            return str(rule)
        return sentences()[str(rule).replace("_", " ").capitalize()][self._code]

    def place(self, where: str) -> str:
        """Where a reservation applies: a line, a number of places, how many more; accounts stay as they are."""
        found = None if self.language == "en" else match(where, compiled(PLACES))
        return where if found is None else self.says(found[0], *found[1])

    def heading(self, level: int, english: str, *values: object) -> Heading:
        """A heading; the title of the exhibit stands above level 1."""
        return Heading(level + 1, (Run(self.says(english, *values)),))

    def paragraph(self, english: str, *values: object) -> Paragraph:
        """A sentence as a paragraph."""
        return written(self.says(english, *values))

    def table(self, header: Sequence[str], rows: Sequence[Sequence[str]]) -> Table:
        """A table: its header in English as the catalogue has it, its cells as they are, each in its own direction."""
        cells = tuple(tuple(self._cell(text) for text in row) for row in rows)
        return Table(tuple((Run(self.says(text)),) for text in header), cells)

    def flow(self) -> FlowWords:
        """The words of the picture of a flow."""
        return FlowWords(
            received=self.template("{} in"),
            source=self.says("source"),
            held=self.template("{} held"),
            outside=self.says("outside the ledger"),
            gathered=self.template("{} smaller accounts"),
            carried=self.template("{} in {} transfers"),
        )

    def ownership(self) -> OwnershipWords:
        """The words of a picture of ownership."""
        return OwnershipWords.said(self.told, self.word)

    @property
    def direction(self) -> str:
        """Whether the language runs ltr or rtl."""
        return direction_of(self.language)

    @property
    def _code(self) -> str:
        return _CODES.get(self.language, self.language)

    def _filled(self, template: str, values: tuple[str, ...]) -> str:
        return filled(template, values, {}, right_to_left=self.direction == "rtl")

    def _cell(self, text: str) -> Runs:
        own = self.direction
        direction = own if runs_in(text, own) else direction_of_text(text) or ("ltr" if text else None)
        return (Run(text, direction=None if direction == own else direction),)


def written(text: str) -> Paragraph:
    """A paragraph of words that are written out already."""
    return Paragraph((Run(text),))
