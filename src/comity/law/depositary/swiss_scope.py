"""The table "champ d'application" under a treaty in the Swiss compilation of law (fedlex), French text."""

import re
from collections.abc import Iterator

from comity.law.depositary.columns import Reading
from comity.law.depositary.html_page import Cell, Row
from comity.law.depositary.marks import legend
from comity.law.depositary.names import bare_name, codes_of
from comity.law.depositary.page import DepositaryPage, Entry, Format, Opened
from comity.law.depositary.printed_dates import read_printed
from comity.law.states import is_territory

NAME = "swiss_scope"
_HEADING = re.compile(r"champ d.application le (\d{1,2}(?:er)? \S+ \d{4})", re.IGNORECASE)
_OTHER_LANGUAGE = re.compile(r"(geltungsbereich am|campo d.applicazione il) \d", re.IGNORECASE)
_STATES = re.compile(r"[EÉ]tats (parties|participants|contractants)", re.IGNORECASE)
_LETTER = re.compile(r"[a-z]{1,2}")


def _recognises(opened: Opened) -> bool:
    return any(_HEADING.search(line) or _OTHER_LANGUAGE.search(line) for line in opened.html.lines)


def _read(opened: Opened) -> DepositaryPage:
    lines = opened.html.lines
    as_of = next((found.group(1) for line in lines if (found := _HEADING.search(line))), "")
    if not as_of:
        raise opened.file.error("is the German or Italian text; save the French one, whose names of states are known")
    head, rows = _table(opened)
    reading = Reading(opened.latest)
    footnotes = tuple(_footnotes(rows))
    marks = {mark for mark, text in footnotes if re.search(r"réserve|déclaration", text, re.IGNORECASE)} or {"*"}
    number = opened.html.block("srnummer")
    return DepositaryPage(
        NAME,
        "Swiss scope table (fedlex, champ d'application)",
        opened.html.block("erlasstitel"),
        f"SR {number}" if number else "",
        read_printed(as_of, latest=opened.latest).day,
        tuple(_entries(rows, legend(head), marks, reading)),
        footnotes=footnotes,
        unread=tuple(reading.unread),
        lumps=True,
    )


def _table(opened: Opened) -> tuple[str, list[Row]]:
    """The heading of the second column and every row of the table of parties."""
    for _, rows in opened.html.tables:
        for row in rows[:6]:
            if len(row) >= 5 and _STATES.match(row[0].text):
                return row[1].text, rows
    raise opened.file.error("has the heading 'champ d'application' but no table of parties that could be read")


def _entries(rows: list[Row], known: dict[str, str], marks: set[str], reading: Reading) -> Iterator[Entry]:
    holder = ""
    for row in rows:
        if len(row) < 5 or row[0].header or _STATES.match(row[0].text) or not bare_name(row[0].text):
            continue
        holder = holder if row[0].indented else bare_name(row[0].text)
        yield _entry(row, known, marks, reading, holder if row[0].indented else "")


def _entry(row: Row, known: dict[str, str], marks: set[str], reading: Reading, under: str) -> Entry:
    name, stars = _name(row[0])
    joined = reading.date(f"{row[1].text} {row[2].text}", name)
    in_force = reading.date(f"{row[3].text} {row[4].text}", name)
    how = reading.mark(joined.mark, known, name)
    codes = codes_of(name)
    if under and not joined.mark and all(is_territory(code) for code in codes):
        how = "territorial application"
    return Entry(
        name,
        joined.day if how == "definitive signature" else "",
        joined.day,
        how if joined.day else "",
        in_force.day,
        under=under,
        marks=tuple(mark for mark in stars if mark not in ("*", "**")),
        reservation=any(mark in marks for mark in stars),
    )


def _name(cell: Cell) -> tuple[str, tuple[str, ...]]:
    """The bare name, and every mark behind it whether it is raised or not."""
    text = cell.text.rstrip(" *")
    tail = cell.text[len(text) :]
    printed = [*tail.split(), *(part for mark in cell.marks for part in mark.split())]
    return bare_name(text), tuple(mark for mark in printed if set(mark) == {"*"} or _LETTER.fullmatch(mark))


def _footnotes(rows: list[Row]) -> Iterator[tuple[str, str]]:
    """The legend below the table: one cell across, each note behind its mark."""
    for row in rows:
        if len(row) == 1 and row[0].text:
            starred = re.findall(r"(\*{1,3})\s+([^*]+)", row[0].text)
            yield from ((mark, text.strip()) for mark, text in starred)
            if not starred and row[0].marks:
                yield row[0].marks[0], row[0].text


FORMAT = Format(NAME, "Swiss scope table (champ d'application)", _recognises, _read)
