"""Reviewing: every rule is applied to a request, and what is gravest stands first."""

import datetime as dt
from collections.abc import Mapping
from functools import cache
from importlib import import_module

from comity.casefile.case import Case
from comity.casefile.requests import Request
from comity.drafting.letter_render import Rendered
from comity.drafting.review.finding import ReviewFinding, Severity
from comity.drafting.review.rule import RULES, ReviewRule, Submission
from comity.law.routes import Route

# One module a subject; each enters its rules when it is read.
SUBJECTS = (
    "basis",
    "essentials",
    "identity",
    "language",
    "channel",
    "particulars",
    "nexus",
    "punishability",
    "annexes",
    "time_bar",
    "undertakings",
    "amounts",
    "dates",
    "safeguards",
    "data_protection",
    "recovery",
    "transfers",
    "urgency",
)


@cache
def review_rules() -> Mapping[str, ReviewRule]:
    """Return every rule of the review by its id."""
    for subject in SUBJECTS:
        import_module(f"comity.drafting.review.{subject}")
    return RULES


def review_request(
    case: Case, request: Request, route: Route, on: dt.date, rendered: Rendered | None = None
) -> tuple[ReviewFinding, ...]:
    """Review one request on its route; findings come blocking first, then in the order of the rules."""
    submission = Submission(case, request, route, on, rendered)
    found = [finding for rule in review_rules().values() for finding in rule.review(submission)]
    order = list(Severity)
    return tuple(sorted(found, key=lambda finding: order.index(finding.severity)))
