"""What a depositary's page says, in one shape for all of them."""

from collections.abc import Callable
from dataclasses import dataclass

from comity.law.depositary.html_page import HtmlPage
from comity.law.depositary.saved_file import SavedFile


@dataclass(frozen=True, slots=True)
class Entry:
    """One participant as printed: name, dates (YYYY-MM-DD or empty), how it joined, marks and remarks.

    ``withdrawn`` says that the page marks a withdrawal; ``left`` is its date where the table prints one.
    ``reservation`` says that the page marks a reservation or declaration without printing it in the table.
    """

    name: str
    signed: str = ""
    deposited: str = ""
    how: str = ""
    in_force: str = ""
    left: str = ""
    under: str = ""
    marks: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    withdrawn: bool = False
    reservation: bool = False


@dataclass(frozen=True, slots=True)
class Statement:
    """A reservation, declaration or notification as printed: whose, under which heading, where and how long.

    ``text`` is for the reader's eyes at review; it never goes into a file of law data.
    """

    name: str
    section: str
    on: str
    paragraphs: int
    text: str

    @property
    def length(self) -> int:
        """The number of characters of the statement."""
        return len(self.text)


@dataclass(frozen=True, slots=True)
class DepositaryPage:
    """A page that was understood: what treaty, as of when, who takes part, what was declared, what was not readable.

    ``reference`` is the depositary's own number of the treaty; ``lumps`` says that its "ratification" covers
    acceptance and approval too; ``totals`` are the printed totals by kind (parties, signatories).
    """

    format: str
    depositary: str
    title: str
    reference: str
    as_of: str = ""
    entries: tuple[Entry, ...] = ()
    statements: tuple[Statement, ...] = ()
    footnotes: tuple[tuple[str, str], ...] = ()
    totals: tuple[tuple[str, int], ...] = ()
    unread: tuple[str, ...] = ()
    cautions: tuple[str, ...] = ()
    lumps: bool = False


@dataclass(frozen=True, slots=True)
class Opened:
    """A saved file together with its HTML, parsed once for every format that looks at it."""

    file: SavedFile
    html: HtmlPage
    latest: int


@dataclass(frozen=True, slots=True)
class Format:
    """One depositary's way to print a party list: does a file look like it, and reading it."""

    name: str
    what: str
    recognises: Callable[[Opened], bool]
    read: Callable[[Opened], DepositaryPage]
