"""The network of routes for the treaty office: a state's pairs, our requests without a route, what would open one."""

import csv
import datetime as dt
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.core.cache import cache
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from comity.casework.access import Permission, require
from comity.casework.requests.models import Request
from comity.common.dates import parse_day
from comity.common.errors import BadInputError, ComityError, Place
from comity.law.states import parse_state, un_members
from comity.law.vocabulary import MEASURES
from comity.web.asking import Asking, complaint, page
from comity.web.clock import today
from comity.web.labels import say, word
from comity.web.states import state_choices
from comity.web.templatetags.comity import state as state_words

if TYPE_CHECKING:
    from comity.law.matrix import Cell
    from comity.law.negotiation import Opening
    from comity.law.supposition import Effect

KEEP_SECONDS = 3600  # the law data changes with a release, not within the hour
_MOST = 60  # moves shown on the page; the CSV has all
_OVER = ("closed", "withdrawn", "results_complete", "feedback_given")


@require_GET
@page
def network_page(asking: Asking) -> HttpResponse:
    """One state's place in the network: picture, table, and our own requests where no route is evidenced."""
    require(Permission.KNOWLEDGE_READ, asking.who)
    errors: list[dict[str, str]] = []
    try:
        state, measure, on = _asked(asking)
    except ComityError as error:
        errors, (state, measure, on) = complaint(error), (asking.user.agency.state, "extradition", today())
    cells = cells_of(state, measure, on)
    context = {
        "errors": errors,
        "state": state,
        "measure": measure,
        "on": on,
        "states": state_choices(),
        "measures": list(MEASURES),
        "picture": _picture(cells, state, measure, on),
        "rows": _rows(asking, cells, state),
        "connected": connected(cells, state, measure),
    }
    return render(asking.http, "network.html", context, status=422 if errors else 200)


@require_GET
@page
def network_openings(asking: Asking) -> HttpResponse:
    """What joining an instrument would open, ranked: the beginning of a negotiation list."""
    require(Permission.KNOWLEDGE_READ, asking.who)
    try:
        state, measure, on = _asked(asking)
    except ComityError:
        return redirect(f"{reverse('network')}?{asking.http.GET.urlencode()}")
    wanted = asking.http.GET.get("as")
    if wanted == "csv":
        joining = [effect for effect in _moves(state, measure, on) if effect.supposed.act == "accedes"]
        return _openings_csv(joining, state, measure)
    ranked = negotiations_for(asking, state, measure, on)
    if wanted == "list":
        return _negotiation_csv(ranked, state, measure)
    alone = connected(cells_of(state, measure, on), state, measure).without_either_way()
    context = {"state": state, "measure": measure, "on": on, "ranked": ranked[:_MOST], "alone": alone}
    context |= {"more": max(0, len(ranked) - _MOST)}
    return render(asking.http, "network-openings.html", context)


def _asked(asking: Asking) -> tuple[str, str, dt.date]:
    given = asking.http.GET
    state = parse_state(given["state"]) if given.get("state") else asking.user.agency.state
    measure = given.get("measure") or "extradition"
    if measure not in MEASURES:
        raise BadInputError("choose one of the measures", Place(field="measure"))
    return state, measure, parse_day(given["on"], "on") if given.get("on") else today()


def cells_of(state: str, measure: str, on: dt.date) -> "tuple[Cell, ...]":
    """The pairs of a state with every other, solved now or within the hour."""
    from comity.law.matrix import solve_pairs  # noqa: PLC0415 - reads much of the law
    from comity.law.supposition import pairs_of  # noqa: PLC0415

    def solve() -> "tuple[Cell, ...]":
        return tuple(solve_pairs(pairs_of(state, un_members()), measure, on))

    found: Any = cache.get_or_set(f"network-{state}-{measure}-{on}", solve, KEEP_SECONDS)
    return tuple(found)


def _moves(state: str, measure: str, on: dt.date) -> "tuple[Effect, ...]":
    """What each accession and each withdrawal would change: seconds of work, so it is kept for the hour."""
    from comity.law.negotiation import moves_of  # noqa: PLC0415

    def solve() -> "tuple[Effect, ...]":
        return moves_of(state, measure, on, un_members(), cells_of(state, measure, on))

    found: Any = cache.get_or_set(f"moves-{state}-{measure}-{on}", solve, KEEP_SECONDS)
    return tuple(found)


def negotiations_for(asking: Asking, state: str, measure: str, on: dt.date) -> "tuple[Opening, ...]":
    """The negotiation list; the person's own open requests rank it where the state is the office's own."""
    from comity.law.negotiation import negotiation_list  # noqa: PLC0415

    ours = _open_requests(asking) if state == asking.user.agency.state else Counter[str]()
    cells, effects = cells_of(state, measure, on), _moves(state, measure, on)
    return negotiation_list(state, measure, on, un_members(), cells, ours, effects)


def connected(cells: "Sequence[Cell]", state: str, measure: str) -> Any:  # noqa: ANN401 - of the law room
    """How a state is connected."""
    from comity.law.network import connectivity  # noqa: PLC0415

    return connectivity(cells, state, measure)


def _picture(cells: "Sequence[Cell]", state: str, measure: str, on: dt.date) -> str:
    from comity.law.network_picture import picture_of_state  # noqa: PLC0415

    return picture_of_state(cells, state, f"{word(measure)}: {state_words(state)}, {on}")


def _rows(asking: Asking, cells: "Sequence[Cell]", state: str) -> list[dict[str, Any]]:
    """A line per other state: the verdict in each direction, and how many of the person's open requests go there."""
    asks = {cell.requested: cell for cell in cells if cell.requesting == state}
    asked = {cell.requesting: cell for cell in cells if cell.requested == state}
    ours = _open_requests(asking) if state == asking.user.agency.state else Counter[str]()
    rows = [
        {"state": other, "asks": asks.get(other), "asked": asked.get(other), "requests": ours[other]}
        for other in sorted({*asks, *asked})
    ]
    return sorted(rows, key=lambda row: (-row["requests"], row["state"]))


def _open_requests(asking: Asking) -> Counter[str]:
    """Open requests that the person may see, by requested state; nobody else's are counted."""
    seen = Request.objects.visible_to(asking.who).filter(direction="outgoing").exclude(state__in=_OVER)
    return Counter(request.counterpart for request in seen)


def _openings_csv(effects: "Sequence[Effect]", state: str, measure: str) -> HttpResponse:
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="openings-{state}-{measure}.csv"'
    lines = csv.writer(response)
    lines.writerow(("instrument", "change", "requesting", "requested", "before", "after", "after_basis"))
    for effect in effects:
        for kind, changes in (("improved", effect.improved), ("worsened", effect.worsened)):
            for change in changes:
                pair = (change.requesting, change.requested, change.before, change.after, change.after_basis)
                lines.writerow((effect.supposed.instrument, kind, *pair))
    return response


def _negotiation_csv(ranked: "Sequence[Opening]", state: str, measure: str) -> HttpResponse:
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="negotiation-{state}-{measure}.csv"'
    lines = csv.writer(response)
    lines.writerow(("rank", "move", "about", "open_requests", "pairs", "worsened", "when_it_asks", "when_it_is_asked"))
    for rank, one in enumerate(ranked, start=1):
        sides = (" ".join(one.asks), " ".join(one.asked))
        lines.writerow((rank, one.move.value, one.about, one.requests, one.pairs, one.worsened, *sides))
    return response


@require_GET
@page
def published_page(asking: Asking) -> HttpResponse:
    """A series of figures that others have published, with what does not fit and what nobody says."""
    from comity.statistics.period_chart import period_chart  # noqa: PLC0415 - only for this page
    from comity.statistics.published import series  # noqa: PLC0415
    from comity.statistics.reading import between_totals, year_gaps  # noqa: PLC0415

    require(Permission.KNOWLEDGE_READ, asking.who)
    found = series("skynet")
    context = {
        "series": found,
        "picture": period_chart(found.observations, "persons", found.title),
        "gaps": year_gaps(found.observations, "persons"),
        "between": between_totals(found.observations),
        "heading": say("Figures that others have published"),
    }
    return render(asking.http, "published.html", context)
