"""Results as people want them: the CSV of a bulk run turned into an Excel workbook or a Parquet file."""

import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from xml.sax.saxutils import escape

from comity.common.errors import BadInputError, Place
from comity.screening.tabular import columns_of, read_rows

MOST_SHEET_ROWS = 1_048_576
_NUMBERS = frozenset({"row", "score"})
_XML = "http://schemas.openxmlformats.org"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_LINKS = f'<Relationships xmlns="{_XML}/package/2006/relationships">'
_LINK = f'<Relationship Id="r1" Type="{_XML}/officeDocument/2006/relationships'
_PARTS = {
    "[Content_Types].xml": (
        f'<Types xmlns="{_XML}/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
        f'<Override PartName="/xl/sheet.xml" ContentType="{_TYPE}.worksheet+xml"/></Types>'
    ),
    "_rels/.rels": f'{_LINKS}{_LINK}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": (
        f'<workbook xmlns="{_XML}/spreadsheetml/2006/main" xmlns:r="{_XML}/officeDocument/2006/relationships">'
        '<sheets><sheet name="screening" sheetId="1" r:id="r1"/></sheets></workbook>'
    ),
    "xl/_rels/workbook.xml.rels": f'{_LINKS}{_LINK}/worksheet" Target="sheet.xml"/></Relationships>',
}


def write_result(table: Path, out: Path) -> None:
    """Turn the finished CSV into what the ending of ``out`` asks for; every cell stays text but row and score."""
    if out.suffix.lower() == ".parquet":
        _parquet(table, out)
    elif out.suffix.lower() == ".xlsx":
        _workbook(table, out)
    else:
        table.replace(out)
        return
    table.unlink()


def _parquet(table: Path, out: Path) -> None:
    import duckdb  # noqa: PLC0415 - only Parquet files need it

    types = {name: {"row": "BIGINT", "score": "DOUBLE"}.get(name, "VARCHAR") for name in columns_of(table)}
    with duckdb.connect() as connection:
        rows = connection.read_csv(str(table), header=True, delimiter=",", quotechar='"', escapechar='"', dtype=types)
        rows.write_parquet(str(out))


def _workbook(table: Path, out: Path) -> None:
    part = out.with_name(out.name + ".writing")
    with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as book:
        for name, text in _PARTS.items():
            book.writestr(name, text)
        with book.open("xl/sheet.xml", "w") as sheet:
            for line in _sheet(columns_of(table), (row for _, row in read_rows(table))):
                sheet.write(line.encode("utf-8", "replace"))
    part.replace(out)


def _sheet(columns: list[str], rows: Iterable[dict[str, str]]) -> Iterator[str]:
    yield f'<worksheet xmlns="{_XML}/spreadsheetml/2006/main"><sheetData>'
    yield _row({name: name for name in columns}, columns, numbers=False)
    for count, row in enumerate(rows, 2):
        if count > MOST_SHEET_ROWS:
            raise BadInputError(
                f"a workbook holds {MOST_SHEET_ROWS} rows at most; take .csv or .parquet", Place("--out")
            )
        yield _row(row, columns, numbers=True)
    yield "</sheetData></worksheet>"


def _row(row: dict[str, str], columns: list[str], *, numbers: bool) -> str:
    cells = []
    for name in columns:
        value = row.get(name) or ""
        if numbers and name in _NUMBERS and value:
            cells.append(f"<c><v>{value}</v></c>")
        else:  # text, never a formula, whatever it begins with
            shown = escape("".join(c for c in value if c in "\t\n" or ord(c) >= 32))
            cells.append(f'<c t="inlineStr"><is><t xml:space="preserve">{shown}</t></is></c>')
    return f"<row>{''.join(cells)}</row>"
