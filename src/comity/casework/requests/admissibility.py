"""Reviewing a received request: which basis applies, and the answer to each ground, by a named person with a reason."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction

from comity.casework.access import Permission, require
from comity.casework.accounts.models import User
from comity.casework.identity import Identity
from comity.casework.log.services import log_append
from comity.casework.requests.checklist import Answer, Ground, checklist_for
from comity.casework.requests.models import GroundAnswer, Request
from comity.casework.requests.received import received_routes
from comity.casework.requests.selectors import request_subject
from comity.common.errors import BadInputError, Place

REVIEWABLE = frozenset(
    "triaged in_review information_requested in_consultation consulted postponed".split()
)  # before a decision


@dataclass(frozen=True, slots=True)
class Answered:
    """What a reviewer says of one ground."""

    answer: str
    reason: str = ""


@transaction.atomic
def basis_apply(*, request: Request, basis: str, revision: int, on: dt.date, actor: User, who: Identity) -> Request:
    """Say which treaty or law the request is judged by; the checklist then has the grounds of that one."""
    request = _open(request, revision, who)
    route = next((route for route in received_routes(request, on) if route.basis.id == basis), None)
    if route is None:
        raise BadInputError("choose a basis on which the sender can ask", Place(field="basis"))
    request.basis = route.basis.id
    request.reasons = [route.ranked_because]
    details = {"basis": route.basis.id, "verdict": str(route.verdict), "rank": route.rank}
    return _saved(request, "basis_applied", actor, on, details)


@transaction.atomic
def checklist_answer(
    *, request: Request, answers: Mapping[str, Answered], revision: int, on: dt.date, actor: User, who: Identity
) -> Request:
    """Record the answers that are new or changed; each needs a reason where it differs from the law room's view."""
    request = _open(request, revision, who)
    grounds = {ground.rule: ground for ground in checklist_for(request, on).grounds}
    changed = {rule: given for rule, given in answers.items() if _is_news(grounds.get(rule), given)}
    for rule, given in changed.items():
        _check(grounds.get(rule), rule, given)
    if not changed:
        return request
    for rule, given in changed.items():
        GroundAnswer.objects.create(
            request=request,
            rule=rule,
            answer=given.answer,
            reason=given.reason.strip(),
            suggested=grounds[rule].suggested,
            reviewer=actor,
        )
    details = {rule: [given.answer, given.reason.strip()] for rule, given in changed.items()}
    return _saved(request, "checklist_answered", actor, on, details)


def _open(request: Request, revision: int, who: Identity) -> Request:
    found = Request.everything.select_for_update(of=("self",)).select_related("case", "wall").get(pk=request.pk)
    require(Permission.REQUEST_REVIEW, who, request_subject(found, who))
    if found.direction != "incoming" or found.state not in REVIEWABLE:
        raise BadInputError("the checklist is answered while a received request is under review")
    if found.revision != revision:
        raise BadInputError("somebody else has worked on this request meanwhile; look at it again")
    return found


def _is_news(ground: Ground | None, given: Answered) -> bool:
    if ground is None or ground.answer is None:
        return True
    return (ground.said, ground.answer.reason) != (given.answer, given.reason.strip()) or ground.changed


def _check(ground: Ground | None, rule: str, given: Answered) -> None:
    if ground is None:
        raise BadInputError(f"'{rule}' is no ground of this checklist")
    if given.answer not in set(Answer):
        raise BadInputError("answer with met, not met or unknown", Place(field=rule))
    own = given.answer != ground.suggested or given.answer == Answer.UNKNOWN
    if own and not given.reason.strip():
        raise BadInputError("give the reason for this answer", Place(field=rule))


def _saved(request: Request, event: str, actor: User, on: dt.date, details: Mapping[str, object]) -> Request:
    request.revision += 1
    request.save(update_fields=["basis", "reasons", "revision"])
    log_append(
        event=event, actor=actor, case=request.case, subject="request", key=request.key, day=on, details=dict(details)
    )
    request.case.save(update_fields=["changed"])
    return request
