"""The titles of treaties and acts as official texts print them, by language, each with its source.

A letter cites an instrument by its title in the letter's language where one is printed somewhere; otherwise by its
title in an authentic language, in quotation marks and with the language named. No title is translated here.
"""

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from comity.common.dates import PartialDate, parse_day
from comity.common.errors import BadInputError
from comity.common.shape import Record, Shape
from comity.common.source import Source
from comity.common.strict_yaml import load_yaml
from comity.drafting.localised import set_apart

_WHOLE = Shape.of("printed quoted languages sources titles")
_SOURCE = Shape.of("title checked grade", "as_of")
_TITLE = Shape.of("title source")
_AUTHENTIC = "authentic"
_GRADES = ("A", "B", "C")
Spoken = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class PrintedTitle:
    """A title as its source prints it."""

    text: str
    source: Source


@dataclass(frozen=True, slots=True)
class InstrumentTitles:
    """The titles of one instrument by language; ``authentic`` are languages of its text, the one to quote in front."""

    authentic: tuple[str, ...]
    titles: Mapping[str, PrintedTitle]


@dataclass(frozen=True, slots=True)
class TitleTable:
    """Every title at hand, and how a letter in each language writes a title of its own and one in another language."""

    printed: Spoken
    quoted: Spoken
    languages: Mapping[str, Spoken]
    instruments: Mapping[str, InstrumentTitles]

    def cited(self, instrument: str) -> dict[str, str]:
        """The title of an instrument as each letter cites it, by the letter's language."""
        held = self.instruments[instrument]
        return {language: self._cited(held, language) for language in self.printed}

    def _cited(self, held: InstrumentTitles, language: str) -> str:
        own = held.titles.get(language)
        if own is not None:
            return self.printed[language].format(title=own.text)
        other = next(spoken for spoken in held.authentic if spoken in held.titles)
        return self.in_another_language(held.titles[other].text, other, language)

    def in_another_language(self, title: str, spoken: str, language: str) -> str:
        """A title in quotation marks, with the language it is in."""
        quoted = self.quoted[language]
        return quoted.format(title=set_apart(title, language), language=self.languages[spoken][language])


def load_titles(folder: Path) -> TitleTable:
    """The titles beside the letters; a folder without them has none."""
    path = folder / "titles.yaml"
    return _table(path, path.stat().st_mtime_ns) if path.exists() else TitleTable({}, {}, {}, {})


@functools.lru_cache(maxsize=8)
def _table(path: Path, _changed: int) -> TitleTable:
    top = Record.whole(load_yaml(path, path.name), _WHOLE)
    sources = {key: _source(top.record("sources").record(key, _SOURCE)) for key in top.record("sources").data}
    languages = top.record("languages")
    titles = top.record("titles")
    return TitleTable(
        _spoken(top.record("printed")),
        _spoken(top.record("quoted")),
        {key: _spoken(languages.record(key)) for key in languages.data},
        {key: _instrument(titles.record(key), sources) for key in titles.data},
    )


def _instrument(record: Record, sources: Mapping[str, Source]) -> InstrumentTitles:
    authentic = record.texts(_AUTHENTIC)
    titles = {key: _title(record.record(key, _TITLE), sources) for key in record.data if key != _AUTHENTIC}
    if not set(authentic) & titles.keys():
        raise record.error("no title is given in a language of the authentic text", _AUTHENTIC)
    return InstrumentTitles(authentic, titles)


def _title(record: Record, sources: Mapping[str, Source]) -> PrintedTitle:
    return PrintedTitle(record.text("title"), sources[record.code("source", sources)])


def _source(record: Record) -> Source:
    for key, parse in (("checked", parse_day), ("as_of", PartialDate.parse)):
        try:
            _ = parse(record.text(key)) if record.text(key) else None
        except BadInputError as error:
            raise record.error(error.what, key) from None
    grade = record.code("grade", _GRADES)
    return Source(record.text("title"), record.text("as_of"), record.text("checked"), grade)


def _spoken(record: Record) -> Spoken:
    return {language: record.text(language) for language in record.data}
