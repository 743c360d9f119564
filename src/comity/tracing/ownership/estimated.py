"""Multiplied shares over a large register: estimated in arrays, made exact one by one where they are looked at."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

from comity.tracing.ownership.holdings import sum_of
from comity.tracing.ownership.integrated import LARGEST_EXACT_RING, ring_solved
from comity.tracing.ownership.multiplied import Estimated, Integrated
from comity.tracing.ownership.reached import Reached

_MOST_ROUNDS = 2_000
_NEAR = 1e-9
"""Estimates are sums of products of numbers that are not negative; they are nearer than this part of themselves."""
_TOO_SMALL = 1e-290
"""Below this an estimate may have lost its figures, and only the exact share says whether there is one."""


class ExactShares:
    """The exact multiplied share at each place, computed from those above it when asked for and kept."""

    def __init__(self, reached: Reached, parts: Sequence[Fraction]) -> None:
        import numpy as np  # noqa: PLC0415 - a large library that only large registers need

        order = np.argsort(reached.target, kind="stable")
        edges = np.searchsorted(reached.target[order], np.arange(len(reached.numbers) + 1))
        self.begins: list[int] = edges.tolist()
        self.source: list[int] = reached.source[order].tolist()
        self.share: list[int] = reached.share[order].tolist()
        self.parts = [*parts, Fraction(0)]
        self.start = reached.start
        self.known: dict[int, Fraction] = {}

    def at(self, place: int) -> Fraction:
        """The share at a place."""
        known, source = self.known, self.source
        stack = [place]
        while stack:
            one = stack[-1]
            links = range(self.begins[one], self.begins[one + 1])
            waiting = [] if one in known else [source[link] for link in links if source[link] not in known]
            if waiting:
                stack += waiting
                continue
            stack.pop()
            if one not in known:
                known[one] = self.through(links)
        return known[place]

    def all_above(self, place: int) -> set[int]:
        """The places on the ways from the start to a place, and that place."""
        seen, waiting = {place}, [place]
        while waiting:
            one = waiting.pop()
            for above in self.source[self.begins[one] : self.begins[one + 1]]:
                if above not in seen:
                    seen.add(above)
                    waiting.append(above)
        return seen

    def through(self, links: Iterable[int]) -> Fraction:
        """What comes to a place by some of its links, from the start itself and through others."""
        found = []
        for link in links:
            share, above = self.parts[self.share[link]], self.known[self.source[link]]
            found.append(share * above if above else above)
            if self.source[link] == self.start:
                found.append(share)
        return sum_of(found)

    def ring(self, group: list[int]) -> tuple[bool, bool]:
        """Solve a ring; whether its shares are usual (exact and none negative), and whether it is closed."""
        if len(group) > LARGEST_EXACT_RING:
            return False, False
        members = set(group)
        within: dict[int, dict[int, Fraction]] = {place: {} for place in group}
        fixed: dict[int, Fraction] = {}
        for place in group:
            outside = []
            for link in range(self.begins[place], self.begins[place + 1]):
                above = self.source[link]
                if above in members:
                    share = within[place].get(above, Fraction(0)) + self.parts[self.share[link]]
                    within[place][above] = share
                else:
                    self.at(above)
                    outside.append(link)
            own = [self._from_start(place)] if self.start in members else []
            fixed[place] = sum_of([*own, self.through(outside)])
        solved = ring_solved(group, within, fixed)
        self.known |= dict.fromkeys(group, Fraction(0)) if solved is None else solved
        return all(self.known[place] >= 0 for place in group), solved is None

    def _from_start(self, place: int) -> Fraction:
        links = range(self.begins[place], self.begins[place + 1])
        return sum_of(self.parts[self.share[link]] for link in links if self.source[link] == self.start)


class EstimatedShares(Estimated):
    """The shares by name; only those looked at are made exact, and only their names are read."""

    def __init__(
        self,
        reached: Reached,
        exact: ExactShares,
        estimate: Any,  # noqa: ANN401 - an array
        number: Callable[[str], int | None],
        names: Callable[[int], str],
    ) -> None:
        import numpy as np  # noqa: PLC0415

        self._reached, self._exact, self._number, self._names = reached, exact, number, names
        there = estimate > _TOO_SMALL
        for place in (~there).nonzero()[0].tolist():
            there[place] = place != reached.start and bool(exact.at(place))
        there[reached.start] = False
        self._estimate, self._there = np.where(there, estimate, 0.0), there

    def _reached_at(self, name: object) -> int | None:
        number = self._number(name) if isinstance(name, str) else None
        if number is None:
            return None
        place = int(self._reached.numbers.searchsorted(number))
        return place if place < len(self._there) and self._reached.numbers[place] == number else None

    def _place(self, name: object) -> int | None:
        place = self._reached_at(name)
        return place if place is not None and self._there[place] else None

    def __contains__(self, name: object) -> bool:
        return self._place(name) is not None

    def __getitem__(self, name: str) -> Fraction:
        place = self._place(name)
        if place is None:
            raise KeyError(name)
        return self._exact.at(place)

    def __iter__(self) -> Iterator[str]:
        return (self._names(int(number)) for number in self._reached.numbers[self._there])

    def __len__(self) -> int:
        return int(self._there.sum())

    def at_least(self, line: Fraction) -> dict[str, Fraction]:
        """Those from a line on, by their exact shares; the estimate only says who may be among them."""
        near = (self._there & (self._estimate >= float(line) * (1 - _NEAR))).nonzero()[0].tolist()
        shares = ((self._names(int(self._reached.numbers[place])), self._exact.at(place)) for place in near)
        return {name: share for name, share in shares if share >= line}

    def ways_to(self, name: str) -> set[str] | None:
        """Everything on the ways from the start to a name, and that name; None where it is not reached."""
        place = self._reached_at(name)
        if place is None:
            return None
        return {self._names(int(self._reached.numbers[one])) for one in self._exact.all_above(place)}


def estimated(
    reached: Reached, parts: Sequence[Fraction], number: Callable[[str], int | None], names: Callable[[int], str]
) -> Integrated | None:
    """The shares of all that is reached; None where a ring or a very long chain asks for the whole exact solution."""
    exact = ExactShares(reached, parts)
    rings, closed = [], []
    for group in reached.rings():
        usual, is_closed = exact.ring(group)
        if not usual:
            return None
        rings.append(sorted(group))
        closed += [sorted(group)] if is_closed else []
    estimate = _estimate(reached, parts, exact.known)
    if estimate is None:
        return None
    named = [
        tuple(tuple(names(int(reached.numbers[place])) for place in ring) for ring in sorted(some))
        for some in (rings, closed)
    ]
    return Integrated(EstimatedShares(reached, exact, estimate, number, names), *named)


def _estimate(reached: Reached, parts: Sequence[Fraction], known: Mapping[int, Fraction]) -> Any:  # noqa: ANN401 - an array
    """Every share as a number with a point; what is known exactly is kept fixed, so that no ring is gone around."""
    import numpy as np  # noqa: PLC0415

    size = len(reached.numbers)
    weight = np.array([*map(float, parts), 0.0])[reached.share]
    own = reached.source == reached.start
    base = np.bincount(reached.target[own], weight[own], size)
    fixed, values = list(known), [float(share) for share in known.values()]
    found: Any = np.zeros(size)
    for _ in range(_MOST_ROUNDS):
        following = base + np.bincount(reached.target, weight * found[reached.source], size)
        following[reached.start] = 0.0
        following[fixed] = values
        if (following == found).all():
            return found
        found = following
    return None
