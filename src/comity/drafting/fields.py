"""The fields of letters and the words of their vocabularies: one dictionary for all letters and all languages.

``fields.yaml`` says what every field is; ``terms.yaml`` gives every coded value and every word of the page's furniture
in each language, ``titles.yaml`` the titles of instruments. They lie beside the letters.
"""

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from comity.common.shape import Record, Shape
from comity.common.strict_yaml import load_yaml
from comity.drafting.blocks import FieldKind
from comity.drafting.treaty_titles import load_titles

INSTRUMENT = "instrument"  # the vocabulary of titles
_FIELD = Shape.of("type says", "terms")
_MANY = "list of "


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a letter: its dotted name, what kind of value it holds, whether it holds several of them.

    A field of kind ``list`` holds records, whose own fields carry its name as a prefix (``persons.birth_date``).
    ``terms`` names the vocabulary of a coded value.
    """

    name: str
    kind: FieldKind
    many: bool = False
    says: str = ""
    terms: str = ""


@dataclass(frozen=True, slots=True)
class Terms:
    """Vocabularies and words: vocabulary, code, language, text."""

    vocabularies: Mapping[str, Mapping[str, Mapping[str, str]]]

    def text(self, vocabulary: str, code: str, language: str) -> str | None:
        """A coded value, given by its code or by its words in any language, in one language; None where not known."""
        table = self.vocabularies.get(vocabulary, {})
        entry = table.get(code) or next((texts for texts in table.values() if code in texts.values()), {})
        return entry.get(language)

    def words(self, language: str) -> dict[str, str]:
        """The furniture of the page in one language."""
        table = self.vocabularies.get("page", {})
        return {key: texts[language] for key, texts in table.items() if language in texts}


def read_fields(record: Record) -> dict[str, Field]:
    """Read a table of fields, name by name."""
    found: dict[str, Field] = {}
    for name in record.data:
        entry = record.record(name, _FIELD)
        kind = entry.text("type")
        many = kind.startswith(_MANY) or kind == FieldKind.LIST
        kinds = {*FieldKind, *(_MANY + k for k in FieldKind if k is not FieldKind.LIST)}
        entry.code("type", kinds)
        terms = entry.text("terms", name)
        found[name] = Field(name, FieldKind(kind.removeprefix(_MANY)), many, entry.text("says"), terms)
    return found


def load_fields(folder: Path) -> dict[str, Field]:
    """The dictionary of fields beside the letters; a folder without one has none."""
    path = folder / "fields.yaml"
    return dict(_fields(path, path.stat().st_mtime_ns)) if path.exists() else {}


def load_terms(folder: Path) -> Terms:
    """The vocabularies beside the letters, the titles of instruments among them."""
    path = folder / "terms.yaml"
    terms = _terms(path, path.stat().st_mtime_ns) if path.exists() else Terms({})
    titles = load_titles(folder)
    if not titles.instruments:
        return terms
    return Terms({**terms.vocabularies, INSTRUMENT: {key: titles.cited(key) for key in titles.instruments}})


@functools.lru_cache(maxsize=8)
def _fields(path: Path, _changed: int) -> dict[str, Field]:
    return read_fields(Record.whole(load_yaml(path, path.name)))


@functools.lru_cache(maxsize=8)
def _terms(path: Path, _changed: int) -> Terms:
    top = Record.whole(load_yaml(path, path.name))
    return Terms({name: _vocabulary(top.record(name)) for name in top.data})


def _vocabulary(table: Record) -> dict[str, dict[str, str]]:
    entries = {code: table.record(code) for code in table.data}
    return {code: {language: entry.text(language) for language in entry.data} for code, entry in entries.items()}
