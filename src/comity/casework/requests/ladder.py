"""The chase ladder: what is done while a request has no answer, how far it has come, and what is next."""

import datetime as dt
from dataclasses import dataclass

from comity.casework.requests.models import Request, StepTaken

# From the mildest to the last; the order is the practice of the office and no article's.
RUNGS = ("remind", "remind", "ask_liaison", "call_authority", "send_note", "another_route")
CHASED = frozenset({"sent", "delivered", "acknowledged"})
_BEGINS = frozenset({"send", "send_again", "answer_question", "reopen"})


@dataclass(frozen=True, slots=True)
class Rung:
    """One rung: done on a day, passed over, next (with the day on which it is due), or later."""

    action: str
    number: int
    state: str
    day: dt.date | None = None


def ladder_of(request: Request, due: dt.date | None) -> tuple[Rung, ...]:
    """The ladder of a request that is with the other state; ``due`` is the day of the next rung."""
    if request.direction != "outgoing" or request.state not in CHASED:
        return ()
    done = _taken(request)
    reached = max(done, default=-1)
    rungs = []
    for index, action in enumerate(RUNGS):
        if index in done:
            rungs.append(Rung(action, index + 1, "done", done[index].day))
        elif index < reached:
            rungs.append(Rung(action, index + 1, "passed_over"))
        elif index == reached + 1:
            rungs.append(Rung(action, index + 1, "next", due))
        else:
            rungs.append(Rung(action, index + 1, "later"))
    return tuple(rungs)


def _taken(request: Request) -> dict[int, StepTaken]:
    """Which rungs have been taken since the request last went out."""
    done: dict[int, StepTaken] = {}
    for step in request.steps_taken.order_by("pk"):
        if step.action in _BEGINS:
            done = {}
        elif step.action in RUNGS:
            place = next((i for i, rung in enumerate(RUNGS) if rung == step.action and i not in done), None)
            done |= {place: step} if place is not None else {}
    return done
