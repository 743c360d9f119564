"""Rules of the review: small functions whose docstring is their published explanation."""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from comity.casefile.assets import Asset
from comity.casefile.case import Case, Document
from comity.casefile.case_facts import facts_of
from comity.casefile.conduct import Conduct
from comity.casefile.facts import FactValue
from comity.casefile.people import Person
from comity.casefile.proceedings import Order, Proceeding
from comity.casefile.requests import Request, Step, StepKind
from comity.drafting.letter_render import Rendered
from comity.drafting.review.finding import ReviewFinding, Severity
from comity.law.profiles import ProfileFact, requirements
from comity.law.routes import Route
from comity.law.rules import Finding, Outcome
from comity.law.vocabulary import MEASURES

SURRENDER = ("extradition", "provisional_arrest")
PROPERTY = ("freezing", "confiscation", "return_of_assets")
# What asks nothing of the other state, or rests on its immigration law alone.
NO_REQUEST = ("spontaneous_information", "denial_of_entry")
ASKING = tuple(measure for measure in MEASURES if measure not in NO_REQUEST)


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

    @property
    def language(self) -> str:
        """The language the request is written in."""
        return self.request.language or self.case.languages[0]

    @property
    def people(self) -> tuple[Person, ...]:
        """The people the request concerns."""
        return self.case.people_of(self.request)

    @property
    def conduct(self) -> tuple[Conduct, ...]:
        """The conduct the request rests on."""
        return self.case.conduct_of(self.request)

    @property
    def proceedings(self) -> tuple[Proceeding, ...]:
        """The proceedings the request serves."""
        return self.case.proceedings_of(self.request)

    @property
    def orders(self) -> tuple[Order, ...]:
        """The orders the request rests on."""
        return self.case.orders_of(self.request)

    @property
    def assets(self) -> tuple[Asset, ...]:
        """The assets the request concerns."""
        return self.case.assets_of(self.request)

    @property
    def annexes(self) -> tuple[Document, ...]:
        """The documents that travel with the request."""
        return self.case.annexes_of(self.request)

    def order_field(self, order: Order, name: str) -> str:
        """Name a field of an order as the case file has it."""
        holder = next(p for p in self.case.proceedings if order in p.orders)
        return f"proceedings[{holder.id}].orders[{order.id}].{name}"

    def steps(self, *kinds: StepKind) -> Iterator[tuple[str, Step]]:
        """The steps of some kinds (all, where none is named), each with its place in the case file."""
        for index, step in enumerate(self.request.steps):
            if not kinds or step.kind in kinds:
                yield self.field(f"steps[{index}]"), step

    def stated(self, key: str) -> FactValue | tuple[FactValue, ...] | None:
        """What the case says on a fact that rules ask for; None while it is unknown."""
        values = next((fact.values for fact in facts_of(self.case, self.request, self.on) if fact.key == key), ())
        if not values or values == ("unknown",):
            return None
        return values[0] if len(values) == 1 else values

    def law_on(self, topic: str) -> tuple[Finding, ...]:
        """What the route's rules on one topic say of this request."""
        found = (f for f in self.route.findings if f.topic == topic)
        return tuple(f for f in found if f.outcome is not Outcome.NOT_APPLICABLE)

    def article_on(self, topic: str) -> str:
        """The article of the route's own rule on a topic; empty where it has none."""
        return next((cited(finding) for finding in self.law_on(topic) if finding.article), "")

    def asks(self, topic: str) -> tuple[ProfileFact, ...]:
        """What the requested state's profile says on a topic for this measure, newest and best evidenced first."""
        return requirements(self.request.to, str(self.request.measure)).get(topic, ())


def cited(finding: Finding) -> str:
    """A rule of the route as it is cited: the instrument or law, and the article."""
    return f"{finding.rule.partition('/')[0]}, art. {finding.article}"


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
        return " ".join((self.check.__doc__ or "").split())

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
