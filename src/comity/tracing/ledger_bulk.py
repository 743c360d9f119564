"""Reading ledgers of millions of transfers column by column; whatever is unusual is left to the reader of rows.

The two readers give the same ledger. This one is taken for large files where numpy is installed (the extra
``tracing``); it answers None as soon as anything in the file needs a sentence or a decision.
"""

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, overload

from comity.common.errors import Place
from comity.tracing.bulk_tables import blankless, loaded, plain_table
from comity.tracing.caveats import Caveat
from comity.tracing.ledger import OUTSIDE_NAME, Ledger
from comity.tracing.ledger_rows import COLUMNS, SAME_TIME
from comity.tracing.minor_units import LARGEST, decimals_of
from comity.tracing.table_files import REQUIRED
from comity.tracing.ties import groups_of

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

BULK_FROM_BYTES = 20_000_000
"""Files from this size on are read column by column."""
_TIME = r"\d{4}-\d\d-\d\d([ T]\d\d:\d\d:\d\d(\.\d{1,6})?)?"
_CHUNK = 1 << 15
_KEPT = 64


def read_bulk(path: Path, digest: str, *, parquet: bool) -> Ledger | None:
    """Read a large ledger, or None where the reader of rows has to look at it."""
    try:
        import duckdb  # noqa: PLC0415 - large libraries that only large ledgers need
        import numpy  # noqa: F401, ICN001, PLC0415 - fetching columns needs it
    except ImportError:
        return None
    database = duckdb.connect()
    try:
        usual = _load(database, path, parquet=parquet) and _usual(database)
        return _ledger(database, path.name, digest) if usual else None
    except duckdb.Error:
        return None


def _load(database: "DuckDBPyConnection", path: Path, *, parquet: bool) -> bool:
    """Read the columns into the table ``given``; whether they can be read as they stand."""
    if not parquet:
        table = plain_table(path, COLUMNS, REQUIRED)
        return table is not None and loaded(database, table, COLUMNS)
    source = str(path).replace("'", "''")
    read = f"read_parquet('{source}')"
    described = database.execute(f"DESCRIBE SELECT * FROM {read}").fetchall()  # noqa: S608 - a path of ours, quoted
    present = {str(row[0]).strip().lower(): str(row[0]).replace('"', '""') for row in described}
    cells = (f"""{blankless(f'"{present[name]}"')}""" if name in present else "''" for name in COLUMNS)
    columns = ", ".join(f"{cell} AS {name}" for cell, name in zip(cells, COLUMNS, strict=True))
    database.execute(f"CREATE TABLE given AS SELECT row_number() OVER () AS line, {columns} FROM {read}")  # noqa: S608
    return True


def _usual(database: "DuckDBPyConnection") -> bool:
    """Whether every row can be read as it stands; the questions are those of the reader of rows."""
    currency = database.execute("SELECT currency FROM given LIMIT 1").fetchone()
    if currency is None:
        return False
    decimals = decimals_of(currency[0], Place())
    plain = rf"\d{{1,15}}(\.\d{{1,{decimals}}})?" if decimals else r"\d{1,15}"
    answer = database.execute(
        f"""
        SELECT count(DISTINCT currency) = 1
           AND bool_and(CASE WHEN amount_minor <> '' THEN regexp_full_match(amount_minor, '\\d{{1,18}}')
                             ELSE regexp_full_match(amount, '{plain}') END)
           AND bool_and(regexp_full_match(time, '{_TIME}'))
           AND bool_and(booking_seq = '' OR regexp_full_match(booking_seq, '-?\\d{{1,15}}'))
           AND bool_and(seq = '' OR regexp_full_match(seq, '-?\\d{{1,15}}'))
           AND bool_and(NOT (sender IN ('', '{OUTSIDE_NAME}') AND receiver IN ('', '{OUTSIDE_NAME}')))
           AND bool_and(upper(sender) <> '{OUTSIDE_NAME}' OR sender = '{OUTSIDE_NAME}')
           AND bool_and(upper(receiver) <> '{OUTSIDE_NAME}' OR receiver = '{OUTSIDE_NAME}')
           AND bool_and(received = '')
           AND bool_and(origin = '' OR sender IN ('', '{OUTSIDE_NAME}'))
           AND count(DISTINCT id) FILTER (id <> '') = count(*) FILTER (id <> '')
           AND (count(DISTINCT length(time) > 10) = 1)
           AND bool_and(amount NOT IN ('0', '0.0', '0.00') AND amount_minor <> '0')
        FROM given
        """  # noqa: S608 - patterns of ours
    ).fetchone()
    return bool(answer and answer[0])


def _ledger(database: "DuckDBPyConnection", name: str, digest: str) -> Ledger | None:
    currency = str(database.execute("SELECT currency FROM given LIMIT 1").fetchall()[0][0])
    decimals = decimals_of(currency, Place())
    accounts = _numbered(database, "accounts", ("sender", "receiver"), f"'', '{OUTSIDE_NAME}'", OUTSIDE_NAME)
    origins = _numbered(database, "origins", ("origin",), "''", "")
    balances = bool(database.execute("SELECT bool_or(balance <> '') FROM given").fetchall()[0][0])
    timed = "clock" if database.execute("SELECT max(length(time)) > 10 FROM given").fetchall()[0][0] else "day"
    _put_in_order(database, decimals)
    columns: dict[str, Any] = database.execute(
        "SELECT sender, receiver, amount, moment, sequence, origin, line FROM ordered ORDER BY row"
    ).fetchnumpy()
    if float(columns["amount"].sum(dtype=float)) >= LARGEST / 2:
        return None
    ties = groups_of(*(columns[name] for name in ("moment", "sequence", "sender", "receiver")))
    return Ledger(
        name=name,
        digest=digest,
        currency=currency,
        decimals=decimals,
        accounts=accounts,
        origins=origins,
        sender=columns["sender"],
        receiver=columns["receiver"],
        amount=columns["amount"],
        moment=columns["moment"],
        origin=columns["origin"],
        line=columns["line"],
        ids=Texts(database, "id"),
        descriptions=Texts(database, "description"),
        timed=timed,
        ties=ties,
        caveats=_told(database, balances, sum(last - first for first, last in ties)),
    )


def _numbered(
    database: "DuckDBPyConnection", table: str, columns: Iterable[str], none: str, first: str
) -> tuple[str, ...]:
    """Number names in the order in which they first appear; number 0 is for the one given."""
    sides = [
        f"SELECT {column} AS name, 2 * line + {side} AS place FROM given WHERE {column} NOT IN ({none})"  # noqa: S608
        for side, column in enumerate(columns)
    ]
    database.execute(
        f"CREATE TABLE {table} AS SELECT name, CAST(row_number() OVER (ORDER BY min(place)) AS INTEGER) AS number "  # noqa: S608
        f"FROM ({' UNION ALL '.join(sides)}) GROUP BY name"
    )
    found = database.execute(f"SELECT name FROM {table} ORDER BY number").fetchall()  # noqa: S608
    return (first, *(row[0] for row in found))


def _put_in_order(database: "DuckDBPyConnection", decimals: int) -> None:
    major = f"CAST(CAST(given.amount AS DECIMAL(24, {decimals})) * {10**decimals} AS BIGINT)"
    whole = "CAST({0} AS BIGINT)"
    minor = f"CASE WHEN amount_minor <> '' THEN {whole.format('amount_minor')} ELSE {major} END"
    own, other = whole.format("booking_seq"), whole.format("seq")
    sequence = f"CASE WHEN booking_seq <> '' THEN {own} WHEN seq <> '' THEN {other} ELSE -1 END"
    database.execute(
        f"""
        CREATE TABLE ordered AS
        SELECT row_number() OVER (ORDER BY moment, sequence, line) - 1 AS row, * FROM (
            SELECT line, coalesce(s.number, 0) AS sender, coalesce(r.number, 0) AS receiver,
                   {minor} AS amount, coalesce(o.number, 0) AS origin, {sequence} AS sequence,
                   epoch_us(CAST(given.time AS TIMESTAMP)) AS moment,
                   CASE WHEN id = '' THEN 'line-' || line ELSE id END AS id, description
            FROM given LEFT JOIN accounts s ON s.name = sender LEFT JOIN accounts r ON r.name = receiver
                 LEFT JOIN origins o ON o.name = given.origin
        ) ORDER BY row
        """  # noqa: S608 - expressions of ours
    )
    database.execute("DROP TABLE given")


def _told(database: "DuckDBPyConnection", balances: bool, tied: int) -> tuple[Caveat, ...]:
    moved = database.execute(
        "SELECT count(*) FROM (SELECT line, lag(line) OVER (ORDER BY row) AS before FROM ordered) WHERE line < before"
    ).fetchall()[0][0]
    found = []
    if moved:
        text = "Transfers stood out of time order and were sorted by time, then booking sequence, then line."
        found.append(Caveat("out_of_order", text, (f"{moved} places",)))
    if tied:
        found.append(Caveat("same_time", SAME_TIME.format(tied)))
    if balances:
        text = "The balances in the file were not compared with the transfers: the ledger was read column by column."
        found.append(Caveat("balances_not_compared", text))
    return tuple(found)


class Texts(Sequence[str]):
    """A column of texts that stays in the database and is fetched where it is looked at."""

    def __init__(self, database: "DuckDBPyConnection", column: str) -> None:
        self.database, self.column = database, column
        self.chunks: OrderedDict[int, list[str]] = OrderedDict()
        self.size = int(database.execute("SELECT count(*) FROM ordered").fetchall()[0][0])

    def __len__(self) -> int:
        return self.size

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> list[str]: ...
    def __getitem__(self, index: int | slice) -> str | list[str]:
        if isinstance(index, slice):
            return [self[i] for i in range(*index.indices(self.size))]
        number, place = divmod(int(index), _CHUNK)
        if number not in self.chunks:
            if len(self.chunks) > _KEPT:
                self.chunks.popitem(last=False)
            self.chunks[number] = self._fetch(number * _CHUNK, (number + 1) * _CHUNK)
        return self.chunks[number][place]

    def _fetch(self, first: int, stop: int) -> list[str]:
        query = f"SELECT {self.column} FROM ordered WHERE row >= ? AND row < ? ORDER BY row"  # noqa: S608
        return [str(row[0]) for row in self.database.execute(query, [first, stop]).fetchall()]

    def find(self, wanted: Iterable[str]) -> dict[str, int]:
        """The rows of some texts, without looking at every row."""
        query = f"SELECT {self.column}, row FROM ordered WHERE {self.column} IN (SELECT unnest(?))"  # noqa: S608
        return {str(text): int(row) for text, row in self.database.execute(query, [list(wanted)]).fetchall()}
