"""Published series of figures: every publisher's statement as printed, with what contradicts and what is not said."""

import csv
import datetime as dt
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from comity.common.errors import BadInputError
from comity.common.source import Source
from comity.statistics.store import read_figures

AMOUNT = "amount_cny_bn"


class Measure(StrEnum):
    """What a row speaks of: a year or a campaign, part of it, a total since a start, or one day."""

    ANNUAL = "annual"
    PARTIAL = "partial"
    CUMULATIVE = "cumulative"
    POINT = "point"


@dataclass(frozen=True, slots=True)
class Observation:
    """One publisher's statement about one period; both days are included.

    ``values`` are counts, and amounts in billions of yuan as printed; those named in ``at_least`` were printed as
    "more than" or "over".
    """

    id: str
    programme: str
    scope: str
    area: str
    measure: Measure
    start: dt.date
    end: dt.date
    values: Mapping[str, Decimal]
    at_least: tuple[str, ...]
    source: Source
    url: str
    note: str


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Rows of a series that do not fit together, in one sentence."""

    about: str
    rows: tuple[str, ...]
    says: str


@dataclass(frozen=True, slots=True)
class Unpublished:
    """Something a reader would need to know of a series, and that nobody has published."""

    what: str
    says: str


@dataclass(frozen=True, slots=True)
class Series:
    """A published series with its observations, disagreements, and what it does not say."""

    id: str
    title: str
    says: str
    observations: tuple[Observation, ...]
    newly_fled: Mapping[int, int]
    newly_fled_source: Source
    disagreements: tuple[Disagreement, ...]
    not_published: tuple[Unpublished, ...]


def series(name: str) -> Series:
    """Read one published series, or say which there are."""
    held = read_figures("published.json")
    if name not in held:
        raise BadInputError(f"there is no published series '{name}' (there are: {', '.join(held)})")
    return _series(held[name])


def until(held: Iterable[Observation], to: dt.date | None) -> tuple[Observation, ...]:
    """The observations whose period ended by a day; all of them where no day is given."""
    return tuple(item for item in held if to is None or item.end <= to)


def as_csv(held: Iterable[Observation]) -> str:
    """Write rows as CSV, one column for each figure, with the publisher and its address in every row."""
    rows = list(held)
    figures = tuple(dict.fromkeys(name for item in rows for name in item.values))
    text = io.StringIO(newline="")
    table = csv.writer(text)
    table.writerow(
        ("row", "programme", "scope", "area", "measure", "from", "to", *figures, "at_least", "source", "url")
    )
    for item in rows:
        values = (item.values.get(name, "") for name in figures)
        period = (item.measure.value, item.start, item.end)
        named = (item.id, item.programme, item.scope, item.area)
        table.writerow((*named, *period, *values, " ".join(item.at_least), item.source.title, item.url))
    return text.getvalue()


def _series(row: Mapping[str, Any]) -> Series:
    sources = row["sources"]
    fled = row["newly_fled"]
    return Series(
        id=row["id"],
        title=row["title"],
        says=row["says"],
        observations=tuple(_observation(part, sources[part["source"]]) for part in row["observations"]),
        newly_fled={int(year): count for year, count in fled["years"].items()},
        newly_fled_source=_source(sources[fled["source"]]),
        disagreements=tuple(Disagreement(p["about"], tuple(p["rows"]), p["says"]) for p in row["disagreements"]),
        not_published=tuple(Unpublished(**part) for part in row["not_published"]),
    )


def _observation(row: Mapping[str, Any], source: Mapping[str, str]) -> Observation:
    return Observation(
        id=row["id"],
        programme=row["programme"],
        scope=row["scope"],
        area=row.get("area", ""),
        measure=Measure(row["measure"]),
        start=dt.date.fromisoformat(row["from"]),
        end=dt.date.fromisoformat(row["to"]),
        values={key: Decimal(value) for key, value in row["values"].items()},
        at_least=tuple(row.get("at_least", ())),
        source=_source(source),
        url=source["url"],
        note=row.get("note", ""),
    )


def _source(row: Mapping[str, str]) -> Source:
    return Source(**{key: value for key, value in row.items() if key != "url"})
