"""Learns how the letters of one script are spelled in another from pairs of names (expectation maximisation).

The result is a table of gains: for a chunk of source letters and a chunk of Latin letters, the logarithm of how much
more often the two stand for one another than chance would have it. Everything is deterministic.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

Units = tuple[str, ...]
Pair = tuple[Units, str]
Gains = dict[str, dict[str, float]]
Joint = dict[tuple[str, str], float]

LONGEST_LATIN = 4
ROUNDS = 7
FLOOR = 1e-7


@dataclass(frozen=True, slots=True)
class Shape:
    """How long chunks may be: ``source`` units at most on the left; ``latin`` letters at most on the right."""

    source: int = 1
    latin: int = LONGEST_LATIN


def learn(pairs: Sequence[Pair], shape: Shape, separator: str = "") -> Gains:
    """Learn the table of gains from pairs of source units and Latin letters; wrong pairs are left out on the way."""
    joint: Joint = {}
    kept: Sequence[Pair] = pairs
    for turn in range(ROUNDS):
        counts, fits = _expect(kept, joint, shape, separator)
        total = sum(counts.values())
        joint = {key: value / total for key, value in counts.items() if value / total > FLOOR / 100}
        if turn in {2, 4}:
            kept = _without_worst(kept, fits)
    return _gains(joint, counts, kept)


def _expect(pairs: Iterable[Pair], joint: Joint, shape: Shape, sep: str) -> tuple[Joint, list[float]]:
    counts: Joint = defaultdict(float)
    fits: list[float] = []
    for units, latin in pairs:
        edges = _edges(units, latin, joint, shape, sep)
        fits.append(_collect(len(units), len(latin), edges, counts))
    return counts, fits


Edge = tuple[int, int, int, int, tuple[str, str], float]


def _edges(units: Units, latin: str, joint: Joint, shape: Shape, sep: str) -> list[Edge]:
    rows, columns = len(units), len(latin)
    edges: list[Edge] = []
    for i in range(rows + 1):
        for j in range(columns + 1):
            for k in range(min(shape.source, i) + 1):
                chunk = sep.join(units[i - k : i])
                for length in range(min(shape.latin if k else 1, j) + 1):
                    if k == length == 0 or (k > 1 and length not in {1, 2}):
                        continue
                    key = (chunk, latin[j - length : j])
                    weight = joint.get(key, FLOOR) if joint else _first_guess(k, length)
                    edges.append((i, j, i - k, j - length, key, weight))
    return edges


def _first_guess(source: int, latin: int) -> float:
    return 0.05 if source == 0 or latin == 0 else 1.0 / (1 + abs(latin - 1.2) + 2 * (source - 1))


def _collect(rows: int, columns: int, edges: list[Edge], counts: Joint) -> float:
    forward: dict[tuple[int, int], float] = defaultdict(float)
    forward[0, 0] = 1.0
    for i, j, a, b, _, weight in edges:
        forward[i, j] += forward[a, b] * weight
    whole = forward[rows, columns]
    if whole <= 0:
        return -99.0
    backward: dict[tuple[int, int], float] = defaultdict(float)
    backward[rows, columns] = 1.0
    for i, j, a, b, key, weight in reversed(edges):
        share = backward[i, j] * weight
        backward[a, b] += share
        counts[key] += forward[a, b] * share / whole
    return math.log(whole) / max(1, rows + columns)


def _without_worst(pairs: Sequence[Pair], fits: list[float], share: float = 0.05) -> Sequence[Pair]:
    limit = sorted(fits)[int(len(fits) * share)]
    return [pair for pair, fit in zip(pairs, fits, strict=True) if fit >= limit]


def _seen(counts: Joint, pairs: Sequence[Pair]) -> dict[str, float]:
    """How often each chunk of source letters stands in the pairs, a longer one also where it was read by letter."""
    seen: dict[str, float] = defaultdict(float)
    for (chunk, _), count in counts.items():
        seen[chunk] += count
    whole: dict[str, float] = defaultdict(float)
    for units, _ in pairs:
        for first, second in pairwise(units):
            whole[first + second] += 1
    return {chunk: max(count, whole.get(chunk, 0.0)) for chunk, count in seen.items()}


def _gains(joint: Joint, counts: Joint, pairs: Sequence[Pair]) -> Gains:
    source: dict[str, float] = defaultdict(float)
    latin: dict[str, float] = defaultdict(float)
    steps = 0.0
    for units, text in pairs:
        steps += len(units)
        for unit in units:
            source[unit] += 1
        for letter in text:
            latin[letter] += 1
    letters = sum(latin.values())
    gains: Gains = defaultdict(dict)
    by_chunk = _seen(counts, pairs)
    for (chunk, text), value in joint.items():
        count = counts[chunk, text]
        if count < 2.5 or (chunk and count / by_chunk[chunk] < 0.0015):
            continue
        chance = sum(math.log(latin[letter] / letters) for letter in text)
        # Given the source letters: how likely this spelling is, against how likely these Latin letters are by chance.
        given = math.log(count / by_chunk[chunk]) if chunk else math.log(value * sum(counts.values()) / steps)
        gains[chunk][text] = round(given - chance, 2)
    return gains
