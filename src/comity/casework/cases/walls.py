"""Writing walls of need to know: who stands within them."""

from django.db import transaction

from comity.casework.access import Permission, require
from comity.casework.accounts.models import User
from comity.casework.cases.models import Wall
from comity.casework.cases.selectors import subject_of
from comity.casework.identity import Identity
from comity.casework.log.services import log_append
from comity.common.errors import BadInputError, Place


@transaction.atomic
def wall_change(*, wall: Wall, title: str, members: list[User], actor: User, who: Identity) -> None:
    """Change who stands within a wall; only somebody within it may, and somebody of the team stays within."""
    require(Permission.WALL_BUILD, who, subject_of(wall.case, who))
    if not wall.members.filter(pk=who.user).exists():
        raise BadInputError("you stand outside this wall; ask somebody within it")
    if not title.strip():
        raise BadInputError("give the wall a name", Place(field="title"))
    team = set(wall.case.memberships.filter(ended__isnull=True).values_list("user_id", flat=True))
    if not team & {user.pk for user in members}:
        raise BadInputError("somebody of the team must stay within, or nobody could see what is behind it")
    before = sorted(wall.members.values_list("pk", flat=True))
    wall.title = title.strip()[:200]
    wall.save(update_fields=["title"])
    wall.members.set(members)
    details = {"before": before, "after": sorted(user.pk for user in members), "title": wall.title}
    log_append(event="wall_changed", actor=actor, case=wall.case, subject="wall", key=str(wall.pk), details=details)
