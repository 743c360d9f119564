"""Searching an index: candidates by sound, a quick look at their outlines, then the full comparison."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from rapidfuzz import fuzz, process

from comity.screening.comparison import Comparison, compare
from comity.screening.entity import Entity
from comity.screening.index.build import number_keys
from comity.screening.index.keys import keys_of, outline
from comity.screening.index.layout import NAME_MASK
from comity.screening.index.reader import Index, Listed
from comity.screening.reading import alternatives, read_name
from comity.screening.tokens import Kind

# Where as many synthetic people on no list raise an alert as with the best open matcher (docs/screening.md).
DEFAULT_THRESHOLD = 0.9
DEFAULT_THRESHOLD_COMPANY = 0.75
DEFAULT_LIMIT = 10
STRONG_POSTINGS = 4_000
WEAK_POSTINGS = 300
QUICK_LOOK = 64.0
QUICK_LOOK_WEAK = 74.0
MOST_COMPARED = 12
ALIKE, ALIKE_ALONE, ALIKE_WHOLE = 50.0, 70.0, 70.0
MOST_COMPARED_ACROSS = 30


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
    for owner, names in candidates(index, query).items():
        listed = index.entity(owner)
        comparison = compare(query, listed.entity, names)
        if comparison.score >= lowest:
            hits.append(Hit(listed, index.lists[listed.list_number], comparison))
    hits.sort(key=lambda hit: (-hit.comparison.logit, hit.listed.entity.id))
    return tuple(hits[:limit])


def candidates(index: Index, query: Entity) -> dict[int, tuple[str, ...]]:
    """The entities worth a full comparison, each with its names that are worth it, by the quick look."""
    looked: list[tuple[float, int, str]] = []
    for text in query.names:
        for part in alternatives(text):
            looked.extend(_by_name(index, part, query))
    looked.sort(key=lambda found: (-found[0], found[1]))
    chosen: dict[int, tuple[str, ...]] = {}
    for key in number_keys(query):
        for posting in index.names_with(key, STRONG_POSTINGS) or ():
            owner = index.owner(posting)
            chosen[owner] = index.entity(owner).entity.names
    most = MOST_COMPARED if all(text.isascii() for text in query.names) else MOST_COMPARED_ACROSS
    for _, owner, shown in looked[:most]:
        chosen[owner] = (*chosen.get(owner, ()), shown)
    return chosen


def _by_name(index: Index, text: str, query: Entity) -> Iterable[tuple[float, int, str]]:
    name = read_name(text, query.kind)
    if not name.tokens:
        return
    strong, weak = keys_of(name)
    sketch = outline(name)
    near = _numbers(index, strong, STRONG_POSTINGS)
    far = _numbers(index, weak, WEAK_POSTINGS) - near
    for numbers, cutoff in ((near, QUICK_LOOK), (far, QUICK_LOOK_WEAK)):
        ordered = sorted(numbers)
        shown = [index.outline(number).partition("\t") for number in ordered]
        found = process.extract(
            sketch,
            [s[0] for s in shown],
            scorer=fuzz.token_set_ratio,
            processor=None,
            score_cutoff=cutoff,
            limit=MOST_COMPARED_ACROSS,
        )
        for _, score, place in found:
            if plausible(sketch, shown[place][0]):
                yield score, index.owners[ordered[place]], shown[place][2]


@lru_cache(maxsize=500_000)
def plausible(left: str, right: str) -> bool:
    """Whether two outlines leave hope: two words sound alike, or the only word of one does, or the whole does."""
    ours, theirs = left.split(), right.split()
    if len(ours) > len(theirs):
        ours, theirs = theirs, ours
    if len(ours) <= 1:
        return not ours or max(fuzz.ratio(ours[0], sound) for sound in theirs) >= ALIKE_ALONE or _whole(left, right)
    free = list(theirs)
    alike = 0
    for sound in ours:
        best = max(free, key=lambda other: fuzz.ratio(sound, other), default="")
        if best and fuzz.ratio(sound, best) >= ALIKE:
            free.remove(best)
            alike += 1
    return alike >= min(len(ours), 2) or _whole(left, right)


def _whole(left: str, right: str) -> bool:
    return fuzz.ratio(left.replace(" ", ""), right.replace(" ", "")) >= ALIKE_WHOLE


def _numbers(index: Index, keys: frozenset[int], most: int) -> set[int]:
    found: set[int] = set()
    for key in keys:
        postings = index.names_with(key, most)
        if postings:
            found.update(postings)
    return {posting & NAME_MASK for posting in found}
