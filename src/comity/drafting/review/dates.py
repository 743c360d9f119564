"""Dates: dates of one file that contradict each other cost the reader's trust in all of them."""

import datetime as dt
from collections.abc import Iterator

from comity.casefile.assets import AssetLink
from comity.casefile.people import Person
from comity.drafting.review.finding import Severity
from comity.drafting.review.rule import SURRENDER, Complaint, Submission, review_rule

_AGREE = "ETS 024 art. 12(2)(b): as accurately as possible; practice: defective papers are refused (INTERPOL)"
_CORRECT = "Correct the date that is wrong."
_MAJORITY = 18


@review_rule("conduct-ends-before-it-begins", Severity.BLOCKING, _AGREE)
def conduct_ends_before_it_begins(submission: Submission) -> Iterator[Complaint]:
    """Conduct does not end before it begins."""
    for item in submission.conduct:
        if item.start and item.end and item.end.last < item.start.first:
            yield Complaint(f"conduct[{item.id}].to", f"It begins on {item.start} and ends on {item.end}.", _CORRECT)


@review_rule("conduct-in-the-future", Severity.BLOCKING, _AGREE)
def conduct_in_the_future(submission: Submission) -> Iterator[Complaint]:
    """Conduct lies before the request."""
    for item in submission.conduct:
        if any(when is not None and when.first > submission.on for when in (item.start, item.end)):
            yield Complaint(f"conduct[{item.id}]", f"The conduct lies after {submission.on}.", _CORRECT)


@review_rule("order-before-the-conduct", Severity.BLOCKING, _AGREE)
def order_before_the_conduct(submission: Submission) -> Iterator[Complaint]:
    """An order is not older than the conduct it was made for."""
    starts = [item.start.first for item in submission.conduct if item.start]
    for order in submission.orders:
        if starts and order.date < min(starts):
            yield Complaint(
                submission.order_field(order, "date"),
                f"The order is of {order.date}, the conduct begins on {min(starts)}.",
                _CORRECT,
            )


@review_rule("order-before-the-proceedings", Severity.WARNING, _AGREE)
def order_before_the_proceedings(submission: Submission) -> Iterator[Complaint]:
    """An order is made in proceedings that had been opened."""
    for item in submission.proceedings:
        for order in item.orders:
            if order.id in submission.request.orders and item.opened and order.date < item.opened.first:
                yield Complaint(
                    submission.order_field(order, "date"),
                    f"The order is of {order.date}, the proceedings were opened on {item.opened}.",
                    _CORRECT,
                )


@review_rule("order-in-the-future", Severity.BLOCKING, _AGREE)
def order_in_the_future(submission: Submission) -> Iterator[Complaint]:
    """A request rests on orders that have been made."""
    for order in submission.orders:
        if order.date > submission.on:
            yield Complaint(
                submission.order_field(order, "date"), f"The order is dated {order.date}, after the request.", _CORRECT
            )


@review_rule("notified-before-it-was-made", Severity.BLOCKING, _AGREE)
def notified_before_it_was_made(submission: Submission) -> Iterator[Complaint]:
    """A decision is not notified before it is made."""
    for order in submission.orders:
        if order.notified is not None and order.notified.last < order.date:
            yield Complaint(
                submission.order_field(order, "notified"),
                f"The decision of {order.date} is said to be notified on {order.notified}.",
                _CORRECT,
            )


@review_rule("final-before-it-was-made", Severity.BLOCKING, _AGREE)
def final_before_it_was_made(submission: Submission) -> Iterator[Complaint]:
    """A decision does not become final before it is made, nor after the request that calls it final."""
    for order in submission.orders:
        if order.final_on is not None and not order.date <= order.final_on <= submission.on:
            yield Complaint(
                submission.order_field(order, "final_on"),
                f"The decision of {order.date} is said to be final since {order.final_on}.",
                _CORRECT,
            )


@review_rule("hearing-in-the-past", Severity.BLOCKING, _AGREE)
def hearing_in_the_past(submission: Submission) -> Iterator[Complaint]:
    """A hearing that is asked for lies ahead."""
    for where, step in submission.steps():
        if step.date is not None and step.date <= submission.on:
            yield Complaint(f"{where}.date", f"The hearing is on {step.date}, not after the request.", "Set a new day.")


@review_rule("order-and-annex-differ-in-date", Severity.WARNING, _AGREE)
def order_and_annex_differ_in_date(submission: Submission) -> Iterator[Complaint]:
    """An order and the document that is said to be it bear one date."""
    documents = {document.id: document for document in submission.case.documents}
    for order in submission.orders:
        annexed = documents.get(order.document or "")
        if annexed is not None and annexed.date is not None and annexed.date != order.date:
            yield Complaint(
                submission.order_field(order, "document"),
                f"The order is of {order.date}, the document of {annexed.date}.",
                "Name the right document, or correct the date.",
            )


@review_rule("annex-after-the-request", Severity.BLOCKING, _AGREE)
def annex_after_the_request(submission: Submission) -> Iterator[Complaint]:
    """A document that is enclosed exists on the day of the request."""
    for document in submission.annexes:
        if document.date is not None and document.date > submission.on:
            yield Complaint(
                f"documents[{document.id}].date", f"The annex is dated {document.date}, after the request.", _CORRECT
            )


@review_rule("period-reversed", Severity.BLOCKING, _AGREE)
def period_reversed(submission: Submission) -> Iterator[Complaint]:
    """A period that is asked for begins before it ends."""
    for where, step in submission.steps():
        if step.period_from and step.period_to and step.period_to.last < step.period_from.first:
            yield Complaint(
                f"{where}.period_to", f"The period runs from {step.period_from} to {step.period_to}.", _CORRECT
            )


@review_rule("period-in-the-future", Severity.WARNING, "UNCAC art. 46(15)(d); practice: UNODC model request (period)")
def period_in_the_future(submission: Submission) -> Iterator[Complaint]:
    """A period that ends after the request asks for what does not exist yet, or for monitoring."""
    for where, step in submission.steps():
        if step.period_to is not None and step.period_to.last > submission.on:
            yield Complaint(
                f"{where}.period_to",
                f"The period runs until {step.period_to}.",
                "End it on the day of the request, or ask for monitoring as such.",
            )


@review_rule("transaction-in-the-future", Severity.BLOCKING, _AGREE)
def transaction_in_the_future(submission: Submission) -> Iterator[Complaint]:
    """A transfer that the request relies on has taken place."""
    for asset in submission.assets:
        if any(move.date > submission.on for move in asset.transactions):
            yield Complaint(f"assets[{asset.id}].transactions", "A transfer is dated after the request.", _CORRECT)


@review_rule("proceeds-before-the-conduct", Severity.WARNING, _AGREE)
def proceeds_before_the_conduct(submission: Submission) -> Iterator[Complaint]:
    """Proceeds do not move before the offence that yields them begins."""
    starts = [item.start.first for item in submission.conduct if item.start]
    for asset in submission.assets:
        early = [move.date for move in asset.transactions if starts and move.date < min(starts)]
        if early and asset.link in {AssetLink.PROCEEDS, AssetLink.BENEFIT}:
            yield Complaint(
                f"assets[{asset.id}].transactions",
                f"A transfer of {min(early)} is older than the conduct ({min(starts)}).",
                "Leave it out, or correct a date.",
            )


@review_rule("born-after-the-conduct", Severity.BLOCKING, _AGREE)
def born_after_the_conduct(submission: Submission) -> Iterator[Complaint]:
    """Whoever acted had been born."""
    for person, start in _actors(submission):
        if person.birth_date is not None and person.birth_date.first >= start:
            yield Complaint(
                f"people[{person.id}].birth_date",
                f"Born on {person.birth_date}, the conduct begins on {start}.",
                _CORRECT,
            )


@review_rule(
    "minor-at-the-time",
    Severity.WARNING,
    "CAN, Extradition Act s. 47 (minors), as one law that refuses; practice: EAW form, box (a)",
    *SURRENDER,
)
def minor_at_the_time(submission: Submission) -> Iterator[Complaint]:
    """A person who was under eighteen at the time is sought under the rules for minors."""
    for person, start in _actors(submission):
        born = person.birth_date
        if born is not None and born.last < start and _age(born.last, start) < _MAJORITY:
            yield Complaint(
                f"people[{person.id}].birth_date",
                f"{person.name} may have been {_age(born.last, start)} when the conduct began.",
                "Check the rules on minors of both states.",
            )


@review_rule("age-and-birth-differ", Severity.WARNING, _AGREE)
def age_and_birth_differ(submission: Submission) -> Iterator[Complaint]:
    """An age that is stated agrees with the date of birth."""
    given = (fact.values[0] for fact in (*submission.case.facts, *submission.request.facts) if fact.key == "person.age")
    stated = next((age for age in given if isinstance(age, int)), None)
    for person in submission.people if len(submission.people) == 1 else ():
        born = person.birth_date
        if stated is None or born is None:
            continue
        if not _age(born.last, submission.on) <= stated <= _age(born.first, submission.on):
            yield Complaint(
                submission.field("facts.person.age"),
                f"{person.name} is said to be {stated} and born on {born}.",
                _CORRECT,
            )


@review_rule("more-remains-than-was-imposed", Severity.BLOCKING, _AGREE)
def more_remains_than_was_imposed(submission: Submission) -> Iterator[Complaint]:
    """No more of a sentence remains than was imposed."""
    for item in submission.proceedings:
        sentence = item.sentence
        if (
            sentence
            and sentence.imposed_months is not None
            and sentence.remaining_months is not None
            and sentence.remaining_months > sentence.imposed_months
        ):
            yield Complaint(
                f"proceedings[{item.id}].sentence",
                f"{sentence.remaining_months} months are said to remain of {sentence.imposed_months}.",
                "Correct the number that is wrong.",
            )


@review_rule("proceedings-in-the-future", Severity.BLOCKING, _AGREE)
def proceedings_in_the_future(submission: Submission) -> Iterator[Complaint]:
    """The proceedings a request serves have been opened."""
    for item in submission.proceedings:
        if item.opened is not None and item.opened.first > submission.on:
            yield Complaint(
                f"proceedings[{item.id}].opened", f"The proceedings open on {item.opened}, after the request.", _CORRECT
            )


def _actors(submission: Submission) -> Iterator[tuple[Person, dt.date]]:
    for person in submission.people:
        starts = [item.start.first for item in submission.conduct if item.start and person.id in item.people]
        if starts:
            yield person, min(starts)


def _age(born: dt.date, on: dt.date) -> int:
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))
