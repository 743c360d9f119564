"""What a task is about: a record of its case, whose wall and handling the task takes over."""

from comity.casework.accounts.models import User
from comity.casework.cases.models import Case, Wall
from comity.casework.identity import Identity
from comity.casework.protected_records import PROTECTED
from comity.casework.records.carrying import Protection, protection_of
from comity.common.errors import BadInputError, Place


def task_protection(case: Case, about: tuple[str, str], wall: Wall | None, who: Identity) -> Protection:
    """Behind which wall a task stands and how it is handled: as somebody chose, and never lower than its record."""
    if wall is not None and not wall.members.filter(pk=who.user).exists():
        raise BadInputError("you stand outside this wall; ask somebody within it", Place(field="wall"))
    subject, key = about
    if not key:
        return Protection(wall, protection_of(()).handling)
    model = PROTECTED.get(subject)
    record = model.objects.visible_to(who).filter(case=case, key=key).first() if model else None
    if record is None:
        raise BadInputError("choose a record of this case", Place(field="about"))
    protection = protection_of((record,))
    if wall is not None and protection.wall not in {None, wall}:
        raise BadInputError("the record that the task is about stands behind another wall", Place(field="wall"))
    return Protection(protection.wall or wall, protection.handling)


def check_within(wall: Wall | None, owner: User | None) -> None:
    """Stop where a task would be given to somebody who could not see it."""
    if wall is not None and owner is not None and not wall.members.filter(pk=owner.pk).exists():
        raise BadInputError(
            f"{owner} stands outside the wall of this task; choose somebody within it", Place(field="owner")
        )
