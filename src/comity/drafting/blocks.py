"""What a letter is made of once it has been written out: headings, paragraphs, lists, tables, and a place to sign."""

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any


class FieldKind(StrEnum):
    """What sort of value a field of a letter holds; it decides how the value is written in each language."""

    TEXT = "text"
    DATE = "date"
    MONEY = "money"
    NAME = "name"
    STATE = "state"
    NUMBER = "number"
    CODE = "code"
    TERM = "term"
    LIST = "list"


LOCKED_KINDS = frozenset({FieldKind.DATE, FieldKind.MONEY, FieldKind.NAME, FieldKind.NUMBER, FieldKind.CODE})
"""Values that must be the same in every language version of a letter."""


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one style.

    ``kind`` says which sort of field it was inserted from, ``given`` whether its value was known;
    ``direction`` is set where the stretch is written against the direction of the letter (an Arabic name in French).
    """

    text: str
    strong: bool = False
    emphasis: bool = False
    kind: FieldKind | None = None
    given: bool = True
    direction: str | None = None


Runs = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is the highest inside the letter."""

    level: int
    runs: Runs


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph."""

    runs: Runs


@dataclass(frozen=True, slots=True)
class ListBlock:
    """A bulleted or numbered list; every item is itself a row of blocks."""

    ordered: bool
    items: "tuple[tuple[Block, ...], ...]"


@dataclass(frozen=True, slots=True)
class Table:
    """A simple table with one header row."""

    header: tuple[Runs, ...]
    rows: tuple[tuple[Runs, ...], ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing as SVG, and the words for whoever does not see it; a table with the same figures stands beside it."""

    svg: str
    description: str


Block = Heading | Paragraph | ListBlock | Table | Picture


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs, where and when; the words around it are in the language of the letter."""

    place_and_date: str
    name: str
    capacity: str
    caption: str


@dataclass(frozen=True, slots=True)
class Document:
    """A letter written out in one language, ready to be printed.

    ``language`` is a BCP 47 tag, ``direction`` ltr or rtl, ``marks`` the words every page carries in its header
    (confidentiality), ``words`` the furniture of the page in the letter's language (see ``terms.yaml``).
    """

    title: str
    language: str
    direction: str
    reference: str
    blocks: tuple[Block, ...]
    signature: Signature | None = None
    marks: tuple[str, ...] = ()
    words: tuple[tuple[str, str], ...] = ()

    def word(self, key: str) -> str:
        """One word of the page's furniture, such as ``draft`` or ``page``."""
        return dict(self.words).get(key, "")

    @property
    def reference_line(self) -> str:
        """The reference as the header shows it."""
        return (self.word("reference") or "{reference}").replace("{reference}", self.reference)


def plain_text(runs: Runs) -> str:
    """The text of some runs without their style."""
    return "".join(run.text for run in runs)


def document_data(document: Document) -> dict[str, Any]:
    """The document as plain data for JSON; every block says its ``type``."""
    data = asdict(document)
    data["blocks"] = [block_data(block) for block in document.blocks]
    data["words"] = dict(document.words)
    return data


def block_data(block: Block) -> dict[str, Any]:
    """One block as plain data."""
    if isinstance(block, ListBlock):
        return {
            "type": "list",
            "ordered": block.ordered,
            "items": [[block_data(child) for child in item] for item in block.items],
        }
    if isinstance(block, Table):
        return {
            "type": "table",
            "header": [_runs(cell) for cell in block.header],
            "rows": [[_runs(cell) for cell in row] for row in block.rows],
        }
    if isinstance(block, Picture):
        return {"type": "picture", "svg": block.svg, "description": block.description}
    if isinstance(block, Heading):
        return {"type": "heading", "level": block.level, "runs": _runs(block.runs)}
    return {"type": "paragraph", "runs": _runs(block.runs)}


def _runs(runs: Runs) -> list[dict[str, Any]]:
    return [{key: value for key, value in asdict(run).items() if value not in (None, False)} for run in runs]


def all_runs(blocks: tuple[Block, ...]) -> list[Run]:
    """Every run of some blocks in reading order."""
    found: list[Run] = []
    for block in blocks:
        if isinstance(block, ListBlock):
            found += [run for item in block.items for run in all_runs(item)]
        elif isinstance(block, Table):
            found += [run for row in (block.header, *block.rows) for cell in row for run in cell]
        elif not isinstance(block, Picture):
            found += block.runs
    return found
