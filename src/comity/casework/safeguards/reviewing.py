"""A safeguard review as a lawyer hands it in: checked answer by answer before it is kept."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Model

from comity.casefile.requests import Check
from comity.casework.accounts.models import User
from comity.casework.safeguards.checks import CHECKS, Purpose, checks_for, open_checks
from comity.casework.safeguards.models import CountryEvidence, SafeguardReview
from comity.casework.safeguards.practice import EVIDENCE_DAYS, EVIDENCE_SOURCE, is_recent
from comity.common.errors import BadInputError, Place


@dataclass(frozen=True, slots=True)
class Evidence:
    """One piece of evidence on a country: where it stands, of which day, what it says, and for which check."""

    source: str
    day: dt.date
    says: str
    check: str = ""


@dataclass(frozen=True, slots=True)
class Answers:
    """What a lawyer answers: an outcome and a reason for each check, the evidence, and a note."""

    checks: dict[str, str]
    reasons: dict[str, str]
    evidence: tuple[Evidence, ...]
    note: str = ""


def review_create(
    *,
    about: Mapping[str, Model],
    purpose: Purpose,
    measure: str,
    answers: Answers,
    on: dt.date,
    actor: User,
    day: dt.date | None = None,
) -> SafeguardReview:
    """Check the answers and keep them as a signed review of what ``about`` names."""
    _check_answers(measure, answers)
    _check_evidence(answers.evidence, on, day or on)
    review = SafeguardReview.objects.create(
        **about,
        purpose=purpose.value,
        lawyer=actor,
        checks=answers.checks,
        reasons={name: reason.strip() for name, reason in answers.reasons.items()},
        note=answers.note.strip(),
    )
    for entry in answers.evidence:
        CountryEvidence.objects.create(
            review=review, source=entry.source, day=entry.day, says=entry.says, check_name=entry.check
        )
    return review


def review_details(measure: str, answers: Answers) -> dict[str, Any]:
    """What the log keeps of a review."""
    evidence = [
        {"source": e.source, "day": e.day.isoformat(), "says": e.says, "check": e.check} for e in answers.evidence
    ]
    details = {"checks": answers.checks, "reasons": answers.reasons, "evidence": evidence, "note": answers.note}
    return details | {"open": list(open_checks(measure, answers.checks))}


def _check_answers(measure: str, answers: Answers) -> None:
    for name in checks_for(measure):
        if answers.checks.get(name) not in set(Check):
            raise BadInputError("answer with clear, concern or unknown", Place(field=name))
        if not answers.reasons.get(name, "").strip():
            raise BadInputError("say why, in a sentence that another lawyer can follow", Place(field=f"{name}-reason"))


def _check_evidence(evidence: tuple[Evidence, ...], on: dt.date, signed_on: dt.date) -> None:
    for number, entry in enumerate(evidence, 1):
        if not entry.source or not entry.says:
            raise BadInputError("evidence needs its source and what it says", Place(field=f"source-{number}"))
        if entry.day > on:
            raise BadInputError("the evidence cannot be from a day to come", Place(field=f"day-{number}"))
        if entry.check and entry.check not in CHECKS:
            raise BadInputError("choose one of the checks", Place(field=f"check-{number}"))
    if not any(is_recent(entry.day, signed_on) for entry in evidence):
        raise BadInputError(
            f"name at least one piece of evidence that is not older than {EVIDENCE_DAYS} days ({EVIDENCE_SOURCE})",
            Place(field="source-1"),
        )
