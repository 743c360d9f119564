"""Reading ledger files: CSV and Parquet, with opening balances from a file of their own."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from pathlib import Path

from comity.common.errors import BadInputError, Place
from comity.tracing.index.sections import is_index
from comity.tracing.ledger import Ledger
from comity.tracing.ledger_bulk import BULK_FROM_BYTES, read_bulk
from comity.tracing.ledger_rows import COLUMNS, Row, read_rows
from comity.tracing.table_files import csv_rows, file_digest, is_parquet, parquet_rows

INDEX_ENDING = ".index"
"""The index of a ledger stands beside it under its name with this ending."""


def read_ledger(
    path: Path,
    *,
    rates: Mapping[str, Fraction] | None = None,
    openings: Path | None = None,
    bulk_from: int = BULK_FROM_BYTES,
    beside: bool = True,
) -> Ledger:
    """Read a ledger; ``rates`` say what one unit of a foreign currency is worth, ``openings`` is account, amount.

    An index may be given in place of its ledger, and one that stands beside the ledger is used where it was made of
    this very file (``beside``). A file of ``bulk_from`` bytes or more is read column by column where the extra
    ``tracing`` is installed.
    """
    from comity.tracing.index.kept import index_open, index_open_for  # noqa: PLC0415 - only where there is an index

    if is_index(path):
        if rates or openings is not None:
            raise BadInputError("is an index; rates and opening balances are given when it is made", Place(str(path)))
        return index_open(path)
    digest = file_digest(path)
    kept = path.with_name(path.name + INDEX_ENDING)
    if beside and not rates and openings is None and kept.exists() and is_index(kept):
        found = index_open_for(kept, digest)
        if found is not None:
            return found
    if not rates and openings is None and path.stat().st_size >= bulk_from:
        whole = read_bulk(path, digest, parquet=is_parquet(path))
        if whole is not None:
            return whole
    rows = parquet_rows(path) if is_parquet(path) else csv_rows(path, COLUMNS)
    return read_rows(_with_openings(rows, openings), name=path.name, digest=digest, rates=rates or {})


def _with_openings(rows: Iterator[Row], openings: Path | None) -> Iterator[Row]:
    """Opening balances are what each account holds before the first transfer of the ledger."""
    if openings is None:
        yield from rows
        return
    first = next(rows, None)
    if first is None:
        return
    known = ["account", "amount", "currency", "origin"]
    for row in csv_rows(openings, known, ("account", "amount")):
        fields = {
            "sender": "",
            "receiver": row.get("account"),
            "amount": row.get("amount"),
            "origin": row.get("origin"),
        }
        fields |= {"time": "0001-01-01" if first.get("time") else "", "seq": "-9999999999", "id": f"opening-{row.line}"}
        fields |= {"currency": row.get("currency") or first.get("currency"), "description": "opening balance"}
        yield Row(row.line, fields, openings.name)
    yield first
    yield from rows
