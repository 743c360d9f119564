"""Tables in and out: CSV in the encodings people have, row by row, each with its line."""

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path

from comity.common.errors import BadInputError, Place

ENCODINGS = ("utf-8-sig", "utf-16", "cp1252")
_SAMPLE = 1 << 16
LONGEST_CELL = 1 << 22
csv.field_size_limit(LONGEST_CELL)


def encoding_of(path: Path) -> str:
    """UTF-8 (or UTF-16 with its mark) where the file is that; else Windows Western, as older office programs write."""
    start = _read_start(path)
    if start[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return "utf-16"
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            while file.read(1 << 20):
                pass
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8-sig"


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


def read_rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows of a CSV file with their lines; a cell without a column of its own is under the empty name."""
    encoding = encoding_of(path)
    with path.open(encoding=encoding, newline="", errors="replace") as file:
        head = file.readline()
        file.seek(0)
        pending: list[str] = []
        delimiter = delimiter_of(head)
        reader = csv.DictReader(_remembered(file, pending), delimiter=delimiter, restkey="")
        if not reader.fieldnames:
            raise BadInputError("is empty: the first line must name the columns", Place(str(path), 1))
        reader.fieldnames = [name.strip() for name in reader.fieldnames]
        pending.clear()
        try:
            for row in reader:
                unclosed = sum(line.count('"') for line in pending) % 2 == 1
                if len(pending) > 1 and (unclosed or None in row.values()):
                    yield from _apart(pending, reader.line_num, list(reader.fieldnames), delimiter)
                else:
                    yield reader.line_num, {k: v if isinstance(v, str) else "" for k, v in row.items()}
                pending.clear()
        except csv.Error as error:
            raise BadInputError(f"cannot be read further: {error}", Place(str(path), reader.line_num)) from None


def _remembered(lines: Iterable[str], pending: list[str]) -> Iterator[str]:
    for line in lines:
        pending.append(line)
        yield line.replace("\0", "")


def _apart(lines: list[str], last: int, columns: list[str], delimiter: str) -> Iterator[tuple[int, dict[str, str]]]:
    """The lines that a quotation mark without its end has swallowed, each as the row it is."""
    for number, line in enumerate(lines, last - len(lines) + 1):
        cells = line.replace('"', "").rstrip("\r\n").split(delimiter)
        yield number, dict(zip(columns, cells, strict=False))


def columns_of(path: Path) -> list[str]:
    """The names of the columns."""
    _read_start(path)
    with path.open(encoding=encoding_of(path), newline="", errors="replace") as file:
        head = file.readline()
    cells = next(csv.reader([head], delimiter=delimiter_of(head)), [])
    if not any(cell.strip() for cell in cells):
        raise BadInputError("is empty: the first line must name the columns", Place(str(path), 1))
    return [cell.strip() for cell in cells]
