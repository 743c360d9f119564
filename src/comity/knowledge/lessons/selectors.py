"""Reading lessons: what they say of a state, counted by reason, and those of one request."""

from django.db.models import QuerySet

from comity.casework.requests.models import Request
from comity.knowledge.contributions.selectors import confirmed
from comity.knowledge.lessons.learnt import Learnt, learnt_from
from comity.knowledge.lessons.models import Lesson


def learnt_about(state: str, measure: str = "", least: int = 1) -> list[Learnt]:
    """What the lessons about a state say, by reason, the most frequent failure first."""
    return learnt_from(confirmed(Lesson, state, measure), least)


def lessons_on(request: Request) -> QuerySet[Lesson]:
    """The lessons of one request, in every status; whoever may read the request may read them."""
    return Lesson.objects.filter(request=request).select_related("proposed_by", "decided_by")
