"""The route a request takes: the basis its case file names, or the best that the law room finds."""

import datetime as dt

from comity.casefile.case import Case
from comity.casefile.case_facts import facts_of
from comity.casefile.requests import Request
from comity.common.errors import BadInputError
from comity.law.facts import read_facts
from comity.law.inquiry import Inquiry
from comity.law.routes import Route, routes


def inquiry_of(case: Case, request: Request, on: dt.date) -> Inquiry:
    """Turn a request of a case into the question for the law room."""
    facts = read_facts([(fact.key, list(fact.values)) for fact in facts_of(case, request, on)])
    conduct = tuple(dict.fromkeys(item.offence for item in case.conduct_of(request)))
    return Inquiry(case.state, request.to, on, conduct, facts)


def routes_of(case: Case, request: Request, on: dt.date) -> tuple[Route, ...]:
    """Find every route for a request, best first."""
    return routes(inquiry_of(case, request, on), [request.measure])


def chosen_route(request: Request, found: tuple[Route, ...]) -> Route:
    """Give the route the request names, or the best; naming a basis that is none is an error."""
    if request.basis is None:
        return found[0]
    for route in found:
        if route.basis.id == request.basis:
            return route
    known = ", ".join(route.basis.id for route in found)
    raise BadInputError(
        f"request '{request.id}' names the basis '{request.basis}', which is no route to {request.to} "
        f"for {request.measure.replace('_', ' ')} (routes: {known})"
    )
