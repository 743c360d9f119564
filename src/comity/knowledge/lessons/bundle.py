"""Lessons as rows of a bundle."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING, Any

from comity.casefile.requests import Measure
from comity.knowledge.contributions.bundle import Bundle, Carried, read_bundle, write_bundle
from comity.knowledge.reasons import Happened, Reason

if TYPE_CHECKING:
    from comity.knowledge.lessons.models import Lesson

KIND = Bundle("comity-lessons/1", "lessons")


@dataclass(frozen=True, slots=True)
class CarriedLesson(Carried):
    """A lesson as it stands in a bundle: nothing of the case or the people who wrote it."""

    happened: str
    reason: str
    text: str
    advice: str
    learnt_on: str

    def check(self) -> None:
        """Stop with an error where a value is none that the office knows."""
        Carried.check(self)
        dt.date.fromisoformat(self.learnt_on)
        Happened(self.happened)
        Reason(self.reason)
        Measure(self.measure)

    def fields(self) -> dict[str, Any]:
        """The values of the columns."""
        return {**asdict(self), "learnt_on": dt.date.fromisoformat(self.learnt_on)}


def lessons_bundle(lessons: "Iterable[Lesson]", state: str) -> str:
    """Write lessons as a bundle; ``state`` is the one that gives them."""
    return write_bundle(KIND, map(_carried, lessons), state)


def _carried(lesson: "Lesson") -> CarriedLesson:
    names = [name for name in (field.name for field in fields(CarriedLesson)) if name not in {"uid", "learnt_on"}]
    plain = {name: str(getattr(lesson, name)) for name in names}
    return CarriedLesson(uid=str(lesson.uid), learnt_on=lesson.learnt_on.isoformat(), **plain)


def read_lessons(content: bytes, name: str) -> tuple[str, list[CarriedLesson]]:
    """Read a bundle of lessons: the state that gives it, and what it teaches."""
    return read_bundle(KIND, CarriedLesson, content, name)
