"""Files of rows that a person gives: opened, digested, read as CSV or Parquet."""

import csv
import hashlib
from collections.abc import Iterator
from io import BufferedReader
from pathlib import Path

from comity.common.errors import BadInputError, Place
from comity.tracing.ledger_rows import COLUMNS, Row

_MAGIC = b"PAR1"
REQUIRED = ("sender", "receiver")
"""The columns that a ledger cannot do without, whatever else it has."""


def file_digest(path: Path) -> str:
    """The SHA-256 of a file."""
    with opened(path) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def opened(path: Path) -> BufferedReader:
    """Open a file for reading, or say in one sentence why not."""
    try:
        return path.open("rb")
    except FileNotFoundError:
        raise BadInputError("no such file", Place(str(path))) from None
    except IsADirectoryError:
        raise BadInputError("is a folder, not a file", Place(str(path))) from None
    except OSError as error:
        raise BadInputError(f"cannot be read: {error.strerror}", Place(str(path))) from None


def is_parquet(path: Path) -> bool:
    """Whether a file begins as Parquet files do, whatever its name."""
    with opened(path) as file:
        return file.read(4) == _MAGIC


def header_of(head: str, path: Path, known: list[str], required: tuple[str, ...]) -> tuple[str, list[str]]:
    """What stands between the fields of a CSV file, and the names of its columns, from its first line."""
    separator = max(",;\t", key=head.count)
    header = next(csv.reader([head], delimiter=separator), [])
    return separator, checked_header([name.strip().lower() for name in header], path, known, required)


def csv_rows(path: Path, known: list[str], required: tuple[str, ...] = REQUIRED) -> Iterator[Row]:
    """The rows of a CSV file in UTF-8 with a header; a semicolon or a tab may stand between the fields."""
    opened(path).close()
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            separator, names = header_of(file.readline(), path, known, required)
            reader = csv.reader(file, delimiter=separator, strict=True)
            for values in reader:
                if not any(values):
                    continue
                line = reader.line_num + 1
                if len(values) != len(names):
                    what = f"has {len(values)} fields where the header has {len(names)}"
                    raise BadInputError(what, Place(path.name, line))
                yield Row(line, dict(zip(names, values, strict=True)))
    except UnicodeDecodeError as error:
        raise BadInputError(f"is not UTF-8 text (byte {error.start})", Place(path.name)) from None
    except csv.Error as error:
        raise BadInputError(f"is not readable as CSV: {error}", Place(path.name)) from None


def checked_header(names: list[str], path: Path, known: list[str], required: tuple[str, ...]) -> list[str]:
    """The header, when it has what is needed and nothing twice; other columns are left alone."""
    if not any(names):
        raise BadInputError("is empty: the first line must name the columns", Place(path.name))
    place = Place(path.name, 1)
    for name in required:
        if name not in names:
            raise BadInputError(f"the column '{name}' is missing (known columns: {', '.join(known)})", place)
    if "sender" in required and not {"amount", "amount_minor"} & set(names):
        raise BadInputError("the column 'amount' is missing", place)
    if "sender" in required and "currency" not in names:
        raise BadInputError("the column 'currency' is missing", place)
    twice = {name for name in names if name in known and names.count(name) > 1}
    if twice:
        raise BadInputError(f"the column '{min(twice)}' stands twice", place)
    return names


def parquet_rows(path: Path) -> Iterator[Row]:
    """The rows of a Parquet file as text; line numbers count its rows from 1."""
    import duckdb  # noqa: PLC0415 - a large library that only Parquet needs

    with duckdb.connect() as database:
        try:
            found = database.execute("SELECT * FROM read_parquet(?)", [str(path)])
            names = [column[0].lower() for column in found.description or ()]
        except duckdb.Error as error:
            first = str(error).splitlines()[0]
            raise BadInputError(f"is not readable as Parquet: {first}", Place(path.name)) from None
        checked_header(names, path, COLUMNS, REQUIRED)
        wanted = ", ".join(f'CAST("{name}" AS VARCHAR)' for name in names if name in COLUMNS)
        kept = [name for name in names if name in COLUMNS]
        found = database.execute(f"SELECT {wanted} FROM read_parquet(?)", [str(path)])  # noqa: S608 - own column names
        line = 0
        while batch := found.fetchmany(50_000):
            for values in batch:
                line += 1
                yield Row(line, dict(zip(kept, ("" if v is None else v for v in values), strict=True)))
