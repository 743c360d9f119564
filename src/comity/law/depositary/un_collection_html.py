"""The status page of a treaty in the UN Treaty Collection, saved from the browser (English or French)."""

import re

from comity.law.depositary.columns import PartyTable, Reading, find_table
from comity.law.depositary.page import DepositaryPage, Format, Opened
from comity.law.depositary.printed_dates import read_printed
from comity.law.depositary.statements import read_statements
from comity.law.depositary.un_collection import (
    DEPOSITARY,
    LAYOUT,
    Participants,
    other_columns,
    printed_totals,
    reference,
    title_of,
)

NAME = "un_collection_html"
_HEADINGS = {"name": r"participant$", "first": r".*(signature|ratification|accession|adhésion|succession)"}
_AS_OF = re.compile(r"(?:STATUS AS AT|[EÉ]TAT (?:AU|LE))\s*:?\s*(\d{1,2}-\d{1,2}-\d{4})", re.IGNORECASE)
_SIGNATORIES = re.compile(r"signat\w+\s*:?\s*(\d+)", re.IGNORECASE)
_PARTIES = re.compile(r"part(?:ies|ys?)\s*:?\s*(\d+)", re.IGNORECASE)


def _table(opened: Opened) -> PartyTable | None:
    return find_table(opened.html, _HEADINGS, ("name", "first"))


def _recognises(opened: Opened) -> bool:
    return not opened.file.is_xml and _table(opened) is not None


def _read(opened: Opened) -> DepositaryPage:
    table = _table(opened)
    if table is None:
        raise opened.file.error("has no table of participants; save the page after it has loaded")
    reading = Reading(opened.latest)
    listed = Participants(
        table.headings,
        tuple(tuple(cell.text for cell in row) for row in table.rows if row),
    )
    entries = tuple(listed.entries(reading))
    numbered, chapter = _heading(opened)
    status = opened.html.text_of_cell("rptStatus_ctl00_tcText") or _line(opened, "signatories")
    return DepositaryPage(
        NAME,
        DEPOSITARY,
        title_of(numbered),
        reference(chapter, numbered),
        _as_of(opened),
        entries,
        read_statements(_below_table(opened.html.lines), LAYOUT, opened.latest),
        totals=printed_totals(_first(_SIGNATORIES, status), _first(_PARTIES, status)),
        unread=tuple(reading.unread),
        cautions=other_columns(table.headings[1:]),
    )


def _heading(opened: Opened) -> tuple[str, str]:
    """The numbered title and the chapter: from the cells the page names so, else from its first lines."""
    page = opened.html
    numbered = page.text_of_cell("rptTreaty_ctl00_tcTreaty")
    chapter = page.text_of_cell("rptHead_ctl00_tcText") or _line(opened, "chapter")
    if not numbered:
        numbered = next((line for line in page.lines if re.match(r"\d+\s*\.\s*(?:[a-z]\s)?\S", line)), "")
    return numbered, chapter


def _below_table(lines: list[str]) -> list[str]:
    """The lines from the table on: the menu above it names the same sections."""
    last = max((index for index, line in enumerate(lines) if line.lower() == "participant"), default=-1)
    return lines[last + 1 :]


def _line(opened: Opened, start: str) -> str:
    return next((line for line in opened.html.lines if line.lower().startswith(start)), "")


def _as_of(opened: Opened) -> str:
    found = _AS_OF.search("\n".join(opened.html.lines))
    return read_printed(found.group(1), latest=opened.latest).day if found else ""


def _first(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    return found.group(1) if found else ""


FORMAT = Format(NAME, "status page of the UN Treaty Collection", _recognises, _read)
