"""Contributions: taken over from another state, confirmed by a second person, turned down or withdrawn."""

import uuid
from collections.abc import Sequence
from typing import TypeVar

from django.db import transaction

from comity.casework.access import Permission, require
from comity.casework.accounts.models import User
from comity.casework.cases.models import Case
from comity.casework.identity import Identity, Subject
from comity.casework.log.services import log_append
from comity.common.errors import BadInputError, Place
from comity.knowledge.contributions.bundle import Carried
from comity.knowledge.contributions.models import Contribution

_C = TypeVar("_C", bound=Contribution)


@transaction.atomic
def contribution_decide(*, made: _C, confirm: bool, reason: str, actor: User, who: Identity) -> _C:
    """Confirm what another person proposed, so that the office reads it, or turn it down with a reason."""
    made = _locked(made)
    require(Permission.CONTRIBUTION_DECIDE, who, Subject(author=made.proposed_by_id, keeper=made.keeper))
    if made.status != "proposed":
        raise BadInputError("somebody has decided about this meanwhile")
    if not confirm and not reason.strip():
        raise BadInputError("say why it is turned down", Place(field="reason"))
    return _settle(made, "confirmed" if confirm else "turned_down", reason, actor)


@transaction.atomic
def contribution_withdraw(*, made: _C, reason: str, actor: User, who: Identity) -> _C:
    """Withdraw what was confirmed and no longer holds; it stays on record with the reason."""
    made = _locked(made)
    require(Permission.CONTRIBUTION_DECIDE, who, Subject(author=made.proposed_by_id, keeper=made.keeper))
    if made.status != "confirmed":
        raise BadInputError("only what was confirmed can be withdrawn")
    if not reason.strip():
        raise BadInputError("say why it no longer holds", Place(field="reason"))
    return _settle(made, "withdrawn", reason, actor)


@transaction.atomic
def contributions_take(
    model: type[_C], *, carried: Sequence[Carried], origin: str, actor: User, who: Identity
) -> list[_C]:
    """Take over what another state gives as proposals; those that are known already are left as they are."""
    require(Permission.CONTRIBUTION_TAKE, who)
    rows = model._default_manager  # noqa: SLF001 - Django's own name
    known = set(rows.filter(uid__in=[one.uid for one in carried]).values_list("uid", flat=True))
    taken = []
    for one in carried:
        if uuid.UUID(one.uid) in known:
            continue
        known.add(uuid.UUID(one.uid))
        taken.append(rows.create(origin=origin, proposed_by=actor, **one.fields()))
        contribution_log(f"{model.subject}_taken", taken[-1], actor)
    return taken


def contribution_log(event: str, made: Contribution, actor: User, case: Case | None = None) -> None:
    """Write the leaf of a step with a contribution; where it hangs on a case, the case's history shows it."""
    details = {name: getattr(made, name) for name in ("state", "measure", *made.told)}
    log_append(event=event, actor=actor, case=case, subject=made.subject, key=str(made.uid), details=details)


def _locked(made: _C) -> _C:
    found: _C = type(made)._default_manager.select_for_update(of=("self",)).get(pk=made.pk)  # noqa: SLF001
    return found


def _settle(made: _C, status: str, reason: str, actor: User) -> _C:
    made.status, made.decided_by, made.decision = status, actor, reason.strip()
    made.save(update_fields=["status", "decided_by", "decision"])
    request = getattr(made, "request", None)
    contribution_log(f"{made.subject}_{status}", made, actor, request.case if request else None)
    return made
