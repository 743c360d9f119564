"""Chains: the ways from a holder to a company, each company once, nominees named where they stand."""

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from fractions import Fraction

from comity.tracing.ownership.holdings import Graph, Stake

MOST_CHAINS = 50
_MOST_STEPS = 200_000
_FEW = 16
_NOTHING: Mapping[str, Stake] = {}


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


@dataclass(slots=True)
class Ways:
    """Finds chains in a graph; for holders of very many, the places of what they hold are kept."""

    graph: Graph
    places: dict[str, dict[str, int]] = field(default_factory=dict)
    above: tuple[str, set[str]] | None = None

    def between(
        self, holder: str, company: str, only: AbstractSet[str] | None = None
    ) -> tuple[tuple[Chain, ...], bool]:
        """The chains, largest first, and whether some were left out; ``only`` bounds the names in between."""
        allowed = self._above(company) if only is None else only
        found: list[Chain] = []
        steps = 0
        stack: list[tuple[tuple[str, ...], tuple[Fraction, ...]]] = [((holder,), ())]
        while stack and steps < _MOST_STEPS:
            names, shares = stack.pop()
            links = self.graph.owned.get(names[-1], _NOTHING)
            steps += len(links)
            for owned in self._leading(names[-1], links, company, allowed):
                way, held = (*names, owned), (*shares, links[owned].share)
                if owned == company:
                    found.append(Chain(way, held))
                elif owned in allowed and owned not in names:
                    stack.append((way, held))
        found.sort(key=lambda chain: (-chain.product, chain.names))
        return tuple(found[:MOST_CHAINS]), len(found) > MOST_CHAINS or bool(stack)

    def _above(self, company: str) -> set[str]:
        """Everything upstream of a company, kept until another is asked about."""
        if self.above is None or self.above[0] != company:
            self.above = company, _upstream(self.graph, company)
        return self.above[1]

    def _leading(self, name: str, links: Mapping[str, Stake], company: str, allowed: AbstractSet[str]) -> Iterable[str]:
        """What is held and can lead to the company, in the order in which it stands, without going through all."""
        if len(links) <= len(allowed) + _FEW:
            return links
        found = [owned for owned in allowed if owned in links and owned != company]
        found += [company] if company in links else []
        if len(found) > 1:
            places = self.places.get(name)
            if places is None:
                places = self.places[name] = {owned: place for place, owned in enumerate(links)}
            found.sort(key=places.__getitem__)
        return found


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
        through = graph.owned[owner][owned].through
        if through:
            names.append(f"{' and '.join(dict.fromkeys(through))} (nominee)")
        names.append(owned)
    return names
