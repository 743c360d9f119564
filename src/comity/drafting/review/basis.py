"""Basis: whether the treaty or law that is named carries the request, and what it leaves open."""

from collections.abc import Iterator

from comity.drafting.review.finding import Severity
from comity.drafting.review.rule import Complaint, Submission, cited, review_rule
from comity.law.rules import Effect, Finding, Outcome

_ROUTE = "the route's own findings"


@review_rule("route-not-open", Severity.BLOCKING, _ROUTE)
def route_not_open(submission: Submission) -> Iterator[Complaint]:
    """A request is not signed on a basis that is barred or not available between the two states."""
    route = submission.route
    if route.verdict in {"barred", "unavailable"}:
        reasons = "; ".join(
            f"{finding.because} (art. {finding.article})" for finding in route.findings if _stands_in_the_way(finding)
        )
        yield Complaint(
            submission.field("basis"),
            f"The route on {route.basis.title} is {route.verdict}: {reasons}",
            "Choose another basis, or cure what stands in the way; 'comity route' shows the alternatives.",
        )


@review_rule("basis-is-no-route", Severity.BLOCKING, "the routes between the two states")
def basis_is_no_route(submission: Submission) -> Iterator[Complaint]:
    """A request names a basis that carries this measure to this state."""
    named = submission.request.basis
    if named is not None and named != submission.route.basis.id:
        yield Complaint(
            submission.field("basis"),
            f"'{named}' is no route to {submission.request.to} for this measure; {submission.route.basis.id} is.",
            "Name a basis that 'comity route' lists, or none.",
        )


@review_rule("basis-not-evidenced", Severity.WARNING, _ROUTE)
def basis_not_evidenced(submission: Submission) -> Iterator[Complaint]:
    """A basis whose force between the two states is not evidenced is confirmed with the treaty office first."""
    if submission.route.verdict == "not_evidenced":
        first = submission.route.findings[0]
        yield Complaint(
            submission.field("basis"),
            f"{submission.route.basis.title}: {first.because}",
            "Ask the treaty office or the depositary before relying on it.",
        )


@review_rule("better-basis-exists", Severity.ADVICE, "the ranking of routes")
def better_basis_exists(submission: Submission) -> Iterator[Complaint]:
    """Where another basis ranks higher for this measure, naming the lower one is a choice that somebody makes."""
    route = submission.route
    if submission.request.basis is not None and route.rank > 1:
        yield Complaint(
            submission.field("basis"),
            f"{route.basis.title} ranks {route.rank}. {route.ranked_because}",
            "See 'comity route', and keep the basis only for a reason.",
        )


@review_rule("provisions-not-read", Severity.WARNING, _ROUTE)
def provisions_not_read(submission: Submission) -> Iterator[Complaint]:
    """A treaty whose text is not in the data may ask for more than this review can see."""
    yield from _cautions(
        submission,
        "provisions-not-read",
        "Read the treaty's conditions, grounds of refusal and list of documents before signing.",
    )


@review_rule("reservation-not-read", Severity.WARNING, _ROUTE)
def reservation_not_read(submission: Submission) -> Iterator[Complaint]:
    """A reservation or declaration whose text is not at hand is read before the request relies on the treaty."""
    yield from _cautions(submission, "reservation-not-read", "Read it with the depositary.")


@review_rule("protocol-not-evidenced", Severity.WARNING, _ROUTE)
def protocol_not_evidenced(submission: Submission) -> Iterator[Complaint]:
    """A protocol that may bind both states changes the rules; whether it does is found out first."""
    yield from _cautions(submission, "protocol-", "Ask the depositary whether the protocol binds both states.")


@review_rule("question-open", Severity.WARNING, _ROUTE)
def question_open(submission: Submission) -> Iterator[Complaint]:
    """A fact on which the verdict of the route still hangs is found out and stated in the case."""
    for question in submission.route.questions:
        rules = ", ".join(question.matters_for)
        yield Complaint(
            submission.field(f"facts.{question.fact}"),
            f"Not known: {question.text}",
            f"State '{question.fact}' with its source.",
            rules,
        )


@review_rule("refusal-possible", Severity.WARNING, _ROUTE)
def refusal_possible(submission: Submission) -> Iterator[Complaint]:
    """A ground on which the other state may refuse is answered in the request, not after the refusal."""
    for finding in submission.route.findings:
        if finding.effect is Effect.OPTIONAL_BAR and finding.outcome is Outcome.MET:
            yield Complaint(
                submission.field("basis"),
                finding.because,
                finding.cure or "Say in the request why it should be granted nevertheless.",
                cited(finding),
            )


@review_rule("assurance-will-be-asked", Severity.WARNING, _ROUTE)
def assurance_will_be_asked(submission: Submission) -> Iterator[Complaint]:
    """An assurance that the other state will ask for is given with the request."""
    for finding in submission.route.findings:
        if finding.effect is Effect.ASSURANCE and finding.outcome is Outcome.MET:
            yield Complaint(
                submission.field("assurances"),
                finding.because,
                finding.cure or "Give the assurance with the request.",
                cited(finding),
            )


def _stands_in_the_way(finding: Finding) -> bool:
    if finding.effect is Effect.CONDITION:
        return finding.outcome is Outcome.NOT_MET
    return finding.effect is Effect.MANDATORY_BAR and finding.outcome is Outcome.MET


def _cautions(submission: Submission, name: str, cure: str) -> Iterator[Complaint]:
    for finding in submission.route.findings:
        if finding.rule.partition("/")[2].startswith(name):
            yield Complaint(submission.field("basis"), finding.because, cure, str(finding.source))
