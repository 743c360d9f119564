"""Signing the safeguard review: before a request leaves, by a named lawyer who did not draft it."""

import datetime as dt

from django.db import transaction

from comity.casework.access import Permission, require
from comity.casework.accounts.models import User
from comity.casework.identity import Identity
from comity.casework.log.services import log_append
from comity.casework.requests.models import Request
from comity.casework.requests.selectors import request_subject
from comity.casework.safeguards.checks import Purpose
from comity.casework.safeguards.models import SafeguardReview
from comity.casework.safeguards.reviewing import Answers, review_create, review_details
from comity.common.errors import BadInputError


@transaction.atomic
def safeguards_sign(
    *, request: Request, answers: Answers, on: dt.date, actor: User, who: Identity, day: dt.date | None = None
) -> SafeguardReview:
    """Sign a review of the version at hand; with a concern or an open question it is on record and nothing moves."""
    require(Permission.SAFEGUARD_SIGN, who, request_subject(request, who))
    if request.state != "review_clean" or request.version is None:
        raise BadInputError("the safeguards are reviewed once the review of the request is confirmed")
    review = review_create(
        measure=request.measure,
        answers=answers,
        on=on,
        day=day,
        actor=actor,
        about={"request": request, "version": request.version},
        purpose=Purpose.BEFORE_SENDING,
    )
    details = review_details(request.measure, answers) | {"digest": request.version.digest}
    event = "safeguards_open" if details["open"] else "sign_safeguards"
    log_append(
        event=event, actor=actor, case=request.case, subject="request", key=request.key, day=day, details=details
    )
    if not details["open"]:
        request.state = "safeguards_signed"
        request.save(update_fields=["state"])
    return review
