"""The sources of a file of figures: a title, where it is found, its date, the day it was checked and its grade."""

from comity.common.dates import PartialDate, parse_day
from comity.common.errors import BadInputError
from comity.common.shape import Record, Shape

_SOURCE = Shape.of("title checked grade", "url as_of")


def read_sources(top: Record) -> dict[str, dict[str, str]]:
    """Read the table of sources; every source has a day on which it was checked."""
    table = top.record("sources")
    return {key: _source(table.record(key, _SOURCE)) for key in table.data}


def source_of(row: Record, sources: dict[str, dict[str, str]]) -> str:
    """Give the key of the source that a row names."""
    if row.text("source") not in sources:
        raise row.error(f"there is no source '{row.text('source')}' in this file", "source")
    return row.text("source")


def day_of(row: Record, key: str) -> str:
    """Give a day that is written YYYY-MM-DD."""
    try:
        return parse_day(row.text(key)).isoformat()
    except BadInputError as error:
        raise row.error(error.what, key) from None


def _source(record: Record) -> dict[str, str]:
    day_of(record, "checked")
    record.code("grade", ("A", "B", "C"))
    if record.text("as_of"):
        try:
            PartialDate.parse(record.text("as_of"))
        except BadInputError as error:
            raise record.error(error.what, "as_of") from None
    return {key: record.text(key) for key in ("title", "url", "as_of", "checked", "grade") if record.text(key)}
