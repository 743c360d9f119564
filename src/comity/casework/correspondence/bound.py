"""Conditions that go with results: what the register of results says, as conditions that the other node enforces."""

import datetime as dt

from comity.casefile.case import Handling
from comity.casework.requests.models import Request, ResultItem
from comity.exchange.documents.conditions import Condition, Limit, Use

# What an item of the results says of its use beyond the request, and of who may see it -> the uses that it limits.
_SPECIALTY: dict[str, tuple[tuple[Use, ...], Limit]] = {
    "these_proceedings": ((Use.OTHER_PROCEEDINGS, Use.OTHER_STATE, Use.INTELLIGENCE), Limit.FORBIDDEN),
    "related_proceedings": ((Use.OTHER_STATE, Use.INTELLIGENCE), Limit.CONSENT),
    "prior_consent": ((Use.OTHER_PROCEEDINGS, Use.OTHER_STATE, Use.INTELLIGENCE), Limit.CONSENT),
}
USES_OF_LEVEL: dict[str, tuple[tuple[Use, ...], Limit]] = {
    Handling.OFFICIAL_USE: ((Use.PUBLICATION,), Limit.CONSENT),
    Handling.CONFIDENTIAL: ((Use.PUBLICATION,), Limit.FORBIDDEN),
    Handling.SECRET: ((Use.DEFENCE, Use.COURT, Use.PUBLICATION), Limit.CONSENT),
}


def conditions_of(request: Request) -> tuple[Condition, ...]:
    """The conditions of everything that is handed over in execution of a request, each on the whole package."""
    found: list[Condition] = []
    for item in request.results.all():
        for limits, answer in ((_SPECIALTY, item.specialty), (USES_OF_LEVEL, item.confidentiality)):
            if answer in limits:
                uses, limit = limits[answer]
                found.append(Condition("*", uses, limit, _sentence(item, answer)))
    return tuple(dict.fromkeys(found))


def _sentence(item: ResultItem, answer: str) -> str:
    return f"{item.title}: given for {item.purpose.strip().rstrip('.')}; {answer.replace('_', ' ')}."[:2000]


def kept_until(request: Request) -> dt.date | None:
    """The first day by which something of what is handed over must be deleted over there."""
    days = [item.keep_until for item in request.results.all() if item.keep_until]
    return min(days, default=None)
