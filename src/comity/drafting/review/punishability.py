"""Dual criminality and thresholds: the facts carry every element that the requested state's offence asks for."""

import datetime as dt
from collections.abc import Iterator, Mapping

from comity.casefile.conduct import Conduct
from comity.common.truth import Truth
from comity.drafting.review.finding import Severity
from comity.drafting.review.rule import SURRENDER, Complaint, Submission, cited, review_rule
from comity.law.dual_criminality import StateAnswer, compare
from comity.law.rules import Outcome

_BOTH = "UNCAC art. 43(2), 44(1), 46(9)"
_PENALTY = "ETS 024 art. 2(1): the penalty under both laws"
_COMPARED = (
    "extradition",
    "provisional_arrest",
    "assistance",
    "freezing",
    "confiscation",
    "return_of_assets",
    "transfer_of_sentenced",
    "transfer_of_proceedings",
)


@review_rule("element-not-shown", Severity.WARNING, _BOTH, *_COMPARED)
def element_not_shown(submission: Submission) -> Iterator[Complaint]:
    """Each element that the requested state's offence asks for is found in the facts, or alleged if it is true."""
    for item, answer in _answers(submission):
        if answer.outcome is Truth.TRUE or not answer.offences:
            continue
        nearest = answer.offences[0]
        for element in nearest.open_elements:
            if element.element == "text":  # the text itself was not read: offence-there-to-confirm says so
                continue
            yield Complaint(
                f"conduct[{item.id}].elements.{element.element}",
                f"{nearest.offence.state}, {nearest.offence.cited}: {element.element} {element.state}. {element.says}",
                element.allege or "Say in the facts what shows it, if it is so.",
                str(nearest.offence.source),
            )


@review_rule("no-offence-there", Severity.BLOCKING, _BOTH, *_COMPARED)
def no_offence_there(submission: Submission) -> Iterator[Complaint]:
    """Where a reading of the requested state's whole code found no such offence, another one is found first."""
    for item, answer in _answers(submission):
        if answer.outcome is Truth.FALSE:
            yield Complaint(
                f"conduct[{item.id}].offence",
                answer.reason.text,
                "Ask the other state whether the facts are punishable under another offence.",
                str(answer.offences[0].offence.source),
            )


@review_rule("offence-there-to-confirm", Severity.ADVICE, _BOTH, *_COMPARED)
def offence_there_to_confirm(submission: Submission) -> Iterator[Complaint]:
    """A text of the other state's law that is old, weakly evidenced or not on file is confirmed first."""
    for item, answer in _answers(submission):
        if answer.outcome is not Truth.UNKNOWN:
            continue
        if not answer.offences:
            yield Complaint(
                f"conduct[{item.id}].counterpart_law",
                answer.reason.text,
                f"Find the provision of {submission.request.to} that covers the facts.",
            )
        elif answer.offences[0].doubts:
            nearest = answer.offences[0]
            yield Complaint(
                f"conduct[{item.id}].counterpart_law",
                f"{nearest.offence.cited}: {nearest.doubts[0]}",
                "Confirm the text in force on the day of the facts.",
                str(nearest.offence.source),
            )


@review_rule("elements-not-alleged", Severity.ADVICE, _BOTH, *_COMPARED)
def elements_not_alleged(submission: Submission) -> Iterator[Complaint]:
    """The elements the facts show are listed with the conduct, so that both laws can be compared with them."""
    for item in submission.conduct:
        if not item.elements:
            yield Complaint(
                f"conduct[{item.id}].elements",
                "No elements are listed.",
                "List what the facts show; 'comity offences' names the elements.",
            )


@review_rule(
    "counterpart-law-missing", Severity.WARNING, f"{_BOTH}; {_PENALTY}", *SURRENDER, "freezing", "confiscation"
)
def counterpart_law_missing(submission: Submission) -> Iterator[Complaint]:
    """The request shows the provision of the requested state that would cover the facts, and its penalty."""
    for item in submission.conduct:
        if item.law_of(submission.request.to) is None:
            yield Complaint(
                f"conduct[{item.id}].counterpart_law",
                f"No provision of {submission.request.to} is named.",
                "Name the provision that would cover the facts there, with its penalty.",
            )


@review_rule("penalty-missing", Severity.BLOCKING, _PENALTY, *SURRENDER)
def penalty_missing(submission: Submission) -> Iterator[Complaint]:
    """A request for surrender states the highest penalty of each offence in the requesting state."""
    for item in submission.conduct:
        law = item.law
        if law is not None and law.max_months is None and not law.life and not law.death:
            yield Complaint(
                f"conduct[{item.id}].law.max_months",
                f"The penalty of art. {law.article} is not stated.",
                "State the longest term of imprisonment.",
                submission.article_on("minimum_penalty"),
            )


@review_rule("penalty-not-above-a-year", Severity.WARNING, _PENALTY, *SURRENDER)
def penalty_not_above_a_year(submission: Submission) -> Iterator[Complaint]:
    """Thresholds are tested offence by offence: one that carries a year or less rides along at best."""
    if submission.stated("purpose") == "enforcement":
        return
    for item in submission.conduct:
        for state in (submission.case.state, submission.request.to):
            law = item.law_of(state)
            if (
                law is not None
                and law.max_months is not None
                and law.max_months <= 12
                and not law.life
                and not law.death
            ):
                yield Complaint(
                    f"conduct[{item.id}]",
                    f"{state}, art. {law.article}: {law.max_months} months at most; the usual threshold is a year.",
                    "Check the threshold; ask for it as an accessory offence, or leave it out.",
                    submission.article_on("minimum_penalty") or submission.article_on("accessory"),
                )


@review_rule("threshold-only-just-met", Severity.ADVICE, _PENALTY, *SURRENDER)
def threshold_only_just_met(submission: Submission) -> Iterator[Complaint]:
    """A sentence that is served while the request travels may fall below what must remain when it arrives."""
    remaining = submission.stated("sentence.remaining_months")
    for finding in submission.law_on("remaining_sentence"):
        if finding.outcome is Outcome.MET and isinstance(remaining, int) and remaining <= 12:
            yield Complaint(
                submission.field("proceedings"),
                f"{remaining} months remain. {finding.because}",
                "Reckon with the time the request takes, and send it early.",
                cited(finding),
            )


@review_rule(
    "remaining-sentence-missing",
    Severity.BLOCKING,
    "ETS 112 art. 6(2)(b); practice: UN Model Treaty on Extradition, art. 5(2)",
    *SURRENDER,
    "transfer_of_sentenced",
)
def remaining_sentence_missing(submission: Submission) -> Iterator[Complaint]:
    """To enforce a sentence the request says how much of it remains to be served."""
    if submission.stated("purpose") == "enforcement" and submission.stated("sentence.remaining_months") is None:
        yield Complaint(
            submission.field("proceedings"),
            "How much of the sentence remains is not stated.",
            "State the months still to be served, with time in custody counted.",
            submission.article_on("remaining_sentence"),
        )


def _answers(submission: Submission) -> Iterator[tuple[Conduct, StateAnswer]]:
    """The requested state's answer on each conduct."""
    for item in submission.conduct:
        yield from ((item, answer) for answer in _compared(submission, item))


def _compared(submission: Submission, item: Conduct) -> tuple[StateAnswer, ...]:
    states = submission.case.state, submission.request.to
    comparison = compare(item.offence, *states, alleged=alleged(item), on=_day(submission, item))
    return tuple(answer for answer in comparison.states if answer.state == submission.request.to)


def alleged(item: Conduct) -> Mapping[str, tuple[str, ...]]:
    """What the conduct alleges: its elements, and its first amount for laws that have a minimum."""
    stated = dict(item.elements)
    if item.amounts and "amount" not in stated:
        money = item.amounts[0].money
        stated["amount"] = (f"{money.amount:f} {money.currency}",)
    return stated


def _day(submission: Submission, item: Conduct) -> dt.date:
    return item.end.last if item.end else (item.start.first if item.start else submission.on)
