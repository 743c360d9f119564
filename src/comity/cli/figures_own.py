"""``comity figures --from --to``: an office's own figures, counted from its log or from a record it has given out."""

import datetime as dt
from collections.abc import Iterable, Sequence
from pathlib import Path

from comity.cli.office_folder import open_office
from comity.cli.output import print_json, print_line, print_table
from comity.common.errors import BadInputError, Place
from comity.statistics.counted import as_rows, chosen, count
from comity.statistics.definitions import definitions
from comity.statistics.period import Period
from comity.statistics.record import Event, Head, read_record, record_lines
from comity.statistics.suppression import DEFAULT_LEAST
from comity.statistics.table import Row, Table, publishable

KEPT_BACK = "*"


def own_figures(
    period: Period, wanted: Sequence[str], record: Path | None, folder: Path | None, *, exact: bool, json: bool
) -> None:
    """Count and show the figures of a period; small counts are kept back unless ``exact`` is asked for."""
    head, counted = counted_figures(period, record, folder)
    shown = chosen(counted if exact else publishable(counted), wanted)  # what is hidden rests on all of them
    if json:
        print_json(_document(shown, period, head, exact=exact))
        return
    titles = {item.id: item.title for item in definitions()}
    for table in shown:
        print_table(
            titles[table.figure], [*map(words_of, (*table.under, *table.columns))], map(table_cells, table.rows)
        )
        print_line()
    if not exact:
        print_line(f"{KEPT_BACK}: kept back, because counts from 1 to {DEFAULT_LEAST - 1} could tell who a person is.")
    print_line(f"Counted from {head.size} entries of the log with the head {head.root or 'of an empty log'}.")


def counted_figures(period: Period, record: Path | None, folder: Path | None) -> tuple[Head, tuple[Table, ...]]:
    """Count every figure of a period, from an office or from a record that one has given out."""
    head, events = _from_file(record) if record else _from_office(folder)
    return head, count(events, period)


def write_record(out: Path, folder: Path | None) -> None:
    """Write the record from which the figures are counted, so that somebody else can count again."""
    head, events = _from_office(folder)
    try:
        with out.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(record_lines(events, head))
    except OSError as error:
        raise BadInputError(f"cannot be written: {error.strerror}", Place(str(out))) from None
    print_line(f"{len(events)} events below the head {head.root} written to {out}.")


def _from_file(record: Path) -> tuple[Head, tuple[Event, ...]]:
    try:
        with record.open(encoding="utf-8") as file:
            return read_record(file, str(record))
    except UnicodeDecodeError:
        raise BadInputError("this is no text in UTF-8", Place(str(record))) from None
    except OSError as error:
        raise BadInputError(f"cannot be read: {error.strerror}", Place(str(record))) from None


def _from_office(given: Path | None) -> tuple[Head, tuple[Event, ...]]:
    open_office(given)
    from comity.statistics.office import record_events, record_head  # noqa: PLC0415 - needs the office

    head = record_head()
    return head, tuple(record_events(head))


def _document(tables: Iterable[Table], period: Period, head: Head, *, exact: bool) -> dict[str, object]:
    known = {item.id: item for item in definitions()}
    rows = [
        {
            "figure": table.figure,
            "title": known[table.figure].title,
            "counts": known[table.figure].counts,
            "leaves_open": known[table.figure].leaves_open,
            "under": table.under,
            "columns": table.columns,
            "rows": as_rows(table),
        }
        for table in tables
    ]
    span: dict[str, dt.date] = {"from": period.start, "to": period.end}
    return {"period": span, "log": head, "least": None if exact else DEFAULT_LEAST, "figures": rows}


def table_cells(row: Row) -> list[object]:
    """A row as it is printed, what is kept back with its mark."""
    return [*map(words_of, row.under), *("-" if value is None else value for value in _marked(row))]


def _marked(row: Row) -> Iterable[object]:
    """The values, those kept back with their mark; a kept-back value is None and has a count that is named."""
    return (KEPT_BACK if value is None and row.kept_back else value for value in row.values)


def words_of(code: str) -> str:
    """A code in words."""
    return code.replace("_", " ")
