"""Reading contributions: who may see which before a second person has decided."""

from typing import TypeVar

from django.db.models import Q, QuerySet

from comity.casework.access import Permission, allows
from comity.casework.identity import Identity
from comity.knowledge.contributions.models import Contribution

_C = TypeVar("_C", bound=Contribution)


def confirmed(model: type[_C], state: str = "", measure: str = "") -> QuerySet[_C]:
    """What was confirmed about a state and a measure; it names nobody, so it is read by all."""
    found = model._default_manager.filter(status="confirmed")  # noqa: SLF001 - Django's own name
    if state:
        found = found.filter(state=state)
    return found.filter(measure=measure) if measure else found


def waiting_for(who: Identity, model: type[_C]) -> QuerySet[_C]:
    """The proposals a person may decide about: not their own."""
    everything = model._default_manager  # noqa: SLF001
    if not allows(Permission.CONTRIBUTION_DECIDE, who):
        return everything.none()
    mine = everything.filter(status="proposed").exclude(proposed_by=who.user).exclude(model.kept_by_others(who.user))
    return mine.select_related("proposed_by__agency")


def contribution_for(who: Identity, model: type[_C], pk: int) -> _C | None:
    """One contribution that a person may read: confirmed, withdrawn, their own, or theirs to decide about."""
    seen = Q(status__in=("confirmed", "withdrawn")) | Q(proposed_by=who.user)
    if allows(Permission.CONTRIBUTION_DECIDE, who):
        seen |= Q(status="proposed")
    found = model._default_manager.filter(seen, pk=pk).select_related("proposed_by", "decided_by")  # noqa: SLF001
    return found.first()
