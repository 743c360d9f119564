"""Persons returned: under exactly one route of the closed list, and what became of the returns that were planned."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from comity.casework.returns.routes import ReturnRoute
from comity.statistics.period import Period
from comity.statistics.record import History
from comity.statistics.table import Row, Table

# Column -> the events that count for it; each planned return counts once per column.
OUTCOMES: dict[str, tuple[str, ...]] = {
    "planned": ("return_planned",),
    "host_state_agreed": ("host_consented",),
    "departed": ("departed",),
    "arrived": ("arrived",),
    "consent_revoked": ("return_consent_revoked",),
    "stopped": ("return_stopped",),
}


def returns_by_route(returns: Iterable[History], period: Period) -> Table:
    """Each person once, under the route of their first arrival in the period; a route nobody took stands with zero."""
    routes = Counter(arrival.route for arrival in arrivals(returns, period).values())
    rows = tuple(Row((route,), (routes[route],)) for route in _routes(routes))
    return Table("returns-by-route", ("route",), ("persons",), ("persons",), rows, "persons-returned")


def returns_by_host(returns: Iterable[History], period: Period) -> Table:
    """Each person once, under the state from which they came at their first arrival in the period."""
    hosts = Counter(arrival.host for arrival in arrivals(returns, period).values())
    rows = tuple(Row((host,), (count,)) for host, count in sorted(hosts.items()))
    return Table("returns-by-place", ("host_state",), ("persons",), ("persons",), rows, "persons-returned")


@dataclass(frozen=True, slots=True)
class Arrival:
    """How a person came: on which day, by which route, from which state."""

    day: dt.date
    route: str
    host: str


def arrivals(returns: Iterable[History], period: Period) -> dict[tuple[int, str], Arrival]:
    """The first arrival of each person in the period, by the numbers of case and person."""
    arrived = [(event, history) for history in returns if (event := history.first("arrived")) and event.day in period]
    found: dict[tuple[int, str], Arrival] = {}
    for event, history in sorted(arrived, key=lambda pair: (pair[0].day, pair[0].index)):
        person = history.case, history.said("person")
        found.setdefault(person, Arrival(event.day, history.said("route"), history.said("host_state")))
    return found


def planned_returns(returns: Iterable[History], period: Period) -> Table:
    """What happened in the period to the returns that were planned, by route."""
    counts: dict[str, Counter[str]] = {}
    for history in returns:
        seen = counts.setdefault(history.said("route"), Counter())
        for column, events in OUTCOMES.items():
            first = history.first(*events)
            seen[column] += first is not None and first.day in period
    columns = tuple(OUTCOMES)
    rows = tuple(Row((r,), tuple(counts[r][c] for c in columns)) for r in _routes(counts) if r in counts)
    return Table("planned-returns", ("route",), columns, columns, rows)


def _routes(seen: Iterable[str]) -> list[str]:
    known = [route.value for route in ReturnRoute]
    return known + sorted(set(seen) - set(known))


def tables(returns: Sequence[History], period: Period) -> Iterator[Table]:
    """Every figure on returns of persons."""
    yield returns_by_route(returns, period)
    yield returns_by_host(returns, period)
    yield planned_returns(returns, period)
