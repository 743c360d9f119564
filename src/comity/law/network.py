"""The network of routes: who can ask whom for a measure, how a state is connected, and where no route is evidenced."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from comity.law.matrix import Cell
from comity.law.treaty_status import own_law_answers
from comity.law.verdict import Verdict

# A route that can be taken, at once or when its open points are settled; every other verdict leaves a pair without one.
ROUTED = frozenset({Verdict.OPEN, Verdict.CONDITIONAL})
_SILENT = "not_evidenced"


@dataclass(frozen=True, slots=True)
class Side:
    """One state in one role: the verdicts of its pairs, and the states towards which no route is evidenced."""

    verdicts: Mapping[str, int]
    routed: int
    without: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Connectivity:
    """How a state is connected for one measure: when it asks others, and when others ask it."""

    state: str
    measure: str
    as_requesting: Side
    as_requested: Side

    def without_either_way(self) -> tuple[str, ...]:
        """The states with which no route is evidenced in either direction."""
        return tuple(sorted({*self.as_requesting.without} & {*self.as_requested.without}))


@dataclass(frozen=True, slots=True)
class Gap:
    """A block of pairs without an evidenced route: none of ``requesting`` has one to any of ``requested``.

    A state may stand on both sides; ``pairs`` counts pairs of two different states. ``law_unknown`` are the requested
    states of whose own law on the measure the data says nothing: the first to look up.
    """

    requesting: tuple[str, ...]
    requested: tuple[str, ...]
    pairs: int
    verdicts: Mapping[str, int]
    law_unknown: tuple[str, ...]


def connectivity(cells: Iterable[Cell], state: str, measure: str) -> Connectivity:
    """Count the verdicts of one state's pairs in both directions."""
    held = [cell for cell in cells if state in {cell.requesting, cell.requested}]
    asks = [(cell.requested, cell.verdict) for cell in held if cell.requesting == state]
    asked = [(cell.requesting, cell.verdict) for cell in held if cell.requested == state]
    return Connectivity(state, measure, _side(asks), _side(asked))


def connectivity_of_all(cells: Sequence[Cell], measure: str) -> tuple[Connectivity, ...]:
    """Count the verdicts of every state's pairs, in the order in which the states first appear."""
    asks: dict[str, list[tuple[str, Verdict]]] = {}
    asked: dict[str, list[tuple[str, Verdict]]] = {}
    for cell in cells:
        asks.setdefault(cell.requesting, []).append((cell.requested, cell.verdict))
        asked.setdefault(cell.requested, []).append((cell.requesting, cell.verdict))
    states = dict.fromkeys([*asks, *asked])
    return tuple(Connectivity(s, measure, _side(asks.get(s, ())), _side(asked.get(s, ()))) for s in states)


def _side(pairs: Iterable[tuple[str, Verdict]]) -> Side:
    held = list(pairs)
    counts = Counter(verdict.value for _, verdict in held)
    without = tuple(sorted(other for other, verdict in held if verdict not in ROUTED))
    return Side({v.value: counts[v.value] for v in Verdict if counts[v.value]}, len(held) - len(without), without)


def gaps(cells: Sequence[Cell], measure: str, on: dt.date, largest: int) -> tuple[Gap, ...]:
    """Find large blocks of pairs without a route, the largest first.

    Found step by step, each block taking the requested state that keeps it largest: blocks never share a pair, and a
    larger block than the first may exist.
    """
    names = tuple(dict.fromkeys(name for cell in cells for name in (cell.requesting, cell.requested)))
    place = {name: 1 << index for index, name in enumerate(names)}
    closed = {name: place[name] for name in names}  # a state is no pair with itself and never breaks a block
    for cell in cells:
        if cell.verdict not in ROUTED:
            closed[cell.requested] |= place[cell.requesting]
    verdicts = {(cell.requesting, cell.requested): cell.verdict for cell in cells}
    silent = frozenset(name for name in names if own_law_answers(name, on).get(measure, _SILENT) == _SILENT)
    return tuple(sorted(_blocks(closed, place, verdicts, silent, largest), key=lambda gap: -gap.pairs))


def _blocks(
    closed: dict[str, int],
    place: dict[str, int],
    verdicts: dict[tuple[str, str], Verdict],
    silent: frozenset[str],
    largest: int,
) -> Iterator[Gap]:
    for _ in range(largest):
        requesting, requested = _block(closed, place)
        asking = tuple(name for name in place if place[name] & requesting)
        counts = Counter(
            verdicts[one, other].value for one in asking for other in requested if (one, other) in verdicts
        )
        if not counts:
            return
        named = tuple(sorted(requested))
        yield Gap(asking, named, counts.total(), dict(counts), tuple(name for name in named if name in silent))
        for name in requested:
            closed[name] &= ~requesting | place[name]


def _block(closed: Mapping[str, int], place: Mapping[str, int]) -> tuple[int, list[str]]:
    """Grow a block by the requested state that leaves it most requesting states, and keep its largest form."""
    left = dict(closed)
    requesting, taken = (1 << len(place)) - 1, list[str]()
    best, best_area = (0, list[str]()), 0
    while left and requesting:
        name = max(left, key=lambda other: (left[other] & requesting).bit_count())
        requesting &= left.pop(name)
        taken.append(name)
        area = requesting.bit_count() * len(taken) - sum(1 for one in taken if place[one] & requesting)
        if area > best_area:
            best, best_area = (requesting, list(taken)), area
    return best
