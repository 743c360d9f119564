"""Leads: what the data knows that helps a person to answer a question; a lead is never the answer itself."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from comity.law.dual_criminality import compare
from comity.law.inquiry import Inquiry
from comity.law.national_offences import PenaltyEvidence, penalty_evidence
from comity.law.treaty_status import EvidencedStatus
from comity.law.verdict import Question


def with_leads(questions: Iterable[Question], inquiry: Inquiry) -> tuple[Question, ...]:
    """Put beside each question what the offences of the two states say of it."""
    return tuple(replace(question, evidence=tuple(_leads(question.fact, inquiry))) for question in questions)


def _leads(fact: str, inquiry: Inquiry) -> Iterator[str]:
    if fact == "offence.dual_criminality":
        yield from _dual_criminality(inquiry)
    elif fact == "penalty.requesting.max_months":
        yield from _penalties(inquiry.requesting, inquiry.conduct)
    elif fact == "penalty.requested.max_months":
        yield from _penalties(inquiry.requested, inquiry.conduct)


def _dual_criminality(inquiry: Inquiry) -> Iterator[str]:
    for conduct in inquiry.conduct:
        bound = {state: EvidencedStatus().bound("UNCAC", state, inquiry.on) for state in inquiry.states}
        compared = compare(conduct, *inquiry.states, on=inquiry.on, bound=bound)
        yield f"{conduct}: {compared.reason.text}"
        yield from compared.questions


def _penalties(state: str, conduct: Iterable[str]) -> Iterator[str]:
    for key in conduct:
        yield from (_penalty(found) for found in penalty_evidence(state, key) if found.usable)


def _penalty(found: PenaltyEvidence) -> str:
    months = f"{found.max_months} months" if found.max_months is not None else found.code or found.text
    return f"{found.state}, {found.law} art. {found.article}: at most {months} ({found.source})"
