"""Tables in and out: CSV in the encodings people have, row by row, each with its line."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from comity.common.errors import BadInputError, Place

ENCODINGS = ("utf-8-sig", "utf-16", "cp1252")
_SAMPLE = 1 << 16
UNREADABLE = "\ufffd"  # stands where bytes are no text
LONGEST_CELL = 1 << 22
SURELY_ROWS = 4  # columns: lines that each have as many are rows, and no cell of several lines
csv.field_size_limit(LONGEST_CELL)


def encoding_of(path: Path) -> str:
    """UTF-8 (or UTF-16 with its mark) where most of the file is that; else Windows Western, as older programs write."""
    start = _read_start(path)
    if start[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return "utf-16"
    broken = foreign = 0
    with path.open(encoding="utf-8-sig", newline="", errors="replace") as file:
        while part := file.read(1 << 20):
            if not part.isascii():
                broken += part.count(UNREADABLE)
                foreign += len(part) - len(part.encode("ascii", "ignore"))
    return "cp1252" if broken > foreign - broken else "utf-8-sig"  # a few broken rows do not garble all the others


def _read_start(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(_SAMPLE)
    except FileNotFoundError:
        raise BadInputError("no such file", Place(str(path))) from None
    except IsADirectoryError:
        raise BadInputError("is a folder, not a file", Place(str(path))) from None
    except OSError as error:
        raise BadInputError(f"cannot be read: {error.strerror}", Place(str(path))) from None


def delimiter_of(line: str) -> str:
    """The sign between the columns, judged by the head: comma, semicolon, tab or bar."""
    return max(",;\t|", key=line.count)


Cells = Sequence[str]


def read_rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows of a CSV file with their lines, each cell under the name of its column."""
    columns = columns_of(path)
    return ((line, dict(zip(columns, cells, strict=False))) for line, cells in read_cells(path))


def read_cells(path: Path) -> Iterator[tuple[int, Cells]]:
    """The rows of a CSV file with their lines, at least as many cells as the head has; the head itself is left out."""
    with path.open(encoding=encoding_of(path), newline="", errors="replace") as file:
        delimiter = delimiter_of(file.readline())
        file.seek(0)
        pending: list[str] = []
        reader = csv.reader(_remembered(file, pending), delimiter=delimiter)
        width = len(next(reader, ()))
        if not width:
            raise BadInputError("is empty: the first line must name the columns", Place(str(path), 1))
        done = 0  # lines before those that the reader has counted
        while True:
            pending.clear()
            try:
                cells = next(reader, None)
            except csv.Error:  # a cell without an end: its lines are rows of their own, and the reader begins anew
                done += reader.line_num
                yield from _apart(pending, done, width, delimiter)
                reader = csv.reader(_remembered(file, pending), delimiter=delimiter)
                continue
            if cells is None:
                return
            line = done + reader.line_num
            if len(pending) > 1 and _swallowed(pending, len(cells), width, delimiter):
                yield from _apart(pending, line, width, delimiter)
            elif cells:
                yield line, cells if len(cells) >= width else cells + [""] * (width - len(cells))


def _remembered(lines: Iterable[str], pending: list[str]) -> Iterator[str]:
    for line in lines:
        clean = line.replace("\0", "") if "\0" in line else line
        pending.append(clean)
        yield clean


def _swallowed(lines: list[str], cells: int, width: int, delimiter: str) -> bool:
    """Whether a quotation mark without its end has made one row of several: each line is a row as it stands."""
    if cells < width or sum(line.count('"') for line in lines) % 2 == 1:
        return True
    return width >= SURELY_ROWS and all(line.count(delimiter) == width - 1 for line in lines)


def _apart(lines: list[str], last: int, width: int, delimiter: str) -> Iterator[tuple[int, Cells]]:
    """The lines that a quotation mark without its end has swallowed, each as the row it is."""
    for number, line in enumerate(lines, last - len(lines) + 1):
        whole = line.count('"') % 2 == 0 and len(line) < LONGEST_CELL
        plain = line.rstrip("\r\n")
        cells = next(csv.reader([plain], delimiter=delimiter), []) if whole else plain.replace('"', "").split(delimiter)
        if any(cells):
            yield number, cells + [""] * (width - len(cells))


def columns_of(path: Path) -> list[str]:
    """The names of the columns."""
    _read_start(path)
    with path.open(encoding=encoding_of(path), newline="", errors="replace") as file:
        head = file.readline()
    cells = next(csv.reader([head], delimiter=delimiter_of(head)), [])
    if not any(cell.strip() for cell in cells):
        raise BadInputError("is empty: the first line must name the columns", Place(str(path), 1))
    return [cell.strip() for cell in cells]
