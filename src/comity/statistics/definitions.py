"""What each figure counts: of the frameworks that states report to, and of Comity's own report."""

from dataclasses import dataclass
from functools import cache

from comity.common.source import Source
from comity.statistics.store import read_figures


@dataclass(frozen=True, slots=True)
class Definition:
    """One figure: its unit, what it counts, what its definition leaves open, its period and its source.

    ``reading`` says how much of the text was read: read, partly or not_read. ``record`` names the events of an office's
    record it is counted from; empty where Comity does not count it.
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


def _definition(row: dict[str, object], source: dict[str, str]) -> Definition:
    texts = {key: str(row.get(key, "")) for key in Definition.__slots__ if key not in {"record", "source", "url"}}
    held = {key: value for key, value in source.items() if key != "url"}
    events = row["record"] if isinstance(row["record"], list) else ()
    return Definition(**texts, record=tuple(map(str, events)), source=Source(**held), url=source.get("url", ""))
