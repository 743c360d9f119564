"""Comparison of two people or companies: a score between 0 and 1, and everything it rests on."""

from dataclasses import dataclass
from itertools import product

from comity.screening.alignment import Alignment
from comity.screening.entity import Entity
from comity.screening.evidence import Evidence, Side, weigh
from comity.screening.features import NameFeatures, name_features
from comity.screening.reading import alternatives, read_name
from comity.screening.scorer import Part, name_logit, parts_of, probability
from comity.screening.tokens import Kind, Name

MOST_NAMES = 60
VETO_CEILING = -1.5
DECIDED_FLOOR = 3.0
LOWEST_NAME_FOR_OTHER_EVIDENCE = -4.0


@dataclass(frozen=True, slots=True)
class NameMatch:
    """The best pair of names: both as read, how their words stand for one another, and what the score made of it."""

    left: Name
    right: Name
    alignment: Alignment
    features: NameFeatures
    logit: float

    @property
    def parts(self) -> tuple[Part, ...]:
        """How much each feature counted."""
        return parts_of(self.left.kind, self.features)


@dataclass(frozen=True, slots=True)
class Comparison:
    """The answer: ``score`` is a probability among near misses; ``verdict`` tells what decided."""

    score: float
    logit: float
    name: NameMatch | None
    evidence: tuple[Evidence, ...]
    verdict: str

    def side(self, side: Side) -> tuple[Evidence, ...]:
        """The evidence for, against or missing."""
        return tuple(e for e in self.evidence if e.side is side)


def compare(left: Entity, right: Entity, names: tuple[str, ...] | None = None) -> Comparison:
    """Compare two people or companies with all that is known of them; ``names`` are those of the right worth a look."""
    match = best_names(left.names, right.names if names is None else names, _kind(left, right))
    evidence = weigh(left, right)
    base = match.logit if match else -8.0
    logit = base + _beside(base, evidence)
    verdict = "weighed"
    decided = [e for e in evidence if e.decides]
    if any(e.side is Side.FOR for e in decided):
        logit, verdict = max(logit, DECIDED_FLOOR + base / 20), "decided by an identifier"
    elif decided:
        logit, verdict = min(logit, VETO_CEILING), "vetoed by a conflicting identifier"
    return Comparison(probability(logit), logit, match, evidence, verdict)


def compare_names(left: str, right: str, kind: Kind) -> NameMatch | None:
    """Compare two names alone."""
    return best_names((left,), (right,), kind)


def _kind(left: Entity, right: Entity) -> Kind:
    return Kind.PERSON if Kind.PERSON in {left.kind, right.kind} else Kind.COMPANY


def _beside(base: float, evidence: tuple[Evidence, ...]) -> float:
    """What evidence beside the name adds; it cannot lift names that have nothing in common, save for a number."""
    total = sum(e.logit for e in evidence)
    if total > 0 and base < LOWEST_NAME_FOR_OTHER_EVIDENCE:
        return sum(e.logit for e in evidence if e.what == "identifier" or e.side is Side.AGAINST)
    return total


def best_names(left: tuple[str, ...], right: tuple[str, ...], kind: Kind) -> NameMatch | None:
    """The pair of names that fits best, among all names and the alternatives within each."""
    ours = [read_name(part, kind) for text in left[:MOST_NAMES] for part in alternatives(text)]
    theirs = [read_name(part, kind) for text in right[:MOST_NAMES] for part in alternatives(text)]
    best: NameMatch | None = None
    for a, b in product(ours, theirs):
        found = match_names(a, b)
        if found is not None and (best is None or found.logit > best.logit):
            best = found
    return best


def match_names(left: Name, right: Name) -> NameMatch | None:
    """Compare two names as read; None where one of them holds no word."""
    if not left.tokens or not right.tokens:
        return None
    alignment, features = name_features(left, right)
    return NameMatch(left, right, alignment, features, name_logit(left.kind, features))
