"""Limitation: whether the conduct can still be prosecuted, and whether the request says so."""

from collections.abc import Iterator

from comity.drafting.review.finding import Severity
from comity.drafting.review.particulars import months_between
from comity.drafting.review.rule import ASKING, SURRENDER, Complaint, Submission, review_rule

_LAPSE = "ETS 024 art. 10; ETS 141 art. 18(4)(e)"
_SOON_MONTHS = 12


@review_rule("time-barred", Severity.BLOCKING, _LAPSE, *ASKING)
def time_barred(submission: Submission) -> Iterator[Complaint]:
    """A request does not rest on conduct that its own file calls time-barred."""
    for item in submission.conduct:
        if item.time_bar and item.time_bar.date and item.time_bar.date <= submission.on:
            yield Complaint(
                f"conduct[{item.id}].time_bar.date",
                f"The conduct is time-barred since {item.time_bar.date}.",
                "Leave the conduct out, or correct the date: interruptions count.",
                submission.article_on("time_bar"),
            )


@review_rule("time-bar-near", Severity.WARNING, _LAPSE, *ASKING)
def time_bar_near(submission: Submission) -> Iterator[Complaint]:
    """Conduct that becomes time-barred within a year may be so before the answer comes."""
    for item in submission.conduct:
        date = item.time_bar.date if item.time_bar else None
        if date is not None and date > submission.on and months_between(submission.on, date) < _SOON_MONTHS:
            yield Complaint(
                f"conduct[{item.id}].time_bar.date",
                f"The conduct becomes time-barred on {date}.",
                "Interrupt the period at home if the law allows, and tell the other state the date.",
            )


@review_rule(
    "time-bar-not-stated",
    Severity.WARNING,
    "ETS 024 art. 10; practice: time limit on prosecution in common-law treaties",
    *SURRENDER,
)
def time_bar_not_stated(submission: Submission) -> Iterator[Complaint]:
    """A request for surrender says of each offence why it is not time-barred."""
    for item in submission.conduct:
        if item.time_bar is None or not item.time_bar.statement:
            yield Complaint(
                f"conduct[{item.id}].time_bar",
                "Nothing is said of limitation.",
                "State the period, from when it runs, and what interrupted it.",
            )


@review_rule("time-bar-before-the-facts", Severity.BLOCKING, "ETS 024 art. 10, 12(2)(b): as accurately as possible")
def time_bar_before_the_facts(submission: Submission) -> Iterator[Complaint]:
    """A limitation period does not end before the facts."""
    for item in submission.conduct:
        date, begun = (item.time_bar.date if item.time_bar else None), item.start or item.end
        if date is not None and begun is not None and date <= begun.first:
            yield Complaint(
                f"conduct[{item.id}].time_bar.date",
                f"The period ends on {date}, the facts begin on {begun}.",
                "Correct one of the dates.",
            )
