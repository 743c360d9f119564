"""Searching an index: candidates by sound, a quick look at their outlines, then the full comparison."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, cast

from comity.screening.comparison import Comparison, compare
from comity.screening.entity import Entity
from comity.screening.index.asked import Asked, Found
from comity.screening.index.build import number_keys
from comity.screening.index.facts import facts_of
from comity.screening.index.look_kernels import STRONG_POSTINGS
from comity.screening.index.quick import Memory, look
from comity.screening.index.reader import Index, Listed
from comity.screening.reading import alternatives, read_name
from comity.screening.scorer import logit
from comity.screening.tokens import Kind

# Where as many synthetic people on no list raise an alert as with the best open matcher (docs/screening.md).
DEFAULT_THRESHOLD = 0.9
DEFAULT_THRESHOLD_COMPANY = 0.75
DEFAULT_LIMIT = 10
MOST_COMPARED = 50
MARGIN = 0.5  # what the full comparison may see in words written as one, beyond the quick look


@dataclass(frozen=True, slots=True)
class Hit:
    """Somebody on a list who may be meant: the entry, its list (name, version, digest, retrieval), the comparison."""

    listed: Listed
    origin: dict[str, Any]
    comparison: Comparison


def default_threshold(query: Entity) -> float:
    """The threshold where none is asked for."""
    return DEFAULT_THRESHOLD if query.kind is Kind.PERSON else DEFAULT_THRESHOLD_COMPANY


def search(
    index: Index, query: Entity, *, threshold: float | None = None, limit: int = DEFAULT_LIMIT
) -> tuple[Hit, ...]:
    """Everybody in the index whose score reaches the threshold, the best first."""
    return search_all(index, [query], threshold=threshold, limit=limit)[0]


def search_all(
    index: Index, queries: Sequence[Entity], *, threshold: float | None = None, limit: int = DEFAULT_LIMIT
) -> list[tuple[Hit, ...]]:
    """The hits of each of many questions, which are looked up together; each as if it had been asked alone."""
    lowest = [default_threshold(query) if threshold is None else threshold for query in queries]
    floors = {least: logit(least) - MARGIN for least in set(lowest)}
    asked: list[Asked] = []
    whose: list[int] = []
    for place, query in enumerate(queries):
        kind, floor, facts = query.kind, floors[lowest[place]], tuple(facts_of(query))
        names = [read_name(part, kind) for text in query.names for part in alternatives(text)]
        for name in names:
            if name.tokens:
                asked.append(Asked(name, floor, facts))
                whose.append(place)
    found: list[list[Found]] = [[] for _ in queries]
    for place, names_found in zip(whose, _looked(index, asked), strict=True):
        if names_found:
            found[place].extend(names_found)
    return [
        _hits(index, query, _candidates(index, query, names), least, limit) if names or query.identifiers else ()
        for query, names, least in zip(queries, found, lowest, strict=True)
    ]


def _looked(index: Index, asked: Sequence[Asked]) -> list[list[Found]]:
    if index.looker is not None:
        return cast("list[list[Found]]", index.looker.names(asked))
    return [look(index, one, memory(index)) for one in asked]


Candidates = dict[int, tuple[float, tuple[str, ...]]]


def _candidates(index: Index, query: Entity, looked: list[Found]) -> Candidates:
    """The entities that may reach the threshold: how high each may score, its names that are worth comparing."""
    chosen: Candidates = {}
    for key in number_keys(query):
        for name in index.names_with(key, STRONG_POSTINGS):
            owner = index.owners[name]
            if owner not in index.gone:
                chosen[owner] = math.inf, index.entity(owner).entity.names
    looked.sort(reverse=True)
    for highest, name in looked[:MOST_COMPARED]:
        owner = index.owners[name]
        most, names = chosen.get(owner, (highest, ()))
        chosen[owner] = most, (*names, index.name(name))
    return chosen


def _hits(index: Index, query: Entity, chosen: Candidates, lowest: float, limit: int) -> tuple[Hit, ...]:
    """The best of the candidates; who cannot come among them any more is not compared."""
    hits: list[Hit] = []
    scores: list[float] = []  # of the hits so far, in logits, the best ones
    for owner, (highest, names) in sorted(chosen.items(), key=lambda one: -one[1][0]):
        if len(scores) >= limit and scores[-1] > highest + MARGIN:
            break
        listed = index.entity(owner)
        comparison = compare(query, listed.entity, names)
        if comparison.score >= lowest:
            hits.append(Hit(listed, index.lists[listed.list_number], comparison))
            scores = sorted([*scores, comparison.logit], reverse=True)[:limit]
    hits.sort(key=lambda hit: (-hit.comparison.logit, hit.listed.entity.id))
    return tuple(hits[:limit])


@lru_cache(maxsize=64)
def memory(index: Index) -> Memory:
    """What the words of questions have met in an index."""
    return Memory(index)
