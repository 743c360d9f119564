"""Taking steps with an asset: policy, guard, then state and ledger change together under one leaf of the log."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction

from comity.casework.access import Permission, require
from comity.casework.accounts.models import User
from comity.casework.assets.conditions import Occasion, unmet
from comity.casework.assets.ledger import Standing, standing
from comity.casework.assets.models import Agreement, Asset
from comity.casework.assets.posting import Booking, entry_keep, leaf_of, not_to_come
from comity.casework.assets.selectors import WITH_FORM
from comity.casework.assets.terms import due_to
from comity.casework.identity import Identity
from comity.casework.ledger import bookings
from comity.casework.ledger.accounts import STAGES, Account
from comity.casework.ledger.entries import EntryKind, Posting
from comity.casework.ledger.sharing import ShareRole
from comity.casework.lifecycle import ASSET, GuardError
from comity.casework.records.selectors import record_subject
from comity.casework.records.services import ChangedMeanwhileError
from comity.common.errors import BadInputError
from comity.common.money import Money

_A = Account
# Which sums move with a step: from where, and to which stage.
_MOVES: dict[str, tuple[tuple[Account, ...], Account]] = {
    "preserve": ((_A.SUSPECTED,), _A.PRESERVED),
    "preserve_again": ((_A.SUSPECTED,), _A.PRESERVED),
    "freeze": ((_A.SUSPECTED, _A.PRESERVED), _A.FROZEN),
    "confiscate": ((_A.SUSPECTED, _A.PRESERVED, _A.FROZEN), _A.CONFISCATED),
    "lift": ((_A.PRESERVED, _A.FROZEN, _A.CONFISCATED), _A.SUSPECTED),
    "expire": ((_A.PRESERVED, _A.FROZEN), _A.SUSPECTED),
}
# Which parts of an agreement a step pays out.
_PAID: dict[str, tuple[ShareRole, ...]] = {
    "share": (ShareRole.SHARE,),
    "return": (ShareRole.RETURN,),
    "return_rest": (ShareRole.RETURN, ShareRole.SHARE),
}
_PAID_TO = {ShareRole.SHARE: _A.SHARED, ShareRole.RETURN: _A.RETURNED}
# How far the sums of an asset may have come while it is in a state; later states allow what realisation allows.
_STAGE_OF = {
    "suspected": _A.SUSPECTED,
    "identified": _A.SUSPECTED,
    "preserved": _A.PRESERVED,
    "frozen": _A.FROZEN,
    "charged": _A.FROZEN,
    "confiscated": _A.CONFISCATED,
    "lifted": _A.SUSPECTED,
    "expired": _A.SUSPECTED,
}


@dataclass(frozen=True, slots=True)
class Given:
    """What is said with a step: the sum that moves or comes in, the document that shows it, an agreement, a reason."""

    money: Money | None = None
    source: str = ""
    reason: str = ""
    agreement: Agreement | None = None


def furthest(state: str) -> Account:
    """The last stage at which the sums of an asset may stand while it is in a state."""
    return _STAGE_OF.get(state, _A.REALISED)


def takes_money(action: str) -> bool:
    """Whether a sum can be given with a step."""
    return action in _MOVES or action == "realise"


def pays_out(action: str) -> bool:
    """Whether a step pays parts under an agreement."""
    return action in _PAID


def asset_now(asset: Asset, revision: int) -> Asset:
    """The asset as it is now, for writing; it must be the one that was looked at."""
    rows = Asset.everything.select_for_update(of=("self",)).select_related("case", "wall")
    now = rows.get(pk=asset.pk)
    if now.revision != revision:
        raise ChangedMeanwhileError("somebody else changed this asset meanwhile; look at it again")
    return now


@transaction.atomic
def asset_act(
    *,
    asset: Asset,
    action: str,
    revision: int,
    on: dt.date,
    actor: User,
    who: Identity,
    day: dt.date | None = None,
    given: Given | None = None,
) -> Asset:
    """Take one step. ``on`` is today, ``day`` the day on which it happened; what stands on the ledger moves with it."""
    asset, given = asset_now(asset, revision), given or Given()
    step = ASSET.step(asset.state, action)
    require(Permission.ASSET_MOVE, who, record_subject(asset, who))
    if action in WITH_FORM:
        raise BadInputError("this step is taken with its own form")
    happened = not_to_come(day or on, on)
    agreement = given.agreement or (_only_agreement(asset) if pays_out(action) else None)
    hindrances = unmet(step.guard, Occasion(happened, asset, agreement=agreement, reason=given.reason))
    if hindrances:
        raise GuardError(hindrances)
    postings = _postings(asset, action, given.money, agreement)
    asset.state, asset.revision = step.to, asset.revision + 1
    asset.save(update_fields=["state", "revision"])

    log = leaf_of(asset, step.event, actor, happened, {"action": action, "reason": given.reason})
    if postings:
        kind = EntryKind.DISTRIBUTION if pays_out(action) else EntryKind.MOVE
        source = given.source.strip() or (agreement.reference if agreement else "") or _said(action)
        booking = Booking(kind, postings, source, given.reason or _said(action), agreement=agreement)
        entry_keep(asset=asset, booking=booking, day=happened, actor=actor, log=log)
    else:
        log(None)
    asset.case.save(update_fields=["changed"])
    return asset


def _said(action: str) -> str:
    return action.replace("_", " ").capitalize()


def _only_agreement(asset: Asset) -> Agreement | None:
    """The agreement in force about an asset, where there is just one."""
    found = list(Agreement.everything.filter(assets=asset, state="in_force"))
    return found[0] if len(found) == 1 else None


def _postings(asset: Asset, action: str, money: Money | None, agreement: Agreement | None) -> tuple[Posting, ...]:
    at = standing(asset)
    if action in _MOVES:
        stages, to = _MOVES[action]
        return bookings.moved(at, stages, to, money)
    if action == "realise":
        return bookings.realised(at, money)
    if agreement is not None and pays_out(action):
        return _paid_out(asset, action, agreement, at)
    return ()


def _paid_out(asset: Asset, action: str, agreement: Agreement, at: Standing) -> tuple[Posting, ...]:
    lines: list[Posting] = []
    for currency, parts in due_to(agreement, asset, at).items():
        paid = [(_PAID_TO[part.role], part.party, part.due) for part in parts if part.role in _PAID[action]]
        lines += bookings.distributed(at, currency, [part for part in paid if part[2] > 0])
    if not lines:
        raise BadInputError("nothing is left to pay out: nothing stands there, or claims hold it back")
    return tuple(lines)


def caught_up(asset: Asset, to: Account, money: Money | None) -> tuple[Posting, ...]:
    """What the ledger has not yet followed of the steps taken: a sum moves on, no further than the asset's state."""
    if to not in STAGES or STAGES.index(to) > STAGES.index(furthest(asset.state)):
        raise BadInputError("the asset itself has not come so far")
    if to is Account.REALISED:
        return bookings.moved(standing(asset), [Account.CONFISCATED], to, money)
    return bookings.moved(standing(asset), STAGES[: STAGES.index(to)], to, money)
