"""The papers that go out beside the letters, such as a certificate or a cover sheet, in the letters' languages."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from comity.common.dates import PartialDate
from comity.common.errors import BadInputError
from comity.common.shape import Record
from comity.common.strict_yaml import load_yaml
from comity.drafting.blocks import Block, Document, Paragraph, Run, Runs
from comity.drafting.fields import load_terms
from comity.drafting.letter_catalogue import letters_folder
from comity.drafting.localised import comma, date_text, direction_of, direction_of_text, number_text, runs_in, set_apart

Spoken = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Paper:
    """The sentences of one paper in one language."""

    language: str
    sentences: Mapping[str, str]

    def says(self, sentence: str, **values: str) -> str:
        """A sentence with its values put in; one that runs the other way does not disturb the words around it."""
        return self.sentences[sentence].format(
            **{name: set_apart(value, self.language) for name, value in values.items()}
        )

    def runs(self, sentence: str, **values: str) -> Runs:
        """A sentence as it stands in the paper."""
        return (Run(self.says(sentence, **values)),)

    def paragraph(self, sentence: str, **values: str) -> Paragraph:
        """A sentence as a paragraph of its own."""
        return Paragraph(self.runs(sentence, **values))

    def row(self, cells: Iterable[str]) -> tuple[Runs, ...]:
        """The cells of a row of a table: names, dates, digests, each in its own direction."""
        return tuple((self._cell(cell),) for cell in cells)

    def document(self, reference: str, blocks: Iterable[Block]) -> Document:
        """The paper with its title, for printing."""
        return Document(
            title=self.says("title"),
            language=self.language,
            direction=direction_of(self.language),
            reference=reference,
            blocks=tuple(blocks),
            words=tuple(sorted(load_terms(letters_folder()).words(self.language).items())),
        )

    def names(self, names: Iterable[str]) -> Runs:
        """Names in any script, one after the other in the order of the paper's language."""
        between = Run(comma(self.language))
        return tuple(run for name in names for run in (between, self._cell(name)))[1:]

    def number(self, value: int) -> str:
        """A number as the language writes it."""
        return number_text(value, self.language)

    def day(self, text: str) -> str:
        """A day, month or year as the language writes it; what is no date stays as it is."""
        try:
            return date_text(PartialDate.parse(text[: len("2024-03-05")]), self.language)
        except BadInputError:
            return text

    def _cell(self, text: str) -> Run:
        own = direction_of(self.language)
        direction = own if runs_in(text, own) else direction_of_text(text) or ("ltr" if text else None)
        return Run(text, direction=None if direction == own else direction)


def paper_languages() -> tuple[str, ...]:
    """The languages the papers are at hand in."""
    return tuple(next(iter(next(iter(_papers().values())).values())))


def paper(name: str, language: str) -> Paper:
    """The sentences of a paper in a language."""
    if language not in paper_languages():
        raise BadInputError(f"there is no such paper in '{language}'; it is at hand in {', '.join(paper_languages())}")
    return Paper(language, {key: texts[language] for key, texts in _papers()[name].items()})


@cache
def _papers() -> Mapping[str, Spoken]:
    record = Record.whole(load_yaml(letters_folder() / "papers.yaml", "papers.yaml"))
    return {name: _spoken(record.record(name)) for name in record.data}


def _spoken(record: Record) -> Spoken:
    return {
        key: {language: record.record(key).text(language) for language in record.record(key).data}
        for key in record.data
    }
