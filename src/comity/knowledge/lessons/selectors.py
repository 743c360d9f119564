"""Reading lessons: what they say of a state, counted by reason, and those of one request."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import QuerySet

from comity.casework.requests.models import Request
from comity.knowledge.contributions.selectors import confirmed
from comity.knowledge.lessons.models import Lesson
from comity.knowledge.reasons import EXPLAINED, FAILED, Happened, Reason


@dataclass(frozen=True, slots=True)
class Learnt:
    """What the lessons say of one reason: how many requests failed for it, how many went otherwise, and the advice."""

    reason: Reason
    explained: str
    failed: int
    other: int
    latest: dt.date
    advice: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """The count in words, as it appears while drafting."""
        if not self.failed:
            return self.explained
        requests = "request" if self.failed == 1 else "requests"
        return f"{self.failed} {requests} to this state failed for this reason: {self.explained}"


def learnt_about(state: str, measure: str = "", least: int = 1) -> list[Learnt]:
    """What the lessons about a state say, by reason, the most frequent failure first."""
    by_reason: dict[Reason, list[Lesson]] = {}
    for lesson in confirmed(Lesson, state, measure):
        by_reason.setdefault(Reason(lesson.reason), []).append(lesson)
    found = [_learnt(reason, lessons) for reason, lessons in by_reason.items()]
    return sorted((one for one in found if one.failed + one.other >= least), key=lambda one: (-one.failed, one.reason))


def _learnt(reason: Reason, lessons: list[Lesson]) -> Learnt:
    failed = sum(Happened(lesson.happened) in FAILED for lesson in lessons)
    advice = tuple(dict.fromkeys(lesson.advice for lesson in lessons))
    return Learnt(reason, EXPLAINED[reason], failed, len(lessons) - failed, lessons[0].learnt_on, advice)


def lessons_on(request: Request) -> QuerySet[Lesson]:
    """The lessons of one request, in every status; whoever may read the request may read them."""
    return Lesson.objects.filter(request=request).select_related("proposed_by", "decided_by")
