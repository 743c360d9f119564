"""The conditions of the guards about assets, claims and agreements, each checked on the record."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from comity.casework.assets.ledger import is_paid, standing
from comity.casework.assets.models import Agreement, Asset, AssetClaim
from comity.casework.assets.selectors import OrderKind, OrderOnFile, orders_on_file
from comity.casework.ledger.accounts import Account
from comity.casework.lifecycle import GUARDS, Condition
from comity.casework.lifecycle.guards import SENTENCES


@dataclass(frozen=True, slots=True)
class Occasion:
    """One attempt at a step: what it is about, the day it happened, and what is said with it."""

    day: dt.date
    asset: Asset | None = None
    claim: AssetClaim | None = None
    agreement: Agreement | None = None
    reason: str = ""
    reference: str = ""


def unmet(guard: str, occasion: Occasion) -> list[str]:
    """The sentences of the conditions that do not hold; a condition that nobody can check does not hold."""
    return [SENTENCES[c] for c in GUARDS.get(guard, ()) if not _CHECKS.get(c, _unknown)(occasion)]


def _unknown(_occasion: Occasion) -> bool:
    return False


def _order_on_file(occasion: Occasion) -> bool:
    return any(order.takes_effect for order in _orders(occasion, OrderKind.FREEZING, OrderKind.CONFISCATION))


def _order_final(occasion: Occasion) -> bool:
    return any(order.takes_effect and order.final is True for order in _orders(occasion, OrderKind.CONFISCATION))


def _orders(occasion: Occasion, *kinds: OrderKind) -> list[OrderOnFile]:
    if occasion.asset is None:
        return []
    return [o for o in orders_on_file(occasion.asset) if o.kind in kinds and o.made <= occasion.day]


def _agreement_on_file(occasion: Occasion) -> bool:
    agreement, asset = occasion.agreement, occasion.asset
    if agreement is None or asset is None or agreement.signed is None or agreement.state != "in_force":
        return False
    return agreement.signed <= occasion.day and Asset.everything.filter(pk=asset.pk, agreements=agreement).exists()


def _reason_given(occasion: Occasion) -> bool:
    return bool(occasion.reason.strip())


def _reference_given(occasion: Occasion) -> bool:
    return bool(occasion.reference.strip())


def _appeal_over(occasion: Occasion) -> bool:
    claim = occasion.claim
    if claim is None:
        return False
    return _reason_given(occasion) if claim.appeal_by is None else occasion.day > claim.appeal_by


def _claim_owed(occasion: Occasion) -> bool:
    claim = occasion.claim
    return claim is not None and bool(claim.granted) and not is_paid(claim)


def _use_reported(occasion: Occasion) -> bool:
    """Everything that was returned on the assets of the agreement is accounted for, and something was returned."""
    if occasion.agreement is None:
        return False
    accounts = [at[0] for asset in Asset.everything.filter(agreements=occasion.agreement) for at in standing(asset)]
    return Account.USED in accounts and Account.RETURNED not in accounts


_CHECKS: dict[Condition, Callable[[Occasion], bool]] = {
    Condition.ORDER_ON_FILE: _order_on_file,
    Condition.ORDER_FINAL: _order_final,
    Condition.AGREEMENT_ON_FILE: _agreement_on_file,
    Condition.REASON_GIVEN: _reason_given,
    Condition.REFERENCE_GIVEN: _reference_given,
    Condition.APPEAL_OVER: _appeal_over,
    Condition.CLAIM_OWED: _claim_owed,
    Condition.USE_REPORTED: _use_reported,
}
