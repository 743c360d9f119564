"""The review of a request against this requested state and this instrument, before anybody signs."""

from comity.drafting.review.finding import ReviewFinding, Severity
from comity.drafting.review.reviewing import review_request

__all__ = ["ReviewFinding", "Severity", "review_request"]
