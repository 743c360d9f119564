"""Signing the safeguard review: before a request leaves, by a named lawyer who did not draft it."""

import datetime as dt

from django.db import transaction

from comity.casefile.requests import Check
from comity.casework.access import Permission, require
from comity.casework.accounts.models import User
from comity.casework.identity import Identity
from comity.casework.log.services import log_append
from comity.casework.requests.models import Request
from comity.casework.requests.selectors import request_subject
from comity.casework.safeguards.checks import checks_for, open_checks
from comity.casework.safeguards.models import SafeguardReview
from comity.common.errors import BadInputError, Place


@transaction.atomic
def safeguards_sign(
    *,
    request: Request,
    checks: dict[str, str],
    evidence: str,
    evidence_on: dt.date,
    on: dt.date,
    actor: User,
    who: Identity,
    day: dt.date | None = None,
) -> SafeguardReview:
    """Sign a review of the version at hand; with a concern or an open question it is on record and nothing moves."""
    require(Permission.SAFEGUARD_SIGN, who, request_subject(request, who))
    if request.state != "review_clean" or request.version is None:
        raise BadInputError("the safeguards are reviewed once the review of the request is confirmed")
    _check(request, checks, evidence, evidence_on, on)
    review = SafeguardReview.objects.create(
        request=request,
        version=request.version,
        lawyer=actor,
        checks=checks,
        evidence=evidence.strip(),
        evidence_on=evidence_on,
    )
    open_ones = open_checks(request.measure, checks)
    details = {"checks": checks, "evidence": evidence.strip(), "evidence_on": evidence_on.isoformat()}
    details |= {"digest": request.version.digest, "open": list(open_ones)}
    event = "safeguards_open" if open_ones else "sign_safeguards"
    log_append(
        event=event, actor=actor, case=request.case, subject="request", key=request.key, day=day, details=details
    )
    if not open_ones:
        request.state = "safeguards_signed"
        request.save(update_fields=["state"])
    return review


def _check(request: Request, checks: dict[str, str], evidence: str, evidence_on: dt.date, on: dt.date) -> None:
    for name in checks_for(request.measure):
        if checks.get(name) not in set(Check):
            raise BadInputError("answer with clear, concern or unknown", Place(field=name))
    if len(evidence.split()) < 5:
        raise BadInputError("say what evidence on the country and the person was looked at", Place(field="evidence"))
    if evidence_on > on:
        raise BadInputError("the evidence cannot be from a day to come", Place(field="evidence_on"))
