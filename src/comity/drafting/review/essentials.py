"""Essentials: what every request must have before it is worth reading."""

from collections.abc import Iterator

from comity.drafting.review.finding import Severity
from comity.drafting.review.rule import Complaint, Submission, review_rule


@review_rule("route-not-open", Severity.BLOCKING, "the route's own findings")
def route_not_open(submission: Submission) -> Iterator[Complaint]:
    """A request is not signed on a basis that is barred or not available between the two states."""
    route = submission.route
    if route.verdict in {"barred", "unavailable"}:
        reasons = "; ".join(
            f"{finding.because} (art. {finding.article})"
            for finding in route.findings
            if (finding.effect == "condition" and finding.outcome == "not_met")
            or (finding.effect == "mandatory_bar" and finding.outcome == "met")
        )
        yield Complaint(
            submission.field("basis"),
            f"The route on {route.basis.title} is {route.verdict}: {reasons}",
            "Choose another basis, or cure what stands in the way; 'comity route' shows the alternatives.",
        )


@review_rule("facts-missing", Severity.BLOCKING, "UNCAC 46(15)(c); ETS 024 art. 12(2)(b)")
def facts_missing(submission: Submission) -> Iterator[Complaint]:
    """A request states the facts on which it rests."""
    for item in submission.case.conduct_of(submission.request):
        if not item.statement:
            yield Complaint(
                f"conduct[{item.id}].statement", "No facts are stated.", "State who did what, when and where."
            )
