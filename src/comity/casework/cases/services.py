"""Writing cases: opening them, agencies that join, the team, walls, notes."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction
from django.utils import timezone

from comity.casefile.case import Handling
from comity.casework.access import Permission, require
from comity.casework.accounts.models import User
from comity.casework.agencies.models import Agency
from comity.casework.cases.models import Case, JoinedAgency, Membership, Note, Wall
from comity.casework.cases.selectors import searchable, subject_of
from comity.casework.identity import Identity, Relation
from comity.casework.log.services import log_alone, log_append
from comity.common.errors import BadInputError, Place


class ReferenceTakenError(BadInputError):
    """Somebody tried to open a case under a reference that another case has; the door logs who tried which."""

    def __init__(self, reference: str) -> None:
        self.reference = reference
        super().__init__(f"the reference '{reference}' is in use; choose another one", Place(field="reference"))


@contextmanager
def attempts_logged(actor: User) -> Iterator[None]:
    """Log an attempt at a reference that is taken, after what was attempted has been taken back.

    Whoever may open cases could otherwise learn unseen which references are in use.
    """
    try:
        yield
    except ReferenceTakenError as error:
        log_append(event="taken_reference_tried", actor=actor, subject="reference", key=error.reference[:200])
        raise


@transaction.atomic
def case_open(
    *,
    reference: str,
    title: object,
    state: str,
    languages: list[str],
    actor: User,
    who: Identity,
    handling: Handling = Handling.OFFICIAL_USE,
    opened: dt.date | None = None,
) -> Case:
    """Open a case; who opens it owns it, and their agency is the first to join."""
    require(Permission.CASE_OPEN, who)
    log_alone()  # nobody takes the reference between the question and the answer
    if Case.everything.filter(reference=reference).exists():
        raise ReferenceTakenError(reference)
    case = Case.everything.create(
        words=searchable(reference, title),
        reference=reference,
        title=title,
        state=state,
        languages=languages,
        handling=handling.value,
        opened=opened,
    )
    log_append(event="case_opened", actor=actor, case=case, subject="case", key=reference)
    JoinedAgency.objects.create(case=case, agency=actor.agency)
    Membership.objects.create(case=case, user=actor, relation=Relation.OWNER.value)
    return case


@transaction.atomic
def agency_join(*, case: Case, agency: Agency, actor: User, who: Identity) -> None:
    """Let an agency join a case; its people can then be put on the team."""
    require(Permission.CASE_SHARE, who, subject_of(case, who))
    JoinedAgency.objects.update_or_create(case=case, agency=agency, defaults={"ended": None})
    log_append(
        event="agency_joined",
        actor=actor,
        case=case,
        subject="case",
        key=case.reference,
        details={"agency": agency.key},
    )


@transaction.atomic
def agency_leave(*, case: Case, agency: Agency, actor: User, who: Identity) -> None:
    """End an agency's part in a case; its people no longer see it from the next request on."""
    require(Permission.CASE_SHARE, who, subject_of(case, who))
    owners = case.memberships.filter(relation=Relation.OWNER.value, ended__isnull=True).exclude(user__agency=agency)
    staying = case.joined.filter(ended__isnull=True).exclude(agency=agency).values("agency")
    if not owners.filter(user__agency__in=staying).exists():
        raise BadInputError(f"every owner of case {case.reference} belongs to {agency}; name another owner first")
    JoinedAgency.objects.filter(case=case, agency=agency).update(ended=timezone.now())
    log_append(
        event="agency_left", actor=actor, case=case, subject="case", key=case.reference, details={"agency": agency.key}
    )


@transaction.atomic
def member_add(*, case: Case, user: User, relation: Relation, actor: User, who: Identity) -> Membership:
    """Put a person on the team of a case; their agency must have joined it."""
    require(Permission.CASE_SHARE, who, subject_of(case, who))
    if not case.joined.filter(agency=user.agency, ended__isnull=True).exists():
        raise BadInputError(f"{user.agency} has not joined case {case.reference}")
    if relation is not Relation.OWNER:
        _keep_owner(case, user)
    Membership.objects.filter(case=case, user=user, ended__isnull=True).update(ended=timezone.now())
    member = Membership.objects.create(case=case, user=user, relation=relation.value)
    details = {"user": user.pk, "relation": relation.value}
    log_append(event="member_added", actor=actor, case=case, subject="case", key=case.reference, details=details)
    return member


@transaction.atomic
def member_end(*, case: Case, user: User, actor: User, who: Identity) -> None:
    """Take a person off the team; a case keeps an owner."""
    require(Permission.CASE_SHARE, who, subject_of(case, who))
    _keep_owner(case, user)
    case.memberships.filter(user=user, ended__isnull=True).update(ended=timezone.now())
    log_append(
        event="member_left", actor=actor, case=case, subject="case", key=case.reference, details={"user": user.pk}
    )


def _keep_owner(case: Case, user: User) -> None:
    owners = case.memberships.filter(relation=Relation.OWNER.value, ended__isnull=True)
    if not owners.exclude(user=user).exists():
        raise BadInputError(f"{user} is the only owner of case {case.reference}; name another one first")


@transaction.atomic
def wall_build(*, case: Case, title: str, members: list[User], actor: User, who: Identity) -> Wall:
    """Build a wall inside a case; only its members see what is put behind it."""
    require(Permission.WALL_BUILD, who, subject_of(case, who))
    if not title.strip():
        raise BadInputError("give the wall a name", Place(field="title"))
    if not members:
        raise BadInputError("choose who stands within", Place(field="members"))
    wall = Wall.objects.create(case=case, title=title.strip()[:200])
    wall.members.set(members)
    details = {"title": title, "members": sorted(user.pk for user in members)}
    log_append(event="wall_built", actor=actor, case=case, subject="wall", key=str(wall.pk), details=details)
    return wall


@transaction.atomic
def note_write(*, case: Case, text: str, actor: User, who: Identity, wall: Wall | None = None) -> Note:
    """Write a note on a case."""
    require(Permission.NOTE_WRITE, who, subject_of(case, who))
    if not text.strip():
        raise BadInputError("the note is empty", Place(field="text"))
    if wall is not None and not wall.members.filter(pk=who.user).exists():
        raise BadInputError("you stand outside this wall; ask somebody within it")
    note = Note.everything.create(case=case, author=actor, text=text.strip(), wall=wall)
    log_append(event="note_written", actor=actor, case=case, subject="note", key=str(note.pk))
    case.save(update_fields=["changed"])
    return note
