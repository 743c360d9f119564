"""Suppression of small counts, so that a published table does not tell who a person is."""

from collections.abc import Mapping
from dataclasses import dataclass

DEFAULT_LEAST = 5
"""Counts from 1 to one less than this are not published."""


@dataclass(frozen=True, slots=True)
class Published:
    """A table as it may be published: each cell's count, or None where it is suppressed.

    ``complementary`` are cells suppressed only because the total would give another one away. ``total`` is None where
    even that would not be enough.
    """

    cells: Mapping[str, int | None]
    complementary: tuple[str, ...]
    total: int | None


def suppressed(counts: Mapping[str, int], least: int = DEFAULT_LEAST) -> Published:
    """Suppress every small count, and one more where the total would reveal the single suppressed one.

    A zero is published: it speaks of nobody. With nothing left to hide behind, the total is suppressed.
    """
    small = [name for name, count in counts.items() if 0 < count < least]
    hidden = set(small)
    extra: list[str] = []
    # One hidden cell is the total less the others; several hidden ones that sum to their number are all ones.
    while hidden and (len(hidden) == 1 or sum(counts[name] for name in hidden) == len(hidden)):
        rest = sorted((count, name) for name, count in counts.items() if name not in hidden and count > 0)
        if not rest:
            return Published({n: None if n in hidden else c for n, c in counts.items()}, tuple(extra), None)
        extra.append(rest[0][1])
        hidden.add(rest[0][1])
    cells = {name: None if name in hidden else count for name, count in counts.items()}
    return Published(cells, tuple(extra), sum(counts.values()))
