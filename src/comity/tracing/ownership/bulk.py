"""Registers of millions of holdings, read column by column into arrays; the graph of a day gives each name when asked.

The answer is that of the reader of rows, to the last fraction. Whatever needs a sentence or is unusual is left to it.
"""

from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from pathlib import Path
from typing import TYPE_CHECKING, Any

from comity.common.dates import PartialDate
from comity.common.errors import BadInputError
from comity.common.truth import Truth
from comity.tracing.bulk_tables import loaded, plain_table
from comity.tracing.index.texts import KeptTexts
from comity.tracing.ownership.bulk_links import Columns, Links, Numbers
from comity.tracing.ownership.holdings import Graph, Holding, caveats_told, percent, sums_told
from comity.tracing.ownership.shares import part_of
from comity.tracing.ownership.write_table import FURTHER, KINDS, PLAIN, REQUIRED

if TYPE_CHECKING:
    import datetime as dt

    from duckdb import DuckDBPyConnection

BULK_FROM_BYTES = 20_000_000
"""Files from this size on are read column by column."""
_LARGEST_SUM = 2**52
_TOLD = 20
"""So many places of a caveat are looked up; how many there are is always said."""


@dataclass(frozen=True, slots=True)
class Bulk:
    """The graph of a large register on a day, and who is known to be a person or company."""

    graph: Graph
    kinds: dict[str, str]


def read_bulk(path: Path, day: "dt.date") -> Bulk | None:
    """Read a large table of holdings for one day, or None where the reader of rows has to look at it."""
    try:
        import duckdb  # noqa: PLC0415 - large libraries that only large registers need
        import numpy  # noqa: F401, ICN001, PLC0415 - fetching columns needs it
    except ImportError:
        return None
    with duckdb.connect() as database:
        try:
            table = plain_table(path, [*PLAIN, *FURTHER], REQUIRED)
            if table is None or not loaded(database, table, (*PLAIN, *FURTHER)) or not _usual(database):
                return None
            kinds = _kinds(database)
            if kinds is None:
                return None
            parts = _distinct_parts(database)
            valid = _valid_periods(database, day)
        except (duckdb.Error, BadInputError):
            return None
        graph = _graph(database, parts, valid, day)
        return None if graph is None else Bulk(graph, kinds)


def _usual(database: "DuckDBPyConnection") -> bool:
    """Whether every row is a holding that can be read as it stands."""
    found = database.execute(
        "SELECT bool_and(owner <> '' AND owned <> '' AND interest = '' AND at_most = '') FROM given"
    ).fetchone()
    return bool(found and found[0])


def _distinct_parts(database: "DuckDBPyConnection") -> dict[str, Fraction | None]:
    rows = database.execute("SELECT DISTINCT share FROM given UNION SELECT DISTINCT votes FROM given").fetchall()
    return {text: part_of(text) for (text,) in rows}


def _valid_periods(database: "DuckDBPyConnection", day: "dt.date") -> dict[tuple[str, str], Truth]:
    rows = database.execute('SELECT DISTINCT "from", "to" FROM given').fetchall()
    periods = {pair: [PartialDate.parse(text) if text else None for text in pair] for pair in rows}
    return {pair: Holding("", "", None, since=a, until=b).valid_on(day) for pair, (a, b) in periods.items()}


def _graph(
    database: "DuckDBPyConnection",
    parts: dict[str, Fraction | None],
    valid: dict[tuple[str, str], Truth],
    day: "dt.date",
) -> Graph | None:
    known = list(dict.fromkeys(part for part in parts.values() if part is not None))
    whole = lcm(*(part.denominator for part in known))
    places = {part: place for place, part in enumerate(known)}
    codes = {text: -1 if part is None else places[part] for text, part in parts.items()}
    _number(database, codes, valid)
    names = _names(database)
    rows: dict[str, Any] = database.execute(
        "SELECT owner, owned, share, votes FROM numbered ORDER BY owner, line"
    ).fetchnumpy()
    columns = _columns(names, known, rows, _nominees(database))
    scaled = [int(part * whole) for part in known]
    if sum(scaled) and max(scaled) * len(rows["owner"]) >= _LARGEST_SUM:
        return None
    unknown = {str(n) for (n,) in database.execute(
        "SELECT DISTINCT names.name FROM numbered JOIN names ON id = numbered.owned WHERE share < 0 AND votes < 0"
    ).fetchall()}  # fmt: skip
    told = [*_told(database, day), *_sums(columns, scaled, whole)]
    return Graph(Links(columns, up=True), Links(columns, up=False), unknown, told, Numbers(columns))


def _number(database: "DuckDBPyConnection", codes: dict[str, int], valid: dict[tuple[str, str], Truth]) -> None:
    """Names become numbers in alphabetical order, shares those of their list; what had not begun or is over is out."""
    database.execute("CREATE TABLE part (text VARCHAR, code INTEGER)")
    database.execute("INSERT INTO part SELECT unnest(?), unnest(?)", [list(codes), list(codes.values())])
    database.execute('CREATE TABLE period ("from" VARCHAR, "to" VARCHAR, stood VARCHAR)')
    database.executemany("INSERT INTO period VALUES (?, ?, ?)", [(*pair, truth.name) for pair, truth in valid.items()])
    behind = "CASE WHEN nominee_for = '' THEN owner ELSE trim(string_split(nominee_for, ' > ')[-1]) END"
    database.execute(
        f"""
        CREATE TABLE stood AS SELECT given.*, {behind} AS holder, period.stood
        FROM given JOIN period ON period."from" = given."from" AND period."to" = given."to";
        CREATE TABLE names AS SELECT name, CAST(row_number() OVER (ORDER BY name) - 1 AS INTEGER) AS id FROM
            (SELECT DISTINCT holder AS name FROM stood WHERE stood <> 'FALSE'
             UNION SELECT DISTINCT owned FROM stood WHERE stood <> 'FALSE');
        CREATE TABLE numbered AS
        SELECT o.id AS owner, c.id AS owned, s.code AS share, v.code AS votes, line, nominee_for, given.owner AS told
        FROM stood AS given JOIN names o ON o.name = holder JOIN names c ON c.name = given.owned
             JOIN part s ON s.text = given.share JOIN part v ON v.text = given.votes
        WHERE stood <> 'FALSE';
        """  # noqa: S608 - an expression of ours
    )


def _names(database: "DuckDBPyConnection") -> KeptTexts:
    import numpy as np  # noqa: PLC0415

    found = database.execute("SELECT name, strlen(name) AS size FROM names ORDER BY id").fetchnumpy()
    letters = "".join(found["name"].tolist()).encode()
    return KeptTexts(letters, np.cumsum(found["size"], dtype=np.int64), range(len(found["size"])))


def _nominees(database: "DuckDBPyConnection") -> dict[int, tuple[str, ...]]:
    """The nominees on the way of each holding that has some, by its place in the order of owners."""
    rows = database.execute(
        "SELECT place, told, nominee_for FROM (SELECT row_number() OVER (ORDER BY owner, line) - 1 AS place, told, "
        "nominee_for FROM numbered) WHERE nominee_for <> ''"
    ).fetchall()
    return {int(at): (owner, *(name.strip() for name in way.split(" > ")[:-1])) for at, owner, way in rows}


def _columns(names: KeptTexts, parts: list[Fraction], rows: dict[str, Any], through: dict[int, Any]) -> Columns:
    import numpy as np  # noqa: PLC0415

    owner, owned = rows["owner"], rows["owned"]
    edges = np.arange(len(names) + 1)
    by_owned = np.argsort(owned, kind="stable").astype(np.int32)
    return Columns(
        names=names,
        parts=parts,
        owner=owner,
        owned=owned,
        share=rows["share"],
        votes=rows["votes"],
        through=through,
        start=np.searchsorted(owner, edges),
        by_owned=by_owned,
        owned_start=np.searchsorted(owned[by_owned], edges),
    )


def _sums(columns: Columns, scaled: list[int], whole: int) -> Any:  # noqa: ANN401 - caveats
    """Companies of which more than the whole is held, or less than all is known; whole numbers below 2**53."""
    import numpy as np  # noqa: PLC0415

    weights = np.array([*scaled, 0], dtype=float)[columns.share]
    sums = np.bincount(columns.owned, weights, len(columns.names))
    held = columns.owned_start[1:] > columns.owned_start[:-1]

    def told(which: Any) -> list[str]:  # noqa: ANN401 - an array of truths
        found = which.nonzero()[0].tolist()
        named = [f"{columns.name(n)} {percent(Fraction(int(sums[n]), whole))}" for n in found[:_TOLD]]
        return named + [""] * (len(found) - len(named))

    return sums_told(told(held & (sums > whole)), told(held & (sums < whole)))


def _told(database: "DuckDBPyConnection", day: "dt.date") -> Any:  # noqa: ANN401 - caveats
    def lines(query: str) -> list[str]:
        count = database.execute(f"SELECT count(*) FROM ({query})").fetchall()[0][0]  # noqa: S608 - queries below
        found = [str(row[0]) for row in database.execute(f"{query} ORDER BY line LIMIT {_TOLD}").fetchall()]
        return found + [""] * (int(count) - len(found))

    open_shares = "JOIN names c ON c.id = numbered.owned JOIN names o ON o.id = numbered.owner"
    ways = r"told || ' for ' || regexp_replace(nominee_for, '\s* > \s*', ' for ', 'g')"
    return caveats_told(
        day,
        lines("SELECT 'line ' || line AS what, line FROM stood WHERE stood = 'FALSE'"),
        lines("SELECT 'line ' || line AS what, line FROM stood WHERE stood = 'UNKNOWN'"),
        lines(f"SELECT {ways} || ' in ' || c.name AS what, line FROM numbered {open_shares} WHERE nominee_for <> ''"),  # noqa: S608
        lines(
            f"SELECT told || ' in ' || c.name AS what, line FROM numbered {open_shares} WHERE share < 0 AND votes < 0"  # noqa: S608
        ),
    )


def _kinds(database: "DuckDBPyConnection") -> dict[str, str] | None:
    """Who is a person, company or arrangement; nothing where a word is another one or two rows differ."""
    rows = database.execute(
        "SELECT DISTINCT owner, owner_kind FROM given WHERE owner_kind <> '' "
        "UNION SELECT DISTINCT owned, owned_kind FROM given WHERE owned_kind <> ''"
    ).fetchall()
    found = {str(name): str(kind) for name, kind in rows}
    return found if len(found) == len(rows) and set(found.values()) <= KINDS else None
