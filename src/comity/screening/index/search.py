"""Searching an index: candidates by sound, a quick look at their outlines, then the full comparison."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from rapidfuzz import fuzz, process

from comity.screening.comparison import Comparison, compare
from comity.screening.entity import Entity
from comity.screening.index.build import number_keys
from comity.screening.index.keys import keys_of, outline
from comity.screening.index.layout import NAME_MASK
from comity.screening.index.reader import Index, Listed
from comity.screening.reading import alternatives, read_name

DEFAULT_THRESHOLD = 0.7
DEFAULT_LIMIT = 10
STRONG_POSTINGS = 4_000
WEAK_POSTINGS = 300
QUICK_LOOK = 55.0
MOST_COMPARED = 40


@dataclass(frozen=True, slots=True)
class Hit:
    """Somebody on a list who may be meant: the entry, its list (name, version, digest, retrieval), the comparison."""

    listed: Listed
    origin: dict[str, Any]
    comparison: Comparison


def search(
    index: Index, query: Entity, *, threshold: float = DEFAULT_THRESHOLD, limit: int = DEFAULT_LIMIT
) -> tuple[Hit, ...]:
    """Everybody in the index whose score reaches the threshold, the best first."""
    hits: list[Hit] = []
    for number in candidates(index, query):
        listed = index.entity(number)
        comparison = compare(query, listed.entity)
        if comparison.score >= threshold:
            hits.append(Hit(listed, index.lists[listed.list_number], comparison))
    hits.sort(key=lambda hit: (-hit.comparison.logit, hit.listed.entity.id))
    return tuple(hits[:limit])


def candidates(index: Index, query: Entity) -> list[int]:
    """The entities worth a full comparison, in the order of the quick look."""
    best: dict[int, float] = {}
    for text in query.names:
        for part in alternatives(text):
            for owner, score in _by_name(index, part, query):
                best[owner] = max(score, best.get(owner, 0.0))
    for key in number_keys(query):
        for posting in index.names_with(key, STRONG_POSTINGS) or ():
            best[index.owner(posting & NAME_MASK)] = 200.0
    return sorted(best, key=lambda owner: (-best[owner], owner))[:MOST_COMPARED]


def _by_name(index: Index, text: str, query: Entity) -> Iterable[tuple[int, float]]:
    name = read_name(text, query.kind)
    if not name.tokens:
        return
    strong, weak = keys_of(name)
    found: set[int] = set()
    for keys, most in ((strong, STRONG_POSTINGS), (weak, WEAK_POSTINGS)):
        for key in keys:
            postings = index.names_with(key, most)
            if postings:
                found.update(postings)
    numbers = list({posting & NAME_MASK for posting in found})
    outlines = [index.outline(number) for number in numbers]
    looked = process.extract(
        outline(name), outlines, scorer=fuzz.token_set_ratio, score_cutoff=QUICK_LOOK, limit=MOST_COMPARED * 3
    )
    for _, score, place in looked:
        yield index.owners[numbers[place]], score
