"""What every list of sourced rows has: a table of sources by key, and rows that name one of them."""

from dataclasses import dataclass
from typing import Any

from comity.common.dates import PartialDate, parse_day
from comity.common.errors import BadInputError
from comity.common.shape import Record, Shape

_SOURCE = Shape.of("title checked", "as_of grade")
_GRADES = ("A", "B", "C")
Fields = dict[str, Any]


@dataclass(frozen=True, slots=True)
class SourcedFile:
    """The top of one file and its sources; rows read through it must name a source of the same file."""

    top: Record
    sources: dict[str, dict[str, str]]

    @classmethod
    def read(cls, top: Record) -> "SourcedFile":
        """Read the ``sources`` of a file: title and checked date always, as-of date and grade where there is one."""
        table = top.record("sources")
        return cls(top, {key: _source(table.record(key, _SOURCE)) for key in table.data})

    def source_of(self, row: Record) -> str:
        """Give the key of the source that a row names."""
        key = row.text("source")
        if key not in self.sources:
            known = ", ".join(self.sources) or "none"
            raise row.error(f"there is no source '{key}' in this file (there are: {known})", "source")
        return key


def _source(record: Record) -> dict[str, str]:
    day(record, "checked")
    partial_date(record, "as_of")
    if record.text("grade"):
        record.code("grade", _GRADES)
    return texts_of(record, "title as_of checked grade")


def texts_of(record: Record, keys: str) -> dict[str, str]:
    """Take the text values of some keys, leaving out the empty ones."""
    return {key: text for key in keys.split() if (text := record.text(key))}


def day(record: Record, key: str) -> None:
    """Complain about a day that is not written YYYY-MM-DD; an absent one is fine."""
    _readable(record, key, parse_day)


def partial_date(record: Record, key: str) -> None:
    """Complain about a date that is not written YYYY, YYYY-MM or YYYY-MM-DD; an absent one is fine."""
    _readable(record, key, PartialDate.parse)


def _readable(record: Record, key: str, parse: Any) -> None:  # noqa: ANN401 - any reader of text
    if record.text(key):
        try:
            parse(record.text(key))
        except BadInputError as error:
            raise record.error(error.what, key) from None


def unique(record: Record, seen: set[str]) -> str:
    """Take the id of a record; the same id twice is an error."""
    name = record.text("id")
    if name in seen:
        raise record.error(f"the id '{name}' stands twice", "id")
    seen.add(name)
    return name
