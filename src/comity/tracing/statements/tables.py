"""Statements in tables, CSV or XLSX: which column is what is found by its heading or told by a mapping."""

import csv
import datetime as dt
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from comity.common.archives import check_archive
from comity.common.errors import BadInputError, Place
from comity.tracing.minor_units import decimals_of, to_minor
from comity.tracing.row_errors import every_row
from comity.tracing.statements.statement import Entry, Statement

FIELDS = {
    "date": "date,booking date,booked,value date,transaction date,datum,buchungstag,date comptable,fecha,日期,交易日期",
    "amount": "amount,betrag,montant,importe,amount (signed),金额",
    "debit": "debit,withdrawal,withdrawals,paid out,money out,soll,débit,cargo,支出",
    "credit": "credit,deposit,deposits,paid in,money in,haben,crédit,abono,收入",
    "balance": "balance,running balance,saldo,solde,余额",
    "currency": "currency,ccy,währung,devise,moneda,币种",
    "account": "account,account number,iban,own account,konto,compte,cuenta,账号",
    "description": "description,narrative,details,memo,verwendungszweck,libellé,concepto,摘要",
    "counterparty": "counterparty,payee,payee/payer,name,beneficiary,empfänger,bénéficiaire,对方户名",
    "counterparty_account": "counterparty account,counterparty iban,beneficiary account,gegenkonto,对方账号",
    "reference": "reference,ref,end to end id,transaction id,referenz,référence,流水号",
}
"""The headings by which a column is recognised; a mapping names the column of a field instead."""
SETTINGS = frozenset({"date_format", "decimal", "account_number", "currency_code"})
"""What a mapping may say besides columns: how dates and decimals are written, the account and currency of a file."""
Mapped = Mapping[str, str]


def read_table(rows: list[tuple[int, list[str]]], name: str, mapping: Mapped) -> tuple[list[Statement], dict[str, str]]:
    """Read a table whose first row is its heading; gives the statements, one per account, and the mapping used."""
    if not rows:
        raise BadInputError("is empty", Place(name))
    used = _mapping([cell.strip() for cell in rows[0][1]], name, mapping)
    columns = {field: rows[0][1].index(used[field]) for field in used if field in FIELDS}
    accounts: dict[str, list[tuple[Entry, int | None, str]]] = {}
    given = [(line, cells) for line, cells in rows[1:] if any(cells)]
    for account, currency, entry, balance in every_row(lambda row: _row(*row, columns, used, name), given):
        accounts.setdefault(account, []).append((entry, balance, currency))
    return [_statement(account, found, name) for account, found in accounts.items()], used


def _mapping(header: list[str], name: str, given: Mapped) -> dict[str, str]:
    place = Place(name, 1)
    used = {key: value for key, value in given.items() if key in SETTINGS}
    for field, known in FIELDS.items():
        if field in given:
            if given[field] not in header:
                raise BadInputError(f"the mapping names the column '{given[field]}', which is not there", place)
            used[field] = given[field]
            continue
        found = next((cell for cell in header if cell.lower() in known.split(",")), None)
        if found:
            used[field] = found
    if "date" not in used or not ({"amount", "debit", "credit"} & used.keys()):
        raise BadInputError("which columns are the date and the amount is not clear; say it with --mapping", place)
    return used


def _row(
    line: int, cells: list[str], columns: Mapped | dict[str, int], used: Mapped, name: str
) -> tuple[str, str, Entry, int | None]:
    def cell(field: str) -> str:
        index = columns.get(field)
        return cells[int(index)].strip() if index is not None and int(index) < len(cells) else ""

    account = cell("account") or used.get("account_number", "") or Path(name).stem
    currency = cell("currency") or used.get("currency_code", "")
    if not currency:
        raise BadInputError("has no currency; say it with --mapping currency_code=EUR", Place(name, line))
    decimals = decimals_of(currency, Place(name, line, "currency"))

    def money(field: str) -> int:
        return to_minor(_plain(cell(field), used.get("decimal", ".")), decimals, Place(name, line, used[field]))

    if "amount" in used:
        amount = money("amount")
    else:
        amount = sum(s * abs(money(f)) for f, s in (("credit", 1), ("debit", -1)) if f in used and cell(f))
    entry = Entry(
        _day(cell("date"), used, Place(name, line, used["date"])),
        amount,
        description=cell("description"),
        counterparty=cell("counterparty"),
        counterparty_account=cell("counterparty_account"),
        reference=cell("reference"),
        place=f"line {line}",
    )
    return account, currency, entry, money("balance") if "balance" in used and cell("balance") else None


def _plain(text: str, point: str) -> str:
    """An amount with a point; blanks, and the other of comma and point, are taken as separators of thousands."""
    text = re.sub(r"[\s\u00a0\u202f']", "", text).replace("\u2212", "-").removeprefix("+")
    if text.endswith("-"):
        text = f"-{text[:-1]}"
    if text.startswith("(") and text.endswith(")"):
        text = f"-{text[1:-1]}"
    return text.replace(".", "").replace(",", ".") if point == "," else re.sub(r",(?=\d{3}(\D|$))", "", text)


def _day(text: str, used: Mapped, place: Place) -> dt.date:
    form = used.get("date_format", "%Y-%m-%d")
    try:
        return dt.datetime.strptime(text[:10] if form == "%Y-%m-%d" else text, form).date()  # noqa: DTZ007 - a day
    except ValueError:
        what = f"'{text}' is not a date ({form}); say how dates are written with --mapping date_format=%d.%m.%Y"
        raise BadInputError(what, place) from None


def _statement(account: str, found: list[tuple[Entry, int | None, str]], name: str) -> Statement:
    """Banks print the newest entry first or last; the opening balance follows from the first printed balance."""
    currencies = {currency for *_, currency in found}
    if len(currencies) > 1:
        raise BadInputError(f"the account {account} has entries in {' and '.join(sorted(currencies))}", Place(name))
    if found[0][0].day > found[-1][0].day:
        found.reverse()
    first, last = found[0], found[-1]
    opening = None if first[1] is None else first[1] - first[0].amount
    currency = currencies.pop()
    entries = tuple(entry for entry, _, _ in found)
    return Statement(name, account, currency, decimals_of(currency, Place(name)), entries, opening, last[1])


def csv_table(text: str) -> list[tuple[int, list[str]]]:
    """The rows of a CSV text with their lines; the separator is the one its heading has most of."""
    separator = max(",;\t", key=text.partition("\n")[0].count)
    reader = csv.reader(io.StringIO(text), delimiter=separator)
    return [(reader.line_num, row) for row in reader if any(cell.strip() for cell in row)]


def xlsx_table(path: Path) -> list[tuple[int, list[str]]]:
    """The rows of the first sheet of a workbook as text."""
    import python_calamine  # noqa: PLC0415 - only workbooks need it

    check_archive(path)
    try:
        sheet = python_calamine.CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0)
        rows = sheet.to_python(skip_empty_area=False)
    except (python_calamine.CalamineError, OSError, IndexError) as error:
        raise BadInputError(f"is not readable as a workbook: {error}", Place(path.name)) from None
    shown = ((number, list(_cells(row))) for number, row in enumerate(rows, start=1))
    return [(number, row) for number, row in shown if any(row)]


def _cells(row: Sequence[object]) -> Iterator[str]:
    for value in row:
        if isinstance(value, dt.datetime):
            yield value.date().isoformat()
        elif isinstance(value, float):
            yield f"{value:.0f}" if value.is_integer() else repr(value)
        else:
            yield str(value).strip()
