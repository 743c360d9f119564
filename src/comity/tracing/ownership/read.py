"""Reading holdings: CSV, BODS 0.4 and FollowTheMoney, told apart by their contents."""

from fractions import Fraction
from pathlib import Path

from comity.common.dates import PartialDate
from comity.common.errors import BadInputError, Place
from comity.tracing.json_documents import json_documents
from comity.tracing.ledger_files import csv_rows, file_digest, opened
from comity.tracing.ledger_rows import Row
from comity.tracing.ownership.holdings import Holding, Register
from comity.tracing.ownership.read_bods import read_bods
from comity.tracing.ownership.read_followthemoney import read_followthemoney
from comity.tracing.row_errors import every_row

_COLUMNS = "owner owned share votes from to nominee_for".split()


def read_holdings(path: Path) -> Register:
    """Read holdings from a file of any of the three kinds."""
    with opened(path) as file:
        begin = file.read(64).lstrip(b"\xef\xbb\xbf \t\r\n")
    digest = file_digest(path)
    if begin[:1] not in (b"[", b"{"):
        rows = csv_rows(path, _COLUMNS, ("owner", "owned", "share"))
        return Register(path.name, digest, tuple(every_row(lambda row: _holding(row, path.name), rows)))
    items = json_documents(path)
    if any("recordType" in item for item in items):
        return read_bods(items, path.name, digest)
    if any("schema" in item for item in items):
        return read_followthemoney(items, path.name, digest)
    if any("statementType" in item for item in items):
        raise BadInputError("is BODS before version 0.4; only 0.4 (with recordType) is read", Place(path.name))
    raise BadInputError("is neither BODS 0.4 (recordType) nor FollowTheMoney (schema)", Place(path.name))


def _holding(row: Row, name: str) -> Holding:
    for key in ("owner", "owned"):
        if not row.get(key):
            raise BadInputError("is empty", Place(name, row.line, key))
    *between, behind = [name.strip() for name in row.get("nominee_for").split(" > ")]
    return Holding(
        owner=row.get("owner"),
        owned=row.get("owned"),
        share=_part(row, "share", name),
        votes=_part(row, "votes", name),
        since=_date(row, "from", name),
        until=_date(row, "to", name),
        nominee_for=behind,
        where=f"line {row.line}",
        between=tuple(between),
    )


def _part(row: Row, key: str, name: str) -> Fraction | None:
    text = row.get(key)
    if not text or text.lower() == "unknown":
        return None
    place = Place(name, row.line, key)
    try:
        value = Fraction(text.removesuffix("%").strip()) / (100 if text.endswith("%") else 1)
    except (ValueError, ZeroDivisionError):
        raise BadInputError(f"'{text}' is not a share (0.25, 25% or 1/4)", place) from None
    if not 0 <= value <= 1:
        raise BadInputError(f"'{text}' is not between nothing and the whole (write 0.25 or 25%)", place)
    return value


def _date(row: Row, key: str, name: str) -> PartialDate | None:
    text = row.get(key)
    try:
        return PartialDate.parse(text) if text else None
    except BadInputError as error:
        raise BadInputError(error.what, Place(name, row.line, key)) from None
