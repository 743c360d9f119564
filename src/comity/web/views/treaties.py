"""The treaty office's other pages: a matrix of chosen states, and commitments and memberships on record."""

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.core.cache import cache
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from comity.casework.access import Permission, require
from comity.casework.requests.models import Request
from comity.common.dates import parse_day
from comity.common.errors import BadInputError, ComityError, Place
from comity.law.states import read_state
from comity.law.vocabulary import MEASURES
from comity.web.asking import Asking, complaint, page
from comity.web.clock import today
from comity.web.states import state_choices
from comity.web.views.network import KEEP_SECONDS

if TYPE_CHECKING:
    from comity.law.matrix import Cell

_MOST = 16  # states; a larger matrix is a file of `comity matrix`


@require_GET
@page
def matrix_page(asking: Asking) -> HttpResponse:
    """Who of some states can ask whom, as a table: a line per requesting state."""
    require(Permission.KNOWLEDGE_READ, asking.who)
    given = asking.http.GET
    errors: list[dict[str, str]] = []
    try:
        states, measure, on = _wanted(asking)
    except ComityError as error:
        errors, (states, measure, on) = complaint(error), (_usual(asking), "extradition", today())
    held = {(cell.requesting, cell.requested): cell for cell in _solved(states, measure, on)}
    rows = [(one, [held.get((one, other)) for other in states]) for one in states]
    context = {
        "errors": errors,
        "states": states,
        "given": given.get("states", " ".join(states)),
        "measure": measure,
        "measures": list(MEASURES),
        "on": on,
        "rows": rows,
        "most": _MOST,
    }
    return render(asking.http, "network-matrix.html", context, status=422 if errors else 200)


def _wanted(asking: Asking) -> tuple[tuple[str, ...], str, dt.date]:
    given = asking.http.GET
    codes = given.get("states", "").replace(",", " ").split()
    try:
        states = tuple(dict.fromkeys(read_state(code) for code in codes)) or _usual(asking)
    except BadInputError as error:
        raise BadInputError(error.what, Place(field="states")) from None
    if len(states) > _MOST:
        raise BadInputError("these are too many states for one page", Place(field="states"))
    measure = given.get("measure") or "extradition"
    if measure not in MEASURES:
        raise BadInputError("choose one of the measures", Place(field="measure"))
    return states, measure, parse_day(given["on"], "on") if given.get("on") else today()


def _usual(asking: Asking) -> tuple[str, ...]:
    """Our own state and those with which the person's requests are."""
    requests = Request.objects.visible_to(asking.who).values_list("counterpart", flat=True).distinct()
    return tuple(dict.fromkeys((asking.user.agency.state, *sorted(requests))))[:_MOST]


def _solved(states: tuple[str, ...], measure: str, on: dt.date) -> "tuple[Cell, ...]":
    from comity.law.matrix import ordered_pairs, solve_pairs  # noqa: PLC0415 - reads much of the law

    def solve() -> "tuple[Cell, ...]":
        return tuple(solve_pairs(ordered_pairs(states), measure, on))

    found: Any = cache.get_or_set(f"matrix-{'-'.join(states)}-{measure}-{on}", solve, KEEP_SECONDS)
    return tuple(found)


@require_GET
@page
def commitments_page(asking: Asking) -> HttpResponse:
    """What a state has on record: commitments of the G20, APEC, the OECD and UNCAC bodies, and its networks."""
    require(Permission.KNOWLEDGE_READ, asking.who)
    from comity.law.commitments import memberships  # noqa: PLC0415 - law data
    from comity.law.on_record import commitments_of  # noqa: PLC0415

    errors: list[dict[str, str]] = []
    state = asking.user.agency.state
    try:
        state = read_state(asking.http.GET["state"]) if asking.http.GET.get("state") else state
    except ComityError as error:
        errors = complaint(error)
    context = {
        "errors": errors,
        "state": state,
        "states": state_choices(),
        "standings": commitments_of(state, today()),
        "memberships": memberships(state),
    }
    return render(asking.http, "commitments.html", context, status=422 if errors else 200)
