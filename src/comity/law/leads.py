"""Leads: what the data knows that helps a person to answer a question; a lead is never the answer itself."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache

from comity.law.dual_criminality import compare
from comity.law.inquiry import Inquiry
from comity.law.national_offences import PenaltyEvidence, penalty_evidence
from comity.law.register import Register
from comity.law.verdict import Question

# Every route between two states asks the same of their offences.
_REMEMBERED = 4096


def with_leads(questions: Iterable[Question], inquiry: Inquiry) -> tuple[Question, ...]:
    """Put beside each question what the offences of the two states say of it."""
    return tuple(replace(question, evidence=_leads(question.fact, inquiry)) for question in questions)


def _leads(fact: str, inquiry: Inquiry) -> tuple[str, ...]:
    if fact == "offence.dual_criminality":
        asked = inquiry.states, inquiry.on, inquiry.register
        return tuple(lead for key in inquiry.conduct for lead in _compared(key, *asked))
    if fact == "penalty.requesting.max_months":
        return tuple(_penalties(inquiry.requesting, inquiry.conduct))
    if fact == "penalty.requested.max_months":
        return tuple(_penalties(inquiry.requested, inquiry.conduct))
    return ()


@lru_cache(_REMEMBERED)
def _compared(conduct: str, states: tuple[str, str], on: dt.date, parties: Register) -> tuple[str, ...]:
    bound = {state: parties.bound("UNCAC", state, on) for state in states}
    compared = compare(conduct, *states, on=on, bound=bound)
    return (f"{conduct}: {compared.reason.text}", *compared.questions)


def _penalties(state: str, conduct: Iterable[str]) -> Iterator[str]:
    for key in conduct:
        yield from (_penalty(found) for found in penalty_evidence(state, key) if found.usable)


def _penalty(found: PenaltyEvidence) -> str:
    months = f"{found.max_months} months" if found.max_months is not None else found.code or found.text
    return f"{found.state}, {found.law} art. {found.article}: at most {months} ({found.source})"
