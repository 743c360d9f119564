"""What one name of a large register reaches, as arrays: its companies, the links between them, their rings."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from comity.tracing.ownership.integrated import components

FEW = 400
"""Up to so many names are solved as in a small register, which is quicker for them."""
_ABOVE_ALL = -1


@dataclass(frozen=True, slots=True)
class Side:
    """The links of a register from one side: those of a number stand from ``start`` of it to that of the next."""

    start: Any
    places: Any
    other: Any
    share: Any

    def rows(self, numbers: Any) -> tuple[Any, Any]:  # noqa: ANN401 - arrays
        """The rows of the links of some numbers, one number after the other, and how many each has."""
        import numpy as np  # noqa: PLC0415 - a large library that only large registers need

        first = self.start[numbers]
        counts = self.start[numbers + 1] - first
        rows = np.repeat(first - (np.cumsum(counts) - counts), counts) + np.arange(counts.sum())
        return (rows if self.places is None else self.places[rows]), counts

    def reaches_few(self, start: int) -> bool:
        """Whether no more than a few are reached from a number, without counting further."""
        begins, other = memoryview(self.start), memoryview(self.other)
        places = None if self.places is None else memoryview(self.places)
        seen, waiting = {start}, [start]
        while waiting:
            number = waiting.pop()
            span = range(begins[number], begins[number + 1])
            for row in span if places is None else places[span.start : span.stop]:
                if other[row] not in seen:
                    seen.add(other[row])
                    waiting.append(other[row])
            if len(seen) > FEW:
                return False
        return True


@dataclass(frozen=True, slots=True)
class Reached:
    """The numbers reached, in order, and the links between them by their places in it; ``share`` is a number, too."""

    numbers: Any
    start: int
    source: Any
    target: Any
    share: Any

    @classmethod
    def from_number(cls, side: Side, start: int) -> Self:
        """Everything that is reached from a number, itself with it."""
        import numpy as np  # noqa: PLC0415

        seen = np.zeros(len(side.start) - 1, dtype=bool)
        seen[start] = True
        latest = np.array([start])
        found = [latest]
        while latest.size:
            others = side.other[side.rows(latest)[0]]
            latest = np.unique(others[~seen[others]])
            seen[latest] = True
            found.append(latest)
        numbers = np.sort(np.concatenate(found))
        rows, counts = side.rows(numbers)
        source = np.repeat(np.arange(len(numbers)), counts)
        target = np.searchsorted(numbers, side.other[rows])
        return cls(numbers, int(np.searchsorted(numbers, start)), source, target, side.share[rows])

    def rings(self) -> list[list[int]]:
        """The groups of places that reach one another, a group before all it leads to."""
        source, target = self._inner_links()
        onward: dict[int, dict[int, None]] = {}
        for one, other in zip(source.tolist(), target.tolist(), strict=True):
            onward.setdefault(one, {})[other] = None
        above: Mapping[int, Mapping[int, None]] = {**onward, _ABOVE_ALL: dict.fromkeys(onward)}
        groups = components(_ABOVE_ALL, above)[::-1]
        return [group for group in groups if len(group) > 1 or group[0] in onward.get(group[0], ())]

    def _inner_links(self) -> tuple[Any, Any]:
        """The links on a way from a ring to a ring: whatever nothing leads to, or leads nowhere, is taken off."""
        import numpy as np  # noqa: PLC0415

        source, target, size = self.source, self.target, len(self.numbers)
        while True:
            held, holds = np.zeros(size, dtype=bool), np.zeros(size, dtype=bool)
            held[target], holds[source] = True, True
            within = held[source] & holds[target]
            if within.all():
                return source, target
            source, target = source[within], target[within]
