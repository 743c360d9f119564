"""By which way a step leaves the office, told before it is taken: to their node, through the connector, on paper."""

from typing import Any

from comity.casework.correspondence.meaning import OUTWARD
from comity.casework.correspondence.ways import Way, ways_shown
from comity.casework.requests.forms import has_way, is_plain
from comity.casework.requests.models import Request
from comity.casework.requests.selectors import Possible
from comity.web.labels import say

_TOLD = {
    Way.NODE: "It goes sealed to their node.",
    Way.CONNECTOR: "It goes through the national e-CODEX connector, sealed but not encrypted by this office.",
    Way.PAPER: "It goes on paper: this office makes the papers for the bag.",
}


def leaves_by(request: Request, action: str, ways: tuple[Way, ...]) -> str:
    """The sentence that says by which way a step leaves; none where it says nothing to the other state."""
    if (request.direction, action) not in OUTWARD or not ways:
        return ""
    if len(ways) > 1 and has_way(request.direction, action):
        return ""  # it is asked for
    return say(_TOLD[ways[0]])


def leaving_of(request: Request, steps: list[Possible]) -> dict[str, Any]:
    """For the page of a request: which buttons ask for the way first, and how the others leave."""
    ways = ways_shown(request)
    plain = [p.step.action for p in steps if p.may and is_plain(request.direction, p.step.action)]
    asks = {action for action in plain if len(ways) > 1 and has_way(request.direction, action)}
    return {"asks_for_way": asks, "leaves": {action: leaves_by(request, action, ways) for action in plain}}
