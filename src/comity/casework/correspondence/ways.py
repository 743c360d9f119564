"""By which way something goes to the other state: to its node, through the e-CODEX connector, or on paper."""

from enum import StrEnum

from comity.casework.correspondence.by_connector.partners import partner_in_force
from comity.casework.correspondence.models import CONNECTOR, PACKAGE, communications_on
from comity.casework.correspondence.node import has_node, office_node
from comity.casework.requests.models import Request
from comity.common.errors import BadInputError, ComityError, Place
from comity.exchange.documents.trust import Counterpart
from comity.exchange.node.ceremony import trusted


class Way(StrEnum):
    """A way to an authority of another state."""

    NODE = "sealed_to_their_node"
    CONNECTOR = "national_connector"
    PAPER = "on_paper"


_SPOKEN = {PACKAGE: Way.NODE, CONNECTOR: Way.CONNECTOR}


def counterpart_of(request: Request) -> Counterpart | None:
    """The node to which what concerns a request goes: the one it is in conversation with, else that of the state."""
    if not has_node():
        return None
    found = {c.card.node: c for c in trusted(office_node()) if c.card.state == request.counterpart}
    spoken = [peer for peer in communications_on(request).values_list("peer", flat=True) if peer in found]
    if spoken:
        return found[spoken[-1]]
    if len(found) > 1:
        names = ", ".join(sorted(c.card.name for c in found.values()))
        raise BadInputError(f"several authorities of {request.counterpart} are trusted here ({names}); keep one")
    return next(iter(found.values()), None)


def ways_of(request: Request) -> tuple[Way, ...]:
    """The ways that are open, the one first by which it goes where nobody chooses: as they spoke last, else sealed.

    Where a connector is one of them, paper stays open beside it: for a connector that is down, and for originals.
    """
    node = counterpart_of(request) is not None
    connector = has_node() and partner_in_force(request.counterpart) is not None
    if not connector:
        return (Way.NODE,) if node else (Way.PAPER,)
    found = [Way.NODE, Way.CONNECTOR, Way.PAPER] if node else [Way.CONNECTOR, Way.PAPER]
    routes = communications_on(request).filter(route__in=_SPOKEN).order_by("pk").values_list("route", flat=True)
    last = _SPOKEN.get(routes.last() or "")
    return tuple(sorted(found, key=lambda way: way is not last))


def ways_shown(request: Request) -> tuple[Way, ...]:
    """The ways for a page; none where something stands in the way, which the step itself tells."""
    try:
        return ways_of(request)
    except ComityError:
        return ()


def way_taken(request: Request, chosen: str) -> Way:
    """The way by which a step leaves: the one that was chosen, where it is open, else the first."""
    ways = ways_of(request)
    if chosen and chosen not in ways:
        raise BadInputError("this way is not open", Place(field="way"))
    return Way(chosen) if chosen else ways[0]
