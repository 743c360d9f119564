"""The requests whose time limits run, for the desk of deadlines."""

import datetime as dt
from collections.abc import Iterator

from comity.casework.cases.models import Case
from comity.casework.deadlines.watched import Dated, Watched
from comity.casework.identity import Identity
from comity.casework.lifecycle import LIFECYCLES
from comity.casework.requests.forms import FORMS, due_fields
from comity.casework.requests.models import Request, ResultItem, StepTaken

_OVER = ("closed", "withdrawn")
_DUE = frozenset(action for name, table in FORMS.items() for action in table if due_fields(name, action))
_HANDED_OVER = frozenset({"results_sent", "receipt_confirmed"})


def requests_watched(who: Identity, _on: dt.date, case: Case | None = None) -> Iterator[Watched]:
    """The requests a person may see that are not over, or those of one case."""
    requests = Request.objects.visible_to(who).select_related("case").exclude(state__in=_OVER)
    found = list(requests.filter(case=case) if case else requests)
    steps = _last_due_steps(found)
    originals = _originals(found)
    for request in found:
        dated = (*_asked_for(request), *_promised(request, steps.get(request.pk)), *originals.get(request.pk, ()))
        yield request_watched(request, dated)


def request_watched(request: Request, dated: tuple[Dated, ...] = ()) -> Watched:
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
        dated=dated,
    )


def _asked_for(request: Request) -> tuple[Dated, ...]:
    """The day after which an answer is too late, as the request itself says."""
    deadline = (request.data.get("urgency") or {}).get("deadline")
    if not deadline:
        return ()
    day = dt.date.fromisoformat(str(deadline))
    return (Dated("Answer needed", day, "After this day the answer is too late."),)


def _last_due_steps(requests: list[Request]) -> dict[int, StepTaken]:
    """The newest step of each request that named a day, in one query."""
    states = {request.pk: request.state for request in requests}
    taken = StepTaken.objects.filter(request__in=list(states), action__in=_DUE).order_by("pk")
    return {step.request_id: step for step in taken if step.to == states[step.request_id]}


def _promised(request: Request, step: StepTaken | None) -> Iterator[Dated]:
    """The days that the step named through which the request came into its state; another state ends them."""
    for field in due_fields(request.direction, step.action) if step else ():
        text = step.given.get(field.name) if step else ""
        if text:
            yield Dated(field.due, dt.date.fromisoformat(str(text)), field.effect, "Named with the step")


def _originals(requests: list[Request]) -> dict[int, list[Dated]]:
    """The days by which originals that were handed over are to come back."""
    sent = [request.pk for request in requests if request.state in _HANDED_OVER]
    found: dict[int, list[Dated]] = {}
    for item in ResultItem.objects.filter(request__in=sent, originals_back__isnull=False):
        if item.originals_back is not None:
            dated = Dated("Originals are to come back", item.originals_back, f"Ask for them: {item.title}.")
            found.setdefault(item.request_id, []).append(dated)
    return found
