"""Deciding a hit: one reviewer proposes, another confirms; every word of both is kept."""

import datetime as dt

from django.db import transaction

from comity.casework.access import Permission, require
from comity.casework.accounts.models import User
from comity.casework.identity import Identity, Subject
from comity.casework.lifecycle import SCREENING_HIT
from comity.casework.log.services import log_append
from comity.casework.records.selectors import record_subject
from comity.casework.screening.decisions import Outcome, standing_of
from comity.casework.screening.models import HitReview, ScreeningHit
from comity.common.errors import BadInputError, Place

_NEEDS_REASON = frozenset({"propose", "disagree", "reopen"})
# What a person does; the rest of the life cycle is done by a screening.
_BY_PEOPLE = {
    "propose": Permission.SCREENING_REVIEW,
    "confirm": Permission.SCREENING_CONFIRM,
    "disagree": Permission.SCREENING_CONFIRM,
    "reopen": Permission.SCREENING_REVIEW,
}


def hit_subject(hit: ScreeningHit, who: Identity) -> Subject:
    """What the policy has to know about a hit and this person: who proposed what it is, too."""
    plain = record_subject(hit.party, who)
    proposal = hit.reviews.filter(action="propose").order_by("-pk").first() if hit.state == "proposed" else None
    return Subject(
        relation=plain.relation,
        agency_joined=plain.agency_joined,
        handling=plain.handling,
        walled=plain.walled,
        within_walls=plain.within_walls,
        open_case=plain.open_case,
        proposed_by=proposal.by_id if proposal else None,
    )


def permission_of(action: str) -> Permission:
    """Which permission an action of a reviewer needs; anything else is none of theirs."""
    if action not in _BY_PEOPLE:
        raise BadInputError("this is not a step that a reviewer takes")
    return _BY_PEOPLE[action]


def _check(hit: ScreeningHit, action: str, outcome: str, reason: str, on: dt.date) -> None:
    if action == "propose" and outcome not in set(Outcome):
        raise BadInputError("choose what the hit is", Place(field="outcome"))
    if action in _NEEDS_REASON and len(reason.split()) < 3:
        raise BadInputError("say on what evidence, in a few words", Place(field="reason"))
    if action in {"propose", "confirm"} and standing_of(hit, on).stale:
        raise BadInputError("one side has changed since the screening; screen again and look anew")


@transaction.atomic
def hit_act(
    *,
    hit: ScreeningHit,
    action: str,
    revision: int,
    on: dt.date,
    actor: User,
    who: Identity,
    outcome: str = "",
    reason: str = "",
) -> ScreeningHit:
    """Take one step with a hit; ``outcome`` is what a proposal says it is."""
    hit = ScreeningHit.everything.select_for_update(of=("self",)).select_related("party", "case").get(pk=hit.pk)
    if hit.revision != revision:
        raise BadInputError("somebody else took a step with this hit meanwhile; look at it again")
    permission = permission_of(action)
    step = SCREENING_HIT.step(hit.state, action)
    require(permission, who, hit_subject(hit, who))
    _check(hit, action, outcome, reason, on)
    HitReview.objects.create(
        hit=hit,
        action=action,
        outcome=outcome if action == "propose" else "",
        reason=reason.strip(),
        by=actor,
        on=on,
        subject_digest=hit.subject_digest,
        entry_digest=hit.entry_digest,
    )
    hit.state = step.to
    hit.revision += 1
    hit.save(update_fields=["state", "revision"])
    details = {"outcome": outcome, "reason": reason.strip(), "list": hit.list_name, "entry": hit.entry_id}
    log_append(
        event=step.event, actor=actor, case=hit.case, subject="screening_hit", key=str(hit.pk), day=on, details=details
    )
    return hit
