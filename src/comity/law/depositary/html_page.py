"""HTML as a reader sees it: tables of cells, paragraphs, and lines; broken markup is read as a browser would."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

_BLOCKS = frozenset(
    "p div tr td th li br h1 h2 h3 h4 h5 h6 table dt dd dl section article ul ol tbody thead pre hr".split()
)
_KEPT = frozenset("p h1 h2 h3 h4 h5 h6 title".split())
_SILENT = ("script", "style", "noscript", "template")
_ORDINALS = ("er", "re", "e", "o", "os", "ème", "th", "st", "nd", "rd")
_INDENT = re.compile(r"[ \u00a0\u2002\u2003\u2007\u2009\u202f]{2,}\S")


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its text, the footnote marks printed in superscript, and whether it is set in under the row above."""

    text: str
    marks: tuple[str, ...] = ()
    header: bool = False
    indented: bool = False
    id: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or heading with its class, for pages that name their parts."""

    tag: str
    cls: str
    text: str


Row = tuple[Cell, ...]


@dataclass(slots=True)
class HtmlPage:
    """The parts of a page: every table with its id, every paragraph and heading, and all text by lines."""

    tables: list[tuple[str, list[Row]]] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)

    def text_of_cell(self, ending: str) -> str:
        """The text of the cell whose id ends so; empty where there is none."""
        cells = (cell for _, rows in self.tables for row in rows for cell in row)
        return next((cell.text for cell in cells if cell.id.endswith(ending)), "")

    def block(self, cls: str) -> str:
        """The text of the first paragraph or heading with a class."""
        return next((block.text for block in self.blocks if cls in block.cls.split()), "")

    @property
    def title(self) -> str:
        """The title of the page, as the browser shows it."""
        return next((block.text for block in self.blocks if block.tag == "title"), "")


def squeezed(text: str) -> str:
    """Text with every run of white space made one blank."""
    return " ".join(text.split())


def _begun(text: str) -> str:
    """The first text of a cell; blanks after a line break belong to the source, not to the page."""
    lead = text[: len(text) - len(text.lstrip())]
    return text.lstrip(" \t\r\n") if "\n" in lead else text


def parse_html(text: str) -> HtmlPage:
    """Read HTML; unclosed rows and cells are closed where the next one begins."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    return reader.finished()


@dataclass(slots=True)
class _OpenCell:
    header: bool
    id: str
    text: str = ""
    marks: list[str] = field(default_factory=list)
    set_in: bool = False

    def closed(self) -> Cell:
        indented = self.set_in or _INDENT.match(self.text) is not None
        return Cell(squeezed(self.text), tuple(self.marks), self.header, indented, self.id)


@dataclass(slots=True)
class _OpenTable:
    id: str
    rows: list[Row] = field(default_factory=list)
    row: list[Cell] | None = None
    cell: _OpenCell | None = None

    def end_cell(self) -> None:
        if self.cell is not None:
            self.row = [*(self.row or []), self.cell.closed()]
            self.cell = None

    def end_row(self) -> None:
        self.end_cell()
        if self.row:
            self.rows.append(tuple(self.row))
        self.row = None


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.page = HtmlPage()
        self.open: list[_OpenTable] = []
        self.line = ""
        self.block: tuple[str, str] | None = None
        self.block_text = ""
        self.silent = ""
        self.sup: str | None = None
        self.pre = False

    def finished(self) -> HtmlPage:
        while self.open:
            self._end_table()
        self._end_block()
        self._end_line()
        return self.page

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {key: value or "" for key, value in attrs}
        if tag in _SILENT:
            self.silent = tag
        if tag in _BLOCKS:
            self._end_line()
        if tag in _KEPT:
            self._end_block()
            self.block = (tag, values.get("class", ""))
        if tag == "sup":
            self.sup = ""
        elif tag == "pre":
            self.pre = True
        elif tag == "br":
            self._take("\n" if self.pre else " ")
        self._table_tag(tag, values)

    def _table_tag(self, tag: str, values: dict[str, str]) -> None:
        if tag == "table":
            self.open.append(_OpenTable(values.get("id", "")))
        elif self.open and tag == "tr":
            self.open[-1].end_row()
            self.open[-1].row = []
        elif self.open and tag in ("td", "th"):
            self.open[-1].end_cell()
            self.open[-1].cell = _OpenCell(tag == "th", values.get("id", ""))
        elif tag == "dl" and self.open and self.open[-1].cell is not None:
            self.open[-1].cell.set_in = True

    def handle_endtag(self, tag: str) -> None:
        if tag == self.silent:
            self.silent = ""
        if tag == "sup" and self.sup is not None:
            self._end_sup()
        if tag in _KEPT:
            self._end_block()
        if tag == "pre":
            self.pre = False
        if tag in _BLOCKS:
            self._end_line()
        if self.open and tag in ("td", "th"):
            self.open[-1].end_cell()
        elif self.open and tag == "tr":
            self.open[-1].end_row()
        elif self.open and tag == "table":
            self._end_table()

    def handle_data(self, data: str) -> None:
        if self.silent:
            return
        if self.sup is not None:
            self.sup += data
            return
        self._take(data)

    def _take(self, data: str) -> None:
        if self.block is not None:
            self.block_text += data
        first, *more = data.split("\n") if self.pre else [data]
        self.line += first
        for part in more:
            self._end_line()
            self.line = part
        cell = self.open[-1].cell if self.open else None
        if cell is not None:
            cell.text = _begun(data) if not cell.text.strip() else cell.text + data

    def _end_sup(self) -> None:
        mark, self.sup = squeezed(self.sup or ""), None
        before = self.line[-1:]
        if (mark.lower() in _ORDINALS and before.isdigit()) or (mark == "o" and before == "n"):
            self._take(mark)
            return
        cell = self.open[-1].cell if self.open else None
        if mark and cell is not None:
            cell.marks.append(mark)

    def _end_line(self) -> None:
        if line := squeezed(self.line):
            self.page.lines.append(line)
        self.line = ""

    def _end_block(self) -> None:
        if self.block is not None and (text := squeezed(self.block_text)):
            self.page.blocks.append(Block(*self.block, text))
        self.block, self.block_text = None, ""

    def _end_table(self) -> None:
        table = self.open.pop()
        table.end_row()
        self.page.tables.append((table.id, table.rows))
