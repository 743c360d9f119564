"""Statements in SWIFT MT940: fields 25, 28C, 60, 61, 86 and 62."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from comity.common.errors import BadInputError, Place
from comity.tracing.minor_units import decimals_of, to_minor
from comity.tracing.statements.statement import Entry, Statement

_TAG = re.compile(r":(\d{2}[A-Z]?):(.*)", re.DOTALL)
_BALANCE = re.compile(r"([CD])(\d{6})([A-Z]{3})([\d,]+)")
_ENTRY = re.compile(r"(\d{6})(\d{4})?(R?[CD])([A-Z]?)(\d+,\d*)([A-Z][A-Z0-9]{3})([^\n]*)(?:\n(.*))?", re.DOTALL)
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]){11,30}\b")


@dataclass(slots=True)
class _Draft:
    account: str
    line: int
    currency: str = ""
    decimals: int = 2
    opening: int | None = None
    closing: int | None = None
    entries: list[Entry] = field(default_factory=list)


def looks_like_mt940(text: str) -> bool:
    """Whether a text has the fields of an MT940 statement."""
    return bool(re.search(r"(?m)^:25P?:", text) and re.search(r"(?m)^:60[FM]:", text))


def read_mt940(text: str, name: str) -> list[Statement]:
    """Read every statement of a file, in the order of the file."""
    drafts: list[_Draft] = []
    for tag, value, line in _fields(text):
        place = Place(name, line, f"field {tag}")
        if tag in ("25", "25P"):
            drafts.append(_Draft(value.splitlines()[0].strip(), line))
        elif not drafts:
            continue
        elif tag in ("60F", "60M", "62F", "62M"):
            _balance(drafts[-1], tag, value, place)
        elif tag == "61":
            drafts[-1].entries.append(_entry(value, drafts[-1], place, f"line {line}"))
        elif tag == "86" and drafts[-1].entries and drafts[-1].closing is None:
            drafts[-1].entries[-1] = _described(drafts[-1].entries[-1], value)
    return [_statement(draft, name) for draft in drafts if draft.entries or draft.opening is not None]


def _fields(text: str) -> Iterator[tuple[str, str, int]]:
    """Tag, value with its continuation lines, and line number."""
    tag, lines, start = "", [""], 0
    for number, line in enumerate(text.splitlines(), start=1):
        match = _TAG.match(line)
        if match or line.startswith(("-}", "{", "-\n")) or line == "-":
            if tag:
                yield tag, "\n".join(lines), start
            tag, lines, start = (match[1], [match[2]], number) if match else ("", [""], number)
        else:
            lines.append(line)
    if tag:
        yield tag, "\n".join(lines), start


def _balance(draft: _Draft, tag: str, value: str, place: Place) -> None:
    match = _BALANCE.match(value)
    if match is None:
        raise BadInputError("is not a balance (C or D, date, currency, amount)", place)
    sign, _, currency, amount = match.groups()
    draft.currency, draft.decimals = currency, decimals_of(currency, place)
    minor = to_minor(amount.replace(",", "."), draft.decimals, place) * (1 if sign == "C" else -1)
    if tag.startswith("60"):
        draft.opening = minor if draft.opening is None else draft.opening
    else:
        draft.closing = minor


def _entry(value: str, draft: _Draft, place: Place, where: str) -> Entry:
    match = _ENTRY.match(value)
    if match is None:
        raise BadInputError("is not an entry (date, C or D, amount, kind, reference)", place)
    date, _, sign, _, amount, _, reference, more = match.groups()
    minor = to_minor(amount.replace(",", "."), draft.decimals, place)
    try:
        day = dt.datetime.strptime(date, "%y%m%d").date()  # noqa: DTZ007 - a day without a clock
    except ValueError:
        raise BadInputError(f"'{date}' is not a date (YYMMDD)", place) from None
    own = reference.partition("//")[0].strip()
    reference = "" if own in ("NONREF", "") else own
    return Entry(day, minor if sign in ("C", "RD") else -minor, (more or "").strip(), reference=reference, place=where)


def _described(entry: Entry, value: str) -> Entry:
    text = " ".join(part.strip() for part in value.splitlines())
    found = _IBAN.search(re.sub(r"\?\d\d", " ", value.replace("\n", "")))
    return Entry(
        entry.day,
        entry.amount,
        f"{entry.description} {text}".strip(),
        counterparty_account=found[0] if found else "",
        reference=entry.reference,
        place=entry.place,
    )


def _statement(draft: _Draft, name: str) -> Statement:
    if not draft.currency:
        raise BadInputError("the statement has no opening balance (field 60), so no currency", Place(name, draft.line))
    return Statement(
        name, draft.account, draft.currency, draft.decimals, tuple(draft.entries), draft.opening, draft.closing
    )
