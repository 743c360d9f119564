"""Reading returns: for whom, and what can be done next."""

import dataclasses

from comity.casework.access import Permission, allows, missing
from comity.casework.cases.models import Case
from comity.casework.identity import Identity, Subject
from comity.casework.lifecycle import RETURN
from comity.casework.records.scope import ScopedQuerySet
from comity.casework.records.selectors import record_subject, records_for
from comity.casework.requests.selectors import Possible
from comity.casework.returns.models import OfficerTravel, ReturnPlan

_PERMISSIONS = {
    "clear_departure": Permission.RETURN_CLEAR,
    "revoke_return_consent": Permission.RETURN_REVOKE,
}


def plans_for(who: Identity, case: Case) -> ScopedQuerySet[ReturnPlan]:
    """The returns of a case that a person may see."""
    return records_for(who, case, ReturnPlan).select_related("case", "person", "wall")


def plan_for(who: Identity, pk: int) -> ReturnPlan | None:
    """One return that a person may see."""
    found = ReturnPlan.objects.visible_to(who).select_related("case", "person", "wall", "extradition__case")
    return found.filter(pk=pk).first()


def plan_steps(plan: ReturnPlan, who: Identity) -> list[Possible]:
    """The steps that the life cycle has for the return's state, and which of them are this person's."""
    subject = record_subject(plan, who)
    found = []
    for step in RETURN.open_to(plan.state):
        permission = permission_for(step.action)
        found.append(Possible(step, "" if allows(permission, who, subject) else missing(permission, who, subject)))
    return found


def permission_for(action: str) -> Permission:
    """Which permission an action needs."""
    return _PERMISSIONS.get(action, Permission.RETURN_FOLLOW)


def travels_for(who: Identity, case: Case) -> ScopedQuerySet[OfficerTravel]:
    """The officers' travels of a case that a person may see."""
    return records_for(who, case, OfficerTravel).prefetch_related("authorisations")


def travel_for(who: Identity, pk: int) -> OfficerTravel | None:
    """One travel that a person may see."""
    return OfficerTravel.objects.visible_to(who).select_related("case", "wall").filter(pk=pk).first()


def travel_subject(travel: OfficerTravel, who: Identity) -> Subject:
    """What the policy has to know about a travel and this person: who entered it, too."""
    return dataclasses.replace(record_subject(travel, who), author=travel.entered_by_id)
