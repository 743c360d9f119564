"""What the log says of a request when it begins: by whom, to whom, for what; figures are counted by it."""

from comity.casefile.requests import UrgencyLevel
from comity.casework.requests.models import Request


def opening_details(request: Request) -> dict[str, str]:
    """The kind of a request in codes: direction, counterpart, measure and urgency; no name and no text."""
    urgency = request.data.get("urgency") or {}
    level = urgency.get("level", UrgencyLevel.NORMAL.value) if isinstance(urgency, dict) else str(urgency)
    return {
        "direction": request.direction,
        "counterpart": request.counterpart,
        "measure": request.measure,
        "urgency": str(level),
    }
