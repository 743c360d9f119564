"""What a command prints: one JSON document for machines, or tables for a person."""

import dataclasses
import datetime as dt
import json
import sys
from collections.abc import Iterable, Sequence
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from rich.console import Console

JsonFlag = Annotated[bool, typer.Option("--json", help="Print one JSON document instead of text for a person.")]


def plain(value: Any) -> Any:  # noqa: ANN401 - any answer of any room becomes plain JSON data here
    """Turn an answer into plain data that JSON can carry; dates as YYYY-MM-DD, money as decimal text."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: plain(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, dict):
        return {str(k): plain(v) for k, v in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [plain(v) for v in value]
    if isinstance(value, dt.date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


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
