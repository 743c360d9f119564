"""Searching an index: candidates by sound, a quick look at their outlines, then the full comparison."""

from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, cast

from comity.screening.comparison import Comparison, compare
from comity.screening.entity import Entity
from comity.screening.evidence import most_beside
from comity.screening.index.build import birth_keys, number_keys
from comity.screening.index.keys import asked_keys, keys_of
from comity.screening.index.quick import Memory, Question, highest
from comity.screening.index.reader import Index, Listed
from comity.screening.reading import alternatives, read_name
from comity.screening.scorer import logit
from comity.screening.tokens import Kind, Name

# Where as many synthetic people on no list raise an alert as with the best open matcher (docs/screening.md).
DEFAULT_THRESHOLD = 0.9
DEFAULT_THRESHOLD_COMPANY = 0.75
DEFAULT_LIMIT = 10
STRONG_POSTINGS = 4_000
WEAK_POSTINGS = 300
MOST_LOOKED, MOST_COMPARED = 120, 50
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
    lowest = default_threshold(query) if threshold is None else threshold
    hits: list[Hit] = []
    for owner, names in candidates(index, query, lowest).items():
        listed = index.entity(owner)
        comparison = compare(query, listed.entity, names)
        if comparison.score >= lowest:
            hits.append(Hit(listed, index.lists[listed.list_number], comparison))
    hits.sort(key=lambda hit: (-hit.comparison.logit, hit.listed.entity.id))
    return tuple(hits[:limit])


def candidates(index: Index, query: Entity, threshold: float) -> dict[int, tuple[str, ...]]:
    """The entities that may reach a threshold, each with its names that are worth a full comparison."""
    chosen: dict[int, tuple[str, ...]] = {}
    for key in number_keys(query):
        for name in index.names_with(key, STRONG_POSTINGS):
            owner = index.owners[name]
            if owner not in index.gone:
                chosen[owner] = index.entity(owner).entity.names
    floor = logit(threshold) - most_beside(query) - MARGIN
    looked = [
        found for text in query.names for part in alternatives(text) for found in _by_name(index, part, query, floor)
    ]
    looked.sort(reverse=True)
    for _, name in looked[:MOST_COMPARED]:
        owner = index.owners[name]
        if owner in index.gone:
            continue
        chosen[owner] = (*chosen.get(owner, ()), index.name(name))
    return chosen


def _by_name(index: Index, text: str, query: Entity, floor: float) -> Iterator[tuple[float, int]]:
    name = read_name(text, query.kind)
    if not name.tokens:
        return
    asked = Question.of(name, memory(index))
    for _, number in sorted(_looked(index, name, asked, query, floor), reverse=True)[:MOST_LOOKED]:
        closer = highest(asked, index.words(number), index, exact=True)
        if closer >= floor:
            yield closer, number


def _looked(index: Index, name: Name, asked: Question, query: Entity, floor: float) -> Iterable[tuple[float, int]]:
    """The names that share a key and may reach the floor as far as a quick look tells."""
    shared, single = keys_of(name)
    strong = sorted(shared | birth_keys(query, name))
    weak = sorted(single | asked_keys(name))
    if index.looker is not None:
        most = array("Q", [STRONG_POSTINGS] * len(strong) + [WEAK_POSTINGS] * len(weak))
        return cast("list[tuple[float, int]]", index.looker.names(name, array("Q", strong + weak), most, floor))
    numbers = {*_numbers(index, strong, STRONG_POSTINGS), *_numbers(index, weak, WEAK_POSTINGS)}
    estimates = ((highest(asked, words, index), number) for number in numbers if (words := index.words(number)))
    return [found for found in estimates if found[0] >= floor]


@lru_cache(maxsize=64)
def memory(index: Index) -> Memory:
    """What the words of questions have met in an index."""
    return Memory(index)


def _numbers(index: Index, keys: Iterable[int], most: int) -> Iterator[int]:
    for key in keys:
        yield from index.names_with(key, most)
