"""Control as closures: what a holder commands through entities that it commands already."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from comity.tracing.ownership.holdings import Graph, Stake

HALF = Fraction(1, 2)


@dataclass(frozen=True, slots=True)
class Command:
    """Who is commanded by a holder, and what the holder and those it commands hold together in each company."""

    members: frozenset[str]
    together: dict[str, Fraction]


def control(graph: Graph, holder: str) -> Command:
    """More than half of the votes, held directly or by entities already controlled."""
    return _closure(graph, holder, lambda stake: stake.votes, lambda total: total > HALF)


def dominance(graph: Graph, holder: str) -> Command:
    """More than half of the shares at every step; what a dominated entity holds then counts in full."""
    return _closure(graph, holder, lambda stake: stake.share, lambda total: total > HALF)


def cascade(graph: Graph, holder: str) -> Command:
    """Half of the shares or more at every step; what such an entity holds then counts in full (OFAC's 50 percent)."""
    return _closure(graph, holder, lambda stake: stake.share, lambda total: total >= HALF)


def _closure(
    graph: Graph, holder: str, measure: Callable[[Stake], Fraction], enough: Callable[[Fraction], bool]
) -> Command:
    members = {holder}
    together: dict[str, Fraction] = {}
    waiting = deque([holder])
    while waiting:
        for owned, stake in graph.owned.get(waiting.popleft(), {}).items():
            together[owned] = together.get(owned, Fraction(0)) + measure(stake)
            if owned not in members and enough(together[owned]):
                members.add(owned)
                waiting.append(owned)
    return Command(frozenset(members - {holder}), together)
