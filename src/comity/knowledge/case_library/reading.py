"""Reading a summary from plain data: every slip with its field, so that whoever sent the file can mend it."""

import re
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from comity.common.dates import PartialDate
from comity.common.errors import BadInputError
from comity.common.money import Money
from comity.knowledge.case_library.summary import COLUMNS, LISTS, ROWS, Column, Kind, Row, Summary
from comity.law.states import parse_state

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z]{2,8})?")
_ID = re.compile(r"[A-Za-z0-9][\w.:-]{0,60}")
_LONGEST = {Kind.LINE: 400, Kind.TEXT: 20_000}
_MOST_ROWS = 200


@dataclass(frozen=True, slots=True)
class Slip:
    """One thing that cannot be used: in which line of the file, in which field, in a sentence."""

    line: int
    field: str
    sentence: str

    def __str__(self) -> str:
        """The slip as one line of text."""
        where = f"line {self.line}, {self.field}" if self.field else f"line {self.line}"
        return f"{where}: {self.sentence}"


@dataclass(slots=True)
class _Taking:
    """What has been read of one summary so far, and what was wrong with it."""

    line: int
    slips: list[Slip] = field(default_factory=list)

    def slip(self, name: str, sentence: str) -> None:
        self.slips.append(Slip(self.line, name, sentence))


def read_summary(data: Mapping[str, Any], line: int = 1) -> tuple[Summary | None, list[Slip]]:
    """Read one summary; with any slip there is no summary, and every slip is told."""
    taking = _Taking(line)
    known = {"uid", *ROWS, *(column.name for column in COLUMNS)}
    for name in data:
        if name not in known:
            taking.slip(str(name), "there is no such field")
    uid = _uid(data.get("uid"), taking)
    fields = _fields(COLUMNS, data, taking, "")
    rows = {name: tuple(_rows(name, data.get(name, ()), taking)) for name in ROWS}
    _dates_in_order(fields, taking)
    if not rows["sources"]:
        taking.slip("sources", "name at least one source that others can read")
    return (None if taking.slips else Summary(uid, fields, rows["amounts"], rows["sources"])), taking.slips


def _uid(value: Any, taking: _Taking) -> str:  # noqa: ANN401 - plain data of a file
    if value in (None, ""):
        return str(uuid.uuid4())
    try:
        return str(uuid.UUID(str(value)))
    except ValueError:
        taking.slip("uid", "this is no identifier; leave it empty for a new summary")
        return ""


def _rows(name: str, value: Any, taking: _Taking) -> Iterator[Row]:  # noqa: ANN401
    if not isinstance(value, Sequence) or isinstance(value, str) or len(value) > _MOST_ROWS:
        taking.slip(name, "this is no list of rows")
        return
    for number, row in enumerate(value, start=1):
        if not isinstance(row, Mapping):
            taking.slip(f"{name} {number}", "this is no row")
            continue
        for extra in row.keys() - {column.name for column in ROWS[name]}:
            taking.slip(f"{name} {number} {extra}", "there is no such field")
        read = _fields(ROWS[name], row, taking, f"{name} {number} ")
        if name == "amounts":
            _money(read, taking, f"{name} {number} ")
        yield read


def _money(row: dict[str, Any], taking: _Taking, where: str) -> None:
    if row.get("usd") and not row.get("rate_source"):
        taking.slip(f"{where}rate_source", "say where the rate comes from")
    for name, currency in (("amount", row.get("currency", "")), ("usd", "USD")):
        text = row.get(name, "")
        if not text or not currency:
            continue
        try:
            if Money.parse(text, currency).amount < 0 or "e" in text.lower():
                taking.slip(where + name, "an amount is written in digits and is not below zero")
        except BadInputError as error:
            taking.slip(where + (name if "amount (" in error.what else "currency"), error.what)


def _fields(columns: Sequence[Column], data: Mapping[str, Any], taking: _Taking, where: str) -> dict[str, Any]:
    read: dict[str, Any] = {}
    for column in columns:
        value = _value(column, data.get(column.name), taking, where + column.name)
        if value:
            read[column.name] = value
        elif column.needed and data.get(column.name) in (None, "", [], ()):
            taking.slip(where + column.name, "this is needed")
    return read


def _value(column: Column, value: Any, taking: _Taking, where: str) -> Any:  # noqa: ANN401
    if value in (None, "", [], ()):
        return ""
    in_list = column.kind in LISTS and where == column.name  # in a row of amounts or sources every field has one value
    values = list(value) if isinstance(value, list | tuple) else [value]
    if not all(isinstance(one, str) for one in values) or (len(values) > 1 and not in_list):
        taking.slip(where, "this is no text" if not in_list else "this is no list of codes")
        return ""
    try:
        read = [_one(column, text) for text in values if text.strip()]
    except BadInputError as error:
        taking.slip(where, error.what)
        return ""
    return list(dict.fromkeys(read)) if in_list else "".join(read)


def _one(column: Column, text: str) -> str:
    text = text.replace("\r\n", "\n").strip()
    longest = _LONGEST.get(column.kind, 100)
    if len(text) > longest:
        raise BadInputError(f"write at most {longest} characters")
    if column.name == "language" and not _LANGUAGE.fullmatch(text):
        raise BadInputError("give the code of a language, such as en, ar or zh")
    if column.kind is Kind.STATES:
        return parse_state(text)
    if column.kind is Kind.DATE:
        return str(PartialDate.parse(text))
    if column.kind is Kind.CODES and text not in column.codes:
        raise BadInputError(f"'{text[:60]}' is not one of {', '.join(column.codes)}")
    if column.kind is Kind.IDS and not _ID.fullmatch(text):
        raise BadInputError(f"'{text[:60]}' is no id of an instrument")
    return text


def _dates_in_order(fields: Mapping[str, Any], taking: _Taking) -> None:
    """A case does not end before it begins; what is known only to the year is given the benefit of the doubt."""
    if fields.get("begun") and fields.get("concluded"):
        begun, concluded = (PartialDate.parse(fields[name]) for name in ("begun", "concluded"))
        if concluded.last < begun.first:
            taking.slip("concluded", "this is before the case began")
