"""What a command prints: one JSON document for machines, or tables for a person."""

import json
import sys
from collections.abc import Iterable, Sequence
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any

import typer

from comity.common.plain import plain

if TYPE_CHECKING:
    from rich.console import Console

JsonFlag = Annotated[bool, typer.Option("--json", help="Print one JSON document instead of text for a person.")]


def print_json(value: Any) -> None:  # noqa: ANN401
    """Print exactly one JSON document on standard output, names in their own script."""
    json.dump(plain(value), sys.stdout, ensure_ascii=False, indent=1)
    sys.stdout.write("\n")


@cache
def console() -> "Console":
    """The terminal: colour and width are taken from it, plain text where there is none."""
    from rich.console import Console  # noqa: PLC0415 - JSON output does not need it

    return Console(highlight=False, soft_wrap=not sys.stdout.isatty())


def print_table(title: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print a table for a person; cells keep their script and are wrapped, never cut."""
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    table = Table(title=Text(title, style="bold") if title else None, title_justify="left", show_edge=False)
    for column in columns:
        table.add_column(column, overflow="fold", header_style="bold")
    for row in rows:
        table.add_row(*(Text("" if cell is None else str(cell)) for cell in row))
    console().print(table)


def print_line(text: str = "", style: str = "") -> None:
    """Print one line or paragraph for a person."""
    from rich.text import Text  # noqa: PLC0415

    console().print(Text(text, style=style))
