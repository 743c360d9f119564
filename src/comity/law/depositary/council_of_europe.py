"""The Council of Europe's chart of signatures and ratifications of a treaty, and its page of declarations."""

import re
from collections.abc import Iterator

from comity.law.depositary.columns import PartyTable, Reading, find_table
from comity.law.depositary.html_page import Row
from comity.law.depositary.names import bare_name, codes_of
from comity.law.depositary.page import DepositaryPage, Entry, Format, Opened
from comity.law.depositary.printed_dates import read_printed
from comity.law.depositary.statements import Layout, read_statements

NAME = "council_of_europe"
_HEADINGS = {
    "signed": r"(date of )?signature",
    "ratified": r"(date of )?ratification",
    "in_force": r"(date of )?(entry into force|entrée en vigueur)",
    "notes": r"notes",
    "R": r"R\.?$",
    "D": r"D\.?$",
    "T": r"T\.?$",
}
_REQUIRED = ("signed", "ratified", "in_force", "R")
_MARKS = {
    "": "ratification",
    "a": "accession",
    "su": "succession",
    "s": "definitive signature",
    "r": "",
}
_LAYOUT = Layout(
    sections=re.compile(
        r"(declarations in force as of today|déclarations en vigueur à ce jour|complete chronology.*"
        r"|list of declarations.*|liste des déclarations.*)",
        re.IGNORECASE,
    ),
    end=re.compile(r"(source\s*: (treaty office|bureau des traités).*|disclaimer.*)", re.IGNORECASE),
    begins=re.compile(
        r"(reservations?|declarations?|objections?|notifications?|communications?|withdrawals?|réserves?|déclarations?)\b"
        r".{0,80}(contained|made|transmitted|handed|registered|received|consigné|transmis|remis|enregistré)",
        re.IGNORECASE,
    ),
)
_NUMBER = re.compile(
    r"(?:(?:C?ETS|S?TE|STCE)\s*(?:No\.?|n°)?\s*:?\s*0*(\d{1,3}))|(?:treaty|traité)\s*(?:no\.?|n°)?\s*0*(\d{1,3})\b",
    re.IGNORECASE,
)
_AS_OF = re.compile(r"(?:status as of|situation au)\s*:?\s*(\d{1,2}/\d{1,2}/\d{4})", re.IGNORECASE)
_RATIFIED = re.compile(r"total number of ratifications/accessions\s*:?\s*(\d+)", re.IGNORECASE)
_TITLE = re.compile(r"(chart of signatures|reservations and declarations|réserves et déclarations)", re.IGNORECASE)
_SHELL = "window.conventions_api_url"


def _table(opened: Opened) -> PartyTable | None:
    return find_table(opened.html, _HEADINGS, _REQUIRED)


def _recognises(opened: Opened) -> bool:
    if _table(opened) is not None or any(_LAYOUT.sections.fullmatch(line) for line in opened.html.lines):
        return True
    return _SHELL in opened.file.text


def _read(opened: Opened) -> DepositaryPage:
    table = _table(opened)
    statements = read_statements(opened.html.lines, _LAYOUT, opened.latest)
    if table is None and not statements:
        raise opened.file.error(
            "is the frame of the Council of Europe's page without the chart; save it once the chart shows"
        )
    reading = Reading(opened.latest)
    text = "\n".join(opened.html.lines)
    entries = tuple(_entries(table, reading)) if table is not None else ()
    return DepositaryPage(
        NAME,
        "Council of Europe Treaty Office, chart of signatures and ratifications"
        if entries
        else "Council of Europe Treaty Office, reservations and declarations",
        _title(opened),
        _reference(text),
        _as_of(text, opened.latest),
        entries,
        statements,
        totals=tuple(("parties", int(number)) for number in _RATIFIED.findall(text)[:1]),
        unread=tuple(reading.unread),
        lumps=True,
    )


def _entries(table: PartyTable, reading: Reading) -> Iterator[Entry]:
    for row in table.rows:
        name = row[0].text
        printed = any(cell.text for cell in row[1:])
        if bare_name(name) and (printed or codes_of(name)) and not re.match(r"total number", name, re.IGNORECASE):
            yield _entry(table, row, reading)


def _entry(table: PartyTable, row: Row, reading: Reading) -> Entry:
    who = bare_name(row[0].text)
    signed, ratified, in_force = (
        reading.date(table.cell(row, column), who) for column in ("signed", "ratified", "in_force")
    )
    how = reading.mark(ratified.mark or signed.mark, _MARKS, who) if ratified.day or signed.mark else ""
    deposited = ratified.day or (signed.day if how == "definitive signature" else "")
    notes = table.cell(row, "notes").text
    marked = tuple(letter for letter in ("R", "D", "T") if table.cell(row, letter).text)
    return Entry(
        who,
        signed.day,
        deposited,
        how if deposited else "",
        in_force.day,
        marks=(*marked, *((f"note {notes}",) if notes else ())),
        reservation=bool(marked),
    )


def _title(opened: Opened) -> str:
    lines = opened.html.lines
    for index, line in enumerate(lines):
        if _TITLE.match(line):
            rest = line.partition(" - ")[2]
            return rest or (lines[index + 1] if index + 1 < len(lines) else "")
    return opened.html.title


def _reference(text: str) -> str:
    found = _NUMBER.search(text)
    return f"ETS {int(found.group(1) or found.group(2)):03}" if found else ""


def _as_of(text: str, latest: int) -> str:
    found = _AS_OF.search(text)
    return read_printed(found.group(1), latest=latest).day if found else ""


FORMAT = Format(NAME, "chart or declarations of the Council of Europe's Treaty Office", _recognises, _read)
