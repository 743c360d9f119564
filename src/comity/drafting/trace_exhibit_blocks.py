"""The plain blocks of which an exhibit is made."""

from collections.abc import Sequence

from comity.drafting.blocks import Heading, Paragraph, Run, Runs, Table
from comity.drafting.localised import set_apart


def heading(level: int, text: str) -> Heading:
    """A heading; the title of the exhibit stands above level 1."""
    return Heading(level + 1, _runs(text))


def paragraph(text: str) -> Paragraph:
    """A paragraph of plain text."""
    return Paragraph(_runs(text))


def table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> Table:
    """A table of plain text."""
    return Table(tuple(_runs(cell) for cell in header), tuple(tuple(_runs(cell) for cell in row) for row in rows))


def apart(words: str) -> str:
    """A name or words of another script within an English sentence, so that what stands beside it keeps its place."""
    return set_apart(words, "en")


def _runs(text: str) -> Runs:
    return (Run(text),)
