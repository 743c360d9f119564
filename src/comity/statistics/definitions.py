"""What each figure counts: of the frameworks that states report to, and of Comity's own report."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from comity.common.source import Source
from comity.statistics.store import read_figures

_LISTS = ("record", "tables")
_OTHER = {*_LISTS, "source", "url"}


@dataclass(frozen=True, slots=True)
class Definition:
    """One figure: its unit, what it counts, what its definition leaves open, its period and its source.

    ``reading`` says how much of the text was read: read, partly or not_read. ``record`` names the events of an office's
    record it is counted from, ``tables`` the tables of Comity's own report that answer it; empty where there is none.
    """

    id: str
    framework: str
    title: str
    unit: str
    counts: str
    leaves_open: str
    period: str
    reading: str
    record: tuple[str, ...]
    tables: tuple[str, ...]
    source: Source
    url: str


@cache
def definitions() -> tuple[Definition, ...]:
    """Every definition, framework by framework, in the order of the file."""
    data = read_figures("definitions.json")
    return tuple(_definition(row, data["sources"][row["source"]]) for row in data["definitions"])


def frameworks() -> tuple[str, ...]:
    """The frameworks that have definitions here."""
    return tuple(dict.fromkeys(item.framework for item in definitions()))


def _definition(row: dict[str, Any], source: dict[str, str]) -> Definition:
    fields: dict[str, Any] = {key: str(row.get(key, "")) for key in Definition.__slots__ if key not in _OTHER}
    fields |= {name: tuple(map(str, row[name])) for name in _LISTS}
    held = {key: value for key, value in source.items() if key != "url"}
    return Definition(**fields, source=Source(**held), url=source.get("url", ""))
