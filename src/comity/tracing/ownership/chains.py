"""Chains: the ways from a holder to a company, each company once, nominees named where they stand."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from fractions import Fraction

from comity.tracing.ownership.holdings import Graph

MOST_CHAINS = 50
_MOST_STEPS = 200_000


@dataclass(frozen=True, slots=True)
class Chain:
    """One way: the names from the holder to the company, and the share held at each step."""

    names: tuple[str, ...]
    shares: tuple[Fraction, ...]

    @property
    def product(self) -> Fraction:
        """The shares multiplied."""
        result = Fraction(1)
        for share in self.shares:
            result *= share
        return result


def chains_between(
    graph: Graph, holder: str, company: str, only: AbstractSet[str] | None = None
) -> tuple[tuple[Chain, ...], bool]:
    """The chains, largest first, and whether some were left out; ``only`` bounds the names in between."""
    allowed = _upstream(graph, company) if only is None else only
    found: list[Chain] = []
    steps = 0
    stack: list[tuple[tuple[str, ...], tuple[Fraction, ...]]] = [((holder,), ())]
    while stack and steps < _MOST_STEPS:
        names, shares = stack.pop()
        for owned, stake in graph.owned.get(names[-1], {}).items():
            steps += 1
            way, held = (*names, owned), (*shares, stake.share)
            if owned == company:
                found.append(Chain(way, held))
            elif owned in allowed and owned not in names:
                stack.append((way, held))
    found.sort(key=lambda chain: (-chain.product, chain.names))
    return tuple(found[:MOST_CHAINS]), len(found) > MOST_CHAINS or bool(stack)


def _upstream(graph: Graph, company: str) -> set[str]:
    reached = {company}
    waiting = [company]
    while waiting:
        for owner in graph.owners.get(waiting.pop(), {}):
            if owner not in reached:
                reached.add(owner)
                waiting.append(owner)
    return reached


def shown(graph: Graph, chain: Chain) -> list[str]:
    """The names of a chain as written out, the nominee between the one behind it and what it holds."""
    names = [chain.names[0]]
    for owner, owned in zip(chain.names, chain.names[1:], strict=False):
        through = graph.owners[owned][owner].through
        if through:
            names.append(f"{' and '.join(dict.fromkeys(through))} (nominee)")
        names.append(owned)
    return names
