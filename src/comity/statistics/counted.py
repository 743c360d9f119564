"""All figures of a period, counted from one record: the same events give the same figures to whoever counts."""

from collections.abc import Iterable, Mapping
from typing import Any

from comity.common.errors import BadInputError
from comity.statistics.counting import assets, persons, requests, returns, surrenders, values
from comity.statistics.definitions import definitions
from comity.statistics.period import Period
from comity.statistics.record import Event, histories
from comity.statistics.table import Table


def count(events: Iterable[Event], period: Period) -> tuple[Table, ...]:
    """Every figure of Comity's own report, in the order in which it prints them."""
    held = tuple(events)
    asked, returned, owned = (histories(held, subject) for subject in ("request", "return", "asset"))
    return (
        *requests.tables(asked, period),
        *surrenders.tables(histories(held, "extradition"), asked, period),
        *returns.tables(returned, period),
        *persons.tables(returned, histories(held, "party"), period),
        *assets.tables(owned, period),
        *values.tables(owned, period),
    )


def chosen(tables: Iterable[Table], wanted: Iterable[str]) -> tuple[Table, ...]:
    """The tables of the figures asked for: one of Comity's own, or of a framework, which several tables may answer."""
    counted = {table.figure: table for table in tables}
    names = [name for figure in wanted for name in _answering(figure, counted)]
    return tuple(counted[name] for name in dict.fromkeys(names)) if names else tuple(counted.values())


def _answering(figure: str, counted: Mapping[str, Table]) -> tuple[str, ...]:
    known = {item.id: item for item in definitions()}
    if figure not in known and figure not in counted:
        raise BadInputError(f"there is no figure '{figure}' (there are: {', '.join(counted)})")
    names = known[figure].tables if figure in known else (figure,)
    if not names:
        raise BadInputError(f"'{figure}' is defined, but nothing in the record of an office counts it yet")
    return names


def as_rows(table: Table) -> list[dict[str, Any]]:
    """The lines of a table as plain data, headings and values by name; what is kept back is named."""
    return [
        {
            **dict(zip(table.under, row.under, strict=True)),
            **dict(zip(table.columns, row.values, strict=True)),
            "kept_back": list(row.kept_back),
        }
        for row in table.rows
    ]
