"""The table of signatories and ratifications of an inter-American treaty (Organization of American States)."""

import re
from collections.abc import Iterator

from comity.law.depositary.columns import PartyTable, Reading, find_table
from comity.law.depositary.names import bare_name, codes_of
from comity.law.depositary.page import DepositaryPage, Entry, Format, Opened

NAME = "oas"
_HEADINGS = {
    "name": r"(signatory )?countr(y|ies)",
    "signed": r"signature",
    "ratified": r"ra/ac/ad",
    "deposited": r"deposit",
    "information": r"informa",
}
_REQUIRED = ("name", "signed", "deposited")
_MARKS = {"": "", "RA": "ratification", "AC": "acceptance", "AD": "accession"}
_DATE = r"(\d{1,2}\s*/\s*\d{1,2}\s*/\s*\d{2,4}|-*\s*/\s*-*\s*/\s*-*)"
_REF = r"\s+(?:[A-Z]{1,2}\s+)?"
_LINE = re.compile(rf"(\D+?)[.\s]*{_DATE}{_REF}{_DATE}{_REF}{_DATE}\s*(RA|AC|AD)?(.*)")
_GENERAL = re.compile(r"general information of the treaty\s*:?\s*([A-Z]-\d+)", re.IGNORECASE)
_CAUTIONS = (
    "dates are read month first, as the page says (mm/dd/yy)",
    "the page prints no entry into force for each state; derive none without the treaty's own rule",
)


def _table(opened: Opened) -> PartyTable | None:
    return find_table(opened.html, _HEADINGS, _REQUIRED)


def _recognises(opened: Opened) -> bool:
    return _table(opened) is not None or any(_GENERAL.search(line) for line in opened.html.lines)


def _read(opened: Opened) -> DepositaryPage:
    table = _table(opened)
    reading = Reading(opened.latest, month_first=True)
    entries = tuple(_from_table(table, reading) if table is not None else _from_lines(opened, reading))
    if not entries:
        raise opened.file.error("is a page of the OAS without a table of signatories that could be read")
    text = "\n".join(opened.html.lines)
    found = _GENERAL.search(text)
    return DepositaryPage(
        NAME,
        "Organization of American States, signatories and ratifications",
        _title(opened),
        found.group(1).upper() if found else "",
        entries=entries,
        unread=tuple(reading.unread),
        cautions=_CAUTIONS,
    )


def _from_table(table: PartyTable, reading: Reading) -> Iterator[Entry]:
    for row in table.rows:
        name, signed, deposited, information = (
            table.cell(row, column).text for column in ("name", "signed", "deposited", "information")
        )
        if bare_name(name) and len(row) > 2:
            yield _entry(name, signed, deposited, information, reading)


def _from_lines(opened: Opened, reading: Reading) -> Iterator[Entry]:
    """The older pages set the table as lines of type, with dots behind the name."""
    for line in opened.html.lines:
        found = _LINE.match(line) if len(line) < 200 else None
        if found and codes_of(found.group(1)):
            name, signed, _, deposited, mark, rest = found.groups()
            yield _entry(name, signed, f"{deposited} {mark or ''}", rest, reading)


def _entry(name: str, signed: str, deposited: str, information: str, reading: Reading) -> Entry:
    who = bare_name(name)
    first, second = (reading.date(re.sub(r"\s*/\s*", "/", text), who) for text in (signed, deposited))
    how = reading.mark(second.mark, _MARKS, who)
    told = information.strip(" /-")
    return Entry(who, first.day, second.day, how, marks=("information deposited",) if told else ())


def _title(opened: Opened) -> str:
    lines = opened.html.lines
    treaty = re.compile(r"(?:[A-Z]-\d+:\s*)?(.*(?:convention|treaty|protocol|convención|protocolo).*)", re.IGNORECASE)
    found = next((match for line in lines[:40] if line.upper() == line and (match := treaty.fullmatch(line))), None)
    return found.group(1) if found else opened.html.title


FORMAT = Format(NAME, "table of signatories of the Organization of American States", _recognises, _read)
