"""What every list of testimonies has: a table of sources, and rows that name one of them."""

from dataclasses import dataclass

from comity.common.errors import BadInputError
from comity.common.shape import Record, Shape
from comity.law.evidence import span

_GRADES = ("A", "B", "C")


@dataclass(frozen=True, slots=True)
class SourceTable:
    """The sources of one file: their keys in order, and title, as-of date, checked date and grade of each."""

    keys: tuple[str, ...]
    table: list[list[str]]
    records: tuple[Record, ...]


def read_sources(record: Record, shape: Shape) -> SourceTable:
    """Read the ``sources`` of a file; each has a title, a checked date and a grade."""
    table = record.record("sources")
    parts = tuple(table.record(key, shape) for key in table.data)
    rows = []
    for part in parts:
        check_date(part, "checked")
        rows.append([part.text("title"), part.text("as_of"), part.text("checked"), part.code("grade", _GRADES)])
    return SourceTable(tuple(table.data), rows, parts)


def source_of(part: Record, sources: SourceTable) -> int:
    """Which source of the file a row names."""
    key = part.text("source")
    if key not in sources.keys:
        raise part.error(f"'{key}' is not one of the sources of this file", "source")
    return sources.keys.index(key)


def check_date(part: Record, key: str) -> None:
    """Complain about a date that cannot be read."""
    text = part.text(key)
    try:
        if text and span(text).last < span(text).first:
            raise part.error(f"'{text}' ends before it begins", key)
    except BadInputError as error:
        raise part.error(error.what, key) from None
