"""Reading holdings: CSV, BODS 0.4 and FollowTheMoney, told apart by their contents."""

from fractions import Fraction
from pathlib import Path

from comity.common.dates import PartialDate
from comity.common.errors import BadInputError, Place
from comity.tracing.caveats import Caveat, listed
from comity.tracing.json_documents import json_documents
from comity.tracing.ledger_rows import Row
from comity.tracing.ownership.holdings import Holding, OtherInterest, Register
from comity.tracing.ownership.read_bods import NOT_COUNTED, read_bods
from comity.tracing.ownership.read_followthemoney import read_followthemoney
from comity.tracing.ownership.shares import part_of
from comity.tracing.ownership.write_table import FURTHER, KINDS, PLAIN, REQUIRED
from comity.tracing.row_errors import every_row
from comity.tracing.table_files import csv_rows, file_digest, opened

_WAYS = {"direct", "indirect", "unknown"}
_COLUMNS = [*PLAIN, *FURTHER]


def read_holdings(path: Path) -> Register:
    """Read holdings from a file of any of the three kinds."""
    digest = file_digest(path)
    if is_table(path):
        return _read_table(path, digest)
    items = json_documents(path)
    if any("recordType" in item for item in items):
        return read_bods(items, path.name, digest)
    if any("schema" in item for item in items):
        return read_followthemoney(items, path.name, digest)
    if any("statementType" in item for item in items):
        raise BadInputError("is BODS before version 0.4; only 0.4 (with recordType) is read", Place(path.name))
    raise BadInputError("is neither BODS 0.4 (recordType) nor FollowTheMoney (schema)", Place(path.name))


def is_table(path: Path) -> bool:
    """Whether a file does not begin as JSON does."""
    with opened(path) as file:
        return file.read(64).lstrip(b"\xef\xbb\xbf \t\r\n")[:1] not in (b"[", b"{")


def _read_table(path: Path, digest: str) -> Register:
    rows = csv_rows(path, _COLUMNS, REQUIRED)
    kinds: dict[str, str] = {}
    found = [item for item in every_row(lambda row: _row(row, path.name, kinds), rows) if item is not None]
    holdings = tuple(item for item in found if isinstance(item, Holding))
    others = tuple(item for item in found if isinstance(item, OtherInterest))
    caveats = (Caveat("interest_kind", NOT_COUNTED, listed([item.where for item in others])),) if others else ()
    return Register(path.name, digest, holdings, kinds, caveats, others)


def _row(row: Row, name: str, kinds: dict[str, str]) -> Holding | OtherInterest | None:
    """A row is a holding, an interest that no rule counts, or only says what somebody is."""
    for side in ("owner", "owned"):
        kind = row.get(f"{side}_kind")
        if kind and kind not in KINDS:
            what = f"'{kind}' is not one of {', '.join(sorted(KINDS))}"
            raise BadInputError(what, Place(name, row.line, f"{side}_kind"))
        if kind and kinds.setdefault(row.get(side), kind) != kind:
            what = f"'{row.get(side)}' is {kinds[row.get(side)]} in another row"
            raise BadInputError(what, Place(name, row.line, f"{side}_kind"))
    if row.get("owner_kind") and not (row.get("owned") or row.get("share")):
        return None
    return _other(row, name) if row.get("interest") else _holding(row, name)


def _other(row: Row, name: str) -> OtherInterest:
    if not row.get("owned"):
        raise BadInputError("is empty", Place(name, row.line, "owned"))
    direct = row.get("direct_or_indirect") or "unknown"
    if direct not in _WAYS:
        what = f"'{direct}' is not one of {', '.join(sorted(_WAYS))}"
        raise BadInputError(what, Place(name, row.line, "direct_or_indirect"))
    return OtherInterest(
        owner=row.get("owner"),
        owned=row.get("owned"),
        kind=row.get("interest"),
        direct=direct,
        share=_part(row, "share", name),
        since=_date(row, "from", name),
        until=_date(row, "to", name),
        where=f"line {row.line}",
    )


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
        at_most=_part(row, "at_most", name),
    )


def _part(row: Row, key: str, name: str) -> Fraction | None:
    try:
        return part_of(row.get(key))
    except BadInputError as error:
        raise BadInputError(error.what, Place(name, row.line, key)) from None


def _date(row: Row, key: str, name: str) -> PartialDate | None:
    text = row.get(key)
    try:
        return PartialDate.parse(text) if text else None
    except BadInputError as error:
        raise BadInputError(error.what, Place(name, row.line, key)) from None
