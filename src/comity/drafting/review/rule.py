"""Rules of the review: small functions whose docstring is their published explanation."""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from comity.casefile.case import Case
from comity.casefile.requests import Request
from comity.drafting.letter_render import Rendered
from comity.drafting.review.finding import ReviewFinding, Severity
from comity.law.routes import Route
from comity.law.vocabulary import MEASURES


@dataclass(frozen=True, slots=True)
class Submission:
    """A request as it is about to be signed: the case, the route it takes, the day, and the letter if it is written."""

    case: Case
    request: Request
    route: Route
    on: dt.date
    rendered: Rendered | None = None

    def field(self, name: str) -> str:
        """Name a field of this request as the case file has it."""
        return f"requests[{self.request.id}].{name}" if name else f"requests[{self.request.id}]"


@dataclass(frozen=True, slots=True)
class Complaint:
    """What a rule objects to: where, what is wrong, how to put it right; ``source`` where it is not the rule's own."""

    where: str
    text: str
    cure: str
    source: str = ""


Check = Callable[[Submission], Iterator[Complaint]]


@dataclass(frozen=True, slots=True)
class ReviewRule:
    """One rule of the review: its id, gravity, source, the measures it looks at, and the check itself."""

    id: str
    severity: Severity
    source: str
    measures: frozenset[str]
    check: Check

    @property
    def says(self) -> str:
        """The published explanation: the docstring of the check."""
        return (self.check.__doc__ or "").strip()

    def review(self, submission: Submission) -> Iterator[ReviewFinding]:
        """Apply the rule where it looks at the measure."""
        if submission.request.measure not in self.measures:
            return
        for found in self.check(submission):
            source = found.source or self.source
            yield ReviewFinding(self.id, self.severity, found.where, found.text, found.cure, source)


RULES: dict[str, ReviewRule] = {}


def review_rule(name: str, severity: Severity, source: str, *measures: str) -> Callable[[Check], Check]:
    """Enter a check into the review under an id; without measures it looks at every request."""

    def enter(check: Check) -> Check:
        if name in RULES:
            raise ValueError(f"the review rule '{name}' is entered twice")
        RULES[name] = ReviewRule(name, severity, source, frozenset(measures or MEASURES), check)
        return check

    return enter
