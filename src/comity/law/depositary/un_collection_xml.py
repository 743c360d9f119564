"""The XML that the UN Treaty Collection publishes beside the status page of a treaty."""

import html
import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError, fromstring

from comity.law.depositary.columns import Reading
from comity.law.depositary.html_page import squeezed
from comity.law.depositary.names import bare_name
from comity.law.depositary.page import DepositaryPage, Format, Opened, Statement
from comity.law.depositary.un_collection import DEPOSITARY, Participants, other_columns, printed_totals, reference

NAME = "un_collection_xml"
_ENTITIES = re.compile(r"<!(DOCTYPE|ENTITY)", re.IGNORECASE)
_DECLARATION = re.compile(r"^\s*<\?xml.*?\?>", re.DOTALL)
_RAISED = re.compile(r"<(sup|superscript)[^>]*>.*?</\1>", re.IGNORECASE | re.DOTALL)
_MARKUP = re.compile(r"<[^<>]{1,200}>")
_SECTIONS = {"declarations": "declaration", "objections": "objection", "notifications": "notification"}
_SECTION_NAMES = {
    "declarations": "Declarations and Reservations",
    "objections": "Objections",
    "notifications": "Notifications",
}


def _recognises(opened: Opened) -> bool:
    start = opened.file.text[:4000].lower()
    return opened.file.is_xml and "<treaty" in start and "<document" in start


def _read(opened: Opened) -> DepositaryPage:
    root = _parsed(opened)
    headings, rows = _participants(opened, root)
    reading = Reading(opened.latest)
    entries = tuple(Participants(headings, rows).entries(reading))
    header = _find(root, "header")
    return DepositaryPage(
        NAME,
        DEPOSITARY,
        _text(_find(root, "titlesect")),
        reference(_text(_find(header, "header")) or _text(header), _text(_find(root, "numsect"))),
        "",
        entries,
        tuple(_statements(root)),
        totals=printed_totals(_text(_find(root, "signatories")), _text(_find(root, "parties"))),
        unread=tuple(reading.unread),
        cautions=other_columns(headings[1:]),
    )


def _parsed(opened: Opened) -> Element:
    """Parse the XML; a file that declares entities of its own is refused, for none of the depositary's does."""
    if _ENTITIES.search(opened.file.text):
        raise opened.file.error("declares a document type or entities, which the depositary's XML does not; not read")
    try:
        return fromstring(_DECLARATION.sub("", opened.file.text))  # noqa: S314 - entity declarations are refused above
    except ParseError as error:
        line, column = error.position
        raise opened.file.error(f"is not well-formed XML (line {line}, column {column}); save it again") from None


def _participants(opened: Opened, root: Element) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """The headings and rows of the usual table, or of the special ones some treaties have."""
    for place, row_tag, cell_tag in (("participants", "row", "entry"), ("specialtables", "row", "column")):
        table = _find(root, place)
        if table is None:
            continue
        rows = [tuple(_text(cell) for cell in _all(row, cell_tag)) for row in _all(table, row_tag)]
        titles = tuple(_text(cell) for head in _all(table, "tableheader") for cell in _all(head, "title"))
        rows = [row for row in rows if row]
        if rows and rows[0][0].strip().lower() == "participant":
            titles, rows = rows[0], rows[1:]
        if titles and rows:
            return titles, tuple(rows)
    raise opened.file.error("is XML of the UN Treaty Collection without a table of participants that could be read")


def _statements(root: Element) -> Iterator[Statement]:
    for place, item in _SECTIONS.items():
        section = _find(root, place)
        for part in _all(section, item) if section is not None else ():
            name = _find(part, "participant")
            paragraphs = [text for child in _all(part, "text") if (text := _text(child))]
            if name is not None and paragraphs:
                yield Statement(
                    bare_name(_text(name)), _SECTION_NAMES[place], "", len(paragraphs), "\n".join(paragraphs)
                )


def _all(element: Element, tag: str) -> list[Element]:
    return [child for child in element.iter() if child is not element and _tag(child) == tag]


def _find(element: Element | None, tag: str) -> Element | None:
    found = _all(element, tag) if element is not None else []
    return found[0] if found else None


def _tag(element: Element) -> str:
    return str(element.tag).rpartition("}")[2].lower()


def _text(element: Element | None) -> str:
    """The text of an element; markup that was escaped into it is taken off, raised figures with it."""
    if element is None:
        return ""
    raw = "".join(element.itertext())
    return squeezed(html.unescape(_MARKUP.sub(" ", _RAISED.sub(" ", raw))))


FORMAT = Format(NAME, "XML of the UN Treaty Collection", _recognises, _read)
