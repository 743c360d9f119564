"""The Markdown of a letter's body, read into blocks; inserted values are text and never read as Markdown."""

import functools
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from comity.drafting.blocks import Block, FieldKind, Heading, ListBlock, Paragraph, Run, Runs, Table

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

# Private-use characters cannot stand in a letter's file, so no words of the lawyer are taken for a placeholder.
_OPEN, _CLOSE = "\ue000", "\ue001"
_PLACEHOLDER = re.compile(f"{_OPEN}(\\d+){_CLOSE}")
_EAST_ASIAN = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]")
_BLANK_LINE = re.compile(r"\n\s*\n")


def placeholder(index: int) -> str:
    """What stands in the Markdown for the inserted value of that number."""
    return f"{_OPEN}{index}{_CLOSE}"


def markdown_blocks(text: str, inserted: Sequence[Runs]) -> tuple[Block, ...]:
    """Read headings, paragraphs, bold and italic, lists and tables; anything else stays the text it is."""
    reader = _Reader(list(_markdown().parse(text)), inserted)
    return tuple(reader.blocks(""))


@functools.cache
def _markdown() -> "MarkdownIt":
    from markdown_it import MarkdownIt  # noqa: PLC0415 - a slow import that start-up does not need

    return MarkdownIt("zero").enable(["heading", "list", "table", "emphasis", "newline", "escape"])


class _Reader:
    """Walks the tokens of one body."""

    def __init__(self, tokens: "list[Token]", inserted: Sequence[Runs]) -> None:
        self.tokens = tokens
        self.inserted = inserted
        self.position = 0

    def blocks(self, until: str) -> list[Block]:
        """The blocks up to a closing token."""
        found: list[Block] = []
        while self.position < len(self.tokens):
            token = self._next()
            if token.type == until:
                return found
            if token.type == "heading_open":
                found.append(Heading(int(token.tag[1:]), self._inline()))
            elif token.type == "paragraph_open":
                found += [Paragraph(runs) for runs in _paragraphs(self._inline())]
            elif token.type in ("bullet_list_open", "ordered_list_open"):
                found.append(self._list(token.type))
            elif token.type == "table_open":
                found.append(self._table())
        return found

    def _next(self) -> "Token":
        token = self.tokens[self.position]
        self.position += 1
        return token

    def _inline(self) -> Runs:
        """The runs of the inline token that follows, whose closing token is passed over."""
        runs = _runs(self._next(), self.inserted)
        self.position += 1
        if runs and runs[0].kind is FieldKind.TERM:  # the words of a vocabulary are kept as they stand in a sentence
            runs[0] = replace(runs[0], text=runs[0].text[:1].upper() + runs[0].text[1:])
        return tuple(runs)

    def _list(self, opener: str) -> ListBlock:
        items = []
        while self._next().type == "list_item_open":
            items.append(tuple(self.blocks("list_item_close")))
        return ListBlock(opener.startswith("ordered"), tuple(items))

    def _table(self) -> Table:
        rows: list[list[Runs]] = []
        while (token := self._next()).type != "table_close":
            if token.type == "tr_open":
                rows.append([])
            elif token.type in ("th_open", "td_open"):
                rows[-1].append(self._inline())
        return Table(tuple(rows[0]), tuple(tuple(row) for row in rows[1:]))


def _runs(inline: "Token", inserted: Sequence[Runs]) -> list[Run]:
    strong = emphasis = False
    found: list[Run] = []
    for token in inline.children or []:
        if token.type in ("strong_open", "strong_close"):
            strong = token.type == "strong_open"
        elif token.type in ("em_open", "em_close"):
            emphasis = token.type == "em_open"
        elif token.type == "hardbreak":
            found.append(Run("\n"))
        else:
            text = _break(found, inline.content) if token.type == "softbreak" else token.content
            found += _filled(text, inserted, strong=strong, emphasis=emphasis)
    return found


def _break(found: list[Run], content: str) -> str:
    """A line's end is a space, except between the characters of a script written without spaces."""
    last = found[-1].text[-1:] if found else ""
    return "" if _EAST_ASIAN.search(last) and _EAST_ASIAN.search(content) else " "


def _filled(text: str, inserted: Sequence[Runs], *, strong: bool, emphasis: bool) -> list[Run]:
    found: list[Run] = []
    for index, piece in enumerate(_PLACEHOLDER.split(text)):
        if index % 2:
            found += [replace(run, strong=strong, emphasis=emphasis) for run in inserted[int(piece)]]
        elif piece:
            found.append(Run(piece, strong, emphasis))
    return found


def _paragraphs(runs: Runs) -> list[Runs]:
    """A text that was inserted alone may bring several paragraphs, divided by empty lines."""
    if not any(_BLANK_LINE.search(run.text) for run in runs):
        return [runs]
    found: list[list[Run]] = [[]]
    for run in runs:
        first, *more = _BLANK_LINE.split(run.text)
        found[-1].append(replace(run, text=first))
        found += [[replace(run, text=text)] for text in more]
    return [tuple(run for run in paragraph if run.text) for paragraph in found]
