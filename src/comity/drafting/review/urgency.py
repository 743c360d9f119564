"""Urgency and time: a deadline is kept where its reason is known and the day is one that can be met."""

import datetime as dt
from collections.abc import Iterator

from comity.casefile.case import DocumentKind
from comity.casefile.requests import Measure, StepKind, UrgencyLevel
from comity.drafting.review.finding import Severity
from comity.drafting.review.particulars import months_between
from comity.drafting.review.rule import ASKING, Complaint, Submission, review_rule
from comity.law.clocks import ClockRule, clock_rules

_DEADLINES = "UNCAC art. 46(24): deadlines for which reasons are given"
# Days that even a quick execution takes: recognition of an EIO 30 days; freezing under Reg. 2018/1805 48 and 48 hours.
_LEAST_DAYS = {"freezing": 4, "provisional_arrest": 1}
_LEAST_DAYS_OTHERWISE = 30


@review_rule("urgent-without-reason", Severity.WARNING, _DEADLINES)
def urgent_without_reason(submission: Submission) -> Iterator[Complaint]:
    """An urgent request says why it is urgent."""
    urgency = submission.request.urgency
    if urgency.level is UrgencyLevel.URGENT and not urgency.reason:
        yield Complaint(
            submission.field("urgency.reason"), "The request is urgent for no stated reason.", "Give the reason."
        )


@review_rule("urgent-without-deadline", Severity.ADVICE, _DEADLINES)
def urgent_without_deadline(submission: Submission) -> Iterator[Complaint]:
    """An urgent request says by when it must be done."""
    urgency = submission.request.urgency
    if urgency.level is UrgencyLevel.URGENT and urgency.deadline is None:
        yield Complaint(
            submission.field("urgency.deadline"),
            "The request is urgent and has no deadline.",
            "Give the day after which the answer is too late.",
        )


@review_rule("deadline-without-reason", Severity.WARNING, _DEADLINES)
def deadline_without_reason(submission: Submission) -> Iterator[Complaint]:
    """A deadline is taken into account where its reason is given."""
    urgency = submission.request.urgency
    if urgency.deadline is not None and not urgency.reason and urgency.level is not UrgencyLevel.URGENT:
        yield Complaint(
            submission.field("urgency.reason"), f"The deadline of {urgency.deadline} has no reason.", "Give the reason."
        )


@review_rule("deadline-passed", Severity.BLOCKING, _DEADLINES)
def deadline_passed(submission: Submission) -> Iterator[Complaint]:
    """A deadline lies after the day of the request."""
    deadline = submission.request.urgency.deadline
    if deadline is not None and deadline <= submission.on:
        yield Complaint(
            submission.field("urgency.deadline"),
            f"The deadline was {deadline}.",
            "Set a new one, or ask whether the request still serves.",
        )


@review_rule(
    "deadline-too-near",
    Severity.WARNING,
    "practice: EIO 30 days to recognise, freezing 48 and 48 hours (Dir. 2014/41, Reg. 2018/1805)",
    *ASKING,
)
def deadline_too_near(submission: Submission) -> Iterator[Complaint]:
    """A deadline leaves the time that even the quickest systems take."""
    deadline = submission.request.urgency.deadline
    least = _LEAST_DAYS.get(str(submission.request.measure), _LEAST_DAYS_OTHERWISE)
    if deadline is not None and submission.on < deadline < submission.on + dt.timedelta(days=least):
        yield Complaint(
            submission.field("urgency.deadline"),
            f"The deadline of {deadline} leaves {(deadline - submission.on).days} days.",
            "Call the other authority before sending, or move the day.",
        )


@review_rule(
    "summons-too-late",
    Severity.BLOCKING,
    "CHN/service-of-summons: International Criminal Judicial Assistance Law art. 22(2)",
    "assistance",
)
def summons_too_late(submission: Submission) -> Iterator[Complaint]:
    """Where the requested state's law sets a time before the hearing for service of a summons, the request keeps it."""
    for where, step in submission.steps(StepKind.SERVICE):
        for clock in _lead_times(submission):
            limit = clock.limit
            if step.date is None or limit is None or limit.unit != "months":
                continue
            if months_between(submission.on, step.date) < limit.value:
                yield Complaint(
                    f"{where}.date",
                    f"{clock.title}: {limit} before the hearing; it is on {step.date}.",
                    "Have the hearing set later.",
                    f"{clock.article}, {clock.source.title}",
                )


@review_rule(
    "provisional-arrest-not-urgent",
    Severity.BLOCKING,
    "UNCAC art. 44(10); ETS 024 art. 16(1): in case of urgency",
    "provisional_arrest",
)
def provisional_arrest_not_urgent(submission: Submission) -> Iterator[Complaint]:
    """Provisional arrest is for urgent cases; the request says why waiting for the papers is not possible."""
    if submission.request.urgency.level is not UrgencyLevel.URGENT:
        yield Complaint(
            submission.field("urgency"),
            "Provisional arrest is asked for and urgency is not claimed.",
            "Say why it is urgent, or ask for extradition.",
            submission.article_on("documents"),
        )


@review_rule(
    "extradition-not-prepared",
    Severity.WARNING,
    "ETS 024 art. 16(2), 16(4): intended request; release without it",
    "provisional_arrest",
)
def extradition_not_prepared(submission: Submission) -> Iterator[Complaint]:
    """Provisional arrest is followed by a request for extradition; the person is released if the papers are late."""
    follows = any(
        other.measure is Measure.EXTRADITION
        and other.to == submission.request.to
        and set(submission.request.people) <= set(other.people)
        for other in submission.case.requests
    )
    held = {document.kind for document in submission.case.documents}
    ready = {DocumentKind.ARREST_WARRANT, DocumentKind.LAW_TEXT, DocumentKind.STATEMENT_OF_FACTS} <= held
    if not follows and not ready:
        limits = "; ".join(f"{d.limit} from {d.starts_from}" for d in submission.route.needs.deadlines if d.limit)
        yield Complaint(
            submission.field(""),
            f"Nothing shows that the request for extradition will follow in time. {limits}".strip(),
            "Prepare the request and its translations before the arrest.",
        )


def _lead_times(submission: Submission) -> Iterator[ClockRule]:
    for clock in clock_rules(submission.request.to):
        if (
            clock.direction == "before"
            and clock.starts_from == "hearing"
            and clock.measure in {"", str(submission.request.measure)}
        ):
            yield clock
