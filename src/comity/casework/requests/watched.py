"""The requests whose time limits run, for the desk of deadlines."""

import datetime as dt
from collections.abc import Iterator

from comity.casework.cases.models import Case
from comity.casework.deadlines.watched import Dated, Watched
from comity.casework.identity import Identity
from comity.casework.lifecycle import LIFECYCLES
from comity.casework.requests.models import Request


def requests_watched(who: Identity, _on: dt.date, case: Case | None = None) -> Iterator[Watched]:
    """The requests a person may see that are not over, or those of one case."""
    requests = Request.objects.visible_to(who).select_related("case").exclude(state__in=("closed", "withdrawn"))
    for request in requests.filter(case=case) if case else requests:
        yield request_watched(request)


def request_watched(request: Request) -> Watched:
    """A request with its clocks: those of its legal basis, of the executing state, and of the office's practice."""
    own = request.case.state
    executing = request.counterpart if request.direction == "outgoing" else own
    return Watched(
        subject="request",
        pk=request.pk,
        key=request.key,
        case=request.case,
        table=LIFECYCLES[request.direction],
        state=request.state,
        owners=frozenset({request.basis, executing, "office"} - {""}),
        calendars=(own, request.counterpart),
        dated=_asked_for(request),
    )


def _asked_for(request: Request) -> tuple[Dated, ...]:
    """The day after which an answer is too late, as the request itself says."""
    deadline = (request.data.get("urgency") or {}).get("deadline")
    if not deadline:
        return ()
    day = dt.date.fromisoformat(str(deadline))
    return (Dated("Answer needed", day, "After this day the answer is too late."),)
