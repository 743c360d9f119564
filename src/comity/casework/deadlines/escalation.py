"""What goes to the head of a desk: limits of the desk's cases that are over for long and about which nobody speaks."""

import datetime as dt
from dataclasses import dataclass

from comity.casework.access import Permission, require
from comity.casework.accounts.models import User
from comity.casework.cases.models import Case, Membership
from comity.casework.deadlines.selectors import deadlines_for
from comity.casework.deadlines.watched import Deadline
from comity.casework.identity import Identity, Relation


@dataclass(frozen=True, slots=True)
class Escalated:
    """One silent limit: the number of its case, the limit, how long it is over, and whom to ask.

    A head who is not on the team is told no more than that; ``case`` is given where they are on it.
    """

    number: int
    title: str
    act_by: dt.date
    days_over: int
    owners: tuple[str, ...]
    case: Case | None = None


def escalated_for(who: Identity, on: dt.date) -> list[Escalated]:
    """The silent limits of cases that the head's agency owns, the longest over first; computed, never stored."""
    require(Permission.DEADLINE_ESCALATED, who)
    owners = _owners(who)
    found: dict[tuple[object, ...], Deadline] = {}
    for user in {user.pk: user for users in owners.values() for user in users}.values():
        for deadline in deadlines_for(user.identity(), on):
            about = deadline.about
            if deadline.is_escalated and about.case.pk in owners:
                found[about.case.pk, about.subject, about.key, deadline.kind] = deadline
    own = set(Case.objects.visible_to(who).values_list("pk", flat=True))
    told = [_told(deadline, owners[deadline.about.case.pk], own) for deadline in found.values()]
    return sorted(told, key=lambda row: row.act_by)


def _owners(who: Identity) -> dict[int, list[User]]:
    """The open cases that people of an agency own, each with its owners."""
    rows = Membership.objects.filter(
        relation=Relation.OWNER.value, ended__isnull=True, user__agency__key=who.agency, case__is_open=True
    ).select_related("user__agency")
    owners: dict[int, list[User]] = {}
    for row in rows:
        owners.setdefault(row.case_id, []).append(row.user)
    return owners


def _told(deadline: Deadline, owners: list[User], own: set[int]) -> Escalated:
    case = deadline.about.case
    kind = deadline.title.partition(":")[0]  # what follows a colon names a thing of the case
    return Escalated(
        number=case.pk,
        title=deadline.title if case.pk in own else kind,
        act_by=deadline.act_by,
        days_over=-deadline.days_left,
        owners=tuple(user.name for user in owners),
        case=case if case.pk in own else None,
    )
