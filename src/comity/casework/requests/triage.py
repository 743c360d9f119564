"""Which priority the office's rule gives a received request; a person decides, and says why."""

import datetime as dt
from dataclasses import dataclass

from comity.casework.requests.models import Request

_NEAR = dt.timedelta(days=30)
# Where waiting may lose a person or the money; no article sets this, it is the practice of the office.
_CANNOT_WAIT = {
    "provisional_arrest": "Somebody may be released or may flee before the answer.",
    "freezing": "Property can move within hours.",
}


@dataclass(frozen=True, slots=True)
class Triage:
    """A priority with its reasons."""

    priority: str
    because: tuple[str, ...]


def triage_suggested(request: Request, on: dt.date) -> Triage:
    """The priority by rule: urgent is what cannot wait or is due within thirty days, high what pleads urgency."""
    urgency = request.data.get("urgency") or {}
    because = [_CANNOT_WAIT[request.measure]] if request.measure in _CANNOT_WAIT else []
    if urgency.get("deadline") and dt.date.fromisoformat(str(urgency["deadline"])) - on <= _NEAR:
        because.append("The answer is needed within thirty days.")
    if because:
        return Triage("urgent", tuple(because))
    if urgency.get("level") == "urgent":
        return Triage("high", ("The sender says that it is urgent.",))
    return Triage("normal", ("Nothing in the request says that it cannot wait its turn.",))
