"""Multiplied ownership: shares multiplied along every chain and added over all chains, rings solved and not cut off."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any, TypeVar

from comity.tracing.ownership.holdings import Graph, Stake, sum_of
from comity.tracing.ownership.multiplied import Integrated

LARGEST_EXACT_RING = 60
"""Rings of more companies than this are solved by repeated approximation to one part in 10**15."""
K = TypeVar("K", str, int)
"""Names, or numbers in the order of names."""
Links = Mapping[K, Mapping[K, Stake]]
Rings = tuple[tuple[K, ...], ...]
_NOBODY: Mapping[Any, Stake] = {}


def owners_of(graph: Graph, company: str) -> Integrated:
    """The multiplied share that everyone upstream has in a company."""
    return _answer(graph, company, up=True)


def holdings_of(graph: Graph, holder: str) -> Integrated:
    """The multiplied share that a holder has in everything downstream."""
    return _answer(graph, holder, up=False)


def _answer(graph: Graph, start: str, *, up: bool) -> Integrated:
    """Solve over numbers where the graph has them, over names otherwise; the same in either case."""
    large = graph.numbered
    number = None if large is None else large.number(start)
    if large is None or number is None:
        links = (graph.owners, graph.owned) if up else (graph.owned, graph.owners)
        return Integrated(*_solve(start, *links))
    found = large.many_shares(number, up=up)
    if found is not None:
        return found
    numbers = (large.owners, large.owned) if up else (large.owned, large.owners)
    shares, rings, closed = _solve(number, *numbers)
    return Integrated(
        {large.name(one): share for one, share in shares.items()},
        *(tuple(tuple(large.name(one) for one in ring) for ring in some) for some in (rings, closed)),
    )


def _solve(start: K, onward: Links[K], back: Links[K]) -> tuple[dict[K, Fraction], Rings[K], Rings[K]]:
    """Solve y(i) = share(i, start) + sum over k of share(i, k) y(k), one group of companies after the other."""
    groups = components(start, onward)[::-1]
    reached = {name for group in groups for name in group}
    known: dict[K, Fraction] = {}
    rings, closed = [], []
    for group in groups:
        above = {name: back.get(name, _NOBODY) for name in group}
        fixed = {name: _from_outside(start, links, known) for name, links in above.items()}
        if len(group) == 1 and group[0] not in above[group[0]]:
            known |= fixed
            continue
        rings.append(tuple(sorted(group)))
        within = {name: {k: stake.share for k, stake in links.items() if k in above} for name, links in above.items()}
        solved = ring_solved(group, within, fixed)
        if solved is None:
            closed.append(tuple(sorted(group)))
            solved = dict.fromkeys(group, Fraction(0))
        known |= solved
    shares = {name: known[name] for name in reached if known[name] and name != start}
    return shares, tuple(sorted(rings)), tuple(sorted(closed))


def _from_outside(start: K, links: Mapping[K, Stake], known: Mapping[K, Fraction]) -> Fraction:
    """What comes to a company from the start itself and from those that were solved before its group."""
    own = links.get(start)
    parts: list[Fraction] = [stake.share * known[k] for k, stake in links.items() if k in known]
    return sum_of([*parts, own.share] if own is not None else parts)


def ring_solved(
    group: list[K], within: dict[K, dict[K, Fraction]], fixed: dict[K, Fraction]
) -> dict[K, Fraction] | None:
    """The shares in companies that hold one another, from what comes to each from outside; None where it is closed."""
    if len(group) > LARGEST_EXACT_RING:
        return _approximated(group, within, fixed)
    index = {name: i for i, name in enumerate(group)}
    rows = []
    for name in group:
        row = [Fraction(0)] * (len(group) + 1)
        row[index[name]] = Fraction(1)
        for other, share in within[name].items():
            row[index[other]] -= share
        row[-1] = fixed[name]
        rows.append(row)
    solved = _eliminated(rows)
    return None if solved is None else dict(zip(group, solved, strict=True))


def _eliminated(rows: list[list[Fraction]]) -> list[Fraction] | None:
    """Gauss and Jordan over exact fractions; nothing where the system has no single solution."""
    size = len(rows)
    for column in range(size):
        pivot = next((r for r in range(column, size) if rows[r][column]), None)
        if pivot is None:
            return None
        rows[column], rows[pivot] = rows[pivot], rows[column]
        lead = rows[column][column]
        rows[column] = [value / lead for value in rows[column]]
        for r in range(size):
            factor = rows[r][column]
            if r != column and factor:
                rows[r] = [a - factor * b for a, b in zip(rows[r], rows[column], strict=True)]
    return [row[-1] for row in rows]


def _approximated(
    group: list[K], within: dict[K, dict[K, Fraction]], fixed: dict[K, Fraction]
) -> dict[K, Fraction] | None:
    links = {name: [(k, float(w)) for k, w in within[name].items()] for name in group}
    base = {name: float(fixed[name]) for name in group}
    found = dict(base)
    for _ in range(20_000):
        change = 0.0
        for name in group:
            value = base[name] + sum(w * found[k] for k, w in links[name])
            change = max(change, abs(value - found[name]))
            found[name] = value
        if change < 1e-15:
            return {name: Fraction(value).limit_denominator(10**15) for name, value in found.items()}
    return None


def components(start: K, onward: Mapping[K, Mapping[K, Any]]) -> list[list[K]]:
    """Groups of names that reach one another (Tarjan) from ``start`` on; a group comes after all it leads to."""
    order: dict[K, int] = {}
    low: dict[K, int] = {}
    stack: list[K] = []
    waiting: set[K] = set()
    found: list[list[K]] = []
    work: list[tuple[K, Iterable[K]]] = []

    def enter(name: K) -> None:
        order[name] = low[name] = len(order)
        stack.append(name)
        waiting.add(name)
        work.append((name, iter(onward.get(name, _NOBODY))))

    enter(start)
    while work:
        name, links = work[-1]
        following = next(iter(links), None)
        if following is None:
            work.pop()
            if work:
                low[work[-1][0]] = min(low[work[-1][0]], low[name])
            if low[name] == order[name]:
                found.append(_popped(name, stack, waiting))
        elif following not in order:
            enter(following)
        elif following in waiting:
            low[name] = min(low[name], order[following])
    return found


def _popped(name: K, stack: list[K], waiting: set[K]) -> list[K]:
    group = []
    while True:
        member = stack.pop()
        waiting.discard(member)
        group.append(member)
        if member == name:
            return group
