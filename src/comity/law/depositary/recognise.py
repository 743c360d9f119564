"""Which depositary printed a saved page."""

import datetime as dt
from pathlib import Path

from comity.common.errors import BadInputError
from comity.law.depositary import (
    council_of_europe,
    dutch_treaty_bank,
    oas,
    swiss_scope,
    un_collection_html,
    un_collection_xml,
)
from comity.law.depositary.html_page import HtmlPage, parse_html
from comity.law.depositary.page import DepositaryPage, Format, Opened
from comity.law.depositary.saved_file import SavedFile, read_saved

FORMATS: tuple[Format, ...] = (
    un_collection_xml.FORMAT,
    swiss_scope.FORMAT,
    dutch_treaty_bank.FORMAT,
    council_of_europe.FORMAT,
    oas.FORMAT,
    un_collection_html.FORMAT,
)


def read_page(path: Path, checked: dt.date, wanted: str = "") -> DepositaryPage:
    """Read a saved page; its format is recognised, or is the one that was asked for."""
    saved = read_saved(path)
    opened = Opened(saved, HtmlPage() if saved.is_xml else parse_html(saved.text), checked.year)
    found = _named(wanted) if wanted else recognised(opened)
    if wanted and not found.recognises(opened):
        raise saved.error(f"does not look like the {found.what}")
    return found.read(opened)


def recognised(opened: Opened) -> Format:
    """The format of a page, or one sentence that says which formats it is not."""
    found = next((entry for entry in FORMATS if entry.recognises(opened)), None)
    if found is None:
        raise _unknown(opened.file)
    return found


def _named(name: str) -> Format:
    found = next((entry for entry in FORMATS if entry.name == name), None)
    if found is None:
        raise BadInputError(f"'{name}' is not a format; formats are {', '.join(entry.name for entry in FORMATS)}")
    return found


def _unknown(saved: SavedFile) -> BadInputError:
    return saved.error("is none of the pages that can be read: " + "; ".join(entry.what for entry in FORMATS))
