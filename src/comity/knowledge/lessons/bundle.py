"""Lessons that travel: one JSON file, which the exchange seals like any other file of a package."""

import datetime as dt
import json
import uuid
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from comity.common.errors import BadInputError, Place
from comity.knowledge.lessons.models import Lesson
from comity.knowledge.reasons import Happened, Reason
from comity.law.states import parse_state

FORMAT = "comity-lessons/1"
LARGEST = 5_000_000
"""Bytes of a bundle that is read at most."""


@dataclass(frozen=True, slots=True)
class CarriedLesson:
    """A lesson as it stands in a bundle: nothing of the case or the people who wrote it."""

    uid: str
    state: str
    measure: str
    happened: str
    reason: str
    text: str
    advice: str
    language: str
    learnt_on: str

    def fields(self) -> dict[str, Any]:
        """The values of the columns."""
        return {**asdict(self), "learnt_on": dt.date.fromisoformat(self.learnt_on)}


def lessons_bundle(lessons: Iterable[Lesson], state: str) -> str:
    """Write lessons as a bundle; ``state`` is the one that gives them. The same lessons give the same bytes."""
    rows = sorted((asdict(_carried(lesson)) for lesson in lessons), key=lambda row: row["uid"])
    data = {"format": FORMAT, "from": state, "lessons": rows}
    return json.dumps(data, ensure_ascii=False, sort_keys=True, indent=1) + "\n"


def _carried(lesson: Lesson) -> CarriedLesson:
    names = [name for name in CarriedLesson.__slots__ if name not in {"uid", "learnt_on"}]
    plain = {name: str(getattr(lesson, name)) for name in names}
    return CarriedLesson(uid=str(lesson.uid), learnt_on=lesson.learnt_on.isoformat(), **plain)


def read_bundle(content: bytes, name: str) -> tuple[str, list[CarriedLesson]]:
    """Read a bundle: the state that gives it and its lessons; a broken one is refused whole, with the row."""
    if len(content) > LARGEST:
        raise BadInputError(f"the bundle is larger than {LARGEST // 1_000_000} MB", Place(name))
    try:
        data = json.loads(content.decode("utf-8"))
        if data["format"] != FORMAT:
            raise KeyError("format")
        state, rows = parse_state(data["from"]), list(data["lessons"])
    except (ValueError, KeyError, TypeError):
        raise BadInputError(f"this is no bundle of lessons ({FORMAT})", Place(name)) from None
    return state, [_read(row, number, name) for number, row in enumerate(rows, start=1)]


def _read(row: Any, number: int, name: str) -> CarriedLesson:  # noqa: ANN401 - JSON of another state
    try:
        read = CarriedLesson(**{key: str(row[key]) for key in CarriedLesson.__slots__})
        uuid.UUID(read.uid)
        dt.date.fromisoformat(read.learnt_on)
        Happened(read.happened)
        Reason(read.reason)
        parse_state(read.state)
    except (KeyError, TypeError, ValueError, BadInputError) as error:
        raise BadInputError(f"lesson {number} cannot be read ({error})", Place(name)) from None
    return read
