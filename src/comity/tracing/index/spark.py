"""The entries of an index built by Spark: one shuffle by account, each account's transfers sorted and summed in order.

What comes of it is what the local builder makes, to the byte. The accounts are done in parts, each a folder of Parquet
beside the others: work that was cut off goes on with the first part that is missing. Which machines do it is said by
Spark's own settings (SPARK_HOME/conf, or MASTER); where several do, the folder has to be one that all of them reach.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from comity.common.errors import BadInputError, Place
from comity.common.spark import spark_session
from comity.tracing.index.build import with_lows
from comity.tracing.index.entries import Entries
from comity.tracing.ledger import Ledger

ROWS_A_PART = 25_000_000
"""So many transfers make one part of the accounts."""
_GIVEN, _DONE, _HEAD = "transfers.parquet", "_SUCCESS", "ledger.json"
Progress = Callable[[int, int], None]


def spark_entries(ledger: Ledger, work: Path, *, parts: int | None = None, progress: Progress | None = None) -> Entries:
    """Build the entries of every account; ``work`` keeps what is done, so that the same call goes on where it ended."""
    count = parts or max(1, -(-len(ledger) // ROWS_A_PART))
    work_begin(ledger, work, count)
    bounds = [len(ledger.accounts) * part // count for part in range(count + 1)]
    missing = [part for part in range(count) if not (work / _part(part) / _DONE).exists()]
    if missing:
        with spark_session("trace-index") as session:
            for part in missing:
                _build(session, work, part, bounds[part], bounds[part + 1])
                if progress is not None:
                    progress(part + 1, count)
    return _gathered(ledger, work, count)


def _part(number: int) -> str:
    return f"entries-{number:05d}.parquet"


def work_begin(ledger: Ledger, work: Path, parts: int) -> None:
    """Write the numbered transfers once, and refuse a folder that belongs to another ledger."""
    head = {"digest": ledger.digest, "transfers": len(ledger), "accounts": len(ledger.accounts), "parts": parts}
    told = work / _HEAD
    if told.exists():
        if json.loads(told.read_text(encoding="utf-8")) != head:
            raise BadInputError("holds the work on another ledger, or in other parts", Place(str(work)))
        return
    work.mkdir(parents=True, exist_ok=True)
    _write_transfers(ledger, work / _GIVEN)
    told.write_text(json.dumps(head), encoding="utf-8")


def _write_transfers(ledger: Ledger, path: Path) -> None:
    import duckdb  # noqa: PLC0415 - large libraries that only large ledgers need
    import numpy as np  # noqa: PLC0415

    columns = {name: np.asarray(getattr(ledger, name), dtype=np.int64) for name in ("sender", "receiver", "amount")}
    columns["row"] = np.arange(len(ledger), dtype=np.int64)
    goal = str(path).replace("'", "''")
    with duckdb.connect() as database:
        database.register("transfers", columns)
        database.execute(f"COPY (SELECT * FROM transfers) TO '{goal}' (FORMAT parquet)")  # noqa: S608 - a path of ours


def _build(session: Any, work: Path, part: int, first: int, stop: int) -> None:  # noqa: ANN401 - Spark ships few types
    """The entries of the accounts from ``first`` to ``stop``: shuffled by account, then sums in booking order."""
    from pyspark.sql import Window  # noqa: PLC0415
    from pyspark.sql import functions as f  # noqa: PLC0415

    given = session.read.parquet(str(work / _GIVEN)).where("sender <> receiver")
    sides = [
        given.selectExpr(f"{side} AS account", "row", f"{sign}amount AS change", f"{paid} AS payment")
        for side, sign, paid in (("sender", "-", "amount"), ("receiver", "", "0L"))
    ]
    both = sides[0].unionByName(sides[1]).where(f"account > 0 AND account >= {first} AND account < {stop}")
    order = Window.partitionBy("account").orderBy("row").rowsBetween(Window.unboundedPreceding, Window.currentRow)
    entries = both.select(
        "account", "row", f.sum("change").over(order).alias("balance"), f.sum("payment").over(order).alias("paid")
    )
    entries.write.mode("overwrite").parquet(str(work / _part(part)))


def _gathered(ledger: Ledger, work: Path, parts: int) -> Entries:
    """All parts as columns, account by account."""
    import duckdb  # noqa: PLC0415
    import numpy as np  # noqa: PLC0415

    found: dict[str, list[Any]] = {name: [] for name in ("account", "row", "balance", "paid")}
    with duckdb.connect() as database:
        for part in range(parts):
            source = str(work / _part(part) / "*.parquet").replace("'", "''")
            query = f"SELECT account, row, balance, paid FROM read_parquet('{source}') ORDER BY account, row"  # noqa: S608
            for name, column in database.execute(query).fetchnumpy().items():
                found[name].append(column)
    columns = {name: np.concatenate(pieces) for name, pieces in found.items()}
    start = np.zeros(len(ledger.accounts) + 1, dtype=np.int64)
    start[1:] = np.cumsum(np.bincount(columns["account"], minlength=len(ledger.accounts)))
    small = np.int32 if len(ledger) < 2**31 else np.int64
    balance, paid = (columns[name].astype(np.int64) for name in ("balance", "paid"))
    return with_lows(start, columns["row"].astype(small), balance, paid)
