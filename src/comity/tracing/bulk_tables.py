"""Large CSV files for the readers of columns: only such as the reader of rows understands in the same way.

Where a line of the file is not one row (an empty line, a line break within quotation marks), or its line ends are
mixed, nothing is read here: the reader of rows then says what there is to say, with the right lines.
"""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from comity.common.errors import BadInputError
from comity.tracing.table_files import header_of, opened

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_CHUNK = 1 << 24
_LONGEST_LINE = csv.field_size_limit()
_BLANKS = "".join(c for c in map(chr, range(0x3001)) if c.isspace())
"""What stands around a text without belonging to it: all that Python takes for blank, which SQL's own trim does not."""


@dataclass(frozen=True, slots=True)
class PlainTable:
    """A CSV file with its separator, its columns in lower case, and how many rows it has, one to a line.

    ``spare`` are the separators beyond those that its rows need; all of them have to stand within quotation marks.
    """

    path: Path
    separator: str
    names: tuple[str, ...]
    rows: int
    spare: int

    @property
    def source(self) -> str:
        """What a query reads from: every column as text, by its place, nothing guessed."""
        path = str(self.path).replace("'", "''")
        columns = ", ".join(f"'c{place}': 'VARCHAR'" for place in range(len(self.names)))
        return (
            f"read_csv('{path}', auto_detect=false, header=false, skip=1, delim='{self.separator}', quote='\"', "
            f"escape='\"', comment='', nullstr='', strict_mode=true, null_padding=false, encoding='utf-8', "
            f"max_line_size={_LONGEST_LINE}, columns={{{columns}}})"
        )

    def cell(self, name: str) -> str:
        """A column without the blanks around its texts; empty where the file has no such column."""
        return blankless(f"c{self.names.index(name)}") if name in self.names else "''"


def blankless(expression: str) -> str:
    """A text without the blanks around it, as the reader of rows takes it."""
    return f"trim(coalesce(CAST({expression} AS VARCHAR), ''), '{_BLANKS}')"


def plain_table(path: Path, known: list[str], required: tuple[str, ...]) -> PlainTable | None:
    """A file as such a table; nothing where the reader of rows has to look at it."""
    opened(path).close()
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            head = file.readline()
        separator, names = header_of(head, path, known, required)
    except (UnicodeDecodeError, csv.Error, BadInputError):
        return None
    counted = _lines(path, separator)
    if counted is None:
        return None
    rows, separators = counted[0] - 1, counted[1] - head.count(separator)
    return PlainTable(path, separator, tuple(names), rows, separators - rows * (len(names) - 1))


def loaded(database: "DuckDBPyConnection", table: PlainTable, wanted: Iterable[str]) -> bool:
    """Read the columns into the table ``given``, numbered by line; whether each line was a row."""
    cells = ", ".join(f'{table.cell(name)} AS "{name}"' for name in wanted)
    database.execute(
        f"CREATE TABLE given AS SELECT row_number() OVER () + 1 AS line, {cells} FROM {table.source}"  # noqa: S608
    )
    whole = database.execute("SELECT count(*) FROM given").fetchone() == (table.rows,)
    return whole and (table.spare == 0 or table.spare == _within(database, table))


def _within(database: "DuckDBPyConnection", table: PlainTable) -> int:
    """How many separators stand within the fields; a reader that is not strict takes one too many at a line's end."""
    cells = (f"coalesce(c{n}, '')" for n in range(len(table.names)))
    each = " + ".join(f"length({cell}) - length(replace({cell}, '{table.separator}', ''))" for cell in cells)
    found = database.execute(f"SELECT coalesce(sum({each}), 0) FROM {table.source}").fetchone()  # noqa: S608
    return int(found[0]) if found else 0


def _lines(path: Path, separator: str) -> tuple[int, int] | None:
    """How many lines and separators a file has; nothing where its line ends are not all of one kind."""
    feeds = returns = pairs = separators = 0
    last = b""
    with opened(path) as file:
        while chunk := file.read(_CHUNK):
            feeds += chunk.count(b"\n")
            separators += chunk.count(separator.encode())
            returns += chunk.count(b"\r")
            pairs += chunk.count(b"\r\n") + (last == b"\r" and chunk[:1] == b"\n")
            last = chunk[-1:]
    if returns not in (0, feeds) or pairs != returns:
        return None
    return (feeds if last == b"\n" else feeds + 1), separators
