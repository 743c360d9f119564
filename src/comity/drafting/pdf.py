"""Letters as PDF/UA for signature: tagged, titled, in their language, the same bytes for the same letter everywhere."""

import datetime as dt
import functools
import json
import re
import threading
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from comity.drafting.blocks import Document, document_data
from comity.drafting.fonts import FONTS_FOLDER, missing_glyphs
from comity.drafting.picture_png import drawable

if TYPE_CHECKING:
    from typst import Compiler

_TEMPLATE_FOLDER = Path(__file__).resolve().parent / "typst"
_BESIDE = 2
_LINE = 84  # letters that a line across the page holds
_REGIONS = {"en": "gb", "zh": "cn"}
# One compiler serves all threads: it keeps the fonts and the template warm, and it is not made for two at a time.
_ONE_AT_A_TIME = threading.Lock()


def to_pdf(document: Document, *, draft_mark: str | None, created: dt.date) -> bytes:
    """Print a letter as PDF/UA-1.

    ``draft_mark`` stands on every page of a letter that is not to be signed; ``created`` is the date the file bears.
    A character that no shipped font can show is printed as its code, such as [U+1F600].
    """
    moment = dt.datetime.combine(created, dt.time(), dt.UTC)
    data = json.dumps(page_data(document, draft_mark), ensure_ascii=False)
    with _ONE_AT_A_TIME:
        made = _compiler().compile(
            format="pdf", sys_inputs={"letter": data}, pdf_standards=["ua-1"], timestamp=int(moment.timestamp())
        )
    if not isinstance(made, bytes):
        raise TypeError("the printer returned no single file")
    return made


@functools.cache
def _compiler() -> "Compiler":
    from typst import Compiler, Fonts  # noqa: PLC0415 - a large library that only printing needs

    fonts = Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS_FOLDER])
    return Compiler(_TEMPLATE_FOLDER / "letter.typ", root=_TEMPLATE_FOLDER, font_paths=fonts)


def page_data(document: Document, draft_mark: str | None) -> dict[str, Any]:
    """What the page design gets of a letter: its blocks, the widths of its tables, its language, its marks."""
    language, _, region = document.language.partition("-")
    data = document_data(document)
    for run in _run_data(data["blocks"]):
        run["missing"] = not run.pop("given", False)
    for table in _tables(data["blocks"]):
        table["widths"] = _widths([table["header"], *table["rows"]])
    for picture in (block for block in data["blocks"] if block["type"] == "picture"):
        picture["svg"] = drawable(picture["svg"])
    data["reference_line"] = document.reference_line
    data |= {"lang": language, "region": region.lower() or _REGIONS.get(language), "draft": draft_mark}
    shown: dict[str, Any] = _each_text(data, _printable)
    return shown


def _run_data(value: Any) -> list[dict[str, Any]]:  # noqa: ANN401 - JSON data of any shape
    if isinstance(value, dict) and "text" in value:
        return [value]
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [run for item in inner for run in _run_data(item)]


def _tables(blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    inner = [child for block in blocks for item in block.get("items", []) for child in item]
    return [block for block in blocks if block["type"] == "table"] + (_tables(inner) if inner else [])


def _widths(rows: list[list[list[dict[str, Any]]]]) -> list[int]:
    """Shares of the page for the columns, by their longest cell, so that a column of numbers stays narrow.

    No column is narrower than its longest word; a heading is bold and takes a fifth more room. Two columns set two
    sides beside each other, such as the two states: they share the page evenly.
    """
    header, *body = ([_plain(cell) for cell in row] for row in rows)
    if len(header) == _BESIDE:
        return [1, 1]
    least = [_longest_word(heading) * 6 // 5 for heading in header]
    wanted = list(least)
    for row in body:
        least = [max(length, _longest_word(text)) for length, text in zip(least, row, strict=True)]
        wanted = [max(length, _width(text)) for length, text in zip(wanted, row, strict=True)]
    return _shared([min(length, 42) + 4 for length in least], [min(length, 42) + 4 for length in wanted])


def _shared(least: list[int], wanted: list[int]) -> list[int]:
    """What each column wants where the line holds it; else what it needs, and its part of what is left."""
    left, asked = _LINE - sum(least), sum(wanted) - sum(least)
    if left >= asked or left <= 0:
        return wanted if left > 0 else least
    return [need + left * (want - need) // asked for need, want in zip(least, wanted, strict=True)]


def _longest_word(text: str) -> int:
    return max(map(_width, text.split()), default=0)


def _plain(cell: list[dict[str, Any]]) -> str:
    return "".join(run["text"] for run in cell)


def _width(text: str) -> int:
    """Han, kana and Hangul take the width of two letters."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def _each_text(value: Any, change: Callable[[str], str]) -> Any:  # noqa: ANN401
    if isinstance(value, str):
        return change(value)
    if isinstance(value, dict):
        return {key: _each_text(item, change) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_each_text(item, change) for item in value]
    return value


def _printable(text: str) -> str:
    if text.isascii():
        return text
    unknown = missing_glyphs(text)
    if not unknown:
        return text
    pattern = re.compile("[" + re.escape("".join(sorted(unknown))) + "]")
    return pattern.sub(lambda match: f"[U+{ord(match[0]):04X}]", text)
