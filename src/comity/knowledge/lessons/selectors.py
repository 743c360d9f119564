"""Reading lessons: what is known of a state, counted by reason, and what waits for a second person."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from comity.casework.access import Permission, allows
from comity.casework.identity import Identity
from comity.casework.requests.models import Request
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


def lessons_of(state: str = "", measure: str = "") -> QuerySet[Lesson]:
    """The confirmed lessons about a state and a measure, the newest first; naming nobody, they are read by all."""
    found = Lesson.objects.filter(status="confirmed")
    if state:
        found = found.filter(state=state)
    return found.filter(measure=measure) if measure else found


def learnt_about(state: str, measure: str = "", least: int = 1) -> list[Learnt]:
    """What the lessons about a state say, by reason, the most frequent failure first."""
    by_reason: dict[Reason, list[Lesson]] = {}
    for lesson in lessons_of(state, measure):
        by_reason.setdefault(Reason(lesson.reason), []).append(lesson)
    found = [_learnt(reason, lessons) for reason, lessons in by_reason.items()]
    return sorted((one for one in found if one.failed + one.other >= least), key=lambda one: (-one.failed, one.reason))


def _learnt(reason: Reason, lessons: list[Lesson]) -> Learnt:
    failed = sum(Happened(lesson.happened) in FAILED for lesson in lessons)
    advice = tuple(dict.fromkeys(lesson.advice for lesson in lessons))
    return Learnt(reason, EXPLAINED[reason], failed, len(lessons) - failed, lessons[0].learnt_on, advice)


def waiting_for(who: Identity) -> QuerySet[Lesson]:
    """The proposals a person may decide about: not their own."""
    if not allows(Permission.LESSON_DECIDE, who):
        return Lesson.objects.none()
    return Lesson.objects.filter(status="proposed").exclude(proposed_by=who.user).select_related("proposed_by__agency")


def lessons_on(request: Request) -> QuerySet[Lesson]:
    """The lessons of one request, in every status; whoever may read the request may read them."""
    return Lesson.objects.filter(request=request).select_related("proposed_by", "decided_by")


def lesson_for(who: Identity, pk: int) -> Lesson | None:
    """One lesson that a person may read: confirmed, their own, or theirs to decide about."""
    seen = Q(status__in=("confirmed", "withdrawn")) | Q(proposed_by=who.user)
    if allows(Permission.LESSON_DECIDE, who):
        seen |= Q(status="proposed")
    return Lesson.objects.filter(seen, pk=pk).select_related("proposed_by", "decided_by").first()
