"""The party table of the Dutch treaty register (Verdragenbank) and of the Dutch Treaty Series, in English or Dutch."""

import re
from collections.abc import Iterator

from comity.law.depositary.columns import PartyTable, Reading, find_table
from comity.law.depositary.html_page import Row
from comity.law.depositary.names import bare_name
from comity.law.depositary.page import DepositaryPage, Entry, Format, Opened
from comity.law.depositary.statements import Layout, read_statements

NAME = "dutch_treaty_bank"
_HEADINGS = {
    "name": r"(party|partij)\b",
    "signed": r"(signature|onder-?\s?tekening)",
    "provisional": r"(provisional|voorlopige)",
    "ratified": r"rati-?\s?(fication|ficatie)",
    "type": r"type\b",
    "in_force": r"(entry into force|in-?\s?werking)",
    "renounced": r"(renunciation|denunciation|opzegging)",
    "ended": r"(termination|buiten\s?-?werking)",
}
_DATES = ("signed", "ratified", "in_force", "renounced", "ended")
_REQUIRED = ("name", "signed", "ratified", "in_force")
# R stands for four things at once (ratification, acceptance, approval, notification): it says that, not which.
_MARKS = {
    "": "",
    "R": "",
    "A": "accession",
    "T": "accession",
    "Su": "succession",
    "VG": "succession",
    "S": "definitive signature",
    "O": "definitive signature",
    "NK": "",
    "NB": "",
}
_CAUTION = "the mark R covers ratification, acceptance, approval and notification here, so 'how' is left out"
_LAYOUT = Layout(
    sections=re.compile(
        r"(parties with reservations.*|partijen met voorbehouden.*|reservations, declarations and objections.*)",
        re.IGNORECASE,
    ),
    end=re.compile(r"(naar boven|to top|privacy.*|cookies.*|about this website|over deze website)", re.IGNORECASE),
    begins=re.compile(r"\d{1,2}-\d{1,2}-\d{4}\s*$"),
)
_NUMBER = re.compile(r"(?:treaty number|verdragsnummer)\s*\|?\s*(\d{6})", re.IGNORECASE)
_ADDRESS = re.compile(r"(?:Treaty|Verdrag)/Details/(\d{6})")


def _table(opened: Opened) -> PartyTable | None:
    return find_table(opened.html, _HEADINGS, _REQUIRED)


def _recognises(opened: Opened) -> bool:
    table = _table(opened)
    return (table is not None and "renounced" in table.columns) or any(
        _LAYOUT.sections.fullmatch(line) for line in opened.html.lines
    )


def _read(opened: Opened) -> DepositaryPage:
    table = _table(opened)
    reading = Reading(opened.latest)
    entries = tuple(_entries(table, reading)) if table is not None else ()
    statements = read_statements(opened.html.lines, _LAYOUT, opened.latest)
    if not entries and not statements:
        raise opened.file.error("has neither a party table nor statements; open the table before saving the page")
    return DepositaryPage(
        NAME,
        "Dutch treaty register (Verdragenbank)",
        _title(opened),
        _number(opened),
        entries=entries,
        statements=statements,
        unread=tuple(reading.unread),
        cautions=(_CAUTION,) if entries else (),
        lumps=True,
    )


def _entries(table: PartyTable, reading: Reading) -> Iterator[Entry]:
    for row in table.rows:
        name = table.cell(row, "name").text
        if bare_name(name) and len(row) > 2 and not re.match(_HEADINGS["name"] + r"\s*$", name, re.IGNORECASE):
            yield _entry(table, row, reading)


def _entry(table: PartyTable, row: Row, reading: Reading) -> Entry:
    who = bare_name(table.cell(row, "name").text)
    signed, ratified, in_force, renounced, ended = (reading.date(table.cell(row, column), who) for column in _DATES)
    mark = table.cell(row, "type").text.strip("*) ") or ratified.mark or signed.mark
    how = reading.mark(mark, _MARKS, who)
    deposited = ratified.day
    if how == "definitive signature":
        deposited = ratified.day or signed.day
    told = f"renunciation notified on {renounced.day}" if renounced.day else ""
    return Entry(
        who,
        signed.day or (deposited if how == "definitive signature" else ""),
        deposited,
        how,
        in_force.day,
        ended.day,
        remarks=(told,) if told else (),
        withdrawn=bool(renounced.day),
    )


def _title(opened: Opened) -> str:
    headings = [block.text for block in opened.html.blocks if block.tag in ("h1", "h2")]
    noise = re.compile(r"(overheid|parties|partijen|treaty data|verdragsgegevens|menu|search|zoek)", re.IGNORECASE)
    return next((text for text in headings if not noise.match(text)), "")


def _number(opened: Opened) -> str:
    found = _NUMBER.search("\n".join(opened.html.lines)) or _ADDRESS.search(opened.file.text[:4000])
    return found.group(1) if found else ""


FORMAT = Format(NAME, "party table of the Dutch treaty register or Treaty Series", _recognises, _read)
