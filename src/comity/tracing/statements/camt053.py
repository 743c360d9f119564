"""Statements in ISO 20022 camt.053, of any version: accounts, balances, entries and the transactions inside them."""

import datetime as dt
from collections.abc import Iterator
from xml.etree import ElementTree as ET

from comity.common.errors import BadInputError, Place
from comity.tracing.minor_units import decimals_of, to_minor
from comity.tracing.statements.statement import Entry, Statement


def looks_like_camt053(text: str) -> bool:
    """Whether a text is XML with a bank-to-customer statement."""
    return text.lstrip().startswith("<") and "BkToCstmrStmt" in text


def read_camt053(text: str, name: str) -> list[Statement]:
    """Read every statement of a file."""
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise BadInputError("declares a document type, which a bank statement never does; it was not read", Place(name))
    try:
        root = ET.fromstring(text.encode())  # noqa: S314 - declarations of entities were refused above
    except ET.ParseError as error:
        raise BadInputError(f"is not readable as XML: {error}", Place(name)) from None
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2]
    return [_statement(part, name, number) for number, part in enumerate(root.iter("Stmt"), start=1)]


def _statement(part: ET.Element, name: str, number: int) -> Statement:
    place = Place(name, field=f"statement {number}")
    account = _text(part, "Acct/Id/IBAN") or _text(part, "Acct/Id/Othr/Id")
    if not account:
        raise BadInputError("has no account number", place)
    currency = _text(part, "Acct/Ccy") or next((a.get("Ccy", "") for a in part.iter("Amt")), "")
    decimals = decimals_of(currency, place)
    balances = {}
    for balance in part.findall("Bal"):
        code = _text(balance, "Tp/CdOrPrtry/Cd")
        balances[code] = _signed(balance, decimals, place)
    entries: list[Entry] = []
    for index, item in enumerate(part.findall("Ntry"), start=1):
        if (_text(item, "Sts/Cd") or _text(item, "Sts") or "BOOK") == "BOOK":
            entries += _entries(item, currency, decimals, Place(name, field=f"statement {number}, entry {index}"))
    opening = balances.get("OPBD", balances.get("PRCD"))
    holder = _text(part, "Acct/Ownr/Nm")
    return Statement(name, account, currency, decimals, tuple(entries), opening, balances.get("CLBD"), holder)


def _entries(item: ET.Element, currency: str, decimals: int, place: Place) -> Iterator[Entry]:
    """One entry, or the transactions inside it where their amounts add up to it."""
    amount = item.find("Amt")
    if amount is not None and amount.get("Ccy", currency) != currency:
        raise BadInputError(f"is in {amount.get('Ccy')}, the account in {currency}", place)
    whole = _signed(item, decimals, place)
    parts = item.findall("NtryDtls/TxDtls")
    amounts = [_part_amount(part, currency, decimals, place) for part in parts]
    split = len(parts) > 1 and None not in amounts and sum(a or 0 for a in amounts) == abs(whole)
    sign = 1 if whole >= 0 else -1
    day = _day(item, place)
    if split:
        for number, (part, value) in enumerate(zip(parts, amounts, strict=True), start=1):
            yield _entry(item, part, day, sign * (value or 0), f"{place.field}, part {number}")
    else:
        yield _entry(item, parts[0] if parts else item, day, whole, place.field or "")


def _entry(item: ET.Element, part: ET.Element, day: dt.date, amount: int, where: str) -> Entry:
    other = "Dbtr" if amount > 0 else "Cdtr"
    words = [found.text or "" for found in part.findall("RmtInf/Ustrd")] or [_text(item, "AddtlNtryInf")]
    reference = _text(part, "Refs/EndToEndId")
    parties = f"RltdPties/{other}"
    return Entry(
        day,
        amount,
        " ".join(words).strip(),
        _text(part, f"{parties}/Nm") or _text(part, f"{parties}/Pty/Nm"),
        _text(part, f"{parties}Acct/Id/IBAN") or _text(part, f"{parties}Acct/Id/Othr/Id"),
        "" if reference == "NOTPROVIDED" else reference or _text(item, "NtryRef"),
        where,
    )


def _part_amount(part: ET.Element, currency: str, decimals: int, place: Place) -> int | None:
    for path in ("Amt", "AmtDtls/TxAmt/Amt"):
        found = part.find(path)
        if found is not None and found.get("Ccy", currency) == currency:
            return to_minor((found.text or "").strip(), decimals, place)
    return None


def _signed(part: ET.Element, decimals: int, place: Place) -> int:
    minor = to_minor(_text(part, "Amt"), decimals, place)
    return minor if _text(part, "CdtDbtInd") == "CRDT" else -minor


def _day(item: ET.Element, place: Place) -> dt.date:
    for path in ("BookgDt/Dt", "BookgDt/DtTm", "ValDt/Dt", "ValDt/DtTm"):
        text = _text(item, path)
        if text:
            try:
                return dt.date.fromisoformat(text[:10])
            except ValueError:
                raise BadInputError(f"'{text}' is not a date", place) from None
    raise BadInputError("has no booking date", place)


def _text(part: ET.Element, path: str) -> str:
    found = part.find(path)
    return (found.text or "").strip() if found is not None else ""
