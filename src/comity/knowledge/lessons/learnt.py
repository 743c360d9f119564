"""Lessons counted by reason, whether they stand in an office or in a bundle of another state; needs no database."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Union

from comity.drafting.review import ReviewFinding, Severity
from comity.knowledge.reasons import EXPLAINED, FAILED, Happened, Reason

if TYPE_CHECKING:
    from comity.knowledge.lessons.bundle import CarriedLesson
    from comity.knowledge.lessons.models import Lesson

OneLesson = Union["Lesson", "CarriedLesson"]


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
        if self.failed == 1:
            return f"1 request to this state failed for this reason: {self.explained}"
        return f"{self.failed} requests to this state failed for this reason: {self.explained}"

    @property
    def finding(self) -> ReviewFinding:
        """The same as a finding of the review: advice, for a lesson blocks nothing."""
        source = f"lessons of earlier requests, the latest of {self.latest}"
        return ReviewFinding(
            rule=f"lesson/{self.reason.value.replace('_', '-')}",
            severity=Severity.ADVICE,
            where="request",
            text=self.sentence,
            cure=" ".join(self.advice),
            source=source,
        )


def learnt_from(lessons: Iterable[OneLesson], least: int = 1) -> list[Learnt]:
    """What lessons say, by reason, the most frequent failure first; the newest lesson's advice leads."""
    by_reason: dict[Reason, list[OneLesson]] = {}
    for lesson in lessons:
        by_reason.setdefault(Reason(lesson.reason), []).append(lesson)
    found = [_learnt(reason, lessons) for reason, lessons in by_reason.items()]
    return sorted((one for one in found if one.failed + one.other >= least), key=lambda one: (-one.failed, one.reason))


def _learnt(reason: Reason, lessons: list[OneLesson]) -> Learnt:
    failed = sum(Happened(lesson.happened) in FAILED for lesson in lessons)
    advice = tuple(dict.fromkeys(lesson.advice for lesson in lessons))
    latest = max(_day(lesson) for lesson in lessons)
    return Learnt(reason, EXPLAINED[reason], failed, len(lessons) - failed, latest, advice)


def _day(lesson: OneLesson) -> dt.date:
    day = lesson.learnt_on
    return dt.date.fromisoformat(day) if isinstance(day, str) else day
