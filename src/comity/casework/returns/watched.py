"""The returns whose dates are watched, for the desk of deadlines."""

import datetime as dt
from collections.abc import Iterator

from comity.casework.cases.models import Case
from comity.casework.deadlines.watched import Dated, Watched
from comity.casework.identity import Identity
from comity.casework.lifecycle import RETURN
from comity.casework.returns.conditions import host_consent, person_consent
from comity.casework.returns.models import ReturnPlan
from comity.casework.returns.practice import COOLING_OFF_SOURCE, cooling_off_ends

_OVER = ("departed", "arrived", "stopped", "closed")


def returns_watched(who: Identity, on: dt.date, case: Case | None = None) -> Iterator[Watched]:
    """The returns a person may see that have not come about yet, or those of one case."""
    found = ReturnPlan.objects.visible_to(who).exclude(state__in=_OVER).select_related("case")
    for plan in found.filter(case=case) if case else found:
        yield Watched(
            subject="return",
            pk=plan.pk,
            key=plan.key,
            case=plan.case,
            table=RETURN,
            state=plan.state,
            owners=frozenset({"office"}),
            dated=tuple(_dates(plan, on)),
        )


def _dates(plan: ReturnPlan, on: dt.date) -> Iterator[Dated]:
    consent = person_consent(plan)
    if plan.rule.by_protocol and consent is not None and cooling_off_ends(consent.given_on) >= on:
        yield Dated(
            "Cooling-off after the person's consent ends",
            cooling_off_ends(consent.given_on),
            "Until then the departure cannot be cleared, and the person may take the consent back, as they may after.",
            COOLING_OFF_SOURCE,
        )
    agreed = host_consent(plan, on)
    if agreed is not None and agreed.valid_until is not None:
        yield Dated("The host state's consent ends", agreed.valid_until, "Without it nobody departs.")
