"""Writing claims on assets: filed, decided, appealed, final, paid; each step holds back or frees a sum."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db import transaction

from comity.casework.access import Permission, require
from comity.casework.accounts.models import User
from comity.casework.assets.conditions import Occasion, unmet
from comity.casework.assets.ledger import standing
from comity.casework.assets.models import Asset, AssetClaim
from comity.casework.assets.posting import Booking, entry_keep, leaf_of, not_to_come
from comity.casework.assets.registering import check_lengths, next_key
from comity.casework.assets.steps import asset_now
from comity.casework.identity import Identity
from comity.casework.ledger import bookings
from comity.casework.ledger.accounts import Account
from comity.casework.ledger.currency import of_minor, to_minor
from comity.casework.ledger.entries import EntryKind, Posting
from comity.casework.ledger.holding_back import DISPOSABLE
from comity.casework.lifecycle import ASSET, CLAIM, GuardError
from comity.casework.records.selectors import record_subject
from comity.casework.records.services import ChangedMeanwhileError
from comity.common.errors import BadInputError, Place
from comity.common.money import Money


class ClaimKind(StrEnum):
    """Who claims: somebody with a right in the asset, or somebody the offence has harmed."""

    THIRD_PARTY = "third_party"
    VICTIM = "victim"


class Outcome(StrEnum):
    """How a claim was decided."""

    GRANTED = "granted"
    IN_PART = "granted_in_part"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision on a claim as it is given; good faith None means that nobody has said."""

    court: str = ""
    outcome: str = ""
    granted: Money | None = None
    good_faith: bool | None = None
    appeal_by: dt.date | None = None
    appeal_source: str = ""


@dataclass(frozen=True, slots=True)
class Filing:
    """A claim as it is filed; without a sum it asks for the whole asset."""

    kind: str
    claimant: str
    basis: str
    money: Money | None
    filed: dt.date


@transaction.atomic
def claim_file(*, asset: Asset, filing: Filing, revision: int, on: dt.date, actor: User, who: Identity) -> AssetClaim:
    """Put a claim on record; until it is final, its sum (all of it where none is given) is held back."""
    asset = asset_now(asset, revision)
    require(Permission.ASSET_CLAIM, who, record_subject(asset, who))
    if filing.kind not in set(ClaimKind):
        raise BadInputError("choose who claims", Place(field="kind"))
    if not filing.claimant.strip():
        raise BadInputError("name the claimant", Place(field="claimant"))
    check_lengths(AssetClaim, {"claimant": filing.claimant.strip()})
    step = ASSET.step(asset.state, f"record_{filing.kind}_claim")
    claim = AssetClaim.everything.create(
        case=asset.case,
        asset=asset,
        key=next_key(AssetClaim, asset.case, "claim"),
        kind=filing.kind,
        claimant=filing.claimant.strip(),
        basis=filing.basis.strip(),
        minor=to_minor(filing.money) if filing.money else None,
        currency=filing.money.currency if filing.money else "",
        filed=not_to_come(filing.filed, on, "filed"),
        handling=asset.handling,
        wall=asset.wall,
    )
    said = {"claim": claim.key, "claimant": claim.claimant, "minor": claim.minor, "currency": claim.currency}
    leaf_of(asset, step.event, actor, claim.filed, said)(None)
    asset.case.save(update_fields=["changed"])
    return claim


@transaction.atomic
def claim_act(
    *,
    claim: AssetClaim,
    action: str,
    revision: int,
    on: dt.date,
    actor: User,
    who: Identity,
    day: dt.date | None = None,
    decision: Decision | None = None,
    reason: str = "",
    source: str = "",
) -> AssetClaim:
    """Take one step with a claim; paying it books the payment on the ledger under the same leaf."""
    claim = (
        AssetClaim.everything.select_for_update(of=("self",)).select_related("case", "wall", "asset").get(pk=claim.pk)
    )
    if claim.revision != revision:
        raise ChangedMeanwhileError("somebody else took a step with this claim meanwhile; look at it again")
    step = CLAIM.step(claim.state, action)
    require(Permission.ASSET_CLAIM, who, record_subject(claim, who))
    happened = not_to_come(day or on, on)
    if happened < claim.filed:
        raise BadInputError("the day lies before the claim was filed", Place(field="day"))
    if hindrances := unmet(step.guard, Occasion(happened, claim=claim, reason=reason)):
        raise GuardError(hindrances)
    if action == "decide_claim":
        _decide(claim, decision or Decision(), happened)
    claim.state, claim.revision = step.to, claim.revision + 1
    claim.save()

    said = {"action": action, "reason": reason, "asset": claim.asset.key} | _facts(claim)
    log = leaf_of(claim, step.event, actor, happened, said)
    if action == "pay_claim":
        booking = Booking(EntryKind.RELEASE, _payment(claim), source, claim.key, claim=claim)
        entry_keep(asset=claim.asset, booking=booking, day=happened, actor=actor, log=log)
    else:
        log(None)
    claim.case.save(update_fields=["changed"])
    return claim


def _facts(claim: AssetClaim) -> dict[str, Any]:
    return {"outcome": claim.outcome, "granted": claim.granted, "good_faith": claim.good_faith}


def _decide(claim: AssetClaim, decision: Decision, day: dt.date) -> None:
    if not decision.court.strip():
        raise BadInputError("name the authority that decided", Place(field="court"))
    if decision.outcome not in set(Outcome):
        raise BadInputError("choose the outcome", Place(field="outcome"))
    if decision.appeal_by is not None:
        if decision.appeal_by < day:
            raise BadInputError("the time limit lies before the decision", Place(field="appeal_by"))
        if not decision.appeal_source.strip():
            raise BadInputError("say where this time limit is set", Place(field="appeal_source"))
    check_lengths(AssetClaim, {"court": decision.court.strip(), "appeal_source": decision.appeal_source.strip()})
    claim.granted = _granted(claim, decision)
    claim.court, claim.outcome, claim.decided = decision.court.strip(), decision.outcome, day
    claim.good_faith = decision.good_faith
    claim.appeal_by, claim.appeal_source = decision.appeal_by, decision.appeal_source.strip()


def _granted(claim: AssetClaim, decision: Decision) -> int:
    """What a decision grants, checked against what was claimed; a third party keeps its right only in good faith."""
    if decision.outcome == Outcome.REFUSED:
        return 0
    if claim.kind == ClaimKind.THIRD_PARTY and decision.good_faith is not True:
        raise BadInputError(
            "a third party is granted something only where good faith was found", Place(field="good_faith")
        )
    if decision.outcome == Outcome.GRANTED and claim.minor is not None and decision.granted is None:
        return claim.minor
    if decision.granted is None:
        raise BadInputError("give the sum that was granted", Place(field="amount"))
    if claim.currency and decision.granted.currency != claim.currency:
        raise BadInputError("the claim was made in another currency", Place(field="currency"))
    minor = to_minor(decision.granted)
    if claim.minor is not None and minor > claim.minor:
        raise BadInputError("more was granted than claimed", Place(field="amount"))
    claim.currency = decision.granted.currency
    return minor


def _payment(claim: AssetClaim) -> tuple[Posting, ...]:
    """The granted sum leaves the stage and the hands in which the asset's sum stands."""
    at, owed = standing(claim.asset), claim.granted or 0
    for stage in reversed(DISPOSABLE):
        for (account, currency, holder), minor in sorted(at.items()):
            if account is stage and currency == claim.currency and minor >= owed:
                return bookings.release(of_minor(owed, currency), Account(stage), holder)
    raise BadInputError("the sum that was granted does not stand there in this currency")
