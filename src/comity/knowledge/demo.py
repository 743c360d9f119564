"""Lessons of the synthetic office: two confirmed, one that waits, one that came from another state; all invented."""

import datetime as dt
import uuid

from comity.casework.accounts.models import User
from comity.casework.requests.models import Request
from comity.knowledge.lessons.bundle import CarriedLesson
from comity.knowledge.lessons.services import Taught, lesson_decide, lesson_propose, lessons_take

_FROM_ABROAD = CarriedLesson(
    uid=str(uuid.UUID(int=20261121)),
    state="CHE",
    measure="freezing",
    happened="queried",
    reason="no_nexus",
    text="The executing office asked how the account was connected with the offence (synthetic).",
    advice="Name the transfer that fed the account, with its day and the page of the statement (synthetic).",
    language="en",
    learnt_on="2026-03-10",
)
_OWN = {
    "bank-records-che": Taught(
        "queried",
        "too_broad",
        "All accounts for ten years were asked for, and the request came back with a question (synthetic).",
        "Ask for the accounts and years that the facts support, and say why each is needed (synthetic).",
    ),
    "freezing-che": Taught(
        "succeeded",
        "contact_beforehand",
        "A call to the central authority before sending settled the form in one day (synthetic).",
        "Call before sending; the draft was read in two days (synthetic).",
    ),
}


def demo_lessons_create(*, on: dt.date) -> None:
    """Add the lessons to the synthetic office, once its case is there."""
    anna, lena, dirk = (User.objects.get(username=name) for name in ("anna", "lena", "dirk"))
    for key, taught in _OWN.items():
        request = Request.everything.select_related("case", "wall", "version").get(key=key)
        day = on - dt.timedelta(days=20)
        lesson = lesson_propose(request=request, taught=taught, learnt_on=day, actor=anna, who=anna.identity())
        lesson_decide(lesson=lesson, confirm=True, reason="", actor=lena, who=lena.identity())
    lessons_take(carried=[_FROM_ABROAD], origin="URY", actor=dirk, who=dirk.identity())
