"""A caseworker at an asset desk, in few words, for the tests of this folder."""

import datetime as dt
from typing import Any

from django.utils import timezone

from comity.casework.assets.agreements import Costs, Terms, agreement_act, agreement_make
from comity.casework.assets.models import Agreement, Asset, AssetClaim
from comity.casework.assets.posting import Booking, entry_book
from comity.casework.assets.registering import Ordered, order_record
from comity.casework.assets.selectors import OrderKind
from comity.casework.assets.steps import Given, asset_act
from comity.casework.ledger import bookings
from comity.casework.ledger.entries import EntryKind
from comity.common.money import Money

TODAY = timezone.localdate()
SHARES = ({"state": "NLD", "part": "4/5", "role": "return"}, {"state": "CHE", "part": "1/5", "role": "share"})


def eur(amount: str) -> Money:
    return Money.parse(amount, "EUR")


def of(case: Any, key: str) -> Asset:
    return Asset.everything.select_related("case", "wall").get(case=case, key=key)


def step(asset: Asset, action: str, actor: Any, day: dt.date = TODAY, **given: Any) -> Asset:
    return asset_act(
        asset=asset,
        action=action,
        revision=Asset.everything.get(pk=asset.pk).revision,
        on=TODAY,
        day=day,
        given=Given(**{"source": "a letter", **given}),
        actor=actor,
        who=actor.identity(strong=True),
    )


def book(asset: Asset, kind: EntryKind, postings: Any, actor: Any, source: str = "a letter") -> Any:
    booking = Booking(kind, postings, source)
    return entry_book(asset=asset, booking=booking, day=TODAY, on=TODAY, actor=actor, who=actor.identity())


def value(asset: Asset, amount: str, actor: Any) -> Any:
    return book(asset, EntryKind.VALUE, bookings.value(eur(amount), "URY"), actor)


def order(asset: Asset, kind: OrderKind, state: str, actor: Any, **more: Any) -> Any:
    ordered = Ordered(kind, state, **{"made": TODAY - dt.timedelta(days=3), "court": "A court", **more})
    return order_record(assets=[asset], ordered=ordered, on=TODAY, actor=actor, who=actor.identity())


def agreement(asset: Asset, actor: Any, **more: Any) -> Agreement:
    terms = Terms(**{"title": "An agreement", "shares": SHARES, "costs": Costs.DEDUCTED, "basis": "UNCAC", **more})
    return agreement_make(assets=[asset], terms=terms, on=TODAY, actor=actor, who=actor.identity())


def signed(asset: Asset, actor: Any, **more: Any) -> Agreement:
    made = agreement(asset, actor, **more)
    return agreement_act(
        agreement=made,
        action="sign_agreement",
        revision=made.revision,
        on=TODAY,
        day=TODAY,
        reference="A-1",
        actor=actor,
        who=actor.identity(),
    )


def claim_of(case: Any) -> AssetClaim:
    return AssetClaim.everything.select_related("case", "wall", "asset").get(case=case, key="claim-1")
