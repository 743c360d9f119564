"""Excel workbooks and Parquet files as rows of text, each with its line."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from comity.common.archives import check_archive
from comity.common.errors import BadInputError, Place
from comity.screening.tabular import Cells

Rows = Iterator[tuple[int, Cells]]


def is_workbook(start: bytes) -> bool:
    """Whether a file begins as an Excel or OpenDocument workbook does."""
    return start[:2] == b"PK"


def is_parquet(start: bytes) -> bool:
    """Whether a file begins as a Parquet file does."""
    return start[:4] == b"PAR1"


def workbook_rows(path: Path) -> tuple[list[str], Rows]:
    """The columns and rows of the first sheet of a workbook; its first row names the columns."""
    from python_calamine import CalamineError, CalamineWorkbook  # noqa: PLC0415 - only workbooks need it

    check_archive(path)
    try:
        rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
    except (CalamineError, OSError) as error:
        raise BadInputError(f"cannot be read as a workbook: {error}", Place(str(path))) from None
    if not rows:
        raise BadInputError("is empty: the first row must name the columns", Place(str(path), 1))
    columns = [_text(cell) for cell in rows[0]]
    return columns, ((line, [_text(cell) for cell in row]) for line, row in enumerate(rows[1:], 2))


def parquet_rows(path: Path) -> tuple[list[str], Rows]:
    """The columns and rows of a Parquet file."""
    import duckdb  # noqa: PLC0415 - only Parquet files need it

    try:
        table = duckdb.connect().execute("SELECT * FROM read_parquet(?)", [str(path)])
    except duckdb.Error as error:
        raise BadInputError(f"cannot be read as Parquet: {str(error).splitlines()[0]}", Place(str(path))) from None
    columns = [str(column[0]) for column in table.description or []]
    return columns, _fetched(table)


def _fetched(table: Any) -> Rows:  # noqa: ANN401 - a result of the database library
    line = 1
    while rows := table.fetchmany(1000):
        for row in rows:
            line += 1
            yield line, [_text(cell) for cell in row]


def _text(cell: Any) -> str:  # noqa: ANN401 - whatever a cell holds
    if cell is None:
        return ""
    if isinstance(cell, (list, tuple)):
        return ";".join(map(_text, cell))
    if isinstance(cell, float) and cell.is_integer():  # workbooks keep whole numbers as fractions
        return str(int(cell))
    return str(cell).removesuffix(" 00:00:00")
