"""Reading statement files: MT940, camt.053, CSV, XLSX and FollowTheMoney, told apart by their contents."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from comity.common.errors import BadInputError, Place
from comity.tracing.statements.camt053 import looks_like_camt053, read_camt053
from comity.tracing.statements.followthemoney import looks_like_followthemoney, read_payments
from comity.tracing.statements.mt940 import looks_like_mt940, read_mt940
from comity.tracing.statements.payments import Payment, Told
from comity.tracing.statements.statement import Statement
from comity.tracing.statements.tables import csv_table, read_table, xlsx_table
from comity.tracing.table_files import file_digest, opened


@dataclass(frozen=True, slots=True)
class StatementFile:
    """One file: what kind it is, its digest, its statements, and for a table the mapping that was used.

    ``payments`` come from files that name both sides; ``unusable`` are those of them that could not be read.
    """

    name: str
    kind: str
    digest: str
    statements: tuple[Statement, ...]
    mapping: Mapping[str, str]
    payments: tuple[Payment, ...] = ()
    unusable: tuple[Told, ...] = ()


def read_statement_file(path: Path, mapping: Mapping[str, str]) -> StatementFile:
    """Read one file of statements; ``mapping`` names columns and settings of a table."""
    digest = file_digest(path)
    with opened(path) as file:
        workbook = file.read(4) == b"PK\x03\x04"
    if workbook:
        found, used = read_table(xlsx_table(path), path.name, mapping)
        return StatementFile(path.name, "xlsx", digest, tuple(found), used)
    text = _text(path)
    if looks_like_camt053(text):
        return StatementFile(path.name, "camt.053", digest, tuple(read_camt053(text, path.name)), {})
    if looks_like_followthemoney(text):
        payments, unusable = read_payments(path)
        return StatementFile(path.name, "followthemoney", digest, (), {}, payments, unusable)
    if looks_like_mt940(text):
        return StatementFile(path.name, "mt940", digest, tuple(read_mt940(text, path.name)), {})
    if text.lstrip().startswith("<"):
        raise BadInputError("is XML, but not a camt.053 statement", Place(path.name))
    found, used = read_table(csv_table(text), path.name, mapping)
    return StatementFile(path.name, "csv", digest, tuple(found), used)


def _text(path: Path) -> str:
    data = path.read_bytes()
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        if b"\0" in data[:1000]:
            raise BadInputError("is none of CSV, XLSX, MT940, camt.053 and FollowTheMoney", Place(path.name)) from None
        return data.decode("cp1252", errors="replace")
