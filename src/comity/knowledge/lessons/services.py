"""Writing lessons: proposed on a request, or taken over from another state."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction

from comity.casework.access import Permission, require
from comity.casework.accounts.models import User
from comity.casework.identity import Identity
from comity.casework.requests.models import Request
from comity.casework.requests.selectors import request_subject
from comity.common.errors import BadInputError, Place
from comity.knowledge.contributions.services import contribution_log
from comity.knowledge.lessons.models import Lesson
from comity.knowledge.lessons.naming import named_in
from comity.knowledge.reasons import Happened, Reason

LEAST_WORDS = 4


@dataclass(frozen=True, slots=True)
class Taught:
    """What a lesson says: how the request fared, for which reason, what happened, and what to do next time."""

    happened: str
    reason: str
    text: str
    advice: str
    language: str = "en"


@transaction.atomic
def lesson_propose(*, request: Request, taught: Taught, learnt_on: dt.date, actor: User, who: Identity) -> Lesson:
    """Propose a lesson of a request; words that name somebody of the case are refused."""
    require(Permission.LESSON_PROPOSE, who, request_subject(request, who))
    _check(taught)
    for field in ("text", "advice"):
        found = named_in(getattr(taught, field), request.case)
        if found:
            raise BadInputError(f"a lesson names nobody, and this names '{found}'", Place(field=field))
    lesson = Lesson.objects.create(
        request=request,
        state=request.counterpart,
        measure=request.measure,
        happened=taught.happened,
        reason=taught.reason,
        text=taught.text.strip(),
        advice=taught.advice.strip(),
        language=taught.language,
        learnt_on=learnt_on,
        proposed_by=actor,
    )
    contribution_log("lesson_proposed", lesson, actor, request.case)
    return lesson


def _check(taught: Taught) -> None:
    if taught.happened not in set(Happened):
        raise BadInputError("say how the request fared", Place(field="happened"))
    if taught.reason not in set(Reason):
        raise BadInputError("choose the reason", Place(field="reason"))
    for field in ("text", "advice"):
        if len(getattr(taught, field).strip()) < LEAST_WORDS * 2:
            raise BadInputError("say it in a sentence that another officer understands", Place(field=field))
